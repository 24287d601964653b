/** Reads a literal from text without a parser: quick enough for an example of each of 10,000 skills. */

import type { Written, WrittenProperty } from '../skill.ts';

export interface ReadLiteral {
  readonly value: Written;
  /** The offset after it and the space that follows. */
  readonly end: number;
}

const space = /[ \t\r\n]*/y;
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.$])|(?:true|false|null)(?![\w$])/y;
const quoted = /'([^'\\\r\n]*)'|"([^"\\\r\n]*)"/y;
const word = /[A-Za-z_$][\w$]*/y;

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
  const isText = first === 39 || first === 34;
  const match = matchAt(isText ? quoted : plain, text, start);
  if (match === null) return undefined;
  const end = start + match[0].length;
  const value = isText ? (match[1] ?? match[2] ?? '') : (JSON.parse(match[0]) as number | boolean | null);
  return { value: { kind: 'value', value, start, end }, end: skip(text, end) };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skip(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code > 32) return at;
  return at + (matchAt(space, text, at)?.[0].length ?? 0);
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
    const match = matchAt(code === 39 || code === 34 ? quoted : word, text, at);
    if (match === null) return undefined;
    const name = match[1] ?? match[2] ?? match[0];
    const key = { start: at, end: at + match[0].length };
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
