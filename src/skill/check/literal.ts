/** Reads a literal from text without a parser: quick enough for an example of each of 10,000 skills. */

import type { Written, WrittenProperty } from '../skill.ts';

export interface ReadLiteral {
  readonly value: Written;
  /** The offset after it and the space that follows. */
  readonly end: number;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.$])/y;
const named = /(?:true|false|null)(?![\w$])/y;

const maxDepth = 12;

/**
 * The literal that begins at the offset: a number, string, word or `null`, or an object or array of such. `undefined`
 * for all else, which may be a literal that only a parser can read.
 */
export function readLiteral(text: string, at: number, depth = 0): ReadLiteral | undefined {
  const start = skip(text, at);
  const first = text.charCodeAt(start);
  if (depth > maxDepth) return undefined;
  if (first === 123) return readObject(text, start, depth);
  if (first === 91) return readArray(text, start, depth);
  if (first === 39 || first === 34) {
    const closing = closingQuote(text, start);
    if (closing === undefined) return undefined;
    const end = closing + 1;
    return {
      value: { kind: 'value', value: text.slice(start + 1, closing), start, end },
      end: skip(text, end),
    };
  }
  const isNumber = first === 45 || (first >= 48 && first <= 57);
  const match =
    isNumber || (first >= 97 && first <= 122) ? matchAt(isNumber ? number : named, text, start) : null;
  if (match === null) return undefined;
  const end = start + match[0].length;
  const value = JSON.parse(match[0]) as number | boolean | null;
  return { value: { kind: 'value', value, start, end }, end: skip(text, end) };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Where the string ends that begins here; `undefined` where only a parser can tell. */
function closingQuote(text: string, start: number): number | undefined {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === 92 || code === 10 || code === 13) return undefined;
  }
  return undefined;
}

/** The end of the word that begins here; where it begins when there is none. */
function endOfWord(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36;
    if (!isLetter && !(code >= 48 && code <= 57 && at > start)) return at;
    at++;
  }
}

function skip(text: string, from: number): number {
  let at = from;
  for (
    let code = text.charCodeAt(at);
    code === 32 || (code <= 13 && code >= 9 && code !== 11 && code !== 12);
  )
    code = text.charCodeAt(++at);
  return at;
}

function readArray(text: string, start: number, depth: number): ReadLiteral | undefined {
  const items: Written[] = [];
  let at = skip(text, start + 1);
  while (text.charCodeAt(at) !== 93) {
    const item = readLiteral(text, at, depth + 1);
    const next = item && afterComma(text, item.end, 93);
    if (item === undefined || next === undefined) return undefined;
    items.push(item.value);
    at = next;
  }
  return { value: { kind: 'array', items, isOpen: false, start, end: at + 1 }, end: skip(text, at + 1) };
}

/** Where the next element or the closing bracket is; `undefined` where there is neither. */
function afterComma(text: string, at: number, closing: number): number | undefined {
  const code = text.charCodeAt(at);
  if (code === 44) return skip(text, at + 1);
  return code === closing ? at : undefined;
}

function readObject(text: string, start: number, depth: number): ReadLiteral | undefined {
  const properties: WrittenProperty[] = [];
  let at = skip(text, start + 1);
  while (text.charCodeAt(at) !== 125) {
    const code = text.charCodeAt(at);
    const isQuoted = code === 39 || code === 34;
    const closing = isQuoted ? closingQuote(text, at) : endOfWord(text, at);
    if (closing === undefined || closing === at) return undefined;
    const name = isQuoted ? text.slice(at + 1, closing) : text.slice(at, closing);
    const key = { start: at, end: isQuoted ? closing + 1 : closing };
    const colon = skip(text, key.end);
    const item = text.charCodeAt(colon) === 58 ? readLiteral(text, colon + 1, depth + 1) : undefined;
    const next = item && afterComma(text, item.end, 125);
    if (item === undefined || next === undefined || name === '__proto__') return undefined;
    properties.push({ name, key, value: item.value });
    at = next;
  }
  return {
    value: { kind: 'object', properties, isOpen: false, start, end: at + 1 },
    end: skip(text, at + 1),
  };
}
