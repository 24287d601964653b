/** Log lines as rows of one height: filtered by level, broken to the width, extended as lines stream in. */

import type { LogLevel, LogLine } from '../../message/run-panel.ts';
import { isDrawn, wrap } from './wrap.ts';

export interface LogRow {
  readonly line: LogLine;
  readonly text: string;
  /** The row that carries level, time and place; the others continue it. */
  readonly isFirst: boolean;
  /** A row of a table that is wider than the list, which scrolls sideways to it. */
  readonly isWide: boolean;
}

export class LogRows {
  readonly #hidden: ReadonlySet<LogLevel>;
  readonly #columns: number;
  readonly #source: readonly LogLine[];
  readonly #rows: LogRow[] = [];
  #taken = 0;

  /** `source` may grow; {@link extend} takes what is new. */
  constructor(source: readonly LogLine[], hidden: ReadonlySet<LogLevel>, columns: number) {
    this.#source = source;
    this.#hidden = hidden;
    this.#columns = columns;
  }

  get rows(): readonly LogRow[] {
    return this.#rows;
  }

  extend(): void {
    for (; this.#taken < this.#source.length; this.#taken++) {
      const line = this.#source[this.#taken] as LogLine;
      if (this.#hidden.has(line.level)) continue;
      const texts = wrap(line.text, this.#columns);
      for (let at = 0; at < texts.length; at++) {
        const text = texts[at] as string;
        this.#rows.push({
          line,
          text,
          isFirst: at === 0,
          isWide: text.length > this.#columns && isDrawn(text),
        });
      }
    }
  }
}

/** How many lines there are of each level; counts only what is new. */
export class LevelCounts {
  readonly #source: readonly LogLine[];
  readonly #counts: Record<LogLevel, number> = { debug: 0, log: 0, info: 0, warn: 0, error: 0 };
  #taken = 0;

  constructor(source: readonly LogLine[]) {
    this.#source = source;
  }

  get(): Readonly<Record<LogLevel, number>> {
    for (; this.#taken < this.#source.length; this.#taken++) {
      this.#counts[(this.#source[this.#taken] as LogLine).level]++;
    }
    return this.#counts;
  }
}
