/** Why a run stops at a probe: breakpoints, changed variables, steps. */

import { BreakpointTable, type Standing } from './breakpoint-table.ts';
import type { OpenCalls } from './calls.ts';
import { type Hit, HitCounts, type HitPlace } from './conditions.ts';
import type { Breakpoints, Stop, StopPlace } from './debuggee.ts';
import { depthOf, type StoppedGuest } from './guest.ts';
import type { Moment } from './moment.ts';
import { namesOf, thisOf } from './names.ts';
import type { RunPlan } from './passes.ts';
import { placeOf } from './places.ts';
import type { DebugPrograms } from './programs.ts';
import type { DebugFrame } from './stack.ts';
import { isStepEnd } from './steps.ts';

/** What a stop is, but for the thread that it is on. */
export type Reason = Omit<Stop, 'thread'>;

export interface ReasonsOptions {
  readonly programs: DebugPrograms;
  readonly calls: OpenCalls;
  readonly guest: StoppedGuest;
  readonly breakpoints: () => Breakpoints;
  readonly write: (text: string, place: StopPlace, isError: boolean) => void;
}

/** Of one pass: counts hits from its beginning. */
export class StopReasons {
  readonly #options: ReasonsOptions;
  readonly #hits = new HitCounts();
  #made: BreakpointTable | undefined;

  constructor(options: ReasonsOptions) {
    this.#options = options;
  }

  /** @param isSilent - logpoints write nothing: it was written before */
  breakpoint(moment: Moment, accessor: string, isSilent: boolean): Reason | undefined {
    const here = this.#table.at(moment.probe);
    if (here.length === 0) return undefined;
    const place = this.#hitPlace(moment, accessor);
    const stopped: Standing[] = [];
    let text: string | undefined;
    for (const standing of here) {
      const hit = this.#hits.hit(standing.breakpoint, place);
      if (hit.type === 'written' && !isSilent) this.#write(hit, moment);
      if (hit.type !== 'stopped') continue;
      stopped.push(standing);
      text ??= hit.text;
    }
    if (stopped.length === 0) return undefined;
    const cause = stopped.some(({ isLine }) => isLine) ? 'breakpoint' : 'function breakpoint';
    const breakpoints = stopped.map(({ breakpoint: { id } }) => id);
    return { cause, breakpoints, ...(text !== undefined && { text }) };
  }

  /** A watched variable has another value than the last time that it was looked at. */
  change(moment: Moment, accessor: string): Reason | undefined {
    const site = this.#options.programs.probe(moment.probe);
    if (site === undefined) return undefined;
    const { program, probe } = site;
    for (const { id, dataId, watched } of this.#table.watched) {
      if (watched.file !== program.program.path) continue;
      const isOwnFrame = program.shape.scopes[watched.scope]?.owner === probe.owner;
      if (isOwnFrame && watched.frame !== null && watched.frame !== moment.frame) continue;
      const name = namesOf(frameAt(this.#options.programs, moment), accessor)[watched.name];
      const change = name && this.#options.guest.ask('changed', dataId, name);
      if (!change) continue;
      const text = `${watched.name} was ${change[0]} and is ${change[1]}`;
      return { cause: 'data breakpoint', breakpoints: [id], text };
    }
    return undefined;
  }

  isStepEnd({ goals, way }: NonNullable<RunPlan['step']>, moment: Moment): boolean {
    const { programs, guest, calls, breakpoints } = this.#options;
    const site = programs.probe(moment.probe);
    if (site === undefined || breakpoints().skipped.includes(site.program.program.path)) return false;
    return isStepEnd(goals, way, {
      owner: site.program.firstFunction + site.probe.owner,
      frame: moment.frame,
      depth: () => depthOf(guest.ask('stack')),
      segment: () => guest.ask('tasks').segment,
      isWithin: call => calls.isWithin(moment.call, call),
      isAlive: (owner, frame) => guest.ask('tasks').list.some(task => task[2] === owner && task[0] === frame),
    });
  }

  /** Made anew when there are other breakpoints, or programs that they stand in. */
  get #table(): BreakpointTable {
    const { programs, breakpoints } = this.#options;
    if (this.#made?.isOf(programs, breakpoints()) !== true)
      this.#made = new BreakpointTable(programs, breakpoints());
    return this.#made;
  }

  #hitPlace(moment: Moment, accessor: string): HitPlace {
    const { programs, guest } = this.#options;
    const frame = frameAt(programs, moment);
    return { guest, names: namesOf(frame, accessor), self: thisOf(frame, accessor) };
  }

  #write({ text, isError }: Extract<Hit, { type: 'written' }>, moment: Moment): void {
    const { program, span } = frameAt(this.#options.programs, moment);
    this.#options.write(text, placeOf(program, span), isError);
  }
}

/** The innermost frame at a moment. */
export function frameAt(programs: DebugPrograms, { probe, frame, call }: Moment): DebugFrame {
  const site = programs.probe(probe);
  if (site === undefined) throw new Error(`There is no probe ${probe}.`);
  const { program, index } = site;
  const { owner, span } = site.probe;
  return { program, owner, probe: index, span, call, frame, depth: undefined };
}
