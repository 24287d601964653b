/** Reads one JSDoc comment: its prose, and its tags with the places of their parts. */

import { parse, type Spec, tokenizers } from 'comment-parser';
import type { Range } from '../base/text.ts';
import type { Documentation } from './skill.ts';
import type { DocComment } from './syntax.ts';

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
}

export interface Doc {
  readonly comment: DocComment;
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

const readTag = tokenizers.tag();
const readBraces = tokenizers.type('preserve');

/** The parts that each kind of tag has: all others are text as written. */
function readParts(spec: Spec): Spec {
  const tagged = readTag(spec);
  const tag = aliases.get(tagged.tag) ?? tagged.tag;
  if (!typedTags.has(tag)) return tagged;
  const typed = readBracesInLine(tagged) ?? readBraces(tagged);
  if (tag !== 'returns' && typed.problems.length === 0) readName(typed);
  return typed;
}

/** A type that ends on the tag's own line, as nearly all do; `undefined` when there is none or it goes on. */
function readBracesInLine(spec: Spec): Spec | undefined {
  const tokens = spec.source[0]?.tokens;
  if (tokens === undefined || tokens.description.charCodeAt(0) !== 123) return undefined;
  const end = closingBracket(tokens.description, 123, 125);
  if (end === undefined) return undefined;
  spec.type = tokens.description.slice(1, end - 1);
  tokens.type = tokens.description.slice(0, end);
  const rest = tokens.description.slice(end);
  tokens.description = rest.trimStart();
  tokens.postType = rest.slice(0, rest.length - tokens.description.length);
  return spec;
}

/** The offset after the bracket that closes the one at the beginning; `undefined` when nothing does. */
function closingBracket(text: string, open: number, close: number): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === open) depth++;
    else if (code === close && --depth === 0) return i + 1;
  }
  return undefined;
}

/** Takes `name`, `[name]` or `[name=default]` from the line where the type ends, or from the next with text. */
function readName(spec: Spec): void {
  const typeLine = spec.source.findLastIndex(({ tokens }) => tokens.type !== '');
  const line = spec.source.find(({ tokens }, index) => index >= typeLine && tokens.description.trim() !== '');
  if (line === undefined) return;
  const { tokens } = line;
  const text = tokens.description;
  spec.optional = text.charCodeAt(0) === 91;
  const end = (spec.optional ? closingBracket(text, 91, 93) : undefined) ?? text.search(/\s|$/);
  const name = text.slice(0, end);
  const rest = text.slice(end);
  tokens.name = name;
  tokens.description = rest.trimStart();
  tokens.postName = rest.slice(0, rest.length - tokens.description.length);
  const inner = spec.optional ? name.slice(1, name.endsWith(']') ? -1 : undefined) : name;
  const equals = spec.optional ? inner.indexOf('=') : -1;
  spec.name = (equals < 0 ? inner : inner.slice(0, equals)).trim();
  if (equals >= 0) spec.default = inner.slice(equals + 1).trim();
}

export function readDoc(code: string, comment: DocComment): Doc {
  const text = code.slice(comment.start, comment.end);
  const block = parse(text, { spacing: 'preserve', tokenizers: [readParts] })[0];
  const typed: TypedTag[] = [];
  const tags: DocTag[] = [];
  for (const spec of block?.tags ?? []) {
    const tag = aliases.get(spec.tag) ?? spec.tag;
    if (typedTags.has(tag)) typed.push(new SpecTag(tag, spec, text, comment.start));
    else tags.push({ tag, text: tagText(spec), range: () => tokenRange(spec, text, comment.start, 'tag') });
  }
  return { comment, description: (block?.description ?? '').trim(), typed, tags };
}

class SpecTag implements TypedTag {
  readonly tag: string;
  readonly #spec: Spec;
  readonly #text: string;
  readonly #start: number;

  constructor(tag: string, spec: Spec, text: string, start: number) {
    this.tag = tag;
    this.#spec = spec;
    this.#text = text;
    this.#start = start;
  }

  get name(): string {
    return this.#spec.name;
  }

  get type(): string | undefined {
    const isTyped = this.#spec.source.some(line => line.tokens.type !== '');
    return isTyped ? this.#spec.type.trim() : undefined;
  }

  get isBroken(): boolean {
    return this.#spec.problems.some(({ code }) => code === 'spec:type:unpaired-curlies');
  }

  get isOptional(): boolean {
    return this.#spec.optional;
  }

  get default(): string | undefined {
    return this.#spec.default;
  }

