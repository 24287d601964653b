/** What a batch says of itself: a live line on a terminal, and a summary at the end. */

import type { Outcome } from '../run/outcome.ts';
import type { BatchProgress } from '../workflow/batch-progress.ts';
import { placeOf, type Row } from '../workflow/row/row.ts';
import type { KnownResults } from './results-file.ts';
import { type Output, printable } from './terminal.ts';

const redrawMs = 100;
/** Failures that are told one by one. */
const maxTold = 5;

const words = {
  completed: 'completed',
  failed: 'failed',
  'timed-out': 'timed out',
  cancelled: 'cancelled',
} as const;

export class BatchTally {
  readonly #err: Output;
  readonly #before: KnownResults;
  #progress: BatchProgress | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #isDrawn = false;
  #told = 0;

  constructor(err: Output, before: KnownResults) {
    this.#err = err;
    this.#before = before;
  }

  update(progress: BatchProgress): void {
    this.#progress = progress;
    const now = performance.now();
    if (this.#err.columns === undefined || now - this.#drawnAt < redrawMs) return;
    this.#drawnAt = now;
    this.#isDrawn = true;
    this.#err.write(`\r${liveText(progress).slice(0, this.#err.columns - 1)}\u001b[K`);
  }

  /** Tells the first failures, each on a line. */
  note(row: Row, { status, error }: Outcome): void {
    if (error === undefined || status === 'cancelled' || ++this.#told > maxTold) return;
    const message = row.issues.length > 0 ? row.issues.join('; ') : `${error.name}: ${error.message}`;
    const line = printable(message).replace(/\s*\n\s*/g, ' ');
    this.#clear();
    this.#err.write(`${this.#err.paint('red', placeOf(row))}: ${line.slice(0, 500)}\n`);
  }

  /** @param total - rows that were to run, where that is known; `undefined` when some may not have been read */
  finish(total: number | undefined, isCut: boolean): void {
    this.#clear();
    if (this.#told > maxTold) this.#err.write(`… and ${this.#told - maxTold} more\n`);
    const { count, failedCount, failed } = this.#before;
    const progress = this.#progress;
    const done = progress?.done ?? 0;
    const parts = Object.entries(words).flatMap(([status, word]) => {
      const number = progress?.counts[status as keyof typeof words] ?? 0;
      return number > 0 ? [`${grouped(number)} ${word}`] : [];
    });
    if (isCut && total !== done)
      parts.push(total === undefined ? 'the rest not run' : `${grouped(total - done)} not run`);
    const ran = parts.length === 0 ? 'nothing to run' : parts.join(', ');
    const time = progress === undefined ? '' : ` in ${seconds(progress.elapsedMs)}`;
    const kept = count - failed.length;
    const keptFailed = failedCount - failed.length;
    const before =
      kept === 0
        ? ''
        : `; ${grouped(kept)} from before${keptFailed > 0 ? `, ${grouped(keptFailed)} of them failed` : ''}`;
    this.#err.write(`${ran}${time}${before}\n`);
  }

  /** Whether all rows that have run, now or before, completed. */
  get isClean(): boolean {
    const { failedCount, failed } = this.#before;
    const counts = this.#progress?.counts;
    return failedCount === failed.length && (counts?.failed ?? 0) + (counts?.['timed-out'] ?? 0) === 0;
  }

  #clear(): void {
    if (this.#isDrawn) this.#err.write('\r\u001b[K');
    this.#isDrawn = false;
  }
}

/** `45 %  4,512 of 10,000 · 2 failed · 812/s · 7 s left` */
function liveText({ total, done, counts, perSecond, leftMs }: BatchProgress): string {
  const failed = counts.failed + counts['timed-out'];
  const share =
    total === undefined
      ? `${grouped(done)} rows`
      : `${Math.floor((done / Math.max(1, total)) * 100)} %  ${grouped(done)} of ${grouped(total)}`;
  return [
    share,
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
    ...(perSecond === undefined
      ? []
      : [`${perSecond < 10 ? perSecond.toFixed(1) : grouped(Math.round(perSecond))}/s`]),
    ...(leftMs === undefined ? [] : [`${seconds(leftMs)} left`]),
  ].join(' · ');
}

/** `0.8 s`, `42 s`, `3 min 5 s`, `2 h 10 min` */
function seconds(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const whole = Math.round(milliseconds / 1000);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function grouped(value: number): string {
  return value.toLocaleString('en');
}
