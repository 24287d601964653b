/** CSV as it is found in the wild, record by record: RFC 4180, any line ends, and what is wrong without losing a record. */

export interface CsvRecord {
  /** `undefined` where nothing is written; `""` is the empty text. */
  readonly cells: readonly (string | undefined)[];
  /** Where it begins, from one. */
  readonly line: number;
  /** What is wrong with its quotes; `undefined` when nothing is. */
  readonly problem: string | undefined;
}

type State =
  /** At the beginning of a cell. */
  | 'start'
  | 'plain'
  | 'quoted'
  /** After a quote inside of a quoted cell: its end, or the first of two. */
  | 'closed'
  /** After the end of a quoted cell, where only spaces belong. */
  | 'trailing';

/** Takes text in pieces of any size. Lines without any character are no records. */
export class CsvScanner {
  readonly #delimiter: string;
  /** What ends a plain piece of a cell. */
  readonly #stops: RegExp;
  #state: State = 'start';
  #cell = '';
  #tail = '';
  #cells: (string | undefined)[] = [];
  #problem: string | undefined;
  #line = 1;
  #recordLine = 1;
  #quoteLine = 1;
  #isAfterReturn = false;
  #records: CsvRecord[] = [];

  /** @param delimiter - one character */
  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#stops = new RegExp(`[${delimiter === '|' ? '\\|' : delimiter}\\r\\n]`, 'g');
  }

  /** The records that end in this piece. */
  feed(text: string): readonly CsvRecord[] {
    let at = 0;
    if (this.#isAfterReturn && text.startsWith('\n')) at = 1;
    if (text !== '') this.#isAfterReturn = false;
    while (at < text.length) at = this.#step(text, at);
    return this.#taken();
  }

  /** What is left when the text is over. */
  end(): readonly CsvRecord[] {
    if (this.#state === 'quoted')
      this.#problem ??= `the quote that opens cell ${this.#cells.length + 1} in line ${this.#quoteLine} is never closed, so that all that follows belongs to it`;
    if (this.#state !== 'start' || this.#cells.length > 0) this.#endRecord();
    return this.#taken();
  }

  #taken(): readonly CsvRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  #step(text: string, at: number): number {
    switch (this.#state) {
      case 'quoted':
        return this.#quoted(text, at);
      case 'closed':
        return this.#closed(text, at);
      case 'trailing':
        return this.#trailing(text, at);
      case 'start':
        if (text[at] !== '"') return this.#plain(text, at);
        this.#state = 'quoted';
        this.#quoteLine = this.#line;
        return at + 1;
      case 'plain':
        return this.#plain(text, at);
    }
  }

  #quoted(text: string, at: number): number {
    const quote = text.indexOf('"', at);
    const piece = quote < 0 ? text.slice(at) : text.slice(at, quote);
    this.#cell += piece;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', end + 1)) this.#line++;
    if (quote < 0) return text.length;
    this.#state = 'closed';
    return quote + 1;
  }

  #closed(text: string, at: number): number {
    if (text[at] === '"') {
      this.#cell += '"';
      this.#state = 'quoted';
      return at + 1;
    }
    this.#state = 'trailing';
    return this.#trailing(text, at);
  }

  #trailing(text: string, at: number): number {
    const stop = this.#stopFrom(text, at);
    this.#tail += text.slice(at, stop);
    if (stop === text.length) return stop;
    this.#endCell(this.#quotedCell());
    return this.#pass(text, stop);
  }

  /** The cell, with what stands wrongly behind it. */
  #quotedCell(): string {
    const tail = this.#tail;
    this.#tail = '';
    if (tail.trim() === '') return this.#cell;
    this.#problem ??= `cell ${this.#cells.length + 1} goes on after its closing quote; write a quote inside of a cell twice`;
    return this.#cell + tail;
  }

  /** A quote inside of a plain cell is a character like any other. */
  #plain(text: string, at: number): number {
    const stop = this.#stopFrom(text, at);
    if (stop > at) this.#cell += text.slice(at, stop);
    if (stop === text.length) {
      this.#state = 'plain';
      return stop;
    }
    const isBlank = this.#state === 'start' && this.#cells.length === 0 && stop === at;
    if (isBlank && text[at] !== this.#delimiter) {
      this.#newLine(text[at]);
      return this.#afterLineEnd(text, at);
    }
    this.#endCell(this.#cell === '' ? undefined : this.#cell);
    return this.#pass(text, stop);
  }

  #stopFrom(text: string, at: number): number {
    this.#stops.lastIndex = at;
    return this.#stops.exec(text)?.index ?? text.length;
  }

  /** Goes past the delimiter or line end that a cell ended with. */
  #pass(text: string, at: number): number {
    if (text[at] === this.#delimiter) return at + 1;
    this.#push();
    this.#newLine(text[at]);
    return this.#afterLineEnd(text, at);
  }

  #afterLineEnd(text: string, at: number): number {
    if (!this.#isAfterReturn || at + 1 >= text.length) return at + 1;
    this.#isAfterReturn = false;
    return text[at + 1] === '\n' ? at + 2 : at + 1;
  }

  #newLine(character: string | undefined): void {
    this.#isAfterReturn = character === '\r';
    this.#line++;
    this.#recordLine = this.#line;
  }

  #endCell(cell: string | undefined): void {
    this.#cells.push(cell);
    this.#cell = '';
    this.#state = 'start';
  }

  #endRecord(): void {
    const isPlain = this.#state === 'start' || this.#state === 'plain';
    this.#endCell(isPlain && this.#cell === '' ? undefined : this.#quotedCell());
    this.#push();
  }

  #push(): void {
    this.#records.push({ cells: this.#cells, line: this.#recordLine, problem: this.#problem });
    this.#cells = [];
    this.#problem = undefined;
  }
}

const mustQuote = /[",;\t|\r\n]|^\s|\s$/;

/** One record with its line end. `undefined` leaves the cell empty; the empty text is quoted, so that it comes back. */
export function csvLine(cells: readonly (string | undefined)[], delimiter = ','): string {
  const written = cells.map(cell => {
    if (cell === undefined) return '';
    return cell === '' || mustQuote.test(cell) || cell.includes(delimiter)
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
  });
  // A line with nothing in it would be no record.
  return `${written.length === 1 && written[0] === '' ? '""' : written.join(delimiter)}\r\n`;
}

/** A cell that a spreadsheet calculates, or hands to a program, instead of showing it. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * The cell as a spreadsheet shows it: what would be taken for a formula gets an apostrophe before it, which spreadsheets
 * take for "this is text". Numbers stay as they are.
 */
export function shownCell(cell: string | undefined): string | undefined {
  return cell !== undefined && formula.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
