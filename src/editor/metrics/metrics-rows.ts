/** What is known of the skills of a root as rows: those that are there, and those that only have a past. */

import type { RecordedExecution, SkillMetrics } from '../../library/metrics.ts';
import type { Execution, MetricsDetails, MetricsRow } from '../../message/metrics.ts';
import type { SkillCatalogue } from '../../skill/catalogue.ts';

/** As many as a chart can show. */
const mostExecutions = 200;

export function metricsRows(catalogue: SkillCatalogue, all: Iterable<SkillMetrics>): readonly MetricsRow[] {
  const known = new Map([...all].map(metrics => [metrics.name.toLowerCase(), metrics]));
  const rows: MetricsRow[] = [];
  for (const { path, name, category } of catalogue.skills()) {
    // Of two files of one name, one is meant when it is called.
    const metrics = catalogue.find(name)?.path === path ? known.get(name.toLowerCase()) : undefined;
    rows.push({ id: path, name, category, exists: true, ...numbers(metrics) });
  }
  for (const metrics of known.values())
    if (catalogue.find(metrics.name) === undefined)
      rows.push({ id: metrics.name, name: metrics.name, category: '', exists: false, ...numbers(metrics) });
  return rows;
}

function numbers(metrics: SkillMetrics | undefined): Omit<MetricsRow, 'id' | 'name' | 'category' | 'exists'> {
  return {
    runs: metrics?.runs ?? 0,
    calls: metrics?.calls ?? 0,
    successRate: metrics?.successRate,
    meanMs: metrics?.meanMs,
    p50Ms: metrics?.p50Ms,
    p95Ms: metrics?.p95Ms,
    trend: metrics?.trend.recent ?? [],
    cacheHits: metrics?.cacheHits ?? 0,
    tokens: metrics?.tokens ?? 0,
    lastAt: metrics?.last?.endedAt,
  };
}

/** @param isKept - whether the run that an execution was part of can still be opened */
export function metricsDetails(
  executions: readonly RecordedExecution[],
  metrics: SkillMetrics | undefined,
  isKept: (runId: string) => boolean,
): MetricsDetails {
  return {
    executions: executions
      .slice(-mostExecutions)
      .map(({ endedAt, durationMs, status }): Execution => ({ at: endedAt, durationMs, status })),
    failures: (metrics?.failures ?? []).map(({ at, status, error, runId }) => ({
      at,
      reason: error === '' ? status.replace('-', ' ') : error,
      runId: isKept(runId) ? runId : undefined,
    })),
  };
}
