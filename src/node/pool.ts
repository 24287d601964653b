/** Runs skills on worker threads: one run per thread, others wait their turn, and a thread that hangs is replaced. */

import { readFile } from 'node:fs/promises';
import type { Disposable } from '../base/disposal.ts';
import { cancelled, crashed, RunFailure } from '../run/failure.ts';
import { ProgramCache } from '../run/lookup.ts';
import type { Limits, Outcome, RunRequest } from '../run/outcome.ts';
import type { ResultCache, Runner, RunWorld } from '../run/port.ts';
import type { Program } from '../run/program.ts';
import { refused } from '../run/refused.ts';
import { ResultRules } from '../run/result-rules.ts';
import { sha256 } from './hash.ts';
import { PoolThread, type ThreadJob } from './pool-thread.ts';

export interface RunnerPoolOptions {
  /** The worker's entry: `dist/worker.js` in the product. */
  readonly workerUrl: URL;
  /** The WebAssembly file of QuickJS. */
  readonly wasmUrl: URL;
  /** How many threads at most, asked whenever one is wanted; less than 1 counts as 1. */
  readonly size: () => number;
  /** How long a call waits for a cached result before it runs, in ms; 50 unless told. */
  readonly cachePatienceMs?: number;
}

export interface RunnerPool extends Runner, Disposable {
  /** Compiles the engine and starts one thread, so that the first run finds them ready. Rejects when it cannot. */
  warm(): Promise<void>;
  /** Ends threads that nothing runs on where there are more than are wanted now. */
  trim(): void;
}

/** Nothing is started before the first `warm` or `run`. Disposing ends all runs as cancelled. */
export function createRunnerPool(options: RunnerPoolOptions): RunnerPool {
  return new Pool(options);
}

const maxTimeMs = 300_000;

/** A run that waits for a thread. */
interface Task {
  readonly start: (thread: PoolThread) => void;
  readonly refuse: (why: RunFailure) => void;
}

class Pool implements RunnerPool {
  readonly #options: RunnerPoolOptions;
  readonly #programs = new ProgramCache();
  readonly #rules = new ResultRules(this.#programs, sha256);
  readonly #keys = new WeakMap<Program, number>();
  readonly #threads = new Set<PoolThread>();
  readonly #tasks: Task[] = [];
  #module: Promise<WebAssembly.Module> | undefined;
  #starting = 0;
  #keyCount = 0;
  #isDisposed = false;

  constructor(options: RunnerPoolOptions) {
    this.#options = options;
  }

