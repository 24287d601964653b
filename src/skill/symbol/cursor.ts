/** What an author is about to write at the cursor: a skill's name, an input, a value, an expression, or part of a JSDoc. */

import type { PathSegment } from '../../base/json.ts';
import type { Range } from '../../base/text.ts';
import { type ArgumentPlace, argumentAt, callOf, isFree, keysOf } from './call-at.ts';
import { type DocPlace, docPlace } from './doc-cursor.ts';
import { isObject, visibleNames } from './local.ts';
import { Tokens } from './token.ts';

/** A skill's name in `callSkill('…')`, `skills.…`, `skills['…']`, `const { … } = skills`. */
export interface NamePlace {
  readonly kind: 'name';
  /** `branch`: one of several strings that an expression chooses from, the name alone. */
  readonly style: 'callSkill' | 'member' | 'element' | 'pattern' | 'branch';
  /** The whole name, also what stands behind the cursor. */
  readonly range: Range;
  /** The quote before the name; empty where it is yet to be written, and for members. */
  readonly quote: string;
  readonly tokens: Tokens;
  /** Index of `callSkill` or `skills`. */
  readonly word: number;
}

export interface InputPlace {
  readonly kind: 'key' | 'value';
  readonly callee: string;
  /** Of a key: to the object that it is in; of a value: to the value. */
  readonly path: readonly PathSegment[];
  readonly range: Range;
  /** The quote that is open before the cursor; empty when there is none. */
  readonly quote: string;
  /** Of a key: those that the object has already. */
  readonly taken: ReadonlySet<string>;
  /** Of a key: a colon follows. */
  readonly hasColon: boolean;
  /** Of a key: another one follows without a comma between them. */
  readonly needsComma: boolean;
  readonly variables: ReadonlySet<string>;
  /** The word of a value, which may become any expression. */
  readonly expression: ExpressionPlace | undefined;
}

/** A word where an expression may stand. */
export interface ExpressionPlace {
  readonly kind: 'expression';
  readonly range: Range;
  /** What is written of it before the cursor. */
  readonly prefix: string;
  readonly tokens: Tokens;
  /** Index of the word. */
  readonly word: number;
  readonly variables: ReadonlySet<string>;
}

export type Place = NamePlace | InputPlace | ExpressionPlace | DocPlace;

const nameBefore = /[\w-]*$/;
const nameAfter = /^[\w-]*/;
const expressionStart: ReadonlySet<string> = new Set(
  '= ( , [ => return await ? : && || ?? ! + - * % ; { } ${ ... == === != !== < > <= >= yield throw else of in case typeof instanceof void'.split(
    ' ',
  ),
);

/** `undefined` where there is nothing that Skillsmith knows more of than JavaScript does. */
export function placeAt(code: string, offset: number): Place | undefined {
  const tokens = new Tokens(code);
  const comment = tokens.comment(offset);
  if (comment === undefined) return codePlace(tokens, offset, false);
  if (!code.startsWith('/**', comment.start)) return undefined;
  const place = docPlace(code, comment, offset);
  if (place?.kind !== 'example') return place;
  return codePlace(new Tokens(place.code), offset, true) ?? place;
}

/** The place in code; the code of an example is a text of its own. */
function codePlace(tokens: Tokens, offset: number, isExample: boolean): Place | undefined {
  const typed = tokens.at(offset);
  const kind = tokens.list[typed]?.kind;
  if (kind === 'regex' || kind === 'number') return undefined;
  const isText = tokens.string(typed) !== undefined;
  if (kind === 'template' && !isText) return undefined;
  const index = isText || kind === 'word' ? typed : tokens.before(offset) + 1;
  const name =
    namePlace(tokens, { index, offset, isText }) ?? patternPlace(tokens, { index, offset, isText });
  if (name !== undefined) return name;
  const argument = argumentAt(tokens, index, isExample);
  const input = argument && inputPlace(tokens, argument, { index, offset, isText });
  if (input !== undefined || isText || kind !== 'word' || isExample) return input;
  return argument?.slot === 'key' ? undefined : expressionPlace(tokens, index, offset);
}

interface Spot {
  /** Of the token that is being typed, or would be. */
  readonly index: number;
  readonly offset: number;
  /** The cursor is inside of quotes. */
  readonly isText: boolean;
}

