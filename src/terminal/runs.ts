/** `skillsmith runs`: what ran, newest first. */

import { durationText } from '../base/duration.ts';
import type { RecordedStatus } from '../library/metrics.ts';
import type { RecordedStarter, RunQuery, RunSummary } from '../library/run-record.ts';
import { type OpenHistory, required } from './history.ts';
import type { RunsCommand } from './library-arguments.ts';
import { microseconds } from './report.ts';
import { tableText } from './table.ts';
import { printable, type Terminal } from './terminal.ts';

/** A run as `runs --json` prints it. The shape is a contract; the README documents it. */
export interface RunReport {
  readonly id: string;
  readonly skill: string;
  readonly status: RecordedStatus;
  readonly startedBy: RecordedStarter;
  /** ISO 8601 in UTC: `2026-01-31T09:30:00.000Z`. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** The message; `null` when completed. */
  readonly error: string | null;
  readonly errorName: string | null;
  readonly inputBytes: number;
  readonly resultBytes: number;
}

const pageSize = 1_000;

export async function runs(
  { json, limit, query }: RunsCommand,
  opened: OpenHistory | undefined,
  { out, err }: Terminal,
): Promise<number> {
  const found = await firstRuns(required(opened), query, limit);
  if (json) out.write(`${JSON.stringify(found.map(reportOf), undefined, 2)}\n`);
  else if (found.length > 0) out.write(tableText(columns, found.map(rowOf), out));
  else err.write('No runs here yet, or none that fit.\n');
  return 0;
}

async function firstRuns(
  { history }: OpenHistory,
  query: RunQuery,
  limit: number,
): Promise<readonly RunSummary[]> {
  const found: RunSummary[] = [];
  while (found.length < limit) {
    const size = Math.min(pageSize, limit - found.length);
    const before = found.at(-1)?.id;
    const page = await history.runs({ ...query, limit: size, ...(before !== undefined && { before }) });
    found.push(...page);
    if (page.length < size) break;
  }
  return found;
}

function reportOf({ error, startedAt, durationMs, dataBytes: _data, ...run }: RunSummary): RunReport {
  return {
    id: run.id,
    skill: run.skill,
    status: run.status,
    startedBy: run.startedBy,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: microseconds(durationMs),
    error: error?.message ?? null,
    errorName: error?.name ?? null,
    inputBytes: run.inputBytes,
    resultBytes: run.resultBytes,
  };
}

const columns = [
  { title: 'started' },
  { title: 'run' },
  { title: 'skill' },
  { title: 'outcome' },
  { title: 'time', isRight: true },
  { title: 'by' },
  { title: 'error' },
];

function rowOf({
  startedAt,
  id,
  skill,
  status,
  durationMs,
  startedBy,
  error,
}: RunSummary): readonly string[] {
  const reason = error === undefined ? '' : printable(`${error.name}: ${error.message}`).replace(/\s+/g, ' ');
  return [localTime(startedAt), id, skill, status, durationText(durationMs), startedBy, reason];
}

/** `2026-01-31 09:30:00`, by the clock on the wall. */
export function localTime(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
