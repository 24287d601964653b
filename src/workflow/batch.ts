/** Many runs at once: at most so many beside each other, results in the order given, memory that does not grow with them. */

import type { JsonObject } from '../base/json.ts';
import { RunFailure } from '../run/failure.ts';
import type { Limits, Outcome } from '../run/outcome.ts';
import type { Runner, SkillSource } from '../run/port.ts';
import { refused } from '../run/refused.ts';
import { type BatchProgress, ProgressMeter } from './batch-progress.ts';

/** One run of a batch. */
export interface BatchItem {
  readonly skill: string;
  readonly inputs: JsonObject;
  /** What is known to be wrong with the inputs: such an item fails at once, and takes no thread's time. */
  readonly issues?: readonly string[];
}

/** The end of one item's run; `index` counts from zero in the order given. */
export interface BatchResult {
  readonly index: number;
  readonly outcome: Outcome;
}

/** Why an item has no outcome: the batch was cancelled, or stopped at an error, before it began. */
export interface NotRun {
  readonly skill: string;
  readonly status: 'not-run';
  readonly reason: StopReason;
}

export type StopReason = 'cancelled' | 'stopped';

export interface BatchOptions {
  readonly runner: Runner;
  /** Asked for each run; a {@link snapshot} of it keeps edits out of a batch that is on. */
  readonly source: SkillSource;
  readonly limits: Limits;
  /** Time limit of each run in milliseconds, 1 to 300,000; wins over the skill's own. */
  readonly timeout?: number;
  /** Runs at the same time; less than 1 counts as 1. */
  readonly maxConcurrent: number;
  /** After the first run that does not complete, nothing more begins. What is on ends by itself. */
  readonly stopOnError?: boolean;
  /** Ends what is on as cancelled, at once; what has not begun is not run. */
  readonly signal?: AbortSignal;
  /** How many items there will be, where that is known: then there is a time left. */
  readonly total?: number;
  /** Called after each run, in the order of their ends. */
  readonly onProgress?: (progress: BatchProgress) => void;
  /** Milliseconds from any start. Default: those of this process. */
  readonly now?: () => number;
}

/** Results that may wait for an earlier one that is still on. */
const maxAhead = 1_000;
const maxAheadBytes = 64 * 1024 * 1024;

/** For a list that is in memory anyway: what became of each item, in the order given. Never rejects. */
export async function batchRun(
  items: readonly BatchItem[],
  options: BatchOptions,
): Promise<readonly (Outcome | NotRun)[]> {
  const outcomes: (Outcome | NotRun)[] = [];
  const all = { total: items.length, ...options };
  for await (const { outcome } of batchResults(items, all)) outcomes.push(outcome);
  const reason = options.signal?.aborted ? 'cancelled' : 'stopped';
  for (const { skill } of items.slice(outcomes.length)) outcomes.push({ skill, status: 'not-run', reason });
  return outcomes;
}

/**
 * One result for each item that began, in the order given; once the batch is cancelled or stops at an error no more
 * items are taken, so that it is always the last ones that have none. Items are taken no earlier than there is room
 * for their runs, and nothing begins while too many results wait to be taken. Whoever stops asking for results ends
 * the batch: what is on is cancelled. Rejects only when taking an item does, after the results of those before it.
 */
export async function* batchResults(
  items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
  options: BatchOptions,
): AsyncGenerator<BatchResult, void, undefined> {
  const batch = new Batch(options);
  const source = new Taker(items);
  const turns = new Turns();
  try {
    for (;;) {
      await turns.next();
      // From here to the next `await` nothing may come between: what ends then would wake nobody.
      while (batch.hasFirst) yield batch.shift();
      const isOpen = !source.isEnd && !batch.isStopped;
      if (!isOpen && batch.isEmpty) break;
      if (isOpen && batch.hasRoom) await Promise.race([source.arrival(), batch.changed()]);
      else await batch.changed();
      const item = batch.isStopped ? undefined : source.take();
      if (item !== undefined) batch.take(item);
    }
    source.check();
  } finally {
    batch.dispose();
    source.dispose();
  }
}

/** Milliseconds after which others get their turn. */
const sliceMs = 8;

/** Lets others in between where results come at once, as those of rows that do not fit or that a cache answers. */
class Turns {
  #started = performance.now();

