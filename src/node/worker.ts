/** The worker thread: one sandbox at a time, one run at a time, everything else in the pool's hands. */

import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Conductor } from '../run/conductor.ts';
import { ContinuingRecording } from '../run/continuing.ts';
import { liveRecording } from '../run/live-recording.ts';
import { defaultLimits, type RunEvent } from '../run/outcome.ts';
import type { CallAnswers, Recording } from '../run/port.ts';
import type { Found, Program } from '../run/program.ts';
import { ReplayingRecording } from '../run/replaying.ts';
import type { Fork } from '../run/tape.ts';
import { TapingRecording } from '../run/taping.ts';
import { Sandbox } from '../sandbox/instance.ts';
import { hostServices } from '../sandbox/service.ts';
import { EventBatch } from './event-batch.ts';
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
import { keyMaker } from './result-key.ts';
import { newSeeds } from './seed.ts';

/** What the worker blocks for. */
type Question =
  | { readonly type: 'find'; readonly name: string }
  | { readonly type: 'cached'; readonly key: string };

type RunMessage = Extract<ToWorker, { type: 'run' }>;

class RunWorker {
  readonly #start: WorkerStart;
  readonly #flags: Int32Array;
  readonly #send: (message: FromWorker) => void;
  readonly #programs = new Map<number, Program>();
  #makeKey: ((text: string) => string) | undefined;
  #sandbox: Promise<Sandbox>;
  #memoryBytes = defaultLimits.memoryBytes;
  #running: Conductor | undefined;
  #requests = 0;

  constructor(start: WorkerStart, send: (message: FromWorker) => void) {
    this.#start = start;
    this.#flags = new Int32Array(start.flags);
    this.#send = send;
    this.#sandbox = this.#create();
  }

  async ready(): Promise<void> {
    await this.#sandbox;
    this.#send({ type: 'ready' });
  }

  receive(message: ToWorker): Promise<void> | undefined {
    if (message.type === 'cancel') return void this.#running?.cancel();
    if (message.forget) this.#programs.clear();
    return this.#run(message);
  }

  async #run({ job, programs, tape, fork, caching, isAwaited }: RunMessage): Promise<void> {
    const sandbox = await this.#sandboxOf(job.limits.memoryBytes);
    const batch = new EventBatch(events => this.#send({ type: 'events', events }), isAwaited);
    const recording = recordingFor(tape, fork);
    const known = this.#known(programs);
    this.#running = new Conductor(job, {
      sandbox,
      recording,
      services: hostServices(recording),
      find: name => known.get(name.toLowerCase()) ?? this.#find(name),
      ...(caching === 'on' && { answers: this.#answers() }),
      emit: event => (isLast(event) ? batch.hold(event) : batch.add(event)),
      isCancelled: () => {
        batch.flushIfDue();
        return Atomics.load(this.#flags, cancelWord) !== 0;
      },
    });
    const ending = await this.#running.run();
    this.#running = undefined;
    this.#send({ type: 'ended', events: batch.take(), ending, ...rest(recording) });
    if (!sandbox.reset()) this.#sandbox = this.#create();
  }

  #known(sent: readonly SentProgram[]): ReadonlyMap<string, Found> {
    const known = new Map<string, Found>();
    for (const { key, program: content, rule } of sent) {
      if (content !== undefined) this.#programs.set(key, content);
      const program = this.#programs.get(key);
      if (program !== undefined)
        known.set(program.name.toLowerCase(), rule === undefined ? { program } : { program, rule });
    }
    return known;
  }

  /** Blocks until the pool has answered: so a name that only the run knows costs the run no other order of events. */
  #find(name: string): Found {
    const answer = this.#ask<FindAnswer>({ type: 'find', name }, Number.POSITIVE_INFINITY);
    return answer?.found ?? { missing: 'The run was cancelled.' };
  }

  /** Nothing waits longer for a cache than it may take; what comes later is dropped. */
  #answers(): CallAnswers {
    return {
      key: text => this.#keyOf(text),
      get: key => this.#ask<CachedAnswer>({ type: 'cached', key }, this.#start.cachePatienceMs)?.cached,
      set: (key, { text, ttlMs }) => this.#send({ type: 'keep', key, text, ttlMs }),
    };
  }

  #keyOf(text: string): string {
    this.#makeKey ??= keyMaker();
    return this.#makeKey(text);
  }

  /** `undefined` when no answer came in time, or when the run was cancelled. */
  #ask<Answer extends { readonly request: number }>(
    question: Question,
    patienceMs: number,
  ): Answer | undefined {
    const request = ++this.#requests;
    const until = performance.now() + patienceMs;
    let seen = Atomics.load(this.#flags, answerWord);
    this.#send({ ...question, request });
    while (Atomics.load(this.#flags, cancelWord) === 0) {
      const leftMs = until - performance.now();
      if (leftMs <= 0) return undefined;
      Atomics.wait(this.#flags, answerWord, seen, Math.min(20, leftMs));
      seen = Atomics.load(this.#flags, answerWord);
      for (;;) {
        const received = receiveMessageOnPort(this.#start.answers) as { message: Answer } | undefined;
        if (received === undefined) break;
        if (received.message.request === request) return received.message;
      }
    }
    return undefined;
  }

  #sandboxOf(memoryBytes: number): Promise<Sandbox> {
    if (memoryBytes !== this.#memoryBytes) {
      this.#memoryBytes = memoryBytes;
      this.#sandbox = this.#create();
    }
    return this.#sandbox;
  }

  #create(): Promise<Sandbox> {
    return Sandbox.create({ module: this.#start.module, memoryBytes: this.#memoryBytes });
  }
}

/** From the world, from the world and onto a tape, from a tape, or from a tape as long as that goes. */
function recordingFor(tape: Taping, fork: Fork | undefined): Recording {
  const world = liveRecording(randomSeed);
  if (tape === undefined) return world;
  if (tape === 'keep') return new TapingRecording(world);
  return fork === undefined
    ? new ReplayingRecording(tape, world)
    : new ContinuingRecording(tape, world, { fork });
}

/** What a recording leaves behind, for the one who asked for it. */
function rest(
  recording: Recording,
): Pick<Extract<FromWorker, { type: 'ended' }>, 'tape' | 'divergence' | 'unused'> {
  const isFork = recording instanceof ContinuingRecording;
  const isReplay = isFork || recording instanceof ReplayingRecording;
  return {
    ...(recording instanceof TapingRecording && { tape: recording.tape }),
    ...(isReplay && recording.divergence && { divergence: recording.divergence }),
    ...(isFork && { unused: recording.unused }),
  };
}

/** The end of the call that the run began with: the end of the run is about to be sent. */
function isLast(event: RunEvent): boolean {
  return event.type === 'call-ended' && event.id === 1;
}

const randomSeed = newSeeds();

const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');
const worker = new RunWorker(workerData as WorkerStart, message => port.postMessage(message));
port.on('message', (message: ToWorker) => worker.receive(message));
await worker.ready();
