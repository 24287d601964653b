/** Conducts one run beside its sandbox: decides on every call before code runs, keeps the limits, reports the end. */

import type { Sandbox, SandboxHost } from '../sandbox/instance.ts';
import { probedMark } from '../sandbox/instrument/probe.ts';
import { type AdmittedCall, CallBook } from './call-book.ts';
import { CallResults, type Keeping } from './call-results.ts';
import {
  cancelled,
  crashed,
  memoryLimit,
  notRecorded,
  type RunFailure,
  resultLimit,
  timeLimit,
  waitsForEver,
} from './failure.ts';
import { framesOf, withAuthorsFrames } from './frames.ts';
import type { Ending } from './ledger.ts';
import { LogBudget } from './log-budget.ts';
import type { CacheLevel, Limits, LogLevel, LogLine, RunError, RunEvent } from './outcome.ts';
import type { CachedResult, CallAnswers, Recording } from './port.ts';
import type { Found } from './program.ts';
import { type CallAnswer, type StopReason, skillQuestion } from './tape.ts';
import { type GuestReport, plainError, thrownError } from './thrown.ts';

/** What is to be run. */
export interface RunJob {
  readonly skill: string;
  /** JSON text of an object. */
  readonly inputs: string;
  readonly limits: Limits;
  /** See {@link RunRequest}. */
  readonly useCache?: boolean;
}

/** What a run needs around it; everything is the caller's, and nothing is kept after the end. */
export interface Surroundings {
  readonly sandbox: Sandbox;
  readonly recording: Recording;
  /** Services that the prelude asks for, by name: JSON text in and out. */
  readonly services: ReadonlyMap<string, (argument: string) => string>;
  readonly find: (name: string) => Found;
  /** Results of earlier calls. */
  readonly answers?: CallAnswers;
  readonly emit: (event: RunEvent) => void;
  /** Looked at while guest code runs. */
  readonly isCancelled: () => boolean;
  /** While the host itself has the guest do something: whether that is to be given up; otherwise `undefined`. */
  readonly isExamined?: () => boolean | undefined;
  /** A clock in ms against which the time limit is held; `performance.now` unless told. */
  readonly clock?: () => number;
}

interface Sleeper {
  readonly id: number;
  readonly due: number;
}

/** Batches of jobs that still run after the result is there, so that a rejection that nobody awaits is seen. */
const lastBatches = 40;
const logLevels: ReadonlySet<string> = new Set(['debug', 'log', 'info', 'warn', 'error']);

/** One run. The sandbox has to be reset or dropped afterwards. */
export class Conductor {
  readonly #job: RunJob;
  readonly #around: Surroundings;
  readonly #calls: CallBook;
  readonly #results: CallResults;
  readonly #log: LogBudget;
  readonly #handlers: ReadonlyMap<string, (argument: string) => string>;
  readonly #sleepers: Sleeper[] = [];
  #sleepCount = 0;
  #startedAt = 0;
  #deadline = Number.POSITIVE_INFINITY;
  #result: string | undefined;
  #keeping: Keeping | undefined;
  #isStopped = false;
  #error: RunError | undefined;
  #wake: (() => void) | undefined;

  constructor(job: RunJob, around: Surroundings) {
    this.#job = job;
    this.#around = around;
    this.#log = new LogBudget(job.limits.logChars);
    const now = () => this.#now();
    const find = (name: string) => this.#find(name);
    const emit = (event: RunEvent) => {
      if (event.type === 'call-ended') around.recording.ended?.(event.id);
      around.emit(event);
    };
    this.#calls = new CallBook({ limits: job.limits, find, emit, now });
    const { recording, answers } = around;
    const reads = job.useCache ?? true;
    this.#results = new CallResults({ recording, answers, reads, depth: job.limits.depth });
    this.#handlers = this.#makeHandlers();
  }

