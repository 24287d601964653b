/** How well skills do: counts of everything ever recorded, and a closer look at the last thousand executions. */

import type { SkillRate } from './search.ts';

export const recordedStatuses = ['completed', 'failed', 'cancelled', 'timed-out'] as const;
export type RecordedStatus = (typeof recordedStatuses)[number];

/** How many of a skill's executions percentiles, failures and trend are made of. */
export const windowSize = 1_000;
export const trendSize = 20;
const mostFailures = 5;

/** One execution of a skill: the run's own, or a call within it. */
export interface Execution {
  readonly status: RecordedStatus;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  readonly durationMs: number;
  /** What it failed with, in at most 500 characters; `undefined` when completed. */
  readonly error: string | undefined;
}

/** Execution with the run that it happened in. */
export interface RecordedExecution extends Execution {
  readonly runId: string;
}

/** Sums; those of several runs can be added. */
export interface SkillTotals {
  /** Times that it was started. */
  readonly runs: number;
  /** Times that other skills called it. */
  readonly calls: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly timedOut: number;
  /** Answers that a cache gave in its place; among the runs, calls and completed ones. */
  readonly cacheHits: number;
  /** Milliseconds of all executions together, without what a cache answered. */
  readonly totalMs: number;
  /** Estimated, of inputs and results: four characters of JSON each. */
  readonly tokens: number;
}

export interface SkillWindow {
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  /** The last five, newest first. What was cancelled did not fail. */
  readonly failures: readonly SkillFailure[];
  readonly trend: SkillTrend;
}

export interface SkillFailure {
  readonly runId: string;
  readonly at: number;
  readonly status: 'failed' | 'timed-out';
  readonly error: string;
}

export interface SkillTrend {
  /** The last twenty executions, oldest first. */
  readonly recent: readonly Pick<Execution, 'status' | 'durationMs'>[];
  /** Of those twenty; `undefined` when none of them counts. */
  readonly successRate: number | undefined;
  /** Of the executions before them, as far as they are in the window. */
  readonly successRateBefore: number | undefined;
}

/** How the skill's last run went. Calls do not count. */
export interface LastRun {
  readonly id: string;
  readonly status: RecordedStatus;
  readonly durationMs: number;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  readonly errorName: string | undefined;
  readonly errorMessage: string | undefined;
}

/** What is known of one skill. Times are in milliseconds; `undefined` where nothing was executed. */
export interface SkillMetrics extends SkillWindow {
  readonly name: string;
  readonly runs: number;
  readonly calls: number;
  /** From 0 to 1, of everything ever recorded; cancelled executions do not count. */
  readonly successRate: number | undefined;
  readonly meanMs: number | undefined;
  readonly cacheHits: number;
  readonly tokens: number;
  /** `undefined` when it was only called, or its runs are not kept any more. */
  readonly last: LastRun | undefined;
}

export const noTotals: SkillTotals = {
  runs: 0,
  calls: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  timedOut: 0,
  cacheHits: 0,
  totalMs: 0,
  tokens: 0,
};

/** @param sign - -1 takes away what was added; nothing becomes less than 0 */
export function addTotals(to: SkillTotals, more: SkillTotals, sign: 1 | -1 = 1): SkillTotals {
  const keys = Object.keys(noTotals) as (keyof SkillTotals)[];
  const sums = keys.map(key => [key, Math.max(0, to[key] + sign * more[key])]);
  return Object.fromEntries(sums) as Record<keyof SkillTotals, number>;
}

/** @param executions - the last {@link windowSize}, oldest first */
export function windowOf(executions: readonly RecordedExecution[]): SkillWindow {
  const durations = executions.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const recent = executions.slice(-trendSize);
  return {
    p50Ms: percentile(durations, 0.5),
    p95Ms: percentile(durations, 0.95),
    failures: executions.flatMap(failureOf).slice(-mostFailures).reverse(),
    trend: {
      recent: recent.map(({ status, durationMs }) => ({ status, durationMs })),
      successRate: shareOf(recent),
      successRateBefore: shareOf(executions.slice(0, -trendSize)),
    },
  };
}

export function metricsOf(
  name: string,
  totals: SkillTotals,
  window: SkillWindow,
  last: LastRun | undefined,
): SkillMetrics {
  const { runs, calls, completed, failed, timedOut, cacheHits, totalMs, tokens } = totals;
  const counted = completed + failed + timedOut;
  const executed = runs + calls - cacheHits;
  return {
    name,
    runs,
    calls,
    successRate: counted === 0 ? undefined : completed / counted,
    meanMs: executed <= 0 ? undefined : totalMs / executed,
    cacheHits,
    tokens,
    last,
    ...window,
  };
}

/** What is said of a skill that nobody has run. */
export function unknownMetrics(name: string): SkillMetrics {
  return metricsOf(name, noTotals, windowOf([]), undefined);
}

/** What search asks of a skill's metrics; `undefined` of one that has done nothing that counts. */
export function rateOf(metrics: SkillMetrics | undefined): SkillRate | undefined {
  if (metrics?.successRate === undefined) return undefined;
  return { runs: metrics.runs, successRate: metrics.successRate, lastAt: metrics.last?.endedAt ?? 0 };
}

/** By the nearest rank: one of the values, so that a percentile is a time that was measured. */
export function percentile(sorted: readonly number[], part: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

function shareOf(executions: readonly Execution[]): number | undefined {
  const counted = executions.filter(({ status }) => status !== 'cancelled');
  if (counted.length === 0) return undefined;
  return counted.filter(({ status }) => status === 'completed').length / counted.length;
}

function failureOf({ runId, endedAt, status, error }: RecordedExecution): SkillFailure[] {
  if (status === 'completed' || status === 'cancelled') return [];
  return [{ runId, at: endedAt, status, error: error ?? '' }];
}
