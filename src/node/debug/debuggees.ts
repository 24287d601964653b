/** Starts runs under a debugger, each on a thread of its own, so that one that is stopped holds up no other. */

import { readFile } from 'node:fs/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Disposable } from '../../base/disposal.ts';
import type {
  DebugAnswer,
  DebugCommand,
  DebugEvent,
  Debuggee,
  DebugOptions,
} from '../../run/debug/debuggee.ts';
import { cancelled, crashed, type RunFailure } from '../../run/failure.ts';
import { Ledger } from '../../run/ledger.ts';
import { ProgramCache } from '../../run/lookup.ts';
import type { Limits, Outcome, RunRequest } from '../../run/outcome.ts';
import type { SkillSource } from '../../run/port.ts';
import type { Found, FoundProgram } from '../../run/program.ts';
import { ResultRules } from '../../run/result-rules.ts';
import type { Tape } from '../../run/tape.ts';
import { plainError } from '../../run/thrown.ts';
import { sha256 } from '../hash.ts';
import {
  type DebugThreadStart,
  endWord,
  type FromDebugThread,
  type ToDebugThread,
  wakeWord,
} from './protocol.ts';

export interface DebuggeesOptions {
  /** The thread's entry: `dist/debug-worker.js` in the product. */
  readonly workerUrl: URL;
  /** The WebAssembly file of QuickJS. */
  readonly wasmUrl: URL;
}

/** What is to be debugged. */
export interface DebugWish {
  readonly request: RunRequest;
  readonly source: SkillSource;
  /** Of a recorded run: answers it as far as it goes. */
  readonly tape?: Tape;
}

/** How long a run may take to end by itself before its thread is ended, in ms. */
const graceMs = 300;
const maxTimeMs = 300_000;

export class Debuggees implements Disposable {
  readonly #options: DebuggeesOptions;
  readonly #rules = new ResultRules(new ProgramCache(), sha256);
  readonly #open = new Set<ThreadDebuggee>();
  #module: Promise<WebAssembly.Module> | undefined;
  #warm: Promise<DebugThread> | undefined;
  #isDisposed = false;

  constructor(options: DebuggeesOptions) {
    this.#options = options;
  }

  /** Starts a thread, so that the next run finds one. Rejects when it cannot. */
  async warm(): Promise<void> {
    this.#warm ??= this.#newThread();
    try {
      await this.#warm;
    } catch (error) {
      this.#warm = undefined;
      throw error;
    }
  }

  /** The run begins at once. Rejects when its thread could not be started. */
  async start(wish: DebugWish, options: DebugOptions): Promise<Debuggee> {
    const starting = this.#warm ?? this.#newThread();
    // Another run that begins meanwhile gets a thread of its own.
    this.#warm = undefined;
    const thread = await starting;
    if (this.#isDisposed) {
      void thread.worker.terminate();
      throw new Error('The window is being closed.');
    }
    const debuggee = new ThreadDebuggee(thread, this.#jobOf(wish), options, {
      find: name => this.#rules.find(wish.source, name),
      programs: () => this.#programsOf(wish),
    });
    this.#open.add(debuggee);
    void debuggee.ended.then(() => this.#open.delete(debuggee));
    return debuggee;
  }

  /** Ends all runs. */
  dispose(): void {
    this.#isDisposed = true;
    for (const debuggee of this.#open) debuggee.end();
    this.#warm?.then(thread => thread.worker.terminate()).catch(() => undefined);
  }

  #jobOf({
    request,
    source,
    tape,
  }: DebugWish): Omit<Extract<ToDebugThread, { type: 'start' }>, 'type' | 'breakpoints' | 'stopOnEntry'> {
    const skill = source.find(request.skill);
    const wanted = request.timeMs ?? skill?.doc.timeoutMs ?? request.limits.timeMs;
    const limits: Limits = { ...request.limits, timeMs: Math.min(maxTimeMs, Math.max(1, wanted)) };
    const name = skill?.name ?? request.skill;
    return {
      job: { skill: name, inputs: JSON.stringify(request.inputs), limits, useCache: false },
      programs: this.#programsOf({ request, source }),
      tape,
    };
  }

  /** As they are now; nothing is cached in a run that is debugged. */
  #programsOf({ request, source }: DebugWish): readonly FoundProgram[] {
    return this.#rules.closure(source, request.skill).map(({ program }) => ({ program }));
  }

  async #newThread(): Promise<DebugThread> {
    this.#module ??= readFile(this.#options.wasmUrl).then(bytes => WebAssembly.compile(bytes));
    const module = await this.#module;
    const { port1, port2 } = new MessageChannel();
    const flags = new Int32Array(new SharedArrayBuffer(8));
    const start: DebugThreadStart = { module, flags: flags.buffer as SharedArrayBuffer, requests: port2 };
    const worker = new Worker(this.#options.workerUrl, {
      workerData: start,
      transferList: [port2],
      resourceLimits: { stackSizeMb: 32, maxYoungGenerationSizeMb: 32 },
      stderr: true,
    });
    port1.unref();
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
    });
    worker.unref();
    return {
      worker,
      send(message) {
        port1.postMessage(message);
        Atomics.add(flags, wakeWord, 1);
        Atomics.notify(flags, wakeWord);
        worker.postMessage(null);
      },
      end() {
        Atomics.store(flags, endWord, 1);
        Atomics.add(flags, wakeWord, 1);
        Atomics.notify(flags, wakeWord);
        worker.postMessage(null);
      },
    };
  }
}

