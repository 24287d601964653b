/** The thread of a run that is debugged. It blocks while the run is stopped, and reads its requests meanwhile. */

import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Debugger, type DebugRequest, type DebugWorld } from '../../run/debug/debugger.ts';
import { liveRecording } from '../../run/live-recording.ts';
import type { Found, FoundProgram } from '../../run/program.ts';
import { Sandbox } from '../../sandbox/instance.ts';
import { instrument } from '../../sandbox/instrument/instrument.ts';
import { hostServices } from '../../sandbox/service.ts';
import { EventBatch } from '../event-batch.ts';
import { newSeeds } from '../seed.ts';
import {
  type DebugThreadStart,
  endWord,
  type FromDebugThread,
  type ToDebugThread,
  wakeWord,
} from './protocol.ts';

const head = '[(function (callSkill, skills, console, print) { "use strict"; return function $skill() {';
const sample = `
async function sum(list, { start = 0, ...more } = {}) {
  let total = start;
  for (const [index, item] of list.entries()) {
    if (item === undefined || index > 100) continue;
    total += await item.value ?? more[\`key \${index}\`];
  }
  try { return list.map(x => x * 2); } catch (error) { throw error; }
}`;
const tail = '\n;return (sum);\n}; }), {}]';

class DebugThread {
  readonly #start: DebugThreadStart;
  readonly #flags: Int32Array;
  readonly #post: (message: FromDebugThread) => void;
  readonly #batch = new EventBatch(events => this.#post({ type: 'events', events }));
  readonly #requests: DebugRequest[] = [];
  readonly #found = new Map<number, Found>();
  #warm: Promise<Sandbox>;
  #memoryBytes = 64 * 1024 * 1024;
  #known: ReadonlyMap<string, FoundProgram> = new Map();
  #seen = 0;
  #finds = 0;
  #debugger: Debugger | undefined;

  constructor(start: DebugThreadStart, post: (message: FromDebugThread) => void) {
    this.#start = start;
    this.#flags = new Int32Array(start.flags);
    this.#post = post;
    this.#warm = this.#newSandbox();
  }

  async ready(): Promise<void> {
    await this.#warm;
    // The first program that is instrumented takes ten times as long as those that follow.
    instrument(head + sample + tail, head.length);
    this.#post({ type: 'ready' });
  }

  /** Something has arrived, and the thread is free to look at it. */
  attend(): void {
    this.#read();
    this.#debugger?.attend();
  }

  async #run(start: Extract<ToDebugThread, { type: 'start' }>): Promise<void> {
    const { job, programs, breakpoints, stopOnEntry, tape } = start;
    this.#know(programs);
    const world: DebugWorld = {
      sandbox: () => this.#sandbox(job.limits.memoryBytes),
      live: liveRecording(randomSeed),
      services: hostServices,
      find: name => this.#known.get(name.toLowerCase()) ?? this.#find(name),
      emit: event => {
        if (event.type === 'run') {
          this.#batch.add(event.event);
          return;
        }
        this.#batch.flush();
        if (event.type !== 'ended') this.#post({ type: 'event', event });
      },
      next: whenNone => this.#next(whenNone),
      answer: (id, answer) => this.#post({ type: 'answer', id, answer }),
      isEnded: () => Atomics.load(this.#flags, endWord) !== 0,
    };
    this.#debugger = new Debugger({ job, breakpoints, stopOnEntry, ...(tape && { tape }) }, world);
    const outcome = await this.#debugger.run();
    this.#batch.flush();
    this.#post({ type: 'ended', outcome, tape: this.#debugger.tape });
  }

  #know(programs: readonly FoundProgram[]): void {
    this.#known = new Map(programs.map(found => [found.program.name.toLowerCase(), found]));
  }

  #next(whenNone: 'wait' | 'go on'): DebugRequest | undefined {
    if (whenNone === 'go on') this.#batch.flushIfDue();
    else this.#batch.flush();
    for (;;) {
      this.#read();
      const request = this.#requests.shift();
      if (request !== undefined || whenNone === 'go on') return request;
      if (Atomics.load(this.#flags, endWord) !== 0) return undefined;
      this.#wait();
    }
  }

  /** Blocks until something was sent since it was last read. */
  #wait(): void {
    Atomics.wait(this.#flags, wakeWord, this.#seen, 1000);
  }

  /** Blocks until the answer is there, as a look-up costs the run no other order of events. */
  #find(name: string): Found {
    const request = ++this.#finds;
    this.#post({ type: 'find', request, name });
    for (;;) {
      this.#read();
      const found = this.#found.get(request);
      if (found !== undefined) return found;
      if (Atomics.load(this.#flags, endWord) !== 0) return { missing: 'The run was ended.' };
      this.#wait();
    }
  }

  #read(): void {
    const now = Atomics.load(this.#flags, wakeWord);
    if (now === this.#seen) return;
    this.#seen = now;
    for (;;) {
      const received = receiveMessageOnPort(this.#start.requests) as { message: ToDebugThread } | undefined;
      if (received === undefined) return;
      this.#take(received.message);
    }
  }

  #take(message: ToDebugThread): void {
    if (message.type === 'start') void this.#run(message);
    else if (message.type === 'programs') this.#know(message.programs);
    else if (message.type === 'found') this.#found.set(message.request, message.found);
    else this.#requests.push(message);
  }

  /** As new: the one of the pass before, where it can be reset. */
  async #sandbox(memoryBytes: number): Promise<Sandbox> {
    const sandbox = await this.#warm;
    const isFit = memoryBytes === this.#memoryBytes && sandbox.reset();
    if (isFit) return sandbox;
    this.#memoryBytes = memoryBytes;
    this.#warm = this.#newSandbox();
    return await this.#warm;
  }

  #newSandbox(): Promise<Sandbox> {
    return Sandbox.create({
      module: this.#start.module,
      memoryBytes: this.#memoryBytes,
      isDebugged: true,
    });
  }
}

const randomSeed = newSeeds();

const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');
const thread = new DebugThread(workerData as DebugThreadStart, message => port.postMessage(message));
port.on('message', () => thread.attend());
await thread.ready();