  async warm(): Promise<void> {
    if (this.#threads.size === 0 && this.#starting === 0) await this.#startThread();
  }

  trim(): void {
    for (const thread of [...this.#threads]) if (this.#room() < 0 && !thread.isBusy) thread.terminate();
  }

  run(request: RunRequest, world: RunWorld): Promise<Outcome> {
    return new Promise(resolve => {
      const { signal } = world;
      const task: Task = {
        start: thread => {
          signal?.removeEventListener('abort', onAbort);
          resolve(this.#runOn(thread, request, world));
        },
        refuse: why => {
          signal?.removeEventListener('abort', onAbort);
          resolve(refused(request.skill, why, Date.now()));
        },
      };
      const onAbort = () => {
        this.#tasks.splice(this.#tasks.indexOf(task), 1);
        task.refuse(cancelled());
      };
      if (signal?.aborted || this.#isDisposed) return task.refuse(cancelled());
      signal?.addEventListener('abort', onAbort);
      this.#tasks.push(task);
      this.#serve();
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const task of this.#tasks.splice(0)) task.refuse(cancelled());
    for (const thread of [...this.#threads]) thread.terminate();
  }

  async #runOn(thread: PoolThread, request: RunRequest, world: RunWorld): Promise<Outcome> {
    try {
      const inputs = textOf(request);
      return await thread.run(this.#job(request, inputs, world));
    } catch (error) {
      const why = error instanceof RunFailure ? error : crashed(messageOf(error));
      return refused(request.skill, why, Date.now());
    } finally {
      this.#serve();
      if (this.#room() < 0 && !thread.isBusy) thread.terminate();
    }
  }

  #job(request: RunRequest, inputs: string, world: RunWorld): ThreadJob {
    const skill = world.source.find(request.skill);
    const wish = request.timeMs ?? skill?.doc.timeoutMs ?? request.limits.timeMs;
    const timeMs = Math.min(maxTimeMs, Math.max(1, wish));
    const limits: Limits = { ...request.limits, timeMs };
    const results = resultsFor(world);
    const useCache = request.useCache ?? true;
    return {
      job: { skill: skill?.name ?? request.skill, inputs, limits, useCache },
      programs: this.#rules.closure(world.source, request.skill),
      find: name => this.#rules.find(world.source, name),
      results,
      signal: world.signal,
      onEvent: world.onEvent,
      tape: world.tape ?? (world.onTape === undefined ? undefined : 'keep'),
      fork: world.fork,
      onTape: tape => world.onTape?.(tape),
      onDivergence: divergence => world.onDivergence?.(divergence),
      onUnused: calls => world.onUnused?.(calls),
    };
  }

  /** Gives idle threads to those who wait, and starts more where there are too few. */
  #serve(): void {
    for (const thread of this.#threads) {
      if (thread.isBusy) continue;
      const task = this.#tasks.shift();
      if (task === undefined) return;
      task.start(thread);
    }
    const wanted = Math.min(this.#tasks.length - this.#starting, this.#room());
    for (let i = 0; i < wanted; i++) this.#startThread().catch(error => this.#refuseAll(error));
  }

  /** How many threads more there may be; negative when the wish for fewer came later. */
  #room(): number {
    return Math.max(1, this.#options.size()) - this.#threads.size - this.#starting;
  }

  #refuseAll(error: unknown): void {
    for (const task of this.#tasks.splice(0)) task.refuse(crashed(messageOf(error)));
  }

  async #startThread(): Promise<void> {
    this.#starting++;
    try {
      this.#module ??= readFile(this.#options.wasmUrl).then(bytes => WebAssembly.compile(bytes));
      const module = await this.#module;
      if (this.#isDisposed) return;
      const { workerUrl, cachePatienceMs = 50 } = this.#options;
      const thread = new PoolThread(
        workerUrl,
        { module, cachePatienceMs },
        {
          keyOf: program => this.#keyOf(program),
          onGone: gone => this.#replace(gone),
        },
      );
      await thread.ready;
      if (this.#isDisposed) thread.terminate();
      else this.#threads.add(thread);
    } catch (error) {
      this.#module = undefined;
      throw error;
    } finally {
      this.#starting--;
    }
    this.#serve();
  }

  /** A thread that was in use is replaced at once, so that the next run does not wait for one. */
  #replace(gone: PoolThread): void {
    if (!this.#threads.delete(gone) || this.#isDisposed || this.#room() < 1) return;
    this.#startThread().catch(error => this.#refuseAll(error));
  }

  #keyOf(program: Program): number {
    let key = this.#keys.get(program);
    if (key === undefined) {
      key = ++this.#keyCount;
      this.#keys.set(program, key);
    }
    return key;
  }
}

/** What is replayed gets the results that were recorded, and no others; it is not to be mistaken for a new result. */
function resultsFor({ tape, results }: RunWorld): ResultCache | undefined {
  return tape === undefined ? results : undefined;
}

/** @throws RunFailure when they are nested so deeply that the stack does not suffice */
function textOf({ skill, inputs }: RunRequest): string {
  try {
    return JSON.stringify(inputs);
  } catch (error) {
    throw new RunFailure(
      'run/invalid-inputs',
      `Invalid inputs for "${skill}": they are nested too deeply (${messageOf(error)}).`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
