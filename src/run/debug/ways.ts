/** Which pass a wish to go on, or back, leads to. */

import type { DebugCommand, GoWay } from './debuggee.ts';
import type { StoppedGuest } from './guest.ts';
import { captureKey, type Inspection } from './inspection.ts';
import type { Moment } from './moment.ts';
import type { Plan, RunPlan } from './passes.ts';
import type { DebugPrograms } from './programs.ts';
import type { DebugFrame } from './stack.ts';
import { anywhere, stepFrom } from './steps.ts';

type Go = Extract<DebugCommand, { type: 'go' }>;

/** The stop that is left. */
export interface Departure {
  readonly programs: DebugPrograms;
  readonly guest: StoppedGuest;
  readonly inspection: Inspection;
}

export function isBackwards(way: GoWay): boolean {
  return way === 'back' || way === 'reverse' || way === 'restart frame';
}

/** @param moment - `undefined` when the run waits */
export function forwards(
  { way, to, thread }: Go,
  { programs, inspection }: Departure,
  moment: Moment | undefined,
): RunPlan {
  if (way === 'continue') return { kind: 'run' };
  if (way === 'failure') return { kind: 'run', isToFailure: true };
  if (way === 'to') {
    const program = to && programs.get(to.file);
    if (to === undefined || program === undefined)
      throw new Error('The run has not met this file yet: set a breakpoint there and continue.');
    return { kind: 'run', to: program.firstProbe + to.probe };
  }
  if (moment === undefined) return { kind: 'run', step: { goals: anywhere, way, cause: 'step' } };
  const frames = inspection.frames(thread ?? inspection.thread);
  const { segment } = inspection.position();
  return { kind: 'run', step: { goals: stepFrom(frames, way, segment), way, cause: 'step' } };
}

export function backwards({ way, frame: id }: Go, { guest, inspection }: Departure, moment: Moment): Plan {
  if (way === 'reverse') return { kind: 'survey', goal: 'reverse', until: moment, captures: [] };
  const frames = inspection.frames(inspection.thread);
  if (way === 'back') {
    const caller = frames.slice(1).find(frame => captureKey(frame) !== undefined);
    const captures = caller?.probe === undefined ? [] : [caller.program.firstProbe + caller.probe];
    return { kind: 'survey', goal: 'back', until: moment, captures, caller: caller && captureKey(caller) };
  }
  const frame = id === undefined ? (frames[0] as DebugFrame) : inspection.frame(id);
  const number = frame.frame ?? frameNumber(guest, inspection.accessorOf(frame));
  if (number === undefined) throw new Error('Where this frame began is not known.');
  return { kind: 'frame', owner: frame.program.firstFunction + frame.owner, frame: number };
}

function frameNumber(guest: StoppedGuest, accessor: string | undefined): number | undefined {
  return guest.ask('captured').find(([key]) => key === accessor)?.[1][2];
}
