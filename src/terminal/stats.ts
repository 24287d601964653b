/** `skillsmith stats`: how well the skills do. */

import { durationText } from '../base/duration.ts';
import type { SkillMetrics } from '../library/metrics.ts';
import { isUnused } from '../library/result-cache.ts';
import { didYouMean } from '../skill/name.ts';
import { resultStatistics, resultsText } from './cache.ts';
import { type OpenHistory, required } from './history.ts';
import type { StatsCommand } from './library-arguments.ts';
import { microseconds } from './report.ts';
import type { OpenSkills } from './skill-root.ts';
import { tableText } from './table.ts';
import { printable, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** A skill as `stats --json` prints it. The shape is a contract; the README documents it. `null`: nothing is known. */
export interface StatsReport {
  readonly name: string;
  /** Times that it was started. */
  readonly runs: number;
  /** Times that other skills called it. */
  readonly calls: number;
  /** From 0 to 1; what was cancelled does not count. */
  readonly successRate: number | null;
  readonly meanMs: number | null;
  /** Of the last 1,000 executions. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly cacheHits: number;
  /** Estimated, of inputs and results. */
  readonly tokens: number;
  /** The last five, newest first; times in ISO 8601. */
  readonly failures: readonly {
    readonly run: string;
    readonly at: string;
    readonly status: string;
    readonly error: string;
  }[];
  readonly trend: {
    /** Of the last twenty executions, oldest first. */
    readonly statuses: readonly string[];
    readonly durationsMs: readonly number[];
    readonly successRate: number | null;
    /** Of the executions before those. */
    readonly successRateBefore: number | null;
  };
}

/** @throws UsageError when no skill has the name, and none ever had */
export async function stats(
  { json, skill }: StatsCommand,
  skills: OpenSkills,
  opened: OpenHistory | undefined,
  terminal: Terminal,
): Promise<number> {
  const { out, err } = terminal;
  const { history } = required(opened);
  const found = skill === undefined ? await history.allMetrics() : [await oneOf(skill, skills, history)];
  if (json) out.write(`${JSON.stringify(found.map(reportOf), undefined, 2)}\n`);
  else if (found.length > 0) out.write(tableText(columns, found.map(rowOf), out));
  else err.write('No skill has run here yet.\n');
  if (!json && skill === undefined) writeResults(skills.folder, terminal);
  return 0;
}

/** What is known of cached results, on standard error: the table is for other programs as well. */
function writeResults(skillsFolder: string, { err }: Terminal): void {
  const statistics = resultStatistics(skillsFolder, sentence => err.write(`${sentence}\n`));
  if (statistics !== undefined && !isUnused(statistics)) err.write(`${resultsText(statistics)}\n`);
}

async function oneOf(
  name: string,
  { catalogue }: OpenSkills,
  history: OpenHistory['history'],
): Promise<SkillMetrics> {
  const known = catalogue.find(name);
  const metrics = await history.metrics(known?.name ?? name);
  if (known !== undefined || metrics.runs + metrics.calls > 0) return metrics;
  const hint = didYouMean(name, catalogue.names());
  throw new UsageError(`No skill has the name "${name}"${hint === '' ? '.' : hint}`);
}

function reportOf(metrics: SkillMetrics): StatsReport {
  const { name, runs, calls, cacheHits, tokens, failures, trend } = metrics;
  return {
    name,
    runs,
    calls,
    successRate: metrics.successRate ?? null,
    meanMs: time(metrics.meanMs),
    p50Ms: time(metrics.p50Ms),
    p95Ms: time(metrics.p95Ms),
    cacheHits,
    tokens,
    failures: failures.map(({ runId, at, status, error }) => ({
      run: runId,
      at: new Date(at).toISOString(),
      status,
      error,
    })),
    trend: {
      statuses: trend.recent.map(({ status }) => status),
      durationsMs: trend.recent.map(({ durationMs }) => microseconds(durationMs)),
      successRate: trend.successRate ?? null,
      successRateBefore: trend.successRateBefore ?? null,
    },
  };
}

function time(ms: number | undefined): number | null {
  return ms === undefined ? null : microseconds(ms);
}

const columns = [
  { title: 'skill' },
  { title: 'runs', isRight: true },
  { title: 'calls', isRight: true },
  { title: 'success', isRight: true },
  { title: 'mean', isRight: true },
  { title: 'p50', isRight: true },
  { title: 'p95', isRight: true },
  { title: 'last failure' },
];

function rowOf(metrics: SkillMetrics): readonly string[] {
  const { name, runs, calls, successRate, meanMs, p50Ms, p95Ms, failures } = metrics;
  const rate = successRate === undefined ? '–' : `${Math.floor(successRate * 100)} %`;
  const times = [meanMs, p50Ms, p95Ms].map(ms => (ms === undefined ? '–' : durationText(ms)));
  const failure = printable(failures[0]?.error ?? '').replace(/\s+/g, ' ');
  return [name, String(runs), String(calls), rate, ...times, failure];
}