interface DebugThread {
  readonly worker: Worker;
  send(message: ToDebugThread): void;
  end(): void;
}

/** The skills of a run, as they are at the moment of asking. */
interface DebuggedSkills {
  find(name: string): Found;
  programs(): readonly FoundProgram[];
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

class ThreadDebuggee implements Debuggee {
  readonly ended: Promise<void>;
  readonly #thread: DebugThread;
  readonly #onEvent: (event: DebugEvent) => void;
  readonly #skills: DebuggedSkills;
  #ledger: Ledger;
  readonly #skill: string;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #outcome: Outcome | undefined;
  #finish: () => void = () => undefined;

  constructor(
    thread: DebugThread,
    start: Omit<Extract<ToDebugThread, { type: 'start' }>, 'type' | 'breakpoints' | 'stopOnEntry'>,
    { breakpoints, stopOnEntry, onEvent }: DebugOptions,
    skills: DebuggedSkills,
  ) {
    this.#thread = thread;
    this.#onEvent = onEvent;
    this.#skills = skills;
    this.#skill = start.job.skill;
    this.#ledger = new Ledger(this.#skill);
    this.ended = new Promise(resolve => {
      this.#finish = resolve;
    });
    const { worker } = thread;
    worker.ref();
    worker.on('message', (message: FromDebugThread) => this.#receive(message));
    worker.on('error', error => this.#gone(crashed(error instanceof Error ? error.message : 'unknown')));
    worker.on('exit', code => this.#gone(crashed(`its thread ended with ${code}`)));
    thread.send({ type: 'start', ...start, breakpoints, stopOnEntry });
  }

  ask<Command extends DebugCommand>(command: Command): Promise<DebugAnswer<Command['type']>> {
    if (this.#outcome !== undefined) return Promise.reject(new Error('The run has ended.'));
    return new Promise((resolve, reject) => {
      const id = ++this.#count;
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      if (command.type === 'apply')
        this.#thread.send({ type: 'programs', programs: this.#skills.programs() });
      this.#thread.send({ type: 'command', id, command });
    });
  }

  end(): void {
    if (this.#outcome !== undefined) return;
    this.#thread.end();
    setTimeout(() => this.#gone(cancelled()), graceMs);
  }

  #receive(message: FromDebugThread): void {
    if (this.#outcome !== undefined) return;
    switch (message.type) {
      case 'events':
        for (const event of message.events) {
          this.#ledger.apply(event);
          this.#onEvent({ type: 'run', event });
        }
        break;
      case 'event':
        if (message.event.type === 'restarted') this.#ledger = new Ledger(this.#skill);
        this.#onEvent(message.event);
        break;
      case 'answer':
        this.#answer(message);
        break;
      case 'find':
        this.#thread.send({
          type: 'found',
          request: message.request,
          found: this.#skills.find(message.name),
        });
        break;
      case 'ended':
        this.#end(message.outcome);
    }
  }

  #answer({ id, answer }: Extract<FromDebugThread, { type: 'answer' }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.value as never);
  }

  /** The thread is of no use any more. */
  #gone(reason: RunFailure): void {
    if (this.#outcome !== undefined) return;
    const startedAt = Date.now();
    const error = plainError(reason, this.#ledger.lastChain);
    const status = reason.code === 'run/cancelled' ? 'cancelled' : 'failed';
    const known = { droppedLogs: 0, startedAt, durationMs: 0, inputBytes: 0, resultBytes: 0 };
    this.#end(this.#ledger.outcome({ status, error, ...known }));
  }

  #end(outcome: Outcome): void {
    this.#outcome = outcome;
    for (const { reject } of this.#waiting.values()) reject(new Error('The run has ended.'));
    this.#waiting.clear();
    this.#onEvent({ type: 'ended', outcome });
    this.#finish();
    void this.#thread.worker.terminate();
  }
}
