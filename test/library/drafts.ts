/** Drafts of runs for tests: one a second, of one skill, completed unless it is said otherwise. */

import { noTotals } from '../../src/library/metrics.ts';
import type { RunDraft, SkillUse } from '../../src/library/run-record.ts';
import { runIdAt } from '../../src/run/run-id.ts';

/** 2026-01-01, when run 0 starts. */
export const epoch = Date.UTC(2026, 0, 1);

export function startOf(number: number): number {
  return epoch + number * 1000;
}

export function idOf(number: number): string {
  return `${runIdAt(startOf(number))}000000`;
}

interface DraftOptions {
  readonly skill?: string;
  readonly status?: RunDraft['status'];
  readonly startedBy?: RunDraft['startedBy'];
  readonly durationMs?: number;
  /** Skills that it calls, each completed in 1 ms. */
  readonly calls?: readonly string[];
}

export function draft(number: number, options: DraftOptions = {}): RunDraft {
  const { skill = 'add', status = 'completed', startedBy = 'editor', durationMs = 5, calls = [] } = options;
  const error = status === 'completed' ? undefined : { name: 'TypeError', message: `no ${number}` };
  const startedAt = startOf(number);
  const execution = { status, endedAt: startedAt + durationMs, durationMs, error: error?.message };
  const key = status === 'timed-out' ? 'timedOut' : status;
  const own: SkillUse = {
    skill,
    ...noTotals,
    runs: 1,
    [key]: 1,
    totalMs: durationMs,
    tokens: 10,
    executions: [execution],
  };
  const called = calls.map(
    (name): SkillUse => ({
      skill: name,
      ...noTotals,
      calls: 1,
      completed: 1,
      totalMs: 1,
      tokens: 2,
      executions: [{ status: 'completed', endedAt: startedAt + 1, durationMs: 1, error: undefined }],
    }),
  );
  return {
    id: idOf(number),
    skill,
    status,
    startedBy,
    startedAt,
    durationMs,
    error,
    inputBytes: 10,
    dataBytes: 0,
    resultBytes: 20,
    content: `{"number":${number}}`,
    uses: [own, ...called],
  };
}
