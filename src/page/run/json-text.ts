/** JSON as people type it: parsed, or refused with the line and column of the first thing that is wrong. */

import type { JsonValue } from '../../base/json.ts';
import { LineMap, type Place } from '../../base/text.ts';

export type JsonText =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string; readonly offset: number; readonly place: Place };

export function parseJson(text: string): JsonText {
  try {
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch {
    const { message, offset } = new Scanner(text).firstError();
    return { ok: false, message, offset, place: new LineMap(text).place(offset) };
  }
}

class JsonTextError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Walks text that `JSON.parse` refused, to say where and why in words. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  firstError(): { readonly message: string; readonly offset: number } {
    try {
      this.#value();
      this.#space();
      if (this.#at < this.#text.length) this.#fail('expected the end of the text');
    } catch (error) {
      if (error instanceof JsonTextError) return { message: error.message, offset: error.offset };
      // Nested so deeply that the walk itself ran out of stack.
      return { message: 'nested too deeply', offset: this.#at };
    }
    return { message: 'not valid JSON', offset: this.#at };
  }

  #fail(expected: string): never {
    const rest = this.#text.slice(this.#at);
    const found =
      rest === '' ? 'the text ends here' : `found ${JSON.stringify(rest.match(/^(\w+|.)/su)?.[0])}`;
    throw new JsonTextError(`${expected}, ${found}`, this.#at);
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #peek(): string {
    this.#space();
    return this.#text[this.#at] ?? '';
  }

  #value(): void {
    const next = this.#peek();
    if (next === '{') this.#list('}', () => this.#member());
    else if (next === '[') this.#list(']', () => this.#value());
    else if (next === '"') this.#string();
    else {
      const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(
        this.#text.slice(this.#at, this.#at + 400),
      );
      if (word === null) this.#fail(next === "'" ? 'expected text in double quotes' : 'expected a value');
      this.#at += word[0].length;
    }
  }

  #member(): void {
    if (this.#peek() !== '"') this.#fail('expected a name in double quotes');
    this.#string();
    if (this.#peek() !== ':') this.#fail('expected ":"');
    this.#at++;
    this.#value();
  }

  #list(end: string, item: () => void): void {
    this.#at++;
    if (this.#peek() === end) {
      this.#at++;
      return;
    }
    for (;;) {
      item();
      const next = this.#peek();
      if (next !== ',' && next !== end) this.#fail(`expected "," or "${end}"`);
      this.#at++;
      if (next === end) return;
      if (this.#peek() === end) this.#fail('expected another item after ","');
    }
  }

  #string(): void {
    const start = this.#at++;
    for (;;) {
      const next = this.#text[this.#at];
      if (next === undefined || next === '\n') {
        this.#at = start;
        throw new JsonTextError('this text has no closing quote', start);
      }
      if (next < ' ') this.#fail('expected an escape such as \\t instead of a control character');
      if (
        next === '\\' &&
        !/^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(this.#text.slice(this.#at, this.#at + 6))
      ) {
        this.#fail('expected a valid escape');
      }
      this.#at += next === '\\' ? 2 : 1;
      if (next === '"') return;
    }
  }
}
