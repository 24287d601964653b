/** Where a step comes to its end. */

import type { GoWay } from './debuggee.ts';
import type { DebugFrame } from './stack.ts';

/** A frame that a step may end in: known by its number, or by how deep it lies on the stack. */
interface Goal {
  /** Among those of all programs. */
  readonly owner: number;
  readonly frame: number | undefined;
  readonly depth: number | undefined;
}

export interface Step {
  /** Ends at any probe, wherever it is. */
  readonly isAnywhere: boolean;
  /** Ends at any probe of the piece of work that is on, or of what the call calls. */
  readonly isInto: boolean;
  /** The frame that is stepped in. */
  readonly own: Goal | undefined;
  /** Frames that wait for it. */
  readonly callers: readonly Goal[];
  readonly call: number;
  readonly segment: number;
}

/** Wherever something runs next. */
export const anywhere: Step = {
  isAnywhere: true,
  isInto: false,
  own: undefined,
  callers: [],
  call: 0,
  segment: 0,
};

export function stepFrom(frames: readonly DebugFrame[], way: GoWay, segment: number): Step {
  const goals = frames.map(goalOf);
  return {
    isAnywhere: false,
    isInto: way === 'into',
    own: goals[0],
    callers: goals.slice(1),
    call: frames[0]?.call ?? 0,
    segment,
  };
}

function goalOf({ program, owner, frame, depth }: DebugFrame): Goal {
  return { owner: program.firstFunction + owner, frame, depth };
}

/** What is known of the probe that was met. */
export interface StepFacts {
  readonly owner: number;
  readonly frame: number;
  /** Asked only where it matters. */
  readonly depth: () => number;
  readonly segment: () => number;
  /** The call is the one that is stepped in, or was made by it. */
  readonly isWithin: (call: number) => boolean;
  /** The asynchronous frame has not come to its end. */
  readonly isAlive: (owner: number, frame: number) => boolean;
}

/** Whether the functions in which a step can end are known beforehand; otherwise it can be any. */
export function functionsOf(step: Step, way: GoWay): ReadonlySet<number> | undefined {
  if (step.isAnywhere || step.isInto) return undefined;
  const owners = step.callers.map(({ owner }) => owner);
  return new Set(way === 'out' || step.own === undefined ? owners : [step.own.owner, ...owners]);
}

export function isStepEnd(step: Step, way: GoWay, facts: StepFacts): boolean {
  if (step.isAnywhere) return true;
  const { own } = step;
  const isOwn = own?.owner === facts.owner && own.frame === facts.frame;
  if (isOwn) return way !== 'out';
  if (step.isInto && (facts.segment() === step.segment || facts.isWithin(step.call))) return true;
  if (own?.frame !== undefined && facts.isAlive(own.owner, own.frame)) return false;
  return step.callers.some(
    goal =>
      goal.owner === facts.owner &&
      (goal.frame === undefined
        ? goal.depth === facts.depth() && step.segment === facts.segment()
        : goal.frame === facts.frame),
  );
}
