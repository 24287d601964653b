/** The stack of one thread at one stop, read from above as far as it is asked for, with a label before what waits. */

import type { StackFrame } from '../run/debug/debuggee.ts';

/** A frame, or the label between a frame and the one that waits for it. */
export type StackRow = { readonly frame: StackFrame } | { readonly label: string };

export interface StackPart {
  readonly rows: readonly StackRow[];
  /** At least as many as there are, as far as it is known. */
  readonly total: number;
}

type ReadFrames = (
  start: number,
  count: number,
) => Promise<{ readonly frames: readonly StackFrame[]; readonly total: number }>;

/** What is read at a time at the least. */
const batch = 20;

export class Stack {
  readonly #read: ReadFrames;
  readonly #rows: StackRow[] = [];
  #above: StackFrame | undefined;
  #framesRead = 0;
  #framesTotal = Number.POSITIVE_INFINITY;
  #reading: Promise<void> = Promise.resolve();

  constructor(read: ReadFrames) {
    this.#read = read;
  }

  /** @param count - of rows; all that there are when it is not positive */
  async rows(start: number, count: number): Promise<StackPart> {
    const end = count > 0 ? start + count : Number.POSITIVE_INFINITY;
    // One after the other: two questions at once must not read the same frames twice.
    this.#reading = this.#reading.catch(forget).then(() => this.#readTo(end));
    await this.#reading;
    const labels = this.#rows.length - this.#framesRead;
    return { rows: this.#rows.slice(start, end), total: this.#framesTotal + labels };
  }

  async #readTo(end: number): Promise<void> {
    while (this.#rows.length < end && this.#framesRead < this.#framesTotal) {
      const missing = end - this.#rows.length;
      const count = end === 1 ? 1 : Math.max(batch, Math.min(missing, 1000));
      const { frames, total } = await this.#read(this.#framesRead, count);
      this.#framesTotal = frames.length === 0 ? this.#framesRead : total;
      for (const frame of frames) this.#add(frame);
    }
  }

  #add(frame: StackFrame): void {
    if (frame.isAwaiting && this.#above !== undefined)
      this.#rows.push({ label: this.#above.skill === frame.skill ? 'await' : `await ${this.#above.skill}` });
    this.#rows.push({ frame });
    this.#above = frame;
    this.#framesRead++;
  }
}

/** Whoever asked has been told. */
function forget(): void {
  return;
}
