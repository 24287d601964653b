/**
 * A run that can be stopped, looked into and taken back, beside its sandbox.
 *
 * Going back is running again: a pass begins at the start, is answered from the tape of what was, and stops at an
 * earlier moment. Beyond the end of the tape the world answers, so that the run can go on from there.
 */

import type { Sandbox } from '../../sandbox/instance.ts';
import type { ErrorReport } from '../../sandbox/prelude/errors.ts';
import { Conductor, type RunJob } from '../conductor.ts';
import { ContinuingRecording } from '../continuing.ts';
import { type Ending, Ledger } from '../ledger.ts';
import type { Outcome, RunError, RunEvent } from '../outcome.ts';
import type { Recording } from '../port.ts';
import type { Found } from '../program.ts';
import type { Tape } from '../tape.ts';
import { TapingRecording } from '../taping.ts';
import { thrownError } from '../thrown.ts';
import { OpenCalls } from './calls.ts';
import { type Hit, HitCounts, type HitPlace } from './conditions.ts';
import type { Breakpoints, DebugCommand, DebugEvent, GoWay, Stop, StopError } from './debuggee.ts';
import { entries, readNote, resetNote, writeFlags } from './flags.ts';
import { StoppedGuest } from './guest.ts';
import { captureKey, Inspection, NeedsReplay, type WatchedVariable } from './inspection.ts';
import { isSameMoment, type Moment, momentKey } from './moment.ts';
import { namesOf, thisOf } from './names.ts';
import type { Plan, RunPlan, SurveyPlan } from './passes.ts';
import { placeOf } from './places.ts';
import { DebugPrograms, functionAround, probeAround } from './programs.ts';
import { authorsStack, sourceWithoutProbes } from './restored.ts';
import type { DebugFrame } from './stack.ts';
import { anywhere, isStepEnd, stepFrom } from './steps.ts';

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
  readonly #programs = new DebugPrograms();
  readonly #ledger: Ledger;
  readonly #hits = new HitCounts();
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
    this.#hits.clear();
    this.#pass = {
      sandbox,
      recording,
      calls,
      guest,
      conductor,
      kept: new Set(),
      inspection: undefined,
      last: undefined,
    };
    resetNote(sandbox);
    this.#writeFlags();
    const ending = await conductor.run();
    this.#keepTape(recording);
    return ending;
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
      this.#stop(plan.stop, moment, accessor, {
        isComplete: plan.captures.length > 0,
        isSilent: plan.isSilent,
      });
    } else if (plan.kind === 'survey') this.#surveyed(plan, moment, accessor);
    else if (plan.kind === 'frame') {
      const site = this.#programs.probe(probe);
      const isThere =
        frame === plan.frame && site && site.program.firstFunction + site.probe.owner === plan.owner;
      if (isThere) this.#stop({ cause: 'restart', breakpoints: [] }, moment, accessor);
    } else {
      const stop = this.#reason(plan, moment, accessor);
      if (stop !== undefined) this.#stop(stop, moment, accessor);
    }
    this.#forget();
  }

  /** Why to stop here. */
  #reason(plan: RunPlan, moment: Moment, accessor: string): Omit<Stop, 'thread'> | undefined {
    const kind = this.#programs.probe(moment.probe)?.probe.kind;
    if (kind === 'catch' && this.#breakpoints.exceptions.caught) {
      const stop = this.#caught(moment, accessor);
      if (stop !== undefined || this.#next !== undefined) return stop;
    }
    const hit = this.#hitBreakpoints(moment, accessor, 'live');
    if (hit !== undefined) return hit;
    if (kind === 'debugger') return { cause: 'debugger statement', breakpoints: [] };
    const changed = this.#changed(moment, accessor);
    if (changed !== undefined) return changed;
    if (plan.to === moment.probe) return { cause: 'goto', breakpoints: [] };
    if (plan.step !== undefined && this.#isStepEnd(plan.step, moment))
      return { cause: plan.step.cause, breakpoints: [] };
    return undefined;
  }

  #hitBreakpoints(
    moment: Moment,
    accessor: string,
    mode: 'live' | 'silent',
  ): Omit<Stop, 'thread'> | undefined {
    const { lines, functions } = this.#breakpoints;
    const site = this.#programs.probe(moment.probe);
    if (site === undefined) return undefined;
    const here = lines.filter(
      ({ file, probe }) => probe === site.index && file === site.program.program.path,
    );
    const names = new Set(functions.map(({ name }) => name));
    const named = names.size === 0 ? [] : [...entries(this.#programs, names)];
    const entered = functions.filter(({ name }) =>
      named.some(entry => entry.number === moment.probe && entry.name === name),
    );
    if (here.length === 0 && entered.length === 0) return undefined;
    const place = this.#hitPlace(moment, accessor);
    const stopped: number[] = [];
    let text: string | undefined;
    for (const breakpoint of [...here, ...entered]) {
      const hit = this.#hits.hit(breakpoint, place);
      if (hit.type === 'written' && mode === 'live') this.#write(hit, moment);
      if (hit.type !== 'stopped') continue;
      stopped.push(breakpoint.id);
      text ??= hit.text;
    }
    if (stopped.length === 0) return undefined;
    const cause = here.some(({ id }) => stopped.includes(id)) ? 'breakpoint' : 'function breakpoint';
    return { cause, breakpoints: stopped, ...(text !== undefined && { text }) };
  }

  #hitPlace(moment: Moment, accessor: string): HitPlace {
    const frame = this.#frameAt(moment);
    const { guest } = this.#current;
    return { guest, names: namesOf(frame, accessor), self: thisOf(frame, accessor) };
  }

  #frameAt({ probe, frame, call }: Moment): DebugFrame {
    const site = this.#programs.probe(probe);
    if (site === undefined) throw new Error('There is no such place.');
    const { program, index } = site;
    const { owner, span } = site.probe;
    return { program, owner, probe: index, span, call, frame, depth: undefined };
  }

  #write({ text, isError }: Extract<Hit, { type: 'written' }>, moment: Moment): void {
    const { program, span } = this.#frameAt(moment);
    this.#world.emit({ type: 'logpoint', text, isError, place: placeOf(program.program, span) });
  }

  #changed(moment: Moment, accessor: string): Omit<Stop, 'thread'> | undefined {
    const site = this.#programs.probe(moment.probe);
    if (site === undefined) return undefined;
    for (const { id, dataId } of this.#breakpoints.data) {
      const watched = JSON.parse(dataId) as WatchedVariable;
      if (watched.file !== site.program.program.path) continue;
      const name = namesOf(this.#frameAt(moment), accessor)[watched.name];
      const isOwnFrame = site.program.shape.scopes[watched.scope]?.owner === site.probe.owner;
      if (name === undefined || (isOwnFrame && watched.frame !== null && watched.frame !== moment.frame))
        continue;
      const change = this.#current.guest.ask('changed', dataId, name);
      if (change === null) continue;
      const text = `${watched.name} was ${change[0]} and is ${change[1]}`;
      return { cause: 'data breakpoint', breakpoints: [id], text };
    }
    return undefined;
  }

  #isStepEnd({ goals, way }: NonNullable<RunPlan['step']>, moment: Moment): boolean {
    const site = this.#programs.probe(moment.probe);
    if (site === undefined || this.#breakpoints.skipped.includes(site.program.program.path)) return false;
    const { guest, calls } = this.#current;
    const inspection = this.#inspect(moment, undefined);
    return isStepEnd(goals, way, {
      owner: site.program.firstFunction + site.probe.owner,
      frame: moment.frame,
      depth: () => inspection.position().depth,
      segment: () => guest.ask('tasks').segment,
      isWithin: call => calls.isWithin(moment.call, call),
      isAlive: (owner, frame) => guest.ask('tasks').list.some(task => task[2] === owner && task[0] === frame),
    });
  }

  /** An error that was caught is shown where it was thrown. */
  #caught(moment: Moment, accessor: string): Omit<Stop, 'thread'> | undefined {
    if (this.#shown.has(momentKey(moment))) return undefined;
    const frame = this.#frameAt(moment);
    const { shape } = frame.program;
    const caught = shape.scopes[shape.probes[frame.probe ?? 0]?.scope ?? 0];
    const [only] = caught?.kind === 'catch' ? caught.names : [];
    const name = only === undefined ? undefined : namesOf(frame, accessor)[only];
    if (name === undefined) return undefined;
    const error = this.#errorOf(this.#current.guest.ask('error', name), moment.call);
    if (!this.#isWanted(error)) return undefined;
    this.#shown.add(momentKey(moment));
    const shown: StopError = { ...stopError(error), isCaught: true };
    const probe = this.#probeOf(error);
    if (probe === undefined) return { cause: 'exception', breakpoints: [], error: shown };
    this.#goTo({
      kind: 'survey',
      goal: 'error',
      until: moment,
      captures: [probe],
      probe,
      error: shown,
      at: moment,
    });
    return undefined;
  }

  #errorOf(report: ErrorReport, call: number): RunError {
    const { calls } = this.#current;
    const chainOf = () => calls.chainOf(call).split(' → ');
    const programsByPath = new Map(this.#programs.all.map(({ program }) => [program.path, program]));
    return thrownError(report, { programsByPath, chainOf }, this.#start.job.limits);
  }

  #isWanted({ name }: RunError): boolean {
    const { names } = this.#breakpoints.exceptions;
    return names === undefined || names.length === 0 || names.includes(name);
  }

  /** The statement that an error was thrown in, by its number among all. */
  #probeOf({ file, line, column }: RunError): number | undefined {
    const program = file === undefined ? undefined : this.#programs.get(file);
    if (program === undefined || line === undefined) return undefined;
    const offset = offsetIn(program.program, line, column ?? 1);
    const probe = probeAround(program, functionAround(program, offset), offset);
    return probe === undefined ? undefined : program.firstProbe + probe;
  }

  /** A run that failed is taken back to where its error was thrown. */
  #afterEnd(ending: Ending): Plan | undefined {
    const plan = this.#plan;
    if (plan.kind === 'survey' && plan.goal === 'error') return this.#toThrow(plan);
    if (plan.kind === 'survey' && plan.goal === 'reverse') return this.#lastMet(plan);
    const isWanted = this.#breakpoints.exceptions.uncaught || (plan.kind === 'run' && plan.isToFailure);
    const { error } = ending;
    if (this.#isFailureShown || !isWanted || error === undefined || ending.status !== 'failed')
      return undefined;
    const probe = this.#isWanted(error) ? this.#probeOf(error) : undefined;
    if (probe === undefined) return undefined;
    this.#isFailureShown = true;
    const shown: StopError = { ...stopError(error), isCaught: false };
    return { kind: 'survey', goal: 'error', until: undefined, captures: [probe], probe, error: shown };
  }

  #toThrow(plan: Extract<SurveyPlan, { goal: 'error' }>): Plan | undefined {
    const found = this.#current.guest
      .ask('captured')
      .map(([, entry]) => entry)
      .filter(([probe]) => probe === plan.probe)
      .sort(([, a], [, b]) => a - b)
      .at(-1);
    if (found === undefined && plan.at === undefined) return undefined;
    const [probe, count, frame, call] = found ?? [0, 0, 0, 0];
    const moment = found === undefined ? (plan.at as Moment) : { probe, count, frame, call };
    return {
      kind: 'reach',
      moment,
      captures: [],
      stop: { cause: 'exception', breakpoints: [], error: plan.error },
    };
  }

  #lastMet(_plan: SurveyPlan): Plan {
    const last = this.#current.last;
    if (last === undefined)
      return { kind: 'run', step: { goals: anywhere, way: 'into', cause: 'start of the run' } };
    return { kind: 'reach', moment: last.moment, captures: [], stop: last.stop };
  }

  #surveyed(plan: SurveyPlan, moment: Moment, accessor: string): void {
    if (plan.until === undefined || !isSameMoment(moment, plan.until)) {
      const stop = plan.goal === 'reverse' ? this.#wasHit(moment, accessor) : undefined;
      if (stop !== undefined) this.#current.last = { moment, stop };
      return;
    }
    if (plan.goal === 'back') this.#goTo(this.#before(plan, moment));
    else if (plan.goal === 'reverse') this.#goTo(this.#lastMet(plan));
    else this.#goTo(this.#toThrow(plan) ?? { kind: 'run' });
  }

  #wasHit(moment: Moment, accessor: string): Omit<Stop, 'thread'> | undefined {
    const hit = this.#hitBreakpoints(moment, accessor, 'silent') ?? this.#changed(moment, accessor);
    if (hit !== undefined) return hit;
    const isStatement = this.#programs.probe(moment.probe)?.probe.kind === 'debugger';
    return isStatement ? { cause: 'debugger statement', breakpoints: [] } : undefined;
  }

  #before(plan: Extract<SurveyPlan, { goal: 'back' }>, moment: Moment): Plan {
    const { sandbox, guest } = this.#current;
    const stop = { cause: 'step', breakpoints: [] } as const;
    const note = readNote(sandbox);
    if (note !== undefined) {
      const { frame, call } = moment;
      return { kind: 'reach', moment: { ...note, frame, call }, captures: [], stop };
    }
    const caller = guest.ask('captured').find(([key]) => key === plan.caller)?.[1];
    if (caller !== undefined) {
      const [probe, count, frame, call] = caller;
      return { kind: 'reach', moment: { probe, count, frame, call }, captures: [], stop };
    }
    return { kind: 'reach', moment, captures: [], stop: { cause: 'start of the run', breakpoints: [] } };
  }

  /** Gives up the pass that is on. */
  #goTo(plan: Plan): void {
    this.#keepTape(this.#current.recording);
    this.#next = plan;
  }

  #stop(
    stop: Omit<Stop, 'thread'>,
    moment: Moment | undefined,
    accessor: string | undefined,
    mode: { readonly isComplete?: boolean; readonly isSilent?: boolean | undefined } = {},
  ): void {
    const inspection = this.#inspect(moment, accessor, mode.isComplete, this.#pending?.inspection);
    const pass = this.#current;
    pass.inspection = inspection;
    const began = performance.now();
    if (mode.isSilent) this.#world.emit({ type: 'invalidated' });
    else this.#world.emit({ type: 'stopped', stop: { ...stop, thread: inspection.thread } });
    this.#baseline(moment, accessor);
    let request = this.#pending?.request ?? this.#world.next('wait');
    this.#pending = undefined;
    while (request !== undefined && !this.#serveStopped(request, inspection, moment, accessor))
      request = this.#world.next('wait');
    pass.inspection = undefined;
    this.#stoppedMs += performance.now() - began;
    this.#writeFlags();
  }

  #inspect(
    moment: Moment | undefined,
    accessor: string | undefined,
    isComplete = false,
    before?: Inspection,
  ): Inspection {
    const { calls, guest } = this.#current;
    return new Inspection(this.#programs, calls, guest, { moment, accessor, isComplete }, before);
  }

  /** What variables are that a data breakpoint watches. */
  #baseline(moment: Moment | undefined, accessor: string | undefined): void {
    if (moment === undefined || accessor === undefined || this.#breakpoints.data.length === 0) return;
    this.#changed(moment, accessor);
  }

  /** True when the run goes on. */
  #serveStopped(
    { id, command }: DebugRequest,
    inspection: Inspection,
    moment: Moment | undefined,
    accessor: string | undefined,
  ): boolean {
    try {
      if (command.type === 'breakpoints') {
        this.#breakpoints = command.breakpoints;
        this.#baseline(moment, accessor);
      } else if (command.type === 'go') {
        this.#go(command, inspection, moment);
        if (moment !== undefined && accessor !== undefined) this.#keep(inspection, moment, accessor);
      } else if (command.type !== 'pause') {
        this.#world.answer(id, { value: inspection.answer(command) });
        return false;
      }
      this.#world.answer(id, { value: null });
      return command.type === 'go';
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
  #keep(inspection: Inspection, { probe, count, frame, call }: Moment, accessor: string): void {
    if (this.#next !== undefined) return;
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
    const { way } = command;
    if (isBackwards(way)) {
      if (moment === undefined)
        throw new Error('The run waits for something: let it go on to its next statement, then go back.');
      this.#isFailureShown = false;
      this.#shown.clear();
      this.#goTo(this.#backwards(command, inspection, moment));
    } else this.#plan = this.#forwards(command, inspection, moment);
  }

  #forwards(
    { way, to, thread }: Extract<DebugCommand, { type: 'go' }>,
    inspection: Inspection,
    moment: Moment | undefined,
  ): RunPlan {
    if (way === 'continue') return { kind: 'run' };
    if (way === 'failure') return { kind: 'run', isToFailure: true };
    if (way === 'to') {
      const program = to && this.#programs.get(to.file);
      if (to === undefined || program === undefined)
        throw new Error('The run has not met this file yet: set a breakpoint there and continue.');
      return { kind: 'run', to: program.firstProbe + to.probe };
    }
    if (moment === undefined) return { kind: 'run', step: { goals: anywhere, way, cause: 'step' } };
    const frames = inspection.frames(thread ?? inspection.thread);
    const { segment } = inspection.position();
    return { kind: 'run', step: { goals: stepFrom(frames, way, segment), way, cause: 'step' } };
  }

  #backwards(
    { way, frame: id }: Extract<DebugCommand, { type: 'go' }>,
    inspection: Inspection,
    moment: Moment,
  ): Plan {
    const frames = inspection.frames(inspection.thread);
    if (way === 'reverse') return { kind: 'survey', goal: 'reverse', until: moment, captures: [] };
    if (way === 'back') {
      const caller = frames.slice(1).find(frame => captureKey(frame) !== undefined);
      const captures = caller?.probe === undefined ? [] : [caller.program.firstProbe + caller.probe];
      return { kind: 'survey', goal: 'back', until: moment, captures, caller: caller && captureKey(caller) };
    }
    const frame = id === undefined ? (frames[0] as DebugFrame) : inspection.frame(id);
    const number = frame.frame ?? this.#frameNumber(inspection.accessorOf(frame));
    if (number === undefined) throw new Error('Where this frame began is not known.');
    return { kind: 'frame', owner: frame.program.firstFunction + frame.owner, frame: number };
  }

  #frameNumber(accessor: string | undefined): number | undefined {
    return this.#current.guest.ask('captured').find(([key]) => key === accessor)?.[1][2];
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
      if (conductor.isWaiting) this.#stop({ cause: 'pause', breakpoints: [] }, undefined, undefined);
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

/** One time through the run. */
interface Pass {
  readonly sandbox: Sandbox;
  readonly recording: TapingRecording;
  readonly calls: OpenCalls;
  readonly guest: StoppedGuest;
  readonly conductor: Conductor;
  /** Probes whose places are kept whenever they are met. */
  readonly kept: Set<number>;
  /** While it is stopped. */
  inspection: Inspection | undefined;
  /** The last breakpoint that a survey met. */
  last: { readonly moment: Moment; readonly stop: Omit<Stop, 'thread'> } | undefined;
}

function isBackwards(way: GoWay): boolean {
  return way === 'back' || way === 'reverse' || way === 'restart frame';
}

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

function stopError({ name, message, stack, chain }: RunError): Omit<StopError, 'isCaught'> {
  return { name, message, stack, chain };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Where a line and column of an author's file, from one, stand in the program's source. */
function offsetIn(program: { source: string; prefixLength: number }, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = program.source.indexOf('\n', start) + 1;
  return start + column - 1 + (line === 1 ? program.prefixLength : 0);
}
