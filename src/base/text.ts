/** Places in a text, in the two numberings that exist: offsets inside, lines and columns for people. */

/** Half-open range of UTF-16 offsets: `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place as editors count it: both from zero. `character` is in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A place as people and stack traces count it: both from one. Never mix it up with {@link Position}. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Converts between offsets and lines of one text. Breaks are LF, CRLF and CR, as in VS Code. */
export class LineMap {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
      if (code === 10 || code === 13) this.#starts.push(i + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of an offset; an offset outside the text is clamped to it. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - (this.#starts[low] as number) };
  }

  place(offset: number): Place {
    const { line, character } = this.position(offset);
    return { line: line + 1, column: character + 1 };
  }

  /** The offset of a position; a line or character outside the text is clamped to it. */
  offset(position: Position): number {
    const line = Math.max(0, Math.min(position.line, this.#starts.length - 1));
    const start = this.#starts[line] as number;
    const end = this.#starts[line + 1] ?? this.#length;
    return Math.max(start, Math.min(start + position.character, end));
  }
}
