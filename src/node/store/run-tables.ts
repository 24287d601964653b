/** The tables of the runs, and how a row becomes what it stands for. */

import {
  type LastRun,
  noTotals,
  type RecordedExecution,
  type RecordedStatus,
  type SkillTotals,
  type SkillWindow,
} from '../../library/metrics.ts';
import type { RecordedStarter, RunSummary } from '../../library/run-record.ts';
import type { Row } from './database.ts';

/**
 * Runs are in the order of their ids, and a skill is a number, so that it can get another name. `skill_metrics` has
 * sums of all that was ever recorded, and in `view` what is made of the last executions, brought up to date with each
 * write: reading it costs the same however many runs there are. `run_state`
 * counts the writes, and remembers what may stay.
 */
export const runTables = `
CREATE TABLE run_skills (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  skill INTEGER NOT NULL REFERENCES run_skills (id),
  status TEXT NOT NULL,
  starter TEXT NOT NULL,
  started_at REAL NOT NULL,
  duration_ms REAL NOT NULL,
  error_name TEXT,
  error_message TEXT,
  input_bytes INTEGER NOT NULL,
  data_bytes INTEGER NOT NULL,
  result_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX runs_by_skill ON runs (skill, id);
CREATE INDEX runs_by_status ON runs (status, id);
CREATE INDEX runs_by_skill_and_status ON runs (skill, status, id);
CREATE INDEX runs_by_starter ON runs (starter, id);
CREATE TABLE run_contents (
  id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  uses TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE TABLE skill_executions (
  skill INTEGER NOT NULL REFERENCES run_skills (id),
  number INTEGER NOT NULL,
  run TEXT NOT NULL,
  status TEXT NOT NULL,
  ended_at REAL NOT NULL,
  duration_ms REAL NOT NULL,
  error TEXT,
  PRIMARY KEY (skill, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX executions_by_run ON skill_executions (run);
CREATE TABLE skill_metrics (
  skill INTEGER PRIMARY KEY REFERENCES run_skills (id),
  next_number INTEGER NOT NULL,
  runs INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  timed_out INTEGER NOT NULL,
  cache_hits INTEGER NOT NULL,
  total_ms REAL NOT NULL,
  tokens INTEGER NOT NULL,
  view TEXT NOT NULL
) STRICT;
CREATE TABLE run_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  changes INTEGER NOT NULL,
  max_runs INTEGER,
  max_age_ms INTEGER
) STRICT;
INSERT INTO run_state VALUES (1, 0, NULL, NULL);
`;

/** What `skill_metrics.view` holds, as JSON. */
export interface MetricsView {
  readonly window: SkillWindow;
  readonly last?: LastRun;
}

/** A row of `runs` with its skill's name as `name`. */
export function summaryOf(row: Row): RunSummary {
  return {
    id: String(row.id),
    skill: String(row.name),
    status: row.status as RecordedStatus,
    startedBy: row.starter as RecordedStarter,
    startedAt: Number(row.started_at),
    durationMs: Number(row.duration_ms),
    error:
      row.error_name === null
        ? undefined
        : { name: String(row.error_name), message: String(row.error_message) },
    inputBytes: Number(row.input_bytes),
    dataBytes: Number(row.data_bytes),
    resultBytes: Number(row.result_bytes),
  };
}

export function executionOf(row: Row): RecordedExecution {
  return {
    runId: String(row.run),
    status: row.status as RecordedStatus,
    endedAt: Number(row.ended_at),
    durationMs: Number(row.duration_ms),
    error: row.error === null ? undefined : String(row.error),
  };
}

/** Of a row of `runs`. */
export function lastRunOf(row: Row): LastRun {
  const { id, status, startedAt, durationMs, error } = summaryOf({ ...row, name: '' });
  const endedAt = startedAt + durationMs;
  return { id, status, durationMs, endedAt, errorName: error?.name, errorMessage: error?.message };
}

/** Columns of `skill_metrics`, in the order of {@link totalsValues}. */
export const totalsColumns = [
  'runs',
  'calls',
  'completed',
  'failed',
  'cancelled',
  'timed_out',
  'cache_hits',
  'total_ms',
  'tokens',
] as const;

const totalsKeys = Object.keys(noTotals) as (keyof SkillTotals)[];

export function totalsValues(totals: SkillTotals): number[] {
  return totalsKeys.map(key => totals[key]);
}

export function totalsOf(row: Row): SkillTotals {
  const pairs = totalsKeys.map((key, index) => [key, Number(row[totalsColumns[index] as string])]);
  return Object.fromEntries(pairs) as Record<keyof SkillTotals, number>;
}
