/**
 * A run that can be stopped, looked into and taken back, beside its sandbox.
 *
 * Going back is running again: a pass begins at the start, is answered from the tape of what was, and stops at an
 * earlier moment. Beyond the end of the tape the world answers, so that the run can go on from there.
 */

import type { Sandbox } from '../../sandbox/instance.ts';
import { Conductor, type RunJob } from '../conductor.ts';
import { ContinuingRecording } from '../continuing.ts';
import { type Ending, Ledger } from '../ledger.ts';
import type { Outcome, RunEvent } from '../outcome.ts';
import type { Recording } from '../port.ts';
import type { Found } from '../program.ts';
import type { Tape } from '../tape.ts';
import { TapingRecording } from '../taping.ts';
import { OpenCalls } from './calls.ts';
import type { Breakpoints, DebugCommand, DebugEvent } from './debuggee.ts';
import { resetNote, writeFlags } from './flags.ts';
import { StoppedGuest } from './guest.ts';
import { Inspection, NeedsReplay, type StopPoint } from './inspection.ts';
import { likenessOf, probeLike } from './likeness.ts';
import { isSameMoment, type Moment, momentKey } from './moment.ts';
import type { Pass } from './pass.ts';
import type { AgainPlan, Plan, RunPlan, SurveyPlan } from './passes.ts';
import { DebugPrograms } from './programs.ts';
import { type Reason, StopReasons } from './reasons.ts';
import { authorsStack, sourceWithoutProbes } from './restored.ts';
import { anywhere } from './steps.ts';
import { planBack, planToLast, planToThrow } from './surveys.ts';
import { caughtError, type ErrorContext, isWanted, stopError, throwingProbe } from './thrown.ts';
import { backwards, forwards, isBackwards } from './ways.ts';

/** A command that waits for its answer. */
export interface DebugRequest {
  readonly id: number;
  readonly command: DebugCommand;
}

/** What the debugger needs of the thread that it blocks. */
export interface DebugWorld {
  /** One for debugging, as new. */
  sandbox(): Promise<Sandbox>;
  /** The run's seed, and a clock in ms since 1970 with fractions. */
  readonly live: Recording;
  services(recording: Recording): ReadonlyMap<string, (argument: string) => string>;
  find(name: string): Found;
  emit(event: DebugEvent): void;
  /** The next request; when there is none, waits for one, or gives `undefined` at once. */
  next(whenNone: 'wait' | 'go on'): DebugRequest | undefined;
  answer(id: number, answer: { readonly value: unknown } | { readonly error: string }): void;
  /** The run is to end, whatever it does. */
  isEnded(): boolean;
}

export interface DebugStart {
  readonly job: RunJob;
  readonly breakpoints: Breakpoints;
  readonly stopOnEntry: boolean;
  /** What the run is answered from as far as it goes. */
  readonly tape?: Tape;
}

type ProbeHit = readonly [probe: number, count: number, frame: number, call: number, accessor: number];

export class Debugger {
  readonly #start: DebugStart;
  readonly #world: DebugWorld;
  #programs = new DebugPrograms();
  #ledger: Ledger;
  /** Catches whose error was shown where it was thrown. */
  readonly #shown = new Set<string>();
  #breakpoints: Breakpoints;
  #plan: Plan;
  #tape: Tape | undefined;
  /** The plan of the pass that is to follow; the one that is on is of no interest any more. */
  #next: Plan | undefined;
  /** Of the request that needed another pass. */
  #pending: { readonly request: DebugRequest; readonly inspection: Inspection } | undefined;
  #pass: Pass | undefined;
  #emitted = 0;
  #stoppedMs = 0;
  #isFailureShown = false;

  constructor(start: DebugStart, world: DebugWorld) {
    this.#start = start;
    this.#world = world;
    this.#breakpoints = start.breakpoints;
    this.#tape = start.tape && withoutStop(start.tape);
    this.#ledger = new Ledger(start.job.skill);
    this.#plan = start.stopOnEntry
      ? { kind: 'run', step: { goals: anywhere, way: 'into', cause: 'entry' } }
      : { kind: 'run' };
  }

