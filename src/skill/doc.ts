/** Reads one JSDoc comment: its prose, and its tags with the places of their parts. */

import type { Range } from '../base/text.ts';
import { readBlock, type Section } from './block.ts';
import type { Documentation } from './skill.ts';

/** A tag that gives a type to a name: `@param`, `@property`, or (without a name) `@returns`, `@typedef`. */
export interface TypedTag {
  readonly tag: string;
  /** Dotted for what lies inside: `options.size`, `items[].price`; empty when the tag has none. */
  readonly name: string;
  /** Without braces; `undefined` when the tag has no type. */
  readonly type: string | undefined;
  /** The type's braces are not closed. */
  readonly isBroken: boolean;
  readonly isOptional: boolean;
  /** As written after `=` in `[name=…]`. */
  readonly default: string | undefined;
  /** Without a leading hyphen. */
  readonly description: string;
  /** Of the name, or of the tag where there is none. */
  nameRange(): Range;
  /** Of the type without its braces, or of the tag where there is none. */
  typeRange(): Range;
}

export interface DocTag {
  readonly tag: string;
  readonly text: string;
  range(): Range;
  /** The offset in the code of a character of the text. */
  offset(index: number): number;
}

export interface Doc {
  readonly comment: Range;
  readonly description: string;
  readonly typed: readonly TypedTag[];
  readonly tags: readonly DocTag[];
}

/** The names under which JSDoc knows the same tag. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['arg', 'param'],
  ['argument', 'param'],
  ['return', 'returns'],
  ['prop', 'property'],
  ['tag', 'tags'],
]);

const typedTags: ReadonlySet<string> = new Set(['param', 'property', 'returns', 'typedef', 'callback']);

const [openBracket, closeBracket, openBrace, closeBrace] = [91, 93, 123, 125] as const;

export function readDoc(code: string, comment: Range): Doc {
  const [prose, ...sections] = readBlock(code, comment);
  const typed: TypedTag[] = [];
  const tags: DocTag[] = [];
  for (const section of sections) {
    const tag = aliases.get(section.tag) ?? section.tag;
    if (typedTags.has(tag)) typed.push(new SectionTag(tag, section));
    else tags.push(new PlainTag(tag, section));
  }
  return { comment, description: prose.text.trimStart(), typed, tags };
}

class PlainTag implements DocTag {
  readonly tag: string;
  readonly text: string;
  readonly #section: Section;

  constructor(tag: string, section: Section) {
    this.tag = tag;
    this.text = section.text;
    this.#section = section;
  }

  range(): Range {
    return this.#section.tagRange();
  }

  offset(index: number): number {
    return this.#section.offset(index);
  }
}

/** `{type} name - description`, `{type} [name=default] description`; of `@returns` only the type and the rest. */
class SectionTag implements TypedTag {
  readonly tag: string;
  readonly name: string = '';
  readonly type: string | undefined;
  readonly isBroken: boolean = false;
  readonly isOptional: boolean = false;
  readonly default: string | undefined;
  readonly description: string;
  readonly #section: Section;
  readonly #nameStart: number = 0;

  constructor(tag: string, section: Section) {
    const { text } = section;
    this.tag = tag;
    this.#section = section;
    const typeStart = indexOfWord(text, 0);
    let end = 0;
    if (text.charCodeAt(typeStart) === openBrace) {
      const typeEnd = closingBracket(text, typeStart, openBrace, closeBrace);
      this.isBroken = typeEnd === undefined;
      end = typeEnd ?? text.length;
      if (typeEnd !== undefined) this.type = text.slice(typeStart + 1, typeEnd - 1).trim();
    }
    if (tag !== 'returns') {
      const start = indexOfWord(text, end);
      this.isOptional = text.charCodeAt(start) === openBracket;
      const bracketEnd = this.isOptional && closingBracket(text, start, openBracket, closeBracket);
      end = bracketEnd || endOfWord(text, start);
      const inner = this.isOptional
        ? text.slice(start + 1, bracketEnd ? end - 1 : end)
        : text.slice(start, end);
      const equals = this.isOptional ? inner.indexOf('=') : -1;
      this.name = equals < 0 ? inner.trim() : inner.slice(0, equals).trim();
      if (equals >= 0) this.default = inner.slice(equals + 1).trim();
      this.#nameStart = text.indexOf(this.name, start);
    }
    const rest = text.slice(end).trimStart();
    this.description = rest.startsWith('-') ? rest.slice(1).trimStart() : rest;
  }

