/** Which skill's argument the cursor is in, and where in it: read from tokens, so that the call may be half written. */

import type { PathSegment } from '../../base/json.ts';
import type { Tokens } from './token.ts';

/** A call of a skill by the bracket that opens its arguments; token indices throughout. */
export interface OpenCall {
  readonly paren: number;
  /** `callSkill`, `skills` or, in an example, the name. */
  readonly word: number;
  /** `undefined` where only the run knows the name. */
  readonly callee: string | undefined;
  /** Which argument is the inputs object, from zero. */
  readonly argument: number;
}

/**
 * - `key`: where a property's name is written
 * - `value`: directly behind its colon, or where an array's element begins
 * - `argument`: between the call's own brackets
 * - `inside`: anywhere else in the object
 */
export interface ArgumentPlace {
  readonly call: OpenCall;
  readonly slot: 'key' | 'value' | 'argument' | 'inside';
  /** From the inputs object; of a key the path of the object that it is in. */
  readonly path: readonly PathSegment[];
  /** Of the slot `argument`: how many commas stand before it. */
  readonly position: number;
  /** The bracket around the cursor. */
  readonly group: number;
}

interface Segment {
  readonly group: number;
  /** The first token after the last comma. */
  readonly first: number;
  readonly commas: number;
}

/** The part of the group between commas that ends before a token. */
function segmentBefore(tokens: Tokens, index: number): Segment {
  const group = tokens.group(index - 1);
  let first = index;
  let commas = 0;
  for (let i = index - 1; i > group && group >= 0; i--) {
    if (tokens.parent(i) !== group) continue;
    if (tokens.is(i, ',')) commas++;
    if (commas === 0) first = i;
  }
  return { group, first, commas };
}

/** The call whose arguments this `(` opens; with `isExample`, `x(` is a call of the skill x. */
export function callOf(tokens: Tokens, paren: number, isExample = false): OpenCall | undefined {
  if (!tokens.is(paren, '(')) return undefined;
  const before = tokens.is(paren - 1, '?.') ? paren - 2 : paren - 1;
  if (tokens.is(before, 'callSkill') && isFree(tokens, before))
    return { paren, word: before, callee: nameAt(tokens, paren + 1), argument: 1 };
  if (tokens.is(before, ']')) {
    const open = tokens.partner(before);
    const word = tokens.is(open - 1, '?.') ? open - 2 : open - 1;
    if (!tokens.is(word, 'skills') || !isFree(tokens, word)) return undefined;
    return { paren, word, callee: nameAt(tokens, open + 1), argument: 0 };
  }
  if (!tokens.isWord(before)) return undefined;
  const isMember = tokens.is(before - 1, '.') || tokens.is(before - 1, '?.');
  const callee = tokens.text(before);
  if (isMember && tokens.is(before - 2, 'skills') && isFree(tokens, before - 2))
    return { paren, word: before - 2, callee, argument: 0 };
  return isExample && !isMember ? exampleCall(tokens, paren, before) : undefined;
}

/** `x(` and `a-b(`: in an example, a name may have hyphens. */
function exampleCall(tokens: Tokens, paren: number, last: number): OpenCall {
  let word = last;
  while (tokens.is(word - 1, '-') && tokens.isWord(word - 2) && isJoined(tokens, word)) word -= 2;
  const callee = tokens.code.slice(tokens.list[word]?.start, tokens.list[last]?.end);
  return { paren, word, callee, argument: 0 };
}

/** Whether a word and the one two tokens before it have nothing but a hyphen between them. */
function isJoined(tokens: Tokens, word: number): boolean {
  return tokens.list[word]?.start === (tokens.list[word - 2]?.end ?? 0) + 1;
}

/** Whether a word is a name of its own: no property, no declaration. */
export function isFree(tokens: Tokens, word: number): boolean {
  return !['.', '?.', 'function'].some(text => tokens.is(word - 1, text));
}

/** The name that a string says, or a constant of the file that is declared with one. */
function nameAt(tokens: Tokens, index: number): string | undefined {
  const written = tokens.string(index);
  if (written !== undefined || !tokens.isWord(index)) return written;
  const name = tokens.text(index);
  for (let i = 1; i < tokens.list.length; i++)
    if (tokens.is(i, name) && tokens.is(i - 1, 'const') && tokens.is(i + 1, '=')) return tokens.string(i + 2);
  return undefined;
}

/** Where in a call's arguments a token stands, or would stand; `undefined` outside of calls of skills. */
export function argumentAt(tokens: Tokens, index: number, isExample = false): ArgumentPlace | undefined {
  const path: PathSegment[] = [];
  const around = tokens.group(index - 1);
  let slot: ArgumentPlace['slot'] = 'argument';
  for (let at = index; ; ) {
    const { group, first, commas } = segmentBefore(tokens, at);
    const isHere = at === index;
    if (tokens.is(group, '(')) {
      const call = callOf(tokens, group, isExample);
      if (call === undefined || (!isHere && (commas !== call.argument || first !== at))) return undefined;
      return { call, slot, path, position: commas, group: around };
    }
    const step = tokens.is(group, '{')
      ? inObject(tokens, first, at)
      : tokens.is(group, '[')
        ? inArray(first, at, commas)
        : undefined;
    if (step === undefined || (!isHere && step.slot !== 'value')) return undefined;
    if (isHere) slot = step.slot;
    if (step.segment !== undefined) path.unshift(step.segment);
    at = group;
  }
}

interface Step {
  readonly slot: 'key' | 'value' | 'inside';
  readonly segment: PathSegment | undefined;
}

function inObject(tokens: Tokens, first: number, at: number): Step {
  if (first === at) return { slot: 'key', segment: undefined };
  const hasColon = first + 1 < at && tokens.is(first + 1, ':');
  if (!hasColon) return { slot: 'inside', segment: undefined };
  const key = tokens.string(first) ?? tokens.text(first);
  return { slot: first + 2 === at ? 'value' : 'inside', segment: key };
}

function inArray(first: number, at: number, commas: number): Step {
  return { slot: first === at ? 'value' : 'inside', segment: commas };
}

/** The name of a property that may be a method: behind `get`, `async`, `*`. */
function keyAt(tokens: Tokens, first: number): number {
  let key = first;
  while (tokens.isOneOf(key, modifiers) && !tokens.isOneOf(key + 1, behindKey)) key++;
  return key;
}

const modifiers: ReadonlySet<string> = new Set(['get', 'set', 'async', '*']);
const behindKey: ReadonlySet<string> = new Set([':', ',', '(', '}']);

/** The keys that an object has, before and after the cursor; `except` is the token that is being typed. */
export function keysOf(tokens: Tokens, brace: number, except: number): ReadonlySet<string> {
  const keys = new Set<string>();
  const end = tokens.partner(brace) < 0 ? tokens.list.length : tokens.partner(brace);
  for (let i = brace + 1; i < end; i++) {
    const isStart = i === brace + 1 || (tokens.is(i - 1, ',') && tokens.parent(i) === brace);
    const isNextLine = tokens.is(i + 1, ':') && tokens.parent(i) === brace && tokens.breaksAfter(i - 1);
    if (i === except || !(isStart || isNextLine)) continue;
    const key = keyAt(tokens, i);
    keys.add(tokens.string(key) ?? tokens.text(key));
  }
  return keys;
}
