/** The rows of a view that were fetched so far, in chunks; out of date ones are shown until the new ones are there. */

import type { TableRow } from '../../message/batch.ts';

export const chunkSize = 100;

interface Chunk {
  rows: readonly TableRow[];
  isStale: boolean;
  isFetching: boolean;
}

/** Asks for so many rows from a place on. */
export type FetchRows = (from: number, count: number) => Promise<readonly TableRow[] | undefined>;

export class RowCache {
  readonly #chunks = new Map<number, Chunk>();
  readonly #fetch: FetchRows;
  readonly #onArrival: () => void;

  /** @param fetch - resolves to `undefined` for rows that nobody wants any more */
  constructor(fetch: FetchRows, onArrival: () => void) {
    this.#fetch = fetch;
    this.#onArrival = onArrival;
  }

  /** `undefined` while it is on its way. Looking at a row fetches it, and those around it. */
  at(index: number): TableRow | undefined {
    const number = Math.floor(index / chunkSize);
    let chunk = this.#chunks.get(number);
    if (chunk === undefined) {
      chunk = { rows: [], isStale: true, isFetching: false };
      this.#chunks.set(number, chunk);
    }
    if (chunk.isStale && !chunk.isFetching) void this.#load(number, chunk);
    return chunk.rows[index - number * chunkSize];
  }

  /** Rows have changed: those that are looked at are fetched again. */
  expire(): void {
    for (const [number, chunk] of this.#chunks) {
      if (chunk.isStale && !chunk.isFetching) this.#chunks.delete(number);
      chunk.isStale = true;
    }
  }

  clear(): void {
    this.#chunks.clear();
  }

  async #load(number: number, chunk: Chunk): Promise<void> {
    chunk.isFetching = true;
    chunk.isStale = false;
    const rows = await this.#fetch(number * chunkSize, chunkSize);
    chunk.isFetching = false;
    if (rows === undefined || this.#chunks.get(number) !== chunk) return;
    chunk.rows = rows;
    this.#onArrival();
  }
}
