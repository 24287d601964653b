/** What the pool and its workers say to each other. */

import type { MessagePort } from 'node:worker_threads';
import type { RunJob } from '../run/conductor.ts';
import type { Ending } from '../run/ledger.ts';
import type { RunEvent } from '../run/outcome.ts';
import type { CachedResult } from '../run/port.ts';
import type { Found, Program, ResultRule } from '../run/program.ts';
import type { Divergence, Fork, Tape } from '../run/tape.ts';

/** Handed to a worker at its start. */
export interface WorkerStart {
  /** Compiled once, shared by all. */
  readonly module: WebAssembly.Module;
  /** One 32-bit word each: {@link cancelWord} and {@link answerWord}. */
  readonly flags: SharedArrayBuffer;
  /** Where the answers to {@link FromWorker} `find` arrive while the worker blocks. */
  readonly answers: MessagePort;
  /** How long the worker waits for a {@link CachedAnswer}, in ms. */
  readonly cachePatienceMs: number;
}

/** Set to 1 to cancel the run that is on. */
export const cancelWord = 0;
/** Counts the answers over {@link WorkerStart} `answers`, so that a worker can block until one is there. */
export const answerWord = 1;

/** A program by number, with its content when the worker does not have it yet. */
export interface SentProgram {
  readonly key: number;
  readonly program?: Program;
  /** When its results are cached. */
  readonly rule?: ResultRule;
}

/** Whether results of earlier calls are asked for in a run, and new ones sent. */
export type Caching = 'on' | 'off';

/** Whether a run's answers are kept, or come from a tape; `undefined`: neither. */
export type Taping = 'keep' | Tape | undefined;

export type ToWorker =
  | {
      readonly type: 'run';
      readonly job: RunJob;
      readonly programs: readonly SentProgram[];
      /** Forget all programs that were sent before. */
      readonly forget: boolean;
      readonly tape: Taping;
      /** What is to be other than on the tape. */
      readonly fork: Fork | undefined;
      readonly caching: Caching;
      /** Somebody looks on while the run is on. */
      readonly isAwaited: boolean;
    }
  /** Wakes a run that sleeps, after {@link cancelWord} was set. */
  | { readonly type: 'cancel' };

export type FromWorker =
  /** The worker has loaded and holds a sandbox. */
  | { readonly type: 'ready' }
  | { readonly type: 'events'; readonly events: readonly RunEvent[] }
  /** Asks for a skill whose name only the run knew; answered by {@link FindAnswer} over `answers`. */
  | { readonly type: 'find'; readonly request: number; readonly name: string }
  /** Asks for a cached result; answered by {@link CachedAnswer} over `answers`, of no use after a while. */
  | { readonly type: 'cached'; readonly request: number; readonly key: string }
  /** The result of a call, to be cached. That of the run itself is in `ended`. */
  | { readonly type: 'keep'; readonly key: string; readonly text: string; readonly ttlMs: number }
  | {
      readonly type: 'ended';
      /** Those that were not sent before. */
      readonly events: readonly RunEvent[];
      readonly ending: Ending;
      /** Of a run that was to be taped. */
      readonly tape?: Tape;
      /** Where a replayed run did something else. */
      readonly divergence?: Divergence;
      /** Calls of a fork that were not made. */
      readonly unused?: readonly number[];
    };

export interface CachedAnswer {
  readonly request: number;
  readonly cached: CachedResult | undefined;
}

export interface FindAnswer {
  readonly request: number;
  readonly found: Found;
}