function namePlace(tokens: Tokens, { index, offset, isText }: Spot): NamePlace | undefined {
  const { code } = tokens;
  const range = nameRange(code, offset);
  const quote = isText ? tokens.code.charAt(tokens.list[index]?.start ?? 0) : '';
  if (isText && range.start !== (tokens.list[index]?.start ?? 0) + 1) return undefined;
  const found = (style: NamePlace['style'], word: number): NamePlace | undefined =>
    isFree(tokens, word) && !visibleNames(tokens, offset).has(tokens.text(word))
      ? { kind: 'name', style, range, quote, tokens, word }
      : undefined;
  const isTyped = tokens.isWord(index) && (tokens.list[index]?.start ?? offset) < offset;
  if (tokens.is(index - 1, '(')) {
    const call = callOf(tokens, index - 1);
    if (call !== undefined && tokens.is(call.word, 'callSkill') && !(isTyped && !isText))
      return found('callSkill', call.word);
  }
  if (tokens.is(index - 1, '[') && tokens.is(index - 2, 'skills') && !(isTyped && !isText))
    return found('element', index - 2);
  if (isText && isBranch(tokens, index)) {
    const group = tokens.parent(index);
    const call = callOf(tokens, group);
    if (call !== undefined && tokens.is(call.word, 'callSkill')) return found('branch', call.word);
    if (tokens.is(group, '[') && tokens.is(group - 1, 'skills')) return found('branch', group - 1);
    return undefined;
  }
  const isMember = tokens.is(index - 1, '.') || tokens.is(index - 1, '?.');
  return isMember && !isText && tokens.is(index - 2, 'skills') ? found('member', index - 2) : undefined;
}

/** `c ? 'a' : 'b'` and `n ?? 'a'`, as long as no comma shows that it is in another argument. */
function isBranch(tokens: Tokens, index: number): boolean {
  const group = tokens.parent(index);
  if (!['?', ':', '??', '||', '&&'].some(text => tokens.is(index - 1, text))) return false;
  for (let at = index - 1; at > group; at--)
    if (tokens.parent(at) === group && tokens.is(at, ',')) return false;
  return true;
}

/** A key of `const { … } = skills`. */
function patternPlace(tokens: Tokens, { index, offset, isText }: Spot): NamePlace | undefined {
  const group = tokens.group(index - 1);
  const word = tokens.partner(group) + 2;
  const isKey = index === group + 1 || tokens.is(index - 1, ',');
  const isPattern = word > 1 && tokens.is(group, '{') && tokens.is(word - 1, '=');
  if (isText || !isKey || !isPattern || !tokens.is(word, 'skills')) return undefined;
  const isDeclared = ['const', 'let', 'var'].some(text => tokens.is(group - 1, text));
  const isWhole = tokens.is(word + 1, ';') || tokens.breaksAfter(word) || word + 1 === tokens.list.length;
  if (!isDeclared || !isWhole || visibleNames(tokens, offset).has('skills')) return undefined;
  return { kind: 'name', style: 'pattern', range: nameRange(tokens.code, offset), quote: '', tokens, word };
}

export function nameRange(code: string, offset: number): Range {
  const before = nameBefore.exec(code.slice(Math.max(0, offset - 100), offset))?.[0].length ?? 0;
  const after = nameAfter.exec(code.slice(offset, offset + 100))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

function inputPlace(
  tokens: Tokens,
  argument: ArgumentPlace,
  { index, offset, isText }: Spot,
): InputPlace | undefined {
  const { call, path, slot, group } = argument;
  if (call.callee === undefined || (slot !== 'key' && slot !== 'value')) return undefined;
  const variables = visibleNames(tokens, offset);
  if (variables.has(tokens.text(call.word)) && tokens.text(call.word) !== call.callee) return undefined;
  const token = tokens.list[index];
  const isTyped = token !== undefined && token.start < offset && (isText || token.kind === 'word');
  const range = isTyped ? { start: token.start, end: token.end } : { start: offset, end: offset };
  const inner = isText && isTyped ? textRange(tokens.code, token.start, offset) : range;
  const next = isTyped ? index + 1 : index;
  return {
    kind: slot,
    callee: call.callee,
    path,
    range: inner,
    quote: isText ? tokens.code.charAt(range.start) : '',
    taken: slot === 'key' ? keysOf(tokens, group, isTyped ? index : -1) : new Set(),
    hasColon: tokens.is(next, ':'),
    needsComma: isFollowedByKey(tokens, next),
    variables,
    expression: slot === 'value' && isTyped && !isText ? expressionPlace(tokens, index, offset) : undefined,
  };
}

/** From the quote to the end of the text between quotes, as far as it is on the line and no bracket closes it. */
function textRange(code: string, quoteAt: number, offset: number): Range {
  const quote = code.charAt(quoteAt);
  const rest = /^[^\r\n]*/.exec(code.slice(offset, offset + 1_000))?.[0] ?? '';
  const closing = rest.indexOf(quote);
  const end = closing >= 0 ? closing : rest.search(/[\s)}\],]|$/);
  return { start: quoteAt + 1, end: offset + end };
}

