/** Whether breakpoints that were met fire: their conditions and counts, and what logpoints write. */

import { evaluable } from '../../sandbox/instrument/expression.ts';
import type { NameEntries, NameEntry } from '../../sandbox/prelude/debug/examine.ts';
import type { Breakpoint, FunctionBreakpoint } from './debuggee.ts';
import { GuestError, type StoppedGuest } from './guest.ts';

/** How expressions are evaluated at the place of a breakpoint. */
export interface HitPlace {
  readonly guest: StoppedGuest;
  readonly names: NameEntries;
  readonly self: NameEntry | null;
}

export type Hit =
  | { readonly type: 'passed' }
  | { readonly type: 'stopped'; readonly text?: string }
  | { readonly type: 'written'; readonly text: string; readonly isError: boolean };

const passed: Hit = { type: 'passed' };

/** Counts hits anew in every pass, so that a run that is taken back counts as it did. */
export class HitCounts {
  readonly #counts = new Map<number, number>();

  clear(): void {
    this.#counts.clear();
  }

  hit(breakpoint: Breakpoint | FunctionBreakpoint, place: HitPlace): Hit {
    const { id, condition, hitCondition } = breakpoint;
    if (condition !== undefined && condition.trim() !== '') {
      const answer = attempt(() => place.guest.ask('isTrue', expression(condition, place)));
      if ('error' in answer)
        return { type: 'stopped', text: `The condition "${condition}" failed: ${answer.error}` };
      if (!answer.value) return passed;
    }
    const count = (this.#counts.get(id) ?? 0) + 1;
    this.#counts.set(id, count);
    if (hitCondition !== undefined && hitCondition.trim() !== '' && !isReached(hitCondition, count))
      return passed;
    const message = 'logMessage' in breakpoint ? breakpoint.logMessage : undefined;
    if (message === undefined || message === '') return { type: 'stopped' };
    return written(message, place);
  }
}

/** `5` and `== 5`, `>= 5`, `> 5`, `< 5`, `<= 5`, `% 5`. `undefined` when it is none of these. */
export function readHitCondition(
  text: string,
): { readonly operator: string; readonly count: number } | undefined {
  const match = /^\s*(==|=|>=|>|<=|<|%)?\s*(\d+)\s*$/.exec(text);
  return match === null ? undefined : { operator: match[1] ?? '==', count: Number(match[2]) };
}

function isReached(text: string, hits: number): boolean {
  const wanted = readHitCondition(text);
  if (wanted === undefined) return true;
  const { operator, count } = wanted;
  switch (operator) {
    case '>=':
      return hits >= count;
    case '>':
      return hits > count;
    case '<=':
      return hits <= count;
    case '<':
      return hits < count;
    case '%':
      return count > 0 && hits % count === 0;
    default:
      return hits === count;
  }
}

function written(message: string, place: HitPlace): Hit {
  let isError = false;
  const text = pieces(message).map(piece => {
    if (typeof piece === 'string') return piece;
    const answer = attempt(() => place.guest.ask('text', expression(piece.expression, place)));
    if ('value' in answer) return answer.value;
    isError = true;
    return `{${piece.expression}: ${answer.error}}`;
  });
  return { type: 'written', text: text.join(''), isError };
}

/** Text and, in braces, expressions, which may hold braces of their own. */
function pieces(message: string): readonly (string | { readonly expression: string })[] {
  const found: (string | { readonly expression: string })[] = [];
  let text = '';
  for (let at = 0; at < message.length; at++) {
    const end = message[at] === '{' ? closing(message, at) : -1;
    if (end < 0) {
      text += message[at];
      continue;
    }
    found.push(text, { expression: message.slice(at + 1, end) });
    text = '';
    at = end;
  }
  return [...found, text];
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function expression(text: string, { names, self }: HitPlace) {
  return [evaluable(text).code, names, self] as const;
}

function attempt<T>(action: () => T): { readonly value: T } | { readonly error: string } {
  try {
    return { value: action() };
  } catch (error) {
    if (error instanceof GuestError || error instanceof SyntaxError) return { error: error.message };
    throw error;
  }
}