  nameRange(): Range {
    if (this.name === '') return this.#section.tagRange();
    const start = this.#section.offset(this.#nameStart);
    return { start, end: start + this.name.length };
  }

  typeRange(): Range {
    if (this.type === undefined) return this.#section.tagRange();
    const { text } = this.#section;
    const start = text.indexOf(this.type, text.indexOf('{') + 1);
    return { start: this.#section.offset(start), end: this.#section.offset(start + this.type.length) };
  }
}

/** The offset after the bracket that closes the one at `start`; `undefined` when nothing does. */
function closingBracket(text: string, start: number, open: number, close: number): number | undefined {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === open) depth++;
    else if (code === close && --depth === 0) return i + 1;
  }
  return undefined;
}

function indexOfWord(text: string, from: number): number {
  let i = from;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
}

function endOfWord(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isSpace(text.charCodeAt(i))) i++;
  return i;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

const silent: Documentation = {
  summary: '',
  description: '',
  tags: [],
  examples: [],
  returns: '',
  timeoutMs: undefined,
  secrets: [],
  cacheMs: undefined,
  deprecated: undefined,
};

/**
 * What the doc says of the whole skill.
 * @param wholeName - the parameter that stands for all inputs, as paths in the doc begin with it
 */
export function documentation(doc: Doc | undefined, wholeName?: string): Documentation {
  if (doc === undefined) return silent;
  const tags: string[] = [];
  const examples: string[] = [];
  const secrets: string[] = [];
  let timeoutMs: number | undefined;
  let cacheMs: number | undefined;
  let deprecated: string | undefined;
  for (const { tag, text } of doc.tags) {
    if (tag === 'tags') tags.push(...text.split(/[\s,]+/).filter(Boolean));
    else if (tag === 'example' && text !== '') examples.push(text);
    else if (tag === 'timeout') timeoutMs ??= timeout(text);
    else if (tag === 'secret')
      secrets.push(...secretPaths(text).map(({ path }) => pathWithin(path, wholeName)));
    else if (tag === 'cache') cacheMs ??= cacheTime(text);
    else if (tag === 'deprecated') deprecated ??= text;
  }
  const description = descriptionOf(doc);
  return {
    summary: firstSentence(description),
    description,
    tags: tags.length > 1 ? [...new Set(tags)] : tags,
    examples,
    returns: doc.typed.find(one => one.tag === 'returns')?.description ?? '',
    timeoutMs,
    secrets,
    cacheMs,
    deprecated,
  };
}

/** `inputs.key` from the inputs object on: `key`. */
export function pathWithin(path: string, wholeName: string | undefined): string {
  return wholeName !== undefined && path.startsWith(`${wholeName}.`)
    ? path.slice(wholeName.length + 1)
    : path;
}

/** The inputs that `@secret a, b.c - why` names, and where each stands in the tag's text. */
export function secretPaths(text: string): readonly { readonly path: string; readonly index: number }[] {
  const names = text.replace(/(^|\s)-\s.*$/s, '$1');
  return [...names.matchAll(/[^\s,]+/g)].map(({ 0: path, index }) => ({ path, index }));
}

/** The text before the first tag or, where there is none, of a tag that describes; empty when nothing does. */
export function descriptionOf({ description, tags }: Doc): string {
  if (description !== '') return description;
  return tags.find(({ tag }) => tag === 'description' || tag === 'summary')?.text ?? '';
}

/** The longest times that the tags allow, in ms. */
export const longestTimeout = 300_000;
export const longestCacheTime = 30 * 86_400_000;

/** Milliseconds of `5s`, `500ms`, `2m` or `500`; `undefined` when it is none of them or beyond 5 minutes. */
export function timeout(text: string): number | undefined {
  return timeSpan(text, longestTimeout);
}

/** Milliseconds of `30s`, `10m`, `1h` or `7d`; `undefined` when it is none of them or beyond 30 days. */
export function cacheTime(text: string): number | undefined {
  return timeSpan(text, longestCacheTime);
}

/** In ms. */
export const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function timeSpan(text: string, longest: number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|min|h|d)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const ms = Number(match[1]) * (unitMs[match[2]?.toLowerCase() ?? 'ms'] as number);
  return ms >= 1 && ms <= longest ? ms : undefined;
}

function firstSentence(text: string): string {
  const lines = text.split('\n');
  const gap = lines.findIndex(line => line.trim() === '');
  const paragraph = (gap < 0 ? lines : lines.slice(0, gap)).join(' ').replace(/\s+/g, ' ').trim();
  return /^.*?[.!?](?=\s[^a-z]|$)/.exec(paragraph)?.[0] ?? paragraph;
}
