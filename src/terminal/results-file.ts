/**
 * The file that a batch writes its results to, and goes on with later: a line for each row from the first on, without
 * a gap. Rows that run again are written beside it, to `<file>.retry`, and take their places when the retry ends.
 */

import { open, rename, rm, stat, truncate } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Row } from '../workflow/row/row.ts';
import { type KnownResult, mayBeTorn, readResultLine } from './batch-result.ts';
import { LineWriter, linesOf } from './line-file.ts';
import { UsageError } from './usage-error.ts';

/** What is there already. */
export interface KnownResults {
  /** Rows that have a line, from the first on. */
  readonly count: number;
  readonly failedCount: number;
  /** Those of them that did not complete, where they were asked for. */
  readonly failed: readonly Row[];
}

export class ResultsFile {
  readonly #path: string;
  #known = 0;
  #writer: LineWriter | undefined;
  #retry: LineWriter | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Compares the lines that are there with as many rows, which are taken; then drops a last line that is torn.
   * @throws UsageError when they are not of these rows; nothing is changed then
   */
  async resume(
    rows: AsyncIterator<Row>,
    keyOf: (row: Row) => string,
    wantsFailed: boolean,
  ): Promise<KnownResults> {
    await this.#takeRetried();
    const failed: Row[] = [];
    let count = 0;
    let failedCount = 0;
    let end = 0;
    for await (const { text, isWhole, ...line } of existing(this.#path)) {
      if (!isWhole && mayBeTorn(text, count + 1)) break;
      const known = isWhole ? readResultLine(text) : undefined;
      const row = await this.#rowOf(known, count + 1, rows);
      if (known?.key !== keyOf(row))
        throw this.#refusal(`line ${row.row} is of other inputs or another skill`);
      count++;
      end = line.end;
      if (known.status === 'completed') continue;
      failedCount++;
      if (wantsFailed) failed.push(row);
    }
    await this.#dropAfter(end);
    this.#known = count;
    return { count, failedCount, failed };
  }

  async #rowOf(known: KnownResult | undefined, number: number, rows: AsyncIterator<Row>): Promise<Row> {
    if (known?.row !== number) throw this.#refusal(`line ${number} is no result of row ${number}`);
    const next = await rows.next();
    if (next.done) throw this.#refusal(`it has more lines than there are rows (${number - 1})`);
    return next.value;
  }

  #refusal(why: string): UsageError {
    return new UsageError(
      `${this.#path} holds something else than results of this batch: ${why}. Nothing was changed. Write to another file, or remove this one.`,
    );
  }

  /** In the order of the rows; first those that run again. */
  async write(row: number, line: string): Promise<void> {
    if (row <= this.#known) {
      this.#retry ??= await LineWriter.open(retryPath(this.#path));
      await this.#retry.write(line);
      return;
    }
    await this.#endRetry();
    this.#writer ??= await LineWriter.open(this.#path);
    await this.#writer.write(line);
  }

  /** After it everything is on the disk and in its place. */
  async close(): Promise<void> {
    try {
      await this.#endRetry();
    } finally {
      const writer = this.#writer;
      this.#writer = undefined;
      await writer?.close();
    }
  }

  async #endRetry(): Promise<void> {
    const retry = this.#retry;
    if (retry === undefined) return;
    this.#retry = undefined;
    await retry.close();
    await this.#takeRetried();
  }

  async #dropAfter(end: number): Promise<void> {
    const size = await sizeOf(this.#path);
    if (size !== undefined && size > end) await truncate(this.#path, end);
  }

  /** Puts what a retry left, also one that was killed, in the places of the lines before. */
  async #takeRetried(): Promise<void> {
    const side = retryPath(this.#path);
    if ((await sizeOf(side)) === undefined) return;
    const temporary = `${this.#path}.${process.pid}.tmp`;
    try {
      await this.#merge(side, temporary);
      await rename(temporary, this.#path);
      await rm(side);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async #merge(side: string, target: string): Promise<void> {
    await rm(target, { force: true });
    const writer = await LineWriter.open(target);
    try {
      const retried = wholeResults(side);
      let next = await retried.next();
      for await (const { text, isWhole } of existing(this.#path)) {
        if (!isWhole) break;
        const known = readResultLine(text);
        const isSame = !next.done && next.value.row === known?.row;
        if (isSame && next.value?.key !== known?.key)
          throw this.#refusal(`${basename(side)} beside it is of other rows`);
        await writer.write(isSame && next.value ? next.value.text : text);
        if (isSame) next = await retried.next();
      }
    } finally {
      await writer.close();
    }
  }
}

function retryPath(path: string): string {
  return `${path}.retry`;
}

async function* wholeResults(
  path: string,
): AsyncGenerator<KnownResult & { readonly text: string }, undefined> {
  for await (const { text, isWhole } of linesOf(path)) {
    const known = isWhole ? readResultLine(text) : undefined;
    if (known !== undefined) yield { ...known, text };
  }
  return undefined;
}

async function* existing(path: string): ReturnType<typeof linesOf> {
  if ((await sizeOf(path)) !== undefined) yield* linesOf(path);
}

/** `undefined` when there is no such file. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @throws UsageError when no results can be written there */
export async function checkWritable(path: string): Promise<void> {
  try {
    const file = await open(path, 'a');
    await file.close();
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
