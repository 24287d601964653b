/** The columns of the table: what each is called, says of a skill, and sorts by. */

import type { MetricsRow } from '../../message/metrics.ts';
import { count, duration } from '../view/units.ts';

export type ColumnId =
  | 'name'
  | 'runs'
  | 'calls'
  | 'success'
  | 'mean'
  | 'p50'
  | 'p95'
  | 'trend'
  | 'cached'
  | 'tokens'
  | 'last';

export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** What the numbers are, for the tooltip. */
  readonly description: string;
  /** Empty where there is nothing to say. */
  readonly text: (row: MetricsRow) => string;
  /** What the column sorts by; `undefined` comes last in either direction. */
  readonly key: (row: MetricsRow) => number | string | undefined;
}

const ms = (value: number | undefined) => (value === undefined ? '' : duration(value));
const many = (value: number) => (value === 0 ? '' : count(value));

export const columns: readonly Column[] = [
  {
    id: 'name',
    title: 'Skill',
    description: 'Name and category',
    text: ({ name }) => name,
    key: ({ name }) => name.toLowerCase(),
  },
  {
    id: 'runs',
    title: 'Runs',
    description: 'How often it was started',
    text: ({ runs }) => many(runs),
    key: ({ runs }) => runs,
  },
  {
    id: 'calls',
    title: 'Calls',
    description: 'How often other skills called it',
    text: ({ calls }) => many(calls),
    key: ({ calls }) => calls,
  },
  {
    id: 'success',
    title: 'Success',
    description: 'The share of its runs and calls that completed',
    text: ({ successRate }) => percent(successRate),
    key: ({ successRate }) => successRate,
  },
  {
    id: 'mean',
    title: 'Mean',
    description: 'Mean duration',
    text: ({ meanMs }) => ms(meanMs),
    key: ({ meanMs }) => meanMs,
  },
  {
    id: 'p50',
    title: 'p50',
    description: 'Half of the last 1,000 were not slower',
    text: ({ p50Ms }) => ms(p50Ms),
    key: ({ p50Ms }) => p50Ms,
  },
  {
    id: 'p95',
    title: 'p95',
    description: '95 of 100 of the last 1,000 were not slower',
    text: ({ p95Ms }) => ms(p95Ms),
    key: ({ p95Ms }) => p95Ms,
  },
  {
    id: 'trend',
    title: 'Trend',
    description: 'Durations of the last 20; failures are marked',
    text: row => trendText(row),
    key: ({ trend }) => trend.filter(({ status }) => status !== 'completed').length,
  },
  {
    id: 'cached',
    title: 'Cached',
    description: 'How often a kept result was the answer',
    text: ({ cacheHits }) => many(cacheHits),
    key: ({ cacheHits }) => cacheHits,
  },
  {
    id: 'tokens',
    title: 'Tokens',
    description: 'Estimated tokens of inputs and results',
    text: ({ tokens }) => many(tokens),
    key: ({ tokens }) => tokens,
  },
  {
    id: 'last',
    title: 'Last',
    description: 'When it ran last',
    text: ({ lastAt }) => (lastAt === undefined ? 'never' : when(lastAt)),
    key: ({ lastAt }) => lastAt,
  },
];

/** `97 %`, `99.9 %`; rounded down, so that 100 % is without any failure. */
export function percent(rate: number | undefined): string {
  if (rate === undefined) return '';
  const tenths = Math.floor(rate * 1000 + 1e-9) / 10;
  return `${tenths > 99 && tenths < 100 ? tenths.toFixed(1) : Math.floor(tenths)} %`;
}

const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The time of today, else the day. */
export function when(at: number, now: number = Date.now()): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? clock.format(at) : day.format(at);
}

/** In words: `20 recent, 2 not completed, 1.2 ms to 14 ms`; empty without any. */
export function trendText({ trend }: Pick<MetricsRow, 'trend'>): string {
  if (trend.length === 0) return '';
  const failed = trend.filter(({ status }) => status !== 'completed').length;
  const times = trend.map(({ durationMs }) => durationMs);
  const range = `${duration(Math.min(...times))} to ${duration(Math.max(...times))}`;
  return `${trend.length} recent, ${failed === 0 ? 'all completed' : `${failed} not completed`}, ${range}`;
}

export interface Sorting {
  readonly column: ColumnId;
  readonly isDescending: boolean;
}

/** Rows that are alike stay in the order of their names. */
export function sorted(
  rows: readonly MetricsRow[],
  { column, isDescending }: Sorting,
): readonly MetricsRow[] {
  const key = columns.find(({ id }) => id === column)?.key ?? (row => row.name);
  const direction = isDescending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) return a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return left < right ? -direction : direction;
  });
}
