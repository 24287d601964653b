/** One worker thread as the pool sees it: starts, runs one job at a time, and is terminated when it does not answer. */

import { MessageChannel, Worker } from 'node:worker_threads';
import type { RunJob } from '../run/conductor.ts';
import { cancelled, crashed, type RunFailure, timeLimit } from '../run/failure.ts';
import { type Ending, Ledger } from '../run/ledger.ts';
import type { Outcome, RunEvent } from '../run/outcome.ts';
import type { CachedResult, ResultCache } from '../run/port.ts';
import type { Found, FoundProgram, Program } from '../run/program.ts';
import type { Divergence, Fork, Tape } from '../run/tape.ts';
import { plainError } from '../run/thrown.ts';
import {
  answerWord,
  type CachedAnswer,
  cancelWord,
  type FindAnswer,
  type FromWorker,
  type SentProgram,
  type Taping,
  type ToWorker,
  type WorkerStart,
} from './pool-protocol.ts';

/** How long after its deadline a worker may stay silent before it is terminated. */
const graceMs = 100;
/** A host that was busy itself first reads what has arrived meanwhile. */
const lastChanceMs = 20;
const maxRemembered = 2000;
/** How many times longer than its time limit a replay may take, and by how much at most. */
const replayPatience = 10;
const longestPatienceMs = 300_000;

export interface ThreadJob {
  readonly job: RunJob;
  readonly programs: readonly FoundProgram[];
  readonly find: (name: string) => Found;
  readonly signal: AbortSignal | undefined;
  /** `undefined`: nobody looks on. */
  readonly onEvent: ((event: RunEvent) => void) | undefined;
  readonly tape: Taping;
  readonly fork: Fork | undefined;
  /** `undefined`: no results are cached. */
  readonly results: ResultCache | undefined;
  /** Of a run that was to be taped, unless its thread had to be ended. */
  readonly onTape: (tape: Tape) => void;
  readonly onDivergence: (divergence: Divergence) => void;
  readonly onUnused: (calls: readonly number[]) => void;
}

interface Run {
  readonly given: ThreadJob;
  readonly ledger: Ledger;
  readonly startedAt: number;
  readonly resolve: (outcome: Outcome) => void;
  droppedLogs: number;
  watchdog: ReturnType<typeof setTimeout> | undefined;
  onAbort: (() => void) | undefined;
}

