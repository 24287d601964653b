/** The outcome of a run that never began. */

import type { RunFailure } from './failure.ts';
import { Ledger } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import { plainError } from './thrown.ts';

/** Nothing has been sent anywhere, so that nothing is counted. `now` in milliseconds since 1970. */
export function refused(skill: string, why: RunFailure, now: number): Outcome {
  return new Ledger(skill).outcome({
    status: why.code === 'run/cancelled' ? 'cancelled' : 'failed',
    error: plainError(why, [skill]),
    droppedLogs: 0,
    startedAt: now,
    durationMs: 0,
    inputBytes: 0,
    resultBytes: 0,
  });
}
