/** Which probes ask in a pass, and what for: written into the guest's memory. */

import type { Sandbox } from '../../sandbox/instance.ts';
import { controlWord, flag } from '../../sandbox/prelude/debug/probes.ts';
import { BreakpointTable, type WatchedVariable } from './breakpoint-table.ts';
import type { Breakpoints } from './debuggee.ts';
import { probeLike } from './likeness.ts';
import type { Moment } from './moment.ts';
import type { Plan } from './passes.ts';
import { type DebugPrograms, functionProbes } from './programs.ts';
import { functionsOf } from './steps.ts';

/** What the flags follow from. */
export interface Wanted {
  readonly plan: Plan;
  readonly breakpoints: Breakpoints;
  /** Places that are kept whenever they are met. */
  readonly kept: ReadonlySet<number>;
}

export function writeFlags(
  sandbox: Sandbox,
  programs: DebugPrograms,
  { plan, breakpoints, kept }: Wanted,
): void {
  const flags = sandbox.probeFlags;
  const set = (probe: number, bits: number) => {
    flags[probe] = (flags[probe] ?? 0) | bits;
  };
  flags.fill(0, 0, programs.probeCount);
  for (const probe of kept) set(probe, flag.capture);
  for (const probe of stopsOf(plan, breakpoints, programs)) set(probe, flag.stop);
  if (plan.kind === 'reach' || plan.kind === 'survey') {
    for (const probe of plan.captures) set(probe, flag.capture);
    const moment = plan.kind === 'reach' ? plan.moment : plan.until;
    if (moment !== undefined) {
      set(moment.probe, flag.target);
      writeTarget(sandbox, moment);
    }
    if (plan.kind === 'survey' && plan.goal === 'back' && moment !== undefined) {
      for (const probe of functionAt(programs, moment.probe)) set(probe, flag.note);
      sandbox.probeControl[controlWord.noteFrame] = moment.frame;
    }
  }
}

/** At the beginning of a pass: nothing is noted yet. */
export function resetNote(sandbox: Sandbox): void {
  sandbox.probeControl[controlWord.noteProbe] = -1;
}

/** The last probe and count that were noted. */
export function readNote(sandbox: Sandbox): Pick<Moment, 'probe' | 'count'> | undefined {
  const control = sandbox.probeControl;
  const probe = control[controlWord.noteProbe] ?? -1;
  return probe < 0 ? undefined : { probe, count: control[controlWord.noteCount] ?? 0 };
}

function writeTarget(sandbox: Sandbox, { probe, count, frame, call }: Moment): void {
  sandbox.probeControl.set([probe, count, frame, call], controlWord.target);
}

function functionAt(programs: DebugPrograms, probe: number): readonly number[] {
  const site = programs.probe(probe);
  return site === undefined ? [] : functionProbes(site.program, site.probe.owner);
}

function* stopsOf(plan: Plan, breakpoints: Breakpoints, programs: DebugPrograms): Iterable<number> {
  switch (plan.kind) {
    case 'reach':
      return;
    case 'frame': {
      const site = programs.function(plan.owner);
      if (site !== undefined) yield* functionProbes(site.program, plan.owner - site.program.firstFunction);
      return;
    }
    case 'survey':
      if (plan.goal === 'reverse') yield* breakpointStops(breakpoints, programs);
      if (plan.goal === 'count' && plan.until !== undefined) yield plan.until.probe;
      return;
    case 'again': {
      const probe = probeLike(programs, plan.place);
      if (probe !== undefined) yield probe;
      return;
    }
    case 'run':
      if (plan.isToFailure) return;
      if (plan.to !== undefined) yield plan.to;
      if (plan.step !== undefined) yield* stepStops(plan.step, programs);
      yield* breakpointStops(breakpoints, programs);
      if (breakpoints.exceptions.caught) yield* probesOfKind(programs, 'catch');
  }
}

function* stepStops(
  { goals, way }: NonNullable<Extract<Plan, { kind: 'run' }>['step']>,
  programs: DebugPrograms,
): Iterable<number> {
  const owners = functionsOf(goals, way);
  for (const program of programs.all)
    for (const owner of program.shape.functions.keys())
      if (owners === undefined || owners.has(program.firstFunction + owner))
        yield* functionProbes(program, owner);
}

function* breakpointStops(breakpoints: Breakpoints, programs: DebugPrograms): Iterable<number> {
  const table = new BreakpointTable(programs, breakpoints);
  yield* table.probes();
  for (const { watched } of table.watched) yield* watchers(programs, watched);
  yield* probesOfKind(programs, 'debugger');
}

function* probesOfKind(programs: DebugPrograms, kind: 'catch' | 'debugger'): Iterable<number> {
  for (const { shape, firstProbe } of programs.all)
    for (const [index, probe] of shape.probes.entries()) if (probe.kind === kind) yield firstProbe + index;
}

/** The probes from which a variable is seen. */
function* watchers(programs: DebugPrograms, { file, scope, name }: WatchedVariable): Iterable<number> {
  const program = programs.get(file);
  if (program === undefined) return;
  const isOwn = program.shape.own.some(one => one.name === name && one.scope === scope);
  for (const [index, { kind, visible }] of program.shape.probes.entries())
    if (kind !== 'await' && (isOwn || visible.some(one => one.name === name && one.scope === scope)))
      yield program.firstProbe + index;
}