function isFollowedByKey(tokens: Tokens, next: number): boolean {
  const isKey = tokens.isWord(next) || tokens.string(next) !== undefined;
  return isKey && (tokens.is(next + 1, ':') || tokens.is(next + 1, ','));
}

function expressionPlace(tokens: Tokens, word: number, offset: number): ExpressionPlace | undefined {
  const token = tokens.list[word];
  const isStart =
    word === 0 ||
    tokens.isOneOf(word - 1, expressionStart) ||
    tokens.breaksAfter(word - 1) ||
    isBehindHead(tokens, word - 1);
  if (token === undefined || !isStart || tokens.is(word + 1, '=>')) return undefined;
  if (tokens.is(word + 1, ':') && !isBeforeColon(tokens, word)) return undefined;
  const group = tokens.parent(word);
  if (tokens.is(word - 1, ':') ? !isValue(tokens, word, group) : isPattern(tokens, word, group))
    return undefined;
  const prefix = tokens.code.slice(token.start, offset);
  const range = { start: token.start, end: token.end };
  return { kind: 'expression', range, prefix, tokens, word, variables: visibleNames(tokens, offset) };
}

/** Behind `if (…)`, `while (…)` and the like. */
function isBehindHead(tokens: Tokens, close: number): boolean {
  const open = tokens.is(close, ')') ? tokens.partner(close) : -1;
  return ['if', 'for', 'while', 'await'].some(text => open > 0 && tokens.is(open - 1, text));
}

/** Whether a word that a colon follows is a value all the same: `a ? word :`, `case word:`. */
function isBeforeColon(tokens: Tokens, word: number): boolean {
  return tokens.is(word - 1, 'case') || isAfterQuestion(tokens, word, tokens.parent(word));
}

/** Whether what follows a colon is a value: of a property, or of `? :`; else it is a type. */
function isValue(tokens: Tokens, word: number, group: number): boolean {
  return isObject(tokens, group) || isAfterQuestion(tokens, word - 1, group);
}

/** Whether a `?` stands before, in the same expression. */
function isAfterQuestion(tokens: Tokens, word: number, group: number): boolean {
  for (let i = word - 1; i > Math.max(group, word - 60); i--) {
    if (tokens.parent(i) !== group) continue;
    if (tokens.is(i, '?')) return true;
    if (tokens.is(i, ';') || tokens.is(i, ',')) return false;
  }
  return false;
}

/** Whether a name is declared here rather than used: a parameter, a key, a part of a pattern. */
function isPattern(tokens: Tokens, word: number, group: number): boolean {
  if (tokens.is(word - 1, '=') || tokens.is(word - 1, '=>')) return false;
  if (tokens.is(group, '{')) {
    const isInObject =
      isObject(tokens, group) || ['const', 'let', 'var', 'class'].some(text => tokens.is(group - 1, text));
    const isClass =
      tokens.isWord(group - 1) && (tokens.is(group - 2, 'class') || tokens.is(group - 2, 'extends'));
    return (isInObject || isClass) && (tokens.is(word - 1, '{') || tokens.is(word - 1, ',') || isClass);
  }
  if (tokens.is(group, '[')) return ['const', 'let', 'var'].some(text => tokens.is(group - 1, text));
  if (!tokens.is(group, '(')) return false;
  if (tokens.is(group - 1, 'function') || tokens.is(group - 2, 'function') || tokens.is(group - 1, 'catch'))
    return true;
  const after = tokens.partner(group) + 1;
  return after > 0 && tokens.is(after, '=>');
}
