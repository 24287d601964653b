/** Lines that are appended to a file, and lines that are read from one. */

import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

export interface FileLine {
  readonly text: string;
  /** Where the next line begins, in bytes. */
  readonly end: number;
  /** False for the last one when it has no line end. */
  readonly isWhole: boolean;
}

export async function* linesOf(path: string): AsyncGenerator<FileLine, void, undefined> {
  let pieces: Buffer[] = [];
  let end = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let at = 0;
    for (let stop = chunk.indexOf(10); stop >= 0; stop = chunk.indexOf(10, at)) {
      pieces.push(chunk.subarray(at, stop));
      const line = Buffer.concat(pieces);
      pieces = [];
      end += line.length + 1;
      at = stop + 1;
      yield { text: line.toString('utf8'), end, isWhole: true };
    }
    pieces.push(chunk.subarray(at));
  }
  const rest = Buffer.concat(pieces);
  if (rest.length > 0) yield { text: rest.toString('utf8'), end: end + rest.length, isWhole: false };
}

/** Why nothing more can be written to a file, in a sentence. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}

/** So many characters may wait to be written before whoever writes has to wait as well. */
const maxPending = 1_000_000;

/** Appends whole lines, several in one write when they come fast. The first {@link WriteError} ends it. */
export class LineWriter {
  readonly #file: FileHandle;
  readonly #path: string;
  #size: number;
  #pending = '';
  #writing: Promise<void> | undefined;
  #failure: WriteError | undefined;

  private constructor(path: string, file: FileHandle, size: number) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
  }

  /** The file is made when it is not there. `close` it afterwards. */
  static async open(path: string): Promise<LineWriter> {
    const file = await open(path, 'a');
    return new LineWriter(path, file, (await file.stat()).size);
  }

  /** Settles at once while there is room. */
  async write(line: string): Promise<void> {
    this.#check();
    this.#pending += `${line}\n`;
    this.#writing ??= this.#drain();
    if (this.#pending.length > maxPending) await this.#writing;
    this.#check();
  }

  /** After it everything is on the disk. */
  async close(): Promise<void> {
    try {
      await this.#writing;
      this.#check();
      await this.#file.sync();
    } finally {
      await this.#file.close();
    }
  }

  async #drain(): Promise<void> {
    try {
      while (this.#pending !== '') {
        const bytes = Buffer.from(this.#pending);
        this.#pending = '';
        await this.#append(bytes);
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#failure = new WriteError(`${this.#path} cannot be written: ${why}`);
    }
    this.#writing = undefined;
  }

  async #append(bytes: Buffer): Promise<void> {
    const { size } = await this.#file.stat();
    if (size !== this.#size) throw new Error('another program has changed it meanwhile');
    await this.#file.appendFile(bytes);
    this.#size += bytes.length;
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