  /** Never rejects. */
  async run(): Promise<Ending> {
    this.#startedAt = this.#around.recording.now();
    this.#deadline = this.#clock() + this.#job.limits.timeMs;
    this.#around.recording.called(`0,${JSON.stringify(this.#job.skill)},${this.#job.inputs}`);
    const entered = this.#calls.enter(0, this.#job.skill, this.#job.inputs);
    if ('refusal' in entered) {
      this.#error = plainError(entered.refusal, [this.#job.skill]);
      return this.#ending();
    }
    const inputs = entered.inputs ?? this.#job.inputs;
    const cached = this.#answer(entered, inputs);
    if (cached !== undefined) {
      this.#finish(cached.text, cached.level);
      return this.#ending();
    }
    const seed = this.#around.recording.seed();
    const start = [seed, [entered.id, entered.index, inputs], this.#job.limits.logChars];
    this.#around.sandbox.begin(this.#host(), JSON.stringify(start));
    while (this.#advance()) await this.#sleep();
    return this.#ending();
  }

  /** None of its code runs before a sleep is over. */
  get isWaiting(): boolean {
    return this.#wake !== undefined;
  }

  /** Ends a run that is waiting; one that is busy looks at `isCancelled`. */
  cancel(): void {
    this.#wake?.();
  }

  /** Runs all that can run now; true when only the end of a sleep can go on. */
  #advance(): boolean {
    const { sandbox } = this.#around;
    while (!this.#isOver()) {
      if (sandbox.pump()) continue;
      if (this.#isOver()) break;
      if (this.#sleepers.length > 0) return true;
      this.#error = this.#plain(waitsForEver());
    }
    if (this.#result !== undefined && this.#failure() === undefined) this.#drain();
    return false;
  }

  #isOver(): boolean {
    return this.#result !== undefined || this.#error !== undefined || this.#failure() !== undefined;
  }

  #drain(): void {
    const { sandbox } = this.#around;
    for (let left = lastBatches; left > 0 && sandbox.pump() && this.#failure() === undefined; left--);
    if (this.#failure() === undefined) sandbox.finish();
    for (const call of this.#calls.unfinished()) {
      const text = `callSkill("${call.skill}") was still running when the run ended; await it to get its result.`;
      this.#writeLog(call.caller, 'warn', text, '');
    }
  }

  /** The reason, if any, why nothing more may run, whatever the guest says. */
  #failure(): RunFailure | undefined {
    const { limits } = this.#job;
    const { refused } = this.#around.recording;
    if (refused !== undefined) return notRecorded(refused);
    const stop = this.#stop();
    if (stop !== undefined) return stop === 'cancelled' ? cancelled() : timeLimit(limits);
    const { health } = this.#around.sandbox;
    if (health === 'out-of-memory') return memoryLimit(limits);
    return health === 'broken' ? crashed('it met an error of its own') : undefined;
  }

  #stop(): StopReason | undefined {
    const reason = this.#around.recording.stop(() => {
      if (this.#around.isCancelled()) return 'cancelled';
      return this.#clock() >= this.#deadline ? 'time-limit' : undefined;
    });
    if (reason !== undefined) this.#isStopped = true;
    return reason;
  }

  /** Waits for the first sleeper, or for the end of the run where that comes first. */
  async #sleep(): Promise<void> {
    const { recording, sandbox } = this.#around;
    const next = this.#sleepers.reduce((first, other) => (other.due < first.due ? other : first));
    const until = this.#clock() + next.due - recording.now();
    await recording.wait(() => this.#pause(Math.min(until, this.#deadline)));
    if (this.#failure() !== undefined) return;
    this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
    sandbox.settle(String(next.id));
  }

  /** Until a moment of this thread's clock, or until the run is cancelled. A timer may ring a little early. */
  async #pause(until: number): Promise<void> {
    for (let left = until - this.#clock(); left > 0; left = until - this.#clock()) {
      if (this.#around.isCancelled()) return;
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, Math.ceil(left));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = undefined;
    }
  }

  /** What is in the way of a name is an answer of the world, as its skill's source is. */
  #find(name: string): Found {
    const { recording, find } = this.#around;
    let found: Found | undefined;
    const obstacle = recording.answer(skillQuestion(name), () => {
      found = find(name);
      return 'program' in found ? '' : JSON.stringify(found);
    });
    return obstacle === '' ? (found ?? find(name)) : (JSON.parse(obstacle) as Found);
  }

