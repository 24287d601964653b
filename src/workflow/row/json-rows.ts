/** Rows of JSON: an array of objects, or an object on each line. One that is broken does not take the others with it. */

import { isJsonObject } from '../../base/json.ts';
import { parseJson } from '../../base/json-text.ts';
import type { RawRow } from './csv-rows.ts';
import { RowsError } from './row.ts';

export async function* jsonlRows(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let pieces: string[] = [];
  let line = 1;
  for await (const piece of text) {
    let at = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', at)) {
      pieces.push(piece.slice(at, end));
      const whole = pieces.join('');
      pieces = [];
      if (whole.trim() !== '') yield rowOf(whole.trim(), line);
      line++;
      at = end + 1;
    }
    pieces.push(piece.slice(at));
  }
  const rest = pieces.join('').trim();
  if (rest !== '') yield rowOf(rest, line);
}

/** @throws RowsError where the text is no array, or goes on after it, or ends within it */
export async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const splitter = new ArraySplitter();
  for await (const piece of text) yield* splitter.feed(piece);
  splitter.end();
}

/** Cuts the text of an array into those of its elements. */
class ArraySplitter {
  #place: 'before' | 'first' | 'element' | 'after' = 'before';
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  #pieces: string[] = [];
  #line = 1;
  #elementLine = 1;
  #rows: RawRow[] = [];

  feed(text: string): readonly RawRow[] {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at] as string;
      if (character === '\n') this.#line++;
      if (this.#isInText) this.#within(character);
      else if (this.#place === 'before') from = this.#open(character) ? at + 1 : from;
      else if (this.#place === 'after') this.#trailing(character);
      else if (this.#isEnd(character)) {
        this.#pieces.push(text.slice(from, at));
        this.#cut(character);
        from = at + 1;
      }
    }
    if (this.#place === 'first' || this.#place === 'element') this.#pieces.push(text.slice(from));
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  end(): void {
    if (this.#place === 'before') throw new RowsError('There are no rows: the text is empty.');
    if (this.#place !== 'after')
      throw new RowsError(
        `The array ends within the element that begins in line ${this.#elementLine}: something is not closed.`,
      );
  }

  #open(character: string): boolean {
    if (/\s/.test(character)) return false;
    if (character !== '[')
      throw new RowsError(
        `Expected an array of objects, such as [{"a": 1}, {"a": 2}], but line ${this.#line} begins with ${JSON.stringify(character)}. One object on each line is JSONL: name the file .jsonl.`,
      );
    this.#place = 'first';
    this.#elementLine = this.#line;
    return true;
  }

  #trailing(character: string): void {
    if (!/\s/.test(character))
      throw new RowsError(
        `Line ${this.#line} goes on after the end of the array with ${JSON.stringify(character)}.`,
      );
  }

  #within(character: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (character === '\\') this.#isEscaped = true;
    else if (character === '"') this.#isInText = false;
  }

  /** Whether the character ends an element of the array. */
  #isEnd(character: string): boolean {
    if (this.#pieces.length === 0 && /\S/.test(character) && !this.#hasBegun) {
      this.#hasBegun = true;
      this.#elementLine = this.#line;
    }
    if (character === '"') this.#isInText = true;
    else if (character === '{' || character === '[') this.#depth++;
    else if (this.#depth > 0) this.#depth -= Number(character === '}' || character === ']');
    else return character === ',' || character === ']';
    return false;
  }

  #hasBegun = false;

  #cut(character: string): void {
    const text = this.#pieces.join('').trim();
    this.#pieces = [];
    const isNone = text === '' && this.#place === 'first' && character === ']';
    if (!isNone) this.#rows.push(rowOf(text, this.#hasBegun ? this.#elementLine : this.#line));
    this.#place = character === ']' ? 'after' : 'element';
    this.#hasBegun = false;
    this.#elementLine = this.#line;
  }
}

function rowOf(text: string, line: number): RawRow {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { place, message } = parsed;
    const where =
      text.includes('\n') || place.line > 1 ? `line ${line + place.line - 1}` : `column ${place.column}`;
    return { line, text, inputs: {}, issues: [`not JSON: ${message} (${where})`] };
  }
  if (isJsonObject(parsed.value))
    return { line, text: JSON.stringify(parsed.value), inputs: parsed.value, issues: [] };
  const issue = `expected an object of inputs such as {"a": 3}, got ${kindOf(parsed.value)}`;
  return { line, text, inputs: {}, issues: [issue] };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
