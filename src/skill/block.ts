/** Takes a JSDoc comment out of its frame of asterisks: its prose, and each tag with its text and where that stands. */

import type { Range } from '../base/text.ts';

const [tab, lineFeed, carriageReturn, space, star, slash, at] = [9, 10, 13, 32, 42, 47, 64] as const;

/** Between two of these an `@` starts no tag. */
const fence = '```';

/** In a comment of one line, a tag may follow the prose: `/** Doubles. @param {number} n *​/`. */
const tagInLine =
  /\s@(?:param|arg|argument|returns?|tags?|example|timeout|cache|deprecated|typedef|property|prop|callback)\b/;

/** The text after a tag up to the next one, its lines joined by `\n`; or the prose before the first tag. */
export class Section {
  /** Without `@`; empty for the prose. */
  readonly tag: string;
  readonly #tagStart: number;
  #text = '';
  /** Where in the code each line of the text begins. */
  readonly #lineStarts: number[] = [];

  constructor(tag: string, tagStart: number) {
    this.tag = tag;
    this.#tagStart = tagStart;
  }

  /** Adds a line; empty ones at the beginning are left out. */
  add(line: string, start: number): void {
    if (this.#lineStarts.length > 0) this.#text += `\n${line}`;
    else if (line === '') return;
    else this.#text = line;
    this.#lineStarts.push(start);
  }

  /** As written, without the frame and what is empty at the end. */
  get text(): string {
    return this.#text.trimEnd();
  }

  /** Of the tag, with its `@`. */
  tagRange(): Range {
    return { start: this.#tagStart, end: this.#tagStart + 1 + this.tag.length };
  }

  /** The offset in the code of a character of the text. */
  offset(index: number): number {
    let line = 0;
    let lineStart = 0;
    for (let i = 0; i < index; i++)
      if (this.#text.charCodeAt(i) === lineFeed) {
        line++;
        lineStart = i + 1;
      }
    return (this.#lineStarts[line] as number) + index - lineStart;
  }
}

/** The sections of a comment, from its opening to its closing; the first is the prose. */
export function readBlock(code: string, comment: Range): readonly [Section, ...Section[]] {
  const sections: [Section, ...Section[]] = [new Section('', comment.start)];
  let section = sections[0];
  let isFenced = false;
  const opening = comment.start + '/**'.length;
  const closing = comment.end - '*/'.length;
  const isOneLine = !code.slice(opening, closing).includes('\n');
  for (let start = opening; start <= closing; ) {
    const found = code.indexOf('\n', start);
    const lineEnd = found < 0 || found > closing ? closing : found;
    const next = isOneLine ? nextTag(code, start, lineEnd) : lineEnd;
    const end = code.charCodeAt(next - 1) === carriageReturn ? next - 1 : next;
    let from = skipSpace(code, start, end);
    let text = from;
    if (start !== opening && from < end && code.charCodeAt(from) === star) {
      text = skipSpace(code, from + 1, Math.min(from + 2, end));
      from = skipSpace(code, text, end);
    }
    const tagEnd = isFenced ? from : endOfTag(code, from, end);
    if (tagEnd > from) {
      section = new Section(code.slice(from + 1, tagEnd), from);
      sections.push(section);
      text = skipSpace(code, tagEnd, end);
    }
    const line = code.slice(text, end);
    section.add(line, text);
    if (line.includes(fence) && line.split(fence).length % 2 === 0) isFenced = !isFenced;
    start = next + 1;
  }
  return sections;
}

/** Where the next tag after the beginning of a text starts; the end when there is none. */
function nextTag(code: string, start: number, end: number): number {
  const first = skipSpace(code, start, end);
  const found = code.slice(first, end).search(tagInLine);
  return found < 0 ? end : first + found;
}

function isSpace(code: number): boolean {
  return code === space || code === tab;
}

function skipSpace(code: string, from: number, end: number): number {
  let i = from;
  while (i < end && isSpace(code.charCodeAt(i))) i++;
  return i;
}

/** The end of `@word`; where it starts when there is none: `@scope/package` is a name in the prose. */
function endOfTag(code: string, start: number, end: number): number {
  if (code.charCodeAt(start) !== at) return start;
  let i = start + 1;
  while (i < end && !isSpace(code.charCodeAt(i))) if (code.charCodeAt(i++) === slash) return start;
  return i === start + 1 ? start : i;
}
