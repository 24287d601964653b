/** Whether a call that is being written should be awaited: where `await` is allowed, and where a person would write it. */

import { enclosingFunction, functionOf } from './local.ts';
import type { Tokens } from './token.ts';

/** Behind these the promise itself is what is wanted, or `await` is there already. */
const handsOn: ReadonlySet<string> = new Set(['await', 'void', '.', '?.', 'new']);
/** Behind these it is, where the call is all that follows. */
const givesBack: ReadonlySet<string> = new Set(['return', '=>', 'yield']);
/** What may follow a call that is a whole expression: its end, or that of the line. */
const wholeEnd = /^[^\S\r\n]*(?:[;,)\]}:\r\n]|\/[/*]|$)/;
const combinators: ReadonlySet<string> = new Set('all allSettled race any resolve'.split(' '));
const collector = /promise|pending|task|job|waiting/i;

/** `index` is the first token of the call, `after` the text behind it. */
export function needsAwait(tokens: Tokens, index: number, after: string): boolean {
  if (tokens.isOneOf(index - 1, handsOn)) return false;
  const isGiven = tokens.isOneOf(index - 1, givesBack) && wholeEnd.test(after);
  if (isGiven && !(tokens.is(index - 1, 'return') && isInTry(tokens, index))) return false;
  if (/^\s*\??\.(?:then|catch|finally)\b/.test(after)) return false;
  // `await x ** 2` is no JavaScript.
  if (/^\s*\*\*/.test(after)) return false;
  const kind = enclosingFunction(tokens, index);
  if (kind !== undefined && !kind.isAsync) return false;
  return !isCollected(tokens, index) && !isDefault(tokens, index);
}

/** An element of what `Promise.all` and the like are given, or of a list of promises. */
function isCollected(tokens: Tokens, index: number): boolean {
  for (let group = tokens.parent(index); group >= 0; group = tokens.parent(group)) {
    if (tokens.is(group, '[')) {
      if (tokens.is(group - 1, '=') && collector.test(tokens.text(group - 2))) return true;
      continue;
    }
    if (!tokens.is(group, '(')) return false;
    if (tokens.is(group - 1, 'await')) return true;
    const isMethod = tokens.is(group - 2, '.');
    if (!isMethod) return false;
    if (tokens.is(group - 3, 'Promise')) return tokens.isOneOf(group - 1, combinators);
    return tokens.is(group - 1, 'push') && collector.test(tokens.text(group - 3));
  }
  return false;
}

/** Directly in the block of a `try`, whose `catch` would miss a promise that is given back. */
function isInTry(tokens: Tokens, index: number): boolean {
  for (let group = tokens.parent(index); group >= 0; group = tokens.parent(group)) {
    if (tokens.is(group - 1, 'try')) return true;
    if (functionOf(tokens, group) !== undefined) return false;
  }
  return false;
}

/** A parameter's default cannot wait. */
function isDefault(tokens: Tokens, index: number): boolean {
  const group = tokens.parent(index);
  if (!tokens.is(group, '(') || !tokens.is(index - 1, '=')) return false;
  return (
    tokens.is(group - 1, 'function') ||
    tokens.is(group - 2, 'function') ||
    tokens.is(tokens.partner(group) + 1, '=>')
  );
}
