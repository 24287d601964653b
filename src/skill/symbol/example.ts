/** Names of skills in the code of an `@example`, which is often no complete program. */

import * as acorn from 'acorn';
import { exampleCode } from '../example-code.ts';
import type { WrittenName } from '../skill.ts';

/** Words that may stand before a bracket and are no callee. */
const noCallees: ReadonlySet<string> = new Set(['async', 'await', 'of', 'callSkill']);

/**
 * `x(…)`, `a-b(…)`, `callSkill('x')`, `skills.x` and `skills['x']`, in order; ranges are those of the example.
 * Strings and comments are not looked into, nor are methods: `result.x(…)`.
 */
export function exampleNames(text: string): readonly WrittenName[] {
  const tokens = tokensOf(exampleCode(text));
  const found: WrittenName[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const word = wordAt(tokens, at);
    if (word === undefined) continue;
    const follower = tokens[word.next];
    const isMember = tokens[at - 1]?.text === '.' || tokens[at - 1]?.text === '?.';
    if (!isMember && word.name === 'callSkill' && follower?.text === '(')
      found.push(...stringAt(tokens, word.next + 1));
    else if (!isMember && word.name === 'skills') found.push(...memberAt(tokens, word.next));
    else if (!isMember && follower?.text === '(' && isCallee(tokens, at, word))
      found.push({ name: word.name, range: { start: word.start, end: word.end } });
    at = word.next - 1;
  }
  return found;
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isKeyword: boolean;
  /** Of a string, as written between its quotes. */
  readonly value: string | undefined;
}

interface Word {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly isKeyword: boolean;
  /** Index of the token after it. */
  readonly next: number;
}

function isCallee(tokens: readonly Token[], at: number, { name, isKeyword }: Word): boolean {
  const before = tokens[at - 1]?.text;
  return !isKeyword && !noCallees.has(name) && before !== 'function' && before !== 'new' && before !== '#';
}

/** A name, its parts joined by hyphens without spaces; `undefined` when the token does not begin one. */
function wordAt(tokens: readonly Token[], at: number): Word | undefined {
  const first = tokens[at];
  if (first === undefined || !/^[a-z_$]/i.test(first.text) || first.value !== undefined) return undefined;
  let { end, text, isKeyword } = first;
  let next = at + 1;
  for (;;) {
    const hyphen = tokens[next];
    const part = tokens[next + 1];
    if (hyphen?.text !== '-' || hyphen.start !== end || part?.start !== hyphen.end) break;
    if (!/^\w+$/.test(part.text)) break;
    text += `-${part.text}`;
    end = part.end;
    isKeyword = false;
    next += 2;
  }
  return { name: text, start: first.start, end, isKeyword, next };
}

function stringAt(tokens: readonly Token[], at: number): readonly WrittenName[] {
  const token = tokens[at];
  if (token?.value === undefined) return [];
  return [{ name: token.value, range: { start: token.start + 1, end: token.end - 1 } }];
}

/** What follows `skills`: `.x`, `?.x`, `['x']` or `?.['x']`. */
function memberAt(tokens: readonly Token[], at: number): readonly WrittenName[] {
  const opening = tokens[at]?.text;
  if (opening === '[') return stringAt(tokens, at + 1);
  if (opening === '?.' && tokens[at + 1]?.text === '[') return stringAt(tokens, at + 2);
  const name = tokens[at + 1];
  if ((opening !== '.' && opening !== '?.') || name === undefined || !/^[a-z_$]/i.test(name.text)) return [];
  return [{ name: name.text, range: { start: name.start, end: name.end } }];
}

/** All that can be read as tokens; after what cannot be, reading goes on with the next line. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let from = 0; from < text.length; ) {
    const rest = text.slice(from);
    try {
      for (const token of acorn.tokenizer(rest, { ecmaVersion: 'latest', sourceType: 'module' }))
        tokens.push(tokenOf(token, rest, from));
      break;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const last = (tokens.at(-1)?.end ?? from) - from;
      const line = rest.indexOf('\n', Math.max(last, 0));
      if (line < 0) break;
      from += line + 1;
    }
  }
  return tokens;
}

function tokenOf({ start, end, type }: acorn.Token, rest: string, from: number): Token {
  return {
    start: start + from,
    end: end + from,
    text: rest.slice(start, end),
    isKeyword: type.keyword !== undefined,
    value: type === acorn.tokTypes.string ? rest.slice(start + 1, end - 1) : undefined,
  };
}
