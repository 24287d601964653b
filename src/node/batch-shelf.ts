/** A batch on disk, so that it can go on after its window is gone: its rows, what was said of them, and each outcome as it comes. */

import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../base/disposal.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { KeptOutcome } from '../workflow/batch-table.ts';
import { sha256 } from './hash.ts';

/** Rows as they were read. */
export interface ShelvedRows {
  readonly bytes: Uint8Array;
  /** What the reader needs to know besides: JSON. */
  readonly about: JsonObject;
}

export interface ShelvedBatch extends ShelvedRows {
  /** In the order in which they ended; of two of a row the later one counts. */
  readonly outcomes: readonly KeptOutcome[];
}

export interface BatchShelfOptions {
  /** Of all batches; made when it is needed. */
  readonly folder: string;
  /** What the batch is called by. */
  readonly id: string;
  /** Told, once, why it is not kept. */
  readonly onError: (error: unknown) => void;
}

const mostRowBytes = 32 * 1024 * 1024;
const mostOutcomeBytes = 64 * 1024 * 1024;
const flushMs = 300;
const keptMs = 14 * 24 * 60 * 60 * 1000;

/** One batch. Disposing it writes what has not been written. */
export class BatchShelf implements Disposable {
  readonly #place: string;
  readonly #onError: (error: unknown) => void;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #bytes = 0;
  /** There are rows here to which outcomes belong. */
  #isOpen = false;
  #hasFailed = false;

  constructor({ folder, id, onError }: BatchShelfOptions) {
    this.#place = join(folder, sha256(id).slice(0, 32));
    this.#onError = onError;
  }

  /** In the place of what was kept before. Rows beyond 32 MB are not kept. */
  begin({ bytes, about }: ShelvedRows): void {
    this.#drop();
    this.#isOpen = false;
    this.#attempt(() => {
      mkdirSync(this.#place, { recursive: true });
      writeFileSync(this.#file('outcomes.jsonl'), '');
      if (bytes.length > mostRowBytes) return;
      writeFileSync(this.#file('rows'), bytes);
      writeFileSync(this.#file('about.json'), JSON.stringify(about));
      this.#bytes = 0;
      this.#isOpen = true;
    });
  }

  /** Nobody waits for it. Beyond 64 MB no more is kept: those rows run again. */
  add(outcome: KeptOutcome): void {
    if (!this.#isOpen) return;
    const line = `${JSON.stringify(outcome)}\n`;
    this.#bytes += line.length;
    if (this.#bytes > mostOutcomeBytes) return;
    this.#waiting.push(line);
    this.#timer ??= setTimeout(() => this.#flush(), flushMs);
  }

  /** `undefined` when nothing is kept. A line that was not written whole is left out. */
  async recall(): Promise<ShelvedBatch | undefined> {
    try {
      const about: unknown = JSON.parse(await readFile(this.#file('about.json'), 'utf8'));
      if (!isJsonObject(about)) return undefined;
      const bytes = await readFile(this.#file('rows'));
      const text = await readFile(this.#file('outcomes.jsonl'), 'utf8');
      this.#bytes = text.length;
      this.#isOpen = true;
      return { bytes, about, outcomes: text.split('\n').flatMap(outcomeOf) };
    } catch {
      // Nothing was kept, or not all of it.
      return undefined;
    }
  }

  /** Keeps nothing any more. */
  async forget(): Promise<void> {
    this.#drop();
    this.#isOpen = false;
    await rm(this.#place, { recursive: true, force: true });
  }

  dispose(): void {
    this.#flush();
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #flush(): void {
    const lines = this.#waiting.join('');
    this.#drop();
    if (lines !== '') this.#attempt(() => appendFileSync(this.#file('outcomes.jsonl'), lines));
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#isOpen = false;
      if (!this.#hasFailed) this.#onError(error);
      this.#hasFailed = true;
    }
  }

  #file(name: string): string {
    return join(this.#place, name);
  }
}

/** Removes batches that nobody has come back to for two weeks. Never rejects. */
export async function tidyShelves(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const place = join(folder, name);
    const found = await stat(join(place, 'outcomes.jsonl')).catch(() => undefined);
    if (found !== undefined && now - found.mtimeMs > keptMs)
      await rm(place, { recursive: true, force: true }).catch(() => undefined);
  }
}

function outcomeOf(line: string): readonly KeptOutcome[] {
  if (line === '') return [];
  try {
    const value = JSON.parse(line) as JsonValue;
    const isWhole = isJsonObject(value) && typeof value.index === 'number' && isJsonObject(value.outcome);
    return isWhole ? [value as unknown as KeptOutcome] : [];
  } catch {
    // The last line, of a process that was ended while it wrote.
    return [];
  }
}
