/** What the debugger wants of one pass of a run: every pass begins at the start, and is answered from the tape first. */

import type { GoWay, Stop, StopError } from './debuggee.ts';
import type { Likeness } from './likeness.ts';
import type { Moment } from './moment.ts';
import type { Step } from './steps.ts';

export type Plan = RunPlan | ReachPlan | SurveyPlan | FramePlan | AgainPlan;

/** Goes on until something that was asked for happens. */
export interface RunPlan {
  readonly kind: 'run';
  /** Ends at one of its goals as well. */
  readonly step?: { readonly goals: Step; readonly way: GoWay; readonly cause: Stop['cause'] };
  /** Ends at this probe as well, by its number among those of all programs. */
  readonly to?: number;
  /** Stops at no breakpoint, but where the run's error was thrown. */
  readonly isToFailure?: true;
}

/** Goes to a moment that the run has had. */
export interface ReachPlan {
  readonly kind: 'reach';
  readonly moment: Moment;
  readonly stop: Pick<Stop, 'cause' | 'breakpoints' | 'text' | 'error'>;
  /** Numbers of probes whose places are kept on the way. */
  readonly captures: readonly number[];
  /** Nobody is told: the run is stopped there already, as far as people can see. */
  readonly isSilent?: true;
}

/** Goes to a moment, or to the end, and sees what happened before it. */
export type SurveyPlan = {
  readonly kind: 'survey';
  readonly until: Moment | undefined;
  readonly captures: readonly number[];
} & (
  | {
      /** The statement before, in the same frame or else in its caller, who is captured under the key. */
      readonly goal: 'back';
      readonly caller: string | undefined;
    }
  /** The last breakpoint before. */
  | { readonly goal: 'reverse' }
  /** How often it has been there, for the same place in other skills. */
  | { readonly goal: 'count' }
  /** The last time that a statement ran which threw. */
  | { readonly goal: 'error'; readonly probe: number; readonly error: StopError }
);

/** Goes to the first statement of a frame. */
export interface FramePlan {
  readonly kind: 'frame';
  /** The function, among those of all programs. */
  readonly owner: number;
  readonly frame: number;
}

/** Goes, with skills that have changed, to where the run was before. */
export interface AgainPlan {
  readonly kind: 'again';
  readonly place: Likeness;
  /** The how-manieth time that it is met. */
  readonly hits: number;
}
