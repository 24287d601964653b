/** How far a batch is, how fast it goes, and how long it will probably take. */

import type { RunStatus } from '../run/outcome.ts';

export interface BatchProgress {
  /** Undefined where nobody knows how many items will come. */
  readonly total: number | undefined;
  /** Items that have their result. */
  readonly done: number;
  readonly counts: Readonly<Record<RunStatus, number>>;
  /** Runs that are on. */
  readonly running: number;
  /** Results per second over the last while; `undefined` before there is anything to tell by. */
  readonly perSecond: number | undefined;
  /** Milliseconds; `undefined` where the total or the rate is unknown. */
  readonly leftMs: number | undefined;
  /** Milliseconds since the batch began. */
  readonly elapsedMs: number;
}

/** Width of a window of the rate, and how many of them count: the middle one of their rates is the rate. */
const windowMs = 500;
const maxWindows = 9;
/** Nothing is said by fewer results, unless so much time has passed. */
const fewest = 5;
const longMs = 3_000;

/** Counts results. The rate is the median of the last seconds', so that a pause or a burst does not throw it off. */
export class ProgressMeter {
  readonly #total: number | undefined;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #counts: Record<RunStatus, number> = {
    completed: 0,
    failed: 0,
    'timed-out': 0,
    cancelled: 0,
  };
  /** Results per second in windows that are over. */
  readonly #rates: number[] = [];
  #windowStart: number;
  #windowDone = 0;
  #done = 0;
  #running = 0;

  constructor(total: number | undefined, now: () => number) {
    this.#total = total;
    this.#now = now;
    this.#startedAt = now();
    this.#windowStart = this.#startedAt;
  }

  begin(): void {
    this.#running++;
  }

  count(status: RunStatus, running: number): void {
    this.#counts[status]++;
    this.#done++;
    this.#running = running;
    this.#windowDone++;
    const now = this.#now();
    if (now - this.#windowStart < windowMs) return;
    this.#rates.push((this.#windowDone * 1000) / (now - this.#windowStart));
    if (this.#rates.length > maxWindows) this.#rates.shift();
    this.#windowStart = now;
    this.#windowDone = 0;
  }

  progress(): BatchProgress {
    const elapsedMs = this.#now() - this.#startedAt;
    const perSecond = this.#rate(elapsedMs);
    const left = this.#total === undefined ? undefined : Math.max(0, this.#total - this.#done);
    return {
      total: this.#total,
      done: this.#done,
      counts: { ...this.#counts },
      running: this.#running,
      perSecond,
      leftMs: left === undefined || perSecond === undefined ? undefined : (left * 1000) / perSecond,
      elapsedMs,
    };
  }

  #rate(elapsedMs: number): number | undefined {
    if (this.#done === 0 || (this.#done < fewest && elapsedMs < longMs)) return undefined;
    const sorted = [...this.#rates].sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1];
    return median ?? (this.#done * 1000) / Math.max(1, elapsedMs);
  }
}