  #clock(): number {
    return this.#around.clock?.() ?? performance.now();
  }

  #now(): number {
    return this.#around.recording.now() - this.#startedAt;
  }

  #host(): SandboxHost {
    return {
      ask: (service, argument) => {
        const handler = this.#handlers.get(service) ?? this.#around.services.get(service);
        if (handler === undefined) throw new Error(`The sandbox has no service "${service}".`);
        return handler(argument);
      },
      source: index => {
        const program = this.#calls.program(index);
        if (program === undefined) throw new Error(`There is no program ${index}.`);
        const { instrumented, source, path } = program;
        if (instrumented === undefined) return { code: source, file: path };
        return { code: instrumented.code, file: path + probedMark };
      },
      isInterrupted: () =>
        this.#around.isExamined?.() ??
        (this.#around.recording.refused !== undefined || this.#stop() !== undefined),
    };
  }

  #makeHandlers(): ReadonlyMap<string, (argument: string) => string> {
    return new Map<string, (argument: string) => string>([
      ['call.enter', argument => this.#enter(argument)],
      ['call.end', argument => this.#end(argument)],
      ['call.fail', argument => this.#fail(argument)],
      ['run.result', argument => this.#finish(argument)],
      ['log', argument => this.#takeLog(argument)],
      ['log.drop', () => this.#dropLog()],
      ['sleep', argument => this.#startSleep(argument)],
      ['unhandled', argument => this.#takeUnhandled(argument)],
    ]);
  }

  #enter(argument: string): string {
    this.#around.recording.called(argument);
    const [caller, name, inputs] = this.#calls.readEntry(argument);
    const answer = this.#around.recording.override?.(this.#calls.nextId);
    if (answer !== undefined) return this.#answerInstead(this.#calls.begin(caller, name, inputs), answer);
    const entered = this.#calls.enter(caller, name, inputs);
    const program = 'index' in entered ? this.#calls.program(entered.index) : undefined;
    this.#results.called(name, program?.hasSecrets ?? false, this.#calls.callers(caller));
    if (!('refusal' in entered)) return this.#admit(entered, inputs);
    const { name: kind, message, code } = entered.refusal;
    return JSON.stringify([entered.id, -1, [kind, message, code]]);
  }

  /** `[id, program, inputs or null, keep]` for a call that runs; `[id, -2, result]` for one that is answered. */
  #admit(call: AdmittedCall, given: string): string {
    const cached = this.#answer(call, call.inputs ?? given);
    if (cached === undefined)
      return JSON.stringify([call.id, call.index, call.inputs ?? null, this.#results.isOpen(call.id)]);
    this.#calls.end(call.id, Buffer.byteLength(cached.text), cached.level);
    return JSON.stringify([call.id, -2, cached.text]);
  }

  /** As {@link #admit} and a refusal do: nothing is looked up or checked, and no code runs. */
  #answerInstead(id: number, answer: CallAnswer): string {
    if ('result' in answer) {
      const text = JSON.stringify(answer.result);
      this.#calls.end(id, Buffer.byteLength(text));
      return JSON.stringify([id, -2, text]);
    }
    const { name, message } = answer.error;
    this.#calls.fail(id, { name, message, chain: this.#calls.chainOf(id), stack: '' });
    return JSON.stringify([id, -1, [name, message]]);
  }

  #answer({ id, rule }: AdmittedCall, inputs: string): CachedResult | undefined {
    return rule && this.#results.answer({ id, rule, chain: this.#calls.chainOf(id), inputs });
  }

  /** `id,length`, and the result of a call that asked to keep it. */
  #end(argument: string): string {
    const [, id, length, result] = /^(\d+),(\d+)(?:,(.*))?$/s.exec(argument) ?? [];
    this.#calls.end(Number(id), Number(length));
    if (result === undefined) return '';
    const keeping = this.#keepingOf(Number(id), result);
    if (keeping !== undefined) this.#results.keep(keeping, result);
    return '';
  }

  /** A caller may have caught the end of what was stopped, or memory that ran out: its result is of no use again. */
  #keepingOf(id: number, result: string): Keeping | undefined {
    const keeping = this.#results.keeping(id, result);
    return this.#isStopped || this.#around.sandbox.health !== 'sound' ? undefined : keeping;
  }

  #fail(argument: string): string {
    const [id, report] = JSON.parse(`[${argument}]`) as [number, GuestReport];
    const error = thrownError(report, this.#calls, this.#job.limits);
    this.#calls.fail(Number(id), error);
    if (id === 1) this.#error = error;
    return '';
  }

  #finish(text: string, cached?: CacheLevel): string {
    if (this.#result !== undefined) return '';
    if (text.length > this.#job.limits.resultChars) {
      const failure = resultLimit(this.#job.limits, text.length);
      this.#error = plainError(failure, this.#calls.chainOf(1));
      this.#calls.fail(1, this.#error);
    } else {
      this.#result = text;
      this.#keeping = this.#keepingOf(1, text);
      this.#calls.end(1, Buffer.byteLength(text), cached);
    }
    return '';
  }

  #takeLog(argument: string): string {
    const [id, level, text, site] = JSON.parse(`[${argument}]`) as [number, string, string, string];
    if (logLevels.has(level)) this.#writeLog(Number(id), level as LogLevel, String(text), String(site));
    return this.#log.isFull ? 'full' : '';
  }

  #dropLog(): string {
    this.#log.drop();
    return '';
  }

  #takeUnhandled(argument: string): string {
    const [id, text, site] = JSON.parse(argument) as [number, string, string];
    this.#writeLog(Number(id), 'warn', String(text), String(site));
    return '';
  }

  #writeLog(call: number, level: LogLevel, text: string, site: string): void {
    const kept = this.#log.take(text);
    if (kept === undefined) return;
    const programs = this.#calls.programsByPath;
    const frame = framesOf(site, programs)[0];
    const line: LogLine = {
      level,
      text: withAuthorsFrames(kept, programs),
      skill: (frame && programs.get(frame.file)?.name) ?? this.#calls.nameOf(call),
      ...(frame && { line: frame.line, column: frame.column, file: frame.file }),
      atMs: this.#now(),
    };
    this.#around.emit({ type: 'log', line });
  }

  #startSleep(argument: string): string {
    const id = ++this.#sleepCount;
    const milliseconds = Math.max(0, Number(argument));
    this.#sleepers.push({ id, due: this.#around.recording.now() + milliseconds });
    return String(id);
  }

  #plain(failure: RunFailure): RunError {
    return plainError(failure, this.#calls.lastChain);
  }

  /** What came before a limit was reached or the run was cancelled counts; memory that ran out always does. */
  #ending(): Ending {
    const { sandbox, recording } = this.#around;
    const isSound = sandbox.health === 'sound' && recording.refused === undefined;
    const failure = this.#result !== undefined && isSound ? undefined : this.#failure();
    const error = failure === undefined ? this.#error : this.#plain(failure);
    const result = error === undefined ? this.#result : undefined;
    return {
      status: error === undefined ? 'completed' : statusOf(failure),
      ...(result !== undefined && { result }),
      ...(result !== undefined && this.#keeping && { keeping: this.#keeping }),
      ...(error && { error }),
      droppedLogs: this.#log.dropped,
      startedAt: this.#startedAt,
      durationMs: this.#now(),
      inputBytes: Buffer.byteLength(this.#job.inputs),
      resultBytes: result === undefined ? 0 : Buffer.byteLength(result),
    };
  }
}

/** Only what the host itself decided is a timeout or a cancellation, whatever code an error carries. */
function statusOf(failure: RunFailure | undefined): Ending['status'] {
  if (failure?.code === 'run/time-limit') return 'timed-out';
  return failure?.code === 'run/cancelled' ? 'cancelled' : 'failed';
}