  async next(): Promise<void> {
    if (performance.now() - this.#started < sliceMs) return;
    await new Promise(resolve => setImmediate(resolve));
    this.#started = performance.now();
  }
}

/** Takes one item after the other from what may be slow to give the next. */
class Taker {
  readonly #source: AsyncIterator<BatchItem> | Iterator<BatchItem>;
  #arrival: Promise<void> | undefined;
  #item: BatchItem | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** Nothing more will arrive. */
  isEnd = false;

  constructor(items: Iterable<BatchItem> | AsyncIterable<BatchItem>) {
    this.#source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  }

  /** Settles when the next item is there, or the end. */
  arrival(): Promise<void> {
    this.#arrival ??= this.#next();
    return this.#arrival;
  }

  /** What has arrived; each item once. */
  take(): BatchItem | undefined {
    const item = this.#item;
    if (item === undefined) return undefined;
    this.#item = undefined;
    this.#arrival = undefined;
    return item;
  }

  /** Does not wait for a source that is slow to give its next item. */
  dispose(): void {
    if (!this.isEnd) void Promise.resolve(this.#source.return?.()).catch(() => undefined);
  }

  /** Throws what the source threw. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #next(): Promise<void> {
    try {
      const next = await this.#source.next();
      if (next.done) this.isEnd = true;
      else this.#item = next.value;
    } catch (error) {
      this.#failure = { error };
      this.isEnd = true;
    }
  }
}

class Batch {
  readonly #options: BatchOptions;
  readonly #width: number;
  readonly #abort = new AbortController();
  readonly #meter: ProgressMeter;
  readonly #onAbort = (): void => this.#cancel();
  /** By index, from the first that was not yielded yet; `undefined` while it is on. */
  readonly #ahead: (BatchResult | undefined)[] = [];
  #aheadBytes = 0;
  #first = 0;
  #live = 0;
  #isStopped = false;
  #wake: (() => void) | undefined;

  constructor(options: BatchOptions) {
    this.#options = options;
    this.#width = Math.max(1, Math.floor(options.maxConcurrent) || 1);
    this.#meter = new ProgressMeter(options.total, options.now ?? (() => performance.now()));
    if (options.signal?.aborted) this.#cancel();
    else options.signal?.addEventListener('abort', this.#onAbort);
  }

  /** Whether another item may begin now. */
  get hasRoom(): boolean {
    return this.#live < this.#width && this.#ahead.length < maxAhead && this.#aheadBytes < maxAheadBytes;
  }

  get isEmpty(): boolean {
    return this.#ahead.length === 0;
  }

  /** Whether the next result in order is there. */
  get hasFirst(): boolean {
    return this.#ahead[0] !== undefined;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  shift(): BatchResult {
    const result = this.#ahead.shift();
    if (result === undefined) throw new Error('The first result is not there yet.');
    this.#first++;
    this.#aheadBytes -= result.outcome.resultBytes;
    return result;
  }

  take(item: BatchItem): void {
    const index = this.#first + this.#ahead.length;
    this.#ahead.push(undefined);
    if (item.issues !== undefined && item.issues.length > 0) this.#put({ index, outcome: invalid(item) });
    else void this.#run(index, item);
  }

  /** Settles when a run has ended or the batch was cancelled since the last call. */
  changed(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve;
    });
  }

  dispose(): void {
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#abort.abort();
  }

  async #run(index: number, { skill, inputs }: BatchItem): Promise<void> {
    const { runner, source, limits, timeout } = this.#options;
    this.#live++;
    this.#meter.begin();
    const time = timeout === undefined ? {} : { timeMs: timeout };
    const world = { source, signal: this.#abort.signal };
    const outcome = await runner.run({ skill, inputs, limits, ...time }, world);
    this.#live--;
    this.#put({ index, outcome });
  }

  #put(result: BatchResult): void {
    const { resultBytes, status } = result.outcome;
    this.#ahead[result.index - this.#first] = result;
    this.#aheadBytes += resultBytes;
    if (status !== 'completed' && this.#options.stopOnError) this.#isStopped = true;
    this.#meter.count(status, this.#live);
    this.#options.onProgress?.(this.#meter.progress());
    this.#stir();
  }

  #cancel(): void {
    this.#isStopped = true;
    this.#abort.abort();
    this.#stir();
  }

  #stir(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}

/** As a run says it whose inputs do not fit. */
function invalid({ skill, issues = [] }: BatchItem): Outcome {
  const message = `Invalid inputs for "${skill}": ${issues.join('; ')}`;
  return refused(skill, new RunFailure('run/invalid-inputs', message), Date.now());
}