  get description(): string {
    const text = tagText(this.#spec).trimStart();
    return text.startsWith('-') ? text.slice(1).trimStart() : text;
  }

  nameRange(): Range {
    return nameRange(this.#spec, this.#text, this.#start);
  }

  typeRange(): Range {
    return typeRange(this.#spec, this.#text, this.#start);
  }
}

/** What follows the tag, its type and its name, line by line as written. */
function tagText(spec: Spec): string {
  const { source } = spec;
  let text = source[0]?.tokens.description ?? '';
  for (let i = 1; i < source.length; i++) {
    const { tokens } = source[i] as Spec['source'][number];
    text += `\n${tokens.postDelimiter.slice(1)}${tokens.description}`;
  }
  return (text.startsWith('\n') ? text.slice(1) : text).trimEnd();
}

type Token = 'tag' | 'name' | 'type';

function tokenRange(spec: Spec, text: string, start: number, wanted: Token): Range {
  const line = spec.source.find(({ tokens }) => tokens[wanted] !== '') ?? spec.source[0];
  if (line === undefined) return { start, end: start + text.length };
  const { tokens } = line;
  let at = start + lineStart(text, line.number) + tokens.start.length;
  at += tokens.delimiter.length + tokens.postDelimiter.length;
  if (wanted !== 'tag') at += tokens.tag.length + tokens.postTag.length;
  if (wanted === 'name') at += tokens.type.length + tokens.postType.length;
  return { start: at, end: at + tokens[wanted].length };
}

function lineStart(text: string, line: number): number {
  let at = 0;
  for (let i = 0; i < line; i++) at = text.indexOf('\n', at) + 1;
  return at;
}

function nameRange(spec: Spec, text: string, start: number): Range {
  if (spec.name === '') return tokenRange(spec, text, start, 'tag');
  const token = tokenRange(spec, text, start, 'name');
  const inside = text.slice(token.start - start, token.end - start).indexOf(spec.name);
  if (inside < 0) return token;
  return { start: token.start + inside, end: token.start + inside + spec.name.length };
}

function typeRange(spec: Spec, text: string, start: number): Range {
  const parts = spec.source.filter(({ tokens }) => tokens.type !== '');
  const last = parts.at(-1);
  const first = tokenRange(spec, text, start, parts.length > 0 ? 'type' : 'tag');
  if (last === undefined) return first;
  const end =
    parts.length === 1 ? first.end : start + lineStart(text, last.number) + last.source.lastIndexOf('}') + 1;
  const isClosed = text[end - 1 - start] === '}';
  return trimmed(text, start, first.start + 1, isClosed ? end - 1 : end);
}

function trimmed(text: string, start: number, from: number, to: number): Range {
  let [begin, end] = [from, to];
  while (begin < end && /\s/.test(text[begin - start] as string)) begin++;
  while (end > begin && /\s/.test(text[end - 1 - start] as string)) end--;
  return { start: begin, end };
}

const silent: Documentation = {
  summary: '',
  description: '',
  tags: [],
  examples: [],
  returns: '',
  timeoutMs: undefined,
  deprecated: undefined,
};

/** What the doc says of the whole skill. */
export function documentation(doc: Doc | undefined): Documentation {
  if (doc === undefined) return silent;
  const tags: string[] = [];
  const examples: string[] = [];
  let described: string | undefined;
  let timeoutMs: number | undefined;
  let deprecated: string | undefined;
  for (const { tag, text } of doc.tags) {
    if (tag === 'tags') tags.push(...text.split(/[\s,]+/).filter(Boolean));
    else if (tag === 'example' && text !== '') examples.push(text);
    else if (tag === 'timeout') timeoutMs ??= timeout(text);
    else if (tag === 'deprecated') deprecated ??= text;
    else if (tag === 'description' || tag === 'summary') described ??= text;
  }
  const description = doc.description || described || '';
  return {
    summary: firstSentence(description),
    description,
    tags: tags.length > 1 ? [...new Set(tags)] : tags,
    examples,
    returns: doc.typed.find(one => one.tag === 'returns')?.description ?? '',
    timeoutMs,
    deprecated,
  };
}

/** Milliseconds of `5s`, `500ms`, `2m` or `500`; `undefined` when it is none of them or out of bounds. */
export function timeout(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|min)?$/i.exec(text?.trim() ?? '');
  if (match === null) return undefined;
  const unit = match[2]?.toLowerCase() ?? 'ms';
  const ms = Number(match[1]) * (unit === 'ms' ? 1 : unit === 's' ? 1000 : 60_000);
  return ms >= 1 && ms <= 300_000 ? ms : undefined;
}

function firstSentence(text: string): string {
  const lines = text.split('\n');
  const gap = lines.findIndex(line => line.trim() === '');
  const paragraph = (gap < 0 ? lines : lines.slice(0, gap)).join(' ').replace(/\s+/g, ' ').trim();
  return /^.*?[.!?](?=\s[^a-z]|$)/.exec(paragraph)?.[0] ?? paragraph;
}