export class PoolThread {
  /** Settles when the worker can take a job; rejects when it could not start. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #flags = new Int32Array(new SharedArrayBuffer(8));
  readonly #answers = new MessageChannel();
  readonly #sent = new Set<number>();
  readonly #keyOf: (program: Program) => number;
  readonly #onGone: (thread: PoolThread) => void;
  #run: Run | undefined;
  #isGone = false;

  constructor(
    url: URL,
    given: Pick<WorkerStart, 'module' | 'cachePatienceMs'>,
    hooks: { keyOf(program: Program): number; onGone(thread: PoolThread): void },
  ) {
    this.#keyOf = hooks.keyOf;
    this.#onGone = hooks.onGone;
    const { port1, port2 } = this.#answers;
    const start: WorkerStart = { ...given, flags: this.#flags.buffer as SharedArrayBuffer, answers: port2 };
    this.#worker = new Worker(url, {
      workerData: start,
      transferList: [port2],
      resourceLimits: { stackSizeMb: 32, maxYoungGenerationSizeMb: 32 },
      stderr: true,
    });
    port1.unref();
    this.ready = this.#listen();
    this.ready.catch(() => undefined);
  }

  /** Resolves when the worker says that it is ready; rejects when it ends before. */
  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromWorker) => {
        if (message.type === 'ready') {
          if (this.#run === undefined) this.#worker.unref();
          resolve();
        } else this.#receive(message);
      });
      this.#worker.on('error', error =>
        this.#gone(crashed(error instanceof Error ? error.message : 'unknown')),
      );
      this.#worker.on('exit', code => {
        reject(new Error(`The worker ended with ${code}.`));
        this.#gone(crashed(`its thread ended with ${code}`));
      });
    });
  }

  get isBusy(): boolean {
    return this.#run !== undefined;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Never rejects. Only when ready and not busy. */
  run(given: ThreadJob): Promise<Outcome> {
    return new Promise(resolve => {
      const ledger = new Ledger(given.job.skill);
      const startedAt = Date.now();
      const run: Run = {
        given,
        ledger,
        startedAt,
        resolve,
        droppedLogs: 0,
        watchdog: undefined,
        onAbort: undefined,
      };
      this.#run = run;
      this.#worker.ref();
      Atomics.store(this.#flags, cancelWord, 0);
      const { job, programs, tape, fork } = given;
      const isAwaited = given.onEvent !== undefined;
      const caching = given.results === undefined ? 'off' : 'on';
      this.#post({ type: 'run', job, tape, fork, caching, isAwaited, ...this.#toSend(programs) });
      this.#watch(run, patienceMs(given), () => timeLimit(job.limits));
      run.onAbort = () => this.#cancel(run);
      if (given.signal?.aborted) this.#cancel(run);
      else given.signal?.addEventListener('abort', run.onAbort);
    });
  }

  /** Ends the thread; a run that is on ends as cancelled. */
  terminate(): void {
    this.#gone(cancelled());
  }

  #toSend(programs: readonly FoundProgram[]): { programs: readonly SentProgram[]; forget: boolean } {
    const forget = this.#sent.size > maxRemembered;
    if (forget) this.#sent.clear();
    const sent = programs.map(({ program, rule }) => {
      const key = this.#keyOf(program);
      const ruled = rule === undefined ? { key } : { key, rule };
      if (this.#sent.has(key)) return ruled;
      this.#sent.add(key);
      return { ...ruled, program };
    });
    return { programs: sent, forget };
  }

  #receive(message: Exclude<FromWorker, { type: 'ready' }>): void {
    const run = this.#run;
    if (run === undefined) return;
    if (message.type === 'find') {
      this.#answer(run, message.request, message.name);
      return;
    }
    if (message.type === 'cached') {
      this.#answerCached(run, message.request, message.key);
      return;
    }
    if (message.type === 'keep') {
      const { key, text, ttlMs } = message;
      run.given.results?.set(key, { text, ttlMs });
      return;
    }
    for (const event of message.events) this.#apply(run, event);
    if (message.type !== 'ended') return;
    if (message.tape !== undefined) run.given.onTape(message.tape);
    if (message.divergence !== undefined) run.given.onDivergence(message.divergence);
    if (message.unused !== undefined) run.given.onUnused(message.unused);
    keepResult(run, message.ending);
    this.#end(run, message.ending);
  }

  #apply(run: Run, event: RunEvent): void {
    run.ledger.apply(event);
    run.given.onEvent?.(event);
  }

  #answer(run: Run, request: number, name: string): void {
    this.#tell({ request, found: run.given.find(name) });
  }

  /** An answer that is there at once is sent at once. */
  #answerCached(run: Run, request: number, key: string): void {
    const found = run.given.results?.get(key);
    const tell = (cached: CachedResult | undefined) => this.#tell({ request, cached });
    if (found instanceof Promise) found.then(tell, () => tell(undefined));
    else tell(found);
  }

  #tell(answer: FindAnswer | CachedAnswer): void {
    if (this.#isGone) return;
    this.#answers.port1.postMessage(answer);
    Atomics.add(this.#flags, answerWord, 1);
    Atomics.notify(this.#flags, answerWord);
  }

  #cancel(run: Run): void {
    if (this.#run !== run) return;
    Atomics.store(this.#flags, cancelWord, 1);
    Atomics.notify(this.#flags, answerWord);
    this.#post({ type: 'cancel' });
    this.#watch(run, graceMs, cancelled);
  }

  #watch(run: Run, milliseconds: number, reason: () => RunFailure): void {
    clearTimeout(run.watchdog);
    run.watchdog = setTimeout(() => {
      run.watchdog = setTimeout(() => this.#gone(reason()), lastChanceMs);
    }, milliseconds);
  }

  #end(run: Run, ending: Ending): void {
    this.#run = undefined;
    clearTimeout(run.watchdog);
    if (run.onAbort) run.given.signal?.removeEventListener('abort', run.onAbort);
    if (!this.#isGone) this.#worker.unref();
    run.resolve(run.ledger.outcome(ending));
  }

  /** The thread is of no use any more; a run that was on gets what is known of it. */
  #gone(reason: RunFailure): void {
    const isFirst = !this.#isGone;
    this.#isGone = true;
    const run = this.#run;
    if (isFirst) void this.#worker.terminate();
    if (run !== undefined) this.#end(run, abrupt(run, reason));
    if (isFirst) {
      this.#answers.port1.close();
      this.#onGone(this);
    }
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}

/** The text of the result is in the ending anyhow. */
function keepResult({ given }: Run, { result, keeping }: Ending): void {
  if (result !== undefined && keeping !== undefined)
    given.results?.set(keeping.key, { text: result, ttlMs: keeping.ttlMs });
}

/** A run that is replayed ends where the tape says, which may take longer on another machine. */
function patienceMs({ job, tape, fork }: ThreadJob): number {
  const { timeMs } = job.limits;
  const isSame = typeof tape === 'object' && fork === undefined;
  return graceMs + (isSame ? Math.min(timeMs * replayPatience, timeMs + longestPatienceMs) : timeMs);
}

function abrupt(run: Run, reason: RunFailure): Ending {
  const error = plainError(reason, run.ledger.lastChain);
  const isTimeout = reason.code === 'run/time-limit';
  return {
    status: isTimeout ? 'timed-out' : reason.code === 'run/cancelled' ? 'cancelled' : 'failed',
    error,
    droppedLogs: run.droppedLogs,
    startedAt: run.startedAt,
    durationMs: Date.now() - run.startedAt,
    inputBytes: Buffer.byteLength(run.given.job.inputs),
    resultBytes: 0,
  };
}
