/** Leaves out of TypeScript's completions what the editor itself offers in calls, and what the sandbox does not have. */

import type ts from 'typescript-server';
import { forbiddenGlobals } from '../skill/check/globals.ts';
import type { CallPlace } from './skill-call.ts';

/** `place` is where the completion was asked for; `undefined` outside of calls of skills. */
export function ownCompletions<T extends ts.CompletionInfo>(
  info: T | undefined,
  place: CallPlace | undefined,
): T | undefined {
  if (info === undefined || place === 'name' || place === 'type') return undefined;
  const entries = info.entries.filter(entry => {
    if (place === 'input' && (isProperty(entry) || isGuess(entry))) return false;
    if ((place === 'value' || place === 'input') && isLiteral(entry)) return false;
    // An import: a skill can have none.
    if (entry.source !== undefined && entry.hasAction === true) return false;
    if (entry.name === '$Skills') return false;
    return info.isMemberCompletion || !forbiddenGlobals.has(entry.name) || !isGlobal(entry);
  });
  return { ...info, entries };
}

function isProperty({ kind }: ts.CompletionEntry): boolean {
  return kind === 'property' || kind === 'method';
}

/** A word that stands somewhere in the file: what the service offers where it knows no types. */
function isGuess({ kind }: ts.CompletionEntry): boolean {
  return kind === 'warning';
}

/** One of the literals that the type allows. */
function isLiteral({ kind }: ts.CompletionEntry): boolean {
  return kind === 'string';
}

/** TypeScript's rank for globals and keywords, and the one for those that are deprecated. */
function isGlobal({ sortText }: ts.CompletionEntry): boolean {
  return /^(z?)15$/.test(sortText);
}
