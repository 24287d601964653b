/** Turns a skill's code into an expression for the sandbox, with the author's lines and columns kept. */

import type { ProgramBinding } from '../sandbox/prelude/calls.ts';
import type { Entry, Skill } from '../skill/skill.ts';

export interface Wrapped {
  readonly source: string;
  /** Characters before the author's first one, all in the first line. */
  readonly prefixLength: number;
}

/** Follows an expression that drops a promise, so that the run hears of its rejection; see the rejections part. */
const watch = '["skillsmith:watch"]()';

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const reserved = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null package private protected
  public return static super switch this throw true try typeof var void while with yield`.split(/\s+/),
);

/** What the function around a skill's top-level code is called in stacks. */
export const bodyName = '$skill';

/**
 * Strict code in functions of its own: the outermost receives what is bound to a call, one in between the inputs of
 * a script. `undefined` for a skill without entry. Line 1 alone is shifted, by `prefixLength`.
 */
export function wrap(skill: Skill): Wrapped | undefined {
  const { entry } = skill;
  if (entry === undefined) return undefined;
  const code = edited(skill.code, entry);
  const isScript = entry.form === 'script';
  const names = isScript ? scriptInputs(entry) : entry.parameters.map(parameter => parameter.name);
  const head = `[(function (callSkill, skills, console, print) { "use strict";`;
  const prefix = isScript
    ? `${head} return function (${names.join(', ')}) { return async function ${bodyName}() {`
    : `${head} return ${entry.hasTopLevelAwait ? 'async ' : ''}function ${bodyName}() {`;
  const result = isScript ? outputs(entry) : (entry.expression ?? 'undefined');
  const tail = isScript ? '}; }; })' : '}; })';
  const binding: ProgramBinding = {
    isScript,
    isAsync: entry.hasTopLevelAwait,
    isWhole: !isScript && entry.binding === 'whole',
    names,
    hasRest: entry.parameters.at(-1)?.isRest === true,
    usesSkills: /\bskills\b|\\u/.test(code),
    usesConsole: isScript || /\bconsole\b|\bprint\b|\\u/.test(code),
  };
  const source = `${prefix}${code}\n;return (${result});\n${tail}, ${JSON.stringify(binding)}]`;
  return { source, prefixLength: prefix.length };
}

function edited(code: string, entry: Entry): string {
  // A CR alone ends a line for the language and in editors, but the guest's stacks do not count it.
  let text = code.replace(/\r(?!\n)/g, '\n');
  for (const edit of entry.edits) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  for (const end of entry.dropped.toReversed())
    if (text[end - 1] === ')') text = text.slice(0, end) + watch + text.slice(end);
  return text;
}

/** A part of a line as the author wrote it. */
export function withoutWatches(text: string): string {
  return text.replaceAll(watch, '');
}

/** Inputs that can be variables; the others are refused by no one, but nothing can name them. */
function scriptInputs(entry: Entry): readonly string[] {
  return entry.parameters.map(p => p.name).filter(name => identifier.test(name) && !reserved.has(name));
}

/** Computed keys, as a plain `__proto__` would set the prototype. */
function outputs(entry: Entry): string {
  return `{ __proto__: null${entry.outputs.map(name => `, [${JSON.stringify(name)}]: ${name}`).join('')} }`;
}
