/** Reads one JSDoc comment: its prose, and its tags with the places of their parts. */

import { type Block, parse, type Spec } from 'comment-parser';
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

export function readDoc(code: string, comment: DocComment): Doc {
  const text = code.slice(comment.start, comment.end);
  const block: Block | undefined = parse(text, { spacing: 'preserve' })[0];
  const typed: TypedTag[] = [];
  const tags: DocTag[] = [];
  for (const spec of block?.tags ?? []) {
    const tag = aliases.get(spec.tag) ?? spec.tag;
    if (typedTags.has(tag)) typed.push(typedTag(tag, spec, text, comment.start));
    else
      tags.push({
        tag,
        text: tagText(spec, true),
        range: () => tokenRange(spec, text, comment.start, 'tag'),
      });
  }
  return { comment, description: (block?.description ?? '').trim(), typed, tags };
}

function typedTag(tag: string, spec: Spec, text: string, start: number): TypedTag {
  const isNamed = tag !== 'returns';
  return {
    tag,
    name: isNamed ? spec.name : '',
    type: spec.source.some(line => line.tokens.type !== '') ? spec.type.trim() : undefined,
    isBroken: spec.problems.some(({ code }) => code === 'spec:type:unpaired-curlies'),
    isOptional: spec.optional,
    default: spec.default?.trim(),
    description: (isNamed ? spec.description : tagText(spec, false)).trim().replace(/^-\s*/, ''),
    nameRange: () => nameRange(spec, text, start),
    typeRange: () => typeRange(spec, text, start),
  };
}

/** What follows the tag (and its type), line by line as written. */
function tagText(spec: Spec, withType: boolean): string {
  return spec.source
    .map(({ tokens }, index) => {
      const own = `${tokens.name}${tokens.postName}${tokens.description}`;
      const full = withType ? `${tokens.type}${tokens.postType}${own}` : own;
      return index === 0 ? full : tokens.postDelimiter.slice(1) + full;
    })
    .join('\n')
    .replace(/^\s*\n|\s+$/g, '')
    .trimEnd();
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

/** What the doc says of the whole skill. */
export function documentation(doc: Doc | undefined): Documentation {
  const tags = doc?.tags ?? [];
  const text = (tag: string) => tags.find(one => one.tag === tag)?.text;
  const description = text('description') ?? text('summary') ?? doc?.description ?? '';
  return {
    summary: firstSentence(doc?.description || description),
    description: doc?.description || description,
    tags: [
      ...new Set(tags.flatMap(one => (one.tag === 'tags' ? one.text.split(/[\s,]+/).filter(Boolean) : []))),
    ],
    examples: tags.filter(one => one.tag === 'example' && one.text !== '').map(one => one.text),
    returns: doc?.typed.find(one => one.tag === 'returns')?.description ?? '',
    timeoutMs: timeout(text('timeout')),
    deprecated: text('deprecated'),
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
