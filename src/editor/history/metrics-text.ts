/** How well a skill does, in a few words and in a list of facts. */

import type { SkillMetrics } from '../../library/metrics.ts';
import { agoText, countText, durationText } from '../wording.ts';

/** `97 % of 240 · p95 12 ms`; empty after a single execution, of which the last outcome says all. */
export function metricsText({ runs, calls, successRate, p95Ms }: SkillMetrics): string {
  const count = runs + calls;
  if (count < 2 || successRate === undefined) return '';
  const rate = `${percentText(successRate)} of ${count.toLocaleString('en')}`;
  return p95Ms === undefined ? rate : `${rate} · p95 ${durationText(p95Ms)}`;
}

/** Each a short line: counts, times, trend, what a cache answered, tokens, and the last failures with their reasons. */
export function metricsLines(metrics: SkillMetrics, now: number): readonly string[] {
  const { runs, calls, successRate, meanMs, p50Ms, p95Ms, cacheHits, tokens, failures } = metrics;
  const counts = [countText(runs, 'run'), countText(calls, 'call')].join(', ');
  const times = [
    ['mean', meanMs],
    ['p50', p50Ms],
    ['p95', p95Ms],
  ] as const;
  const measured = times.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${durationText(ms)}`]));
  return [
    successRate === undefined ? counts : `${counts}, ${percentText(successRate)} succeeded`,
    measured.join(' · '),
    trendText(metrics),
    cacheHits > 0 ? `${countText(cacheHits, 'answer')} from the cache` : '',
    tokens > 0 ? `about ${tokens.toLocaleString('en')} tokens of inputs and results` : '',
    ...failures.slice(0, 3).map(({ at, error }) => `failed ${agoText(at, now)}: ${oneLine(error)}`),
  ].filter(line => line !== '');
}

/** `100 %` only where nothing failed, and `0 %` only where nothing succeeded. */
export function percentText(rate: number): string {
  const percent = rate * 100;
  const shown = rate >= 1 || rate <= 0 ? percent : Math.min(99, Math.max(1, Math.round(percent)));
  return `${shown} %`;
}

/** Of the last twenty, against those before. */
function trendText({ trend: { recent, successRate, successRateBefore } }: SkillMetrics): string {
  if (recent.length < 20 || successRate === undefined || successRateBefore === undefined) return '';
  return `last 20: ${percentText(successRate)} succeeded, before: ${percentText(successRateBefore)}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