  /** What the run was answered, as far as it came. */
  get tape(): Tape | undefined {
    return this.#tape;
  }

  /** Never rejects. */
  async run(): Promise<Outcome> {
    for (;;) {
      const ending = await this.#onePass();
      if (this.#next === undefined && !this.#world.isEnded()) this.#next = this.#afterEnd(ending);
      if (this.#next === undefined || this.#world.isEnded()) return this.#ledger.outcome(ending);
      this.#plan = this.#next;
      this.#next = undefined;
    }
  }

  /** There are requests, and the thread is not busy: the run waits for something, or has not begun. */
  attend(): void {
    if (this.#pass === undefined) return;
    this.#serveRunning();
    if (this.#world.isEnded() || this.#next !== undefined) this.#pass.conductor.cancel();
  }

  async #onePass(): Promise<Ending> {
    if (this.#plan.kind === 'again') this.#beginAnew();
    const sandbox = await this.#world.sandbox();
    const recording = this.#recording();
    const calls = new OpenCalls();
    let limit: number | undefined;
    const guest = new StoppedGuest(sandbox, until => {
      limit = until;
    });
    let emitted = 0;
    const conductor = new Conductor(this.#start.job, {
      sandbox,
      recording,
      clock: () => this.#clock(),
      services: new Map([...this.#world.services(recording), ...this.#services()]),
      find: name => this.#find(name),
      emit: event => {
        if (this.#next !== undefined) return;
        calls.apply(event);
        if (++emitted > this.#emitted) this.#emit(event);
      },
      isCancelled: () => {
        if (this.#pass !== undefined) this.#serveRunning();
        return this.#next !== undefined || this.#world.isEnded();
      },
      isExamined: () => (limit === undefined ? undefined : performance.now() > limit),
    });
    const reasons = new StopReasons({
      programs: this.#programs,
      calls,
      guest,
      breakpoints: () => this.#breakpoints,
      write: (text, place, isError) => this.#world.emit({ type: 'logpoint', text, place, isError }),
    });
    this.#pass = {
      reasons,
      sandbox,
      recording,
      calls,
      guest,
      conductor,
      kept: new Set(),
      met: 0,
      inspection: undefined,
      last: undefined,
    };
    resetNote(sandbox);
    this.#writeFlags();
    const ending = await conductor.run();
    this.#keepTape(recording);
    return ending;
  }

  /** The skills are others now: what they say and do is new, though it is answered from the same tape. */
  #beginAnew(): void {
    this.#programs = new DebugPrograms();
    this.#ledger = new Ledger(this.#start.job.skill);
    this.#emitted = 0;
    this.#isFailureShown = false;
    this.#shown.clear();
    this.#world.emit({ type: 'restarted' });
  }

  #recording(): TapingRecording {
    const live = delayed(this.#world.live, () => this.#stoppedMs);
    return this.#tape === undefined ? new TapingRecording(live) : new ContinuingRecording(this.#tape, live);
  }

  /** The longest one: a pass that ended early knows less than the ones before. */
  #keepTape(recording: TapingRecording): void {
    const tape = withoutStop(recording.tape);
    if (this.#tape === undefined || tape.clock.length >= this.#tape.clock.length) this.#tape = tape;
  }

  #clock(): number {
    return performance.now() - this.#stoppedMs;
  }

  #find(name: string): Found {
    const found = this.#world.find(name);
    if (!('program' in found)) return found;
    const program = this.#programs.add(found.program);
    this.#writeFlags();
    return { program };
  }

  #emit(event: RunEvent): void {
    this.#emitted++;
    this.#ledger.apply(event);
    this.#world.emit({ type: 'run', event });
  }

  #services(): readonly (readonly [string, (argument: string) => string])[] {
    return [
      [
        'probe.stop',
        argument => {
          this.#met(JSON.parse(argument) as ProbeHit);
          return '';
        },
      ],
      ['debug.source', text => sourceWithoutProbes(text, this.#programs)],
      ['debug.stack', text => authorsStack(text, this.#programs)],
    ];
  }

  get #current(): Pass {
    if (this.#pass === undefined) throw new Error('The run has not begun.');
    return this.#pass;
  }

  #writeFlags(): void {
    if (this.#pass === undefined) return;
    const { sandbox, kept } = this.#pass;
    writeFlags(sandbox, this.#programs, { plan: this.#plan, breakpoints: this.#breakpoints, kept });
  }

  // The rest happens in the middle of guest code, which goes on when it returns.

  #met([probe, count, frame, call, accessorIndex]: ProbeHit): void {
    if (this.#next !== undefined || this.#world.isEnded()) return;
    const moment: Moment = { probe, count, frame, call };
    const accessor = `a${accessorIndex}`;
    const plan = this.#plan;
    if (plan.kind === 'reach') {
      if (!isSameMoment(moment, plan.moment)) return;
      const isComplete = plan.captures.length > 0;
      this.#stop(plan.stop, { moment, accessor, isComplete }, plan.isSilent);
    } else if (plan.kind === 'survey') this.#surveyed(plan, moment, accessor);
    else if (plan.kind === 'again') this.#metAgain(plan, moment, accessor);
    else if (plan.kind === 'frame') {
      const site = this.#programs.probe(probe);
      const isThere =
        frame === plan.frame && site && site.program.firstFunction + site.probe.owner === plan.owner;
      if (isThere) this.#stop({ cause: 'restart', breakpoints: [] }, { moment, accessor, isComplete: false });
    } else {
      const stop = this.#reason(plan, moment, accessor);
      if (stop !== undefined) this.#stop(stop, { moment, accessor, isComplete: false });
    }
    this.#forget();
  }

  #metAgain(plan: AgainPlan, moment: Moment, accessor: string): void {
    if (moment.probe !== probeLike(this.#programs, plan.place)) return;
    this.#current.met++;
    if (this.#current.met === plan.hits)
      this.#stop({ cause: 'restart', breakpoints: [] }, { moment, accessor, isComplete: false });
  }

  /** Why to stop here. */
  #reason(plan: RunPlan, moment: Moment, accessor: string): Reason | undefined {
    const kind = this.#programs.probe(moment.probe)?.probe.kind;
    if (kind === 'catch' && this.#breakpoints.exceptions.caught) {
      const stop = this.#caught(moment, accessor);
      if (stop !== undefined || this.#next !== undefined) return stop;
    }
    const { reasons } = this.#current;
    const hit = reasons.breakpoint(moment, accessor, false);
    if (hit !== undefined) return hit;
    if (kind === 'debugger') return { cause: 'debugger statement', breakpoints: [] };
    const changed = reasons.change(moment, accessor);
    if (changed !== undefined) return changed;
    if (plan.to === moment.probe) return { cause: 'goto', breakpoints: [] };
    if (plan.step !== undefined && reasons.isStepEnd(plan.step, moment))
      return { cause: plan.step.cause, breakpoints: [] };
    return undefined;
  }

  /** An error that was caught is shown where it was thrown. */
  #caught(moment: Moment, accessor: string): Reason | undefined {
    if (this.#shown.has(momentKey(moment))) return undefined;
    const error = caughtError(this.#errorContext, moment, accessor);
    if (error === undefined || !isWanted(this.#breakpoints.exceptions, 'caught', error)) return undefined;
    this.#shown.add(momentKey(moment));
    const shown = stopError(error, true);
    const probe = throwingProbe(this.#programs, error);
    if (probe === undefined) return { cause: 'exception', breakpoints: [], error: shown };
    this.#goTo({ kind: 'survey', goal: 'error', until: moment, captures: [probe], probe, error: shown });
    return undefined;
  }

  get #errorContext(): ErrorContext {
    const { calls, guest } = this.#current;
    return { programs: this.#programs, calls, guest, limits: this.#start.job.limits };
  }

  /** A run that failed is taken back to where its error was thrown. */
  #afterEnd(ending: Ending): Plan | undefined {
    const plan = this.#plan;
    if (plan.kind === 'survey' && plan.goal === 'error') return planToThrow(plan, this.#current);
    if (plan.kind === 'survey' && plan.goal === 'reverse') return planToLast(this.#current);
    const { exceptions } = this.#breakpoints;
    const isAsked = exceptions.uncaught || (plan.kind === 'run' && plan.isToFailure);
    const { error } = ending;
    if (this.#isFailureShown || !isAsked || error === undefined || ending.status !== 'failed')
      return undefined;
    const probe = isWanted(exceptions, 'uncaught', error) ? throwingProbe(this.#programs, error) : undefined;
    if (probe === undefined) return undefined;
    this.#isFailureShown = true;
    const shown = stopError(error, false);
    return { kind: 'survey', goal: 'error', until: undefined, captures: [probe], probe, error: shown };
  }

  #surveyed(plan: SurveyPlan, moment: Moment, accessor: string): void {
    if (plan.until === undefined || !isSameMoment(moment, plan.until)) {
      this.#current.met++;
      const stop = plan.goal === 'reverse' ? this.#wasHit(moment, accessor) : undefined;
      if (stop !== undefined) this.#current.last = { moment, stop };
      return;
    }
    if (plan.goal === 'back') this.#goTo(planBack(plan, this.#current, moment));
    else if (plan.goal === 'reverse') this.#goTo(planToLast(this.#current));
    else if (plan.goal === 'count')
      this.#goTo({
        kind: 'again',
        place: likenessOf(this.#programs, moment.probe),
        hits: this.#current.met + 1,
      });
    else this.#goTo(planToThrow(plan, this.#current) ?? { kind: 'run' });
  }

  #wasHit(moment: Moment, accessor: string): Reason | undefined {
    const { reasons } = this.#current;
    const hit = reasons.breakpoint(moment, accessor, true) ?? reasons.change(moment, accessor);
    if (hit !== undefined) return hit;
    const isStatement = this.#programs.probe(moment.probe)?.probe.kind === 'debugger';
    return isStatement ? { cause: 'debugger statement', breakpoints: [] } : undefined;
  }

  /** Gives up the pass that is on. */
  #goTo(plan: Plan): void {
    this.#keepTape(this.#current.recording);
    this.#next = plan;
  }

  #stop(reason: Reason, point: StopPoint, isSilent = false): void {
    const pass = this.#current;
    const { calls, guest } = pass;
    const inspection = new Inspection(this.#programs, calls, guest, point, this.#pending?.inspection);
    pass.inspection = inspection;
    const began = performance.now();
    if (isSilent) this.#world.emit({ type: 'invalidated' });
    else this.#world.emit({ type: 'stopped', stop: { ...reason, thread: inspection.thread } });
    this.#baseline(point);
    let request = this.#pending?.request ?? this.#world.next('wait');
    this.#pending = undefined;
    while (request !== undefined && !this.#serveStopped(request, inspection, point))
      request = this.#world.next('wait');
    pass.inspection = undefined;
    this.#stoppedMs += performance.now() - began;
    this.#writeFlags();
  }

  /** What variables are that a data breakpoint watches. */
  #baseline({ moment, accessor }: StopPoint): void {
    if (moment !== undefined && accessor !== undefined) this.#current.reasons.change(moment, accessor);
  }

  /** True when the run goes on. */
  #serveStopped({ id, command }: DebugRequest, inspection: Inspection, point: StopPoint): boolean {
    const { moment } = point;
    try {
      if (command.type === 'breakpoints') {
        this.#breakpoints = command.breakpoints;
        this.#baseline(point);
      } else if (command.type === 'go') {
        this.#go(command, inspection, moment);
        this.#keep(inspection, point);
      } else if (command.type === 'apply') {
        if (moment === undefined)
          throw new Error('The run waits for something: let it go on to its next statement first.');
        this.#breakpoints = command.breakpoints;
        this.#goTo({ kind: 'survey', goal: 'count', until: moment, captures: [] });
      } else if (command.type !== 'pause') {
        this.#world.answer(id, { value: inspection.answer(command) });
        return false;
      }
      this.#world.answer(id, { value: null });
      return command.type === 'go' || command.type === 'apply';
    } catch (error) {
      if (error instanceof NeedsReplay && moment !== undefined) {
        this.#pending = { request: { id, command }, inspection };
        const stop = { cause: 'pause', breakpoints: [] } as const;
        this.#goTo({ kind: 'reach', moment, captures: error.probes, stop, isSilent: true });
        return true;
      }
      this.#world.answer(id, { error: messageOf(error) });
      return false;
    }
  }

  /** The place of this stop can be read from the frames above it, as long as it is on the stack. */
  #keep(inspection: Inspection, { moment, accessor }: StopPoint): void {
    if (this.#next !== undefined || moment === undefined || accessor === undefined) return;
    const { probe, count, frame, call } = moment;
    const { guest, kept } = this.#current;
    guest.ask('keep', accessor, [probe, count, frame, call], inspection.position().depth);
    kept.add(probe);
  }

  #forget(): void {
    if (this.#next === undefined && !this.#world.isEnded()) this.#current.guest.ask('forget');
  }

  #go(
    command: Extract<DebugCommand, { type: 'go' }>,
    inspection: Inspection,
    moment: Moment | undefined,
  ): void {
    const from = { programs: this.#programs, guest: this.#current.guest, inspection };
    if (!isBackwards(command.way)) {
      this.#plan = forwards(command, from, moment);
      return;
    }
    if (moment === undefined)
      throw new Error('The run waits for something: let it go on to its next statement, then go back.');
    const plan = backwards(command, from, moment);
    this.#isFailureShown = false;
    this.#shown.clear();
    this.#goTo(plan);
  }

  /** While guest code runs, or waits: most things cannot be answered. */
  #serveRunning(): void {
    for (;;) {
      const request = this.#current.inspection === undefined ? this.#world.next('go on') : undefined;
      if (request === undefined) return;
      this.#serveOne(request);
    }
  }

  #serveOne({ id, command }: DebugRequest): void {
    const { calls, conductor } = this.#current;
    if (command.type === 'breakpoints') {
      this.#breakpoints = command.breakpoints;
      this.#writeFlags();
    } else if (command.type === 'pause') {
      this.#world.answer(id, { value: null });
      this.#plan = { kind: 'run', step: { goals: anywhere, way: 'into', cause: 'pause' } };
      this.#writeFlags();
      if (conductor.isWaiting) this.#stop({ cause: 'pause', breakpoints: [] }, nowhere);
      return;
    } else if (command.type === 'threads') {
      const value = calls.leaves().map(call => ({ id: call, name: calls.chainOf(call) }));
      this.#world.answer(id, { value });
      return;
    } else {
      this.#world.answer(id, { error: 'The run is not stopped: pause it, or let it come to a breakpoint.' });
      return;
    }
    this.#world.answer(id, { value: null });
  }
}

/** A run that waits has no code on that could be looked into. */
const nowhere: StopPoint = { moment: undefined, accessor: undefined, isComplete: false };

/** Where a run was stopped from outside is counted in looks, of which a debugged run has others. */
function withoutStop({ stop: _, ...tape }: Tape): Tape {
  return tape;
}

/** The world as a run sees it that was held up in between. */
function delayed(world: Recording, delayMs: () => number): Recording {
  return {
    now: () => world.now() - delayMs(),
    seed: () => world.seed(),
    answer: (question, ask) => world.answer(question, ask),
    cached: (call, ask) => world.cached(call, ask),
    stop: look => world.stop(look),
    wait: pause => world.wait(pause),
    called: call => world.called(call),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
