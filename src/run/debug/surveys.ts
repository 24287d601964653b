/** Where a pass leads that has gone through a run to see what happened before a moment. */

import { readNote } from './flags.ts';
import type { Moment } from './moment.ts';
import type { Pass } from './pass.ts';
import type { Plan, SurveyPlan } from './passes.ts';
import type { Reason } from './reasons.ts';
import { anywhere } from './steps.ts';

type Seen = Pick<Pass, 'guest' | 'sandbox' | 'last'>;

/** To the statement before in the same frame, otherwise to its caller, otherwise nowhere: it is the first. */
export function planBack(
  { caller }: Extract<SurveyPlan, { goal: 'back' }>,
  { guest, sandbox }: Seen,
  moment: Moment,
): Plan {
  const note = readNote(sandbox);
  if (note !== undefined) return reach({ ...moment, ...note }, { cause: 'step', breakpoints: [] });
  const called = momentsCaptured(guest).find(({ key }) => key === caller);
  if (called !== undefined) return reach(called.moment, { cause: 'step', breakpoints: [] });
  return reach(moment, { cause: 'start of the run', breakpoints: [] });
}

/** To the last breakpoint that was met, otherwise to the start. */
export function planToLast({ last }: Seen): Plan {
  if (last !== undefined) return reach(last.moment, last.stop);
  return { kind: 'run', step: { goals: anywhere, way: 'into', cause: 'start of the run' } };
}

/** To the last time that the statement ran which threw; `undefined` when it was not met. */
export function planToThrow(
  { probe, error }: Extract<SurveyPlan, { goal: 'error' }>,
  { guest }: Seen,
): Plan | undefined {
  const [last] = momentsCaptured(guest)
    .map(({ moment }) => moment)
    .filter(moment => moment.probe === probe)
    .sort((a, b) => b.count - a.count);
  return last && reach(last, { cause: 'exception', breakpoints: [], error });
}

function reach(moment: Moment, stop: Reason): Plan {
  return { kind: 'reach', moment, captures: [], stop };
}

function momentsCaptured(guest: Seen['guest']): readonly { readonly key: string; readonly moment: Moment }[] {
  return guest
    .ask('captured')
    .map(([key, [probe, count, frame, call]]) => ({ key, moment: { probe, count, frame, call } }));
}
