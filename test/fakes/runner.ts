/** A runner for tests of what is above it: it runs nothing and ends when the test says so. */

import type { Outcome, RunEvent, RunRequest } from '../../src/run/outcome.ts';
import type { Runner, RunWorld } from '../../src/run/port.ts';

export interface FakeRun {
  readonly request: RunRequest;
  readonly world: RunWorld;
  emit(event: RunEvent): void;
  end(outcome?: Partial<Outcome>): void;
}

export class FakeRunner implements Runner {
  readonly runs: FakeRun[] = [];

  run(request: RunRequest, world: RunWorld): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const onAbort = () => end({ status: 'cancelled' });
    const end = (outcome: Partial<Outcome> = {}) => {
      world.signal?.removeEventListener('abort', onAbort);
      resolve({ ...completed(request), ...outcome });
    };
    world.signal?.addEventListener('abort', onAbort);
    this.runs.push({ request, world, end, emit: event => world.onEvent?.(event) });
    return promise;
  }
}

/** How a run of a skill ends that did nothing. */
export function completed({ skill }: Pick<RunRequest, 'skill'>): Outcome {
  return {
    skill,
    status: 'completed',
    result: null,
    logs: [],
    droppedLogs: 0,
    calls: {
      id: 1,
      skill,
      chain: [skill],
      status: 'completed',
      startedMs: 0,
      durationMs: 1,
      inputBytes: 2,
      resultBytes: 4,
      calls: [],
    },
    startedAt: 0,
    durationMs: 1,
    inputBytes: 2,
    resultBytes: 4,
    estimatedTokens: 2,
  };
}
