/** A moment as people say it on the command line. */

import { UsageError } from './usage-error.ts';

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Milliseconds since 1970 of `30m`, `12h`, `7d` or `2w` ago, or of a date, which begins at midnight of the clock on the
 * wall.
 * @throws UsageError for anything else
 */
export function sinceTime(text: string, now: number): number {
  const [, count, unit = ''] = /^(\d+)\s*([smhdw])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (unitMs[unit] as number);
  const isDate = /^\d{4}-\d\d-\d\d/.test(text);
  const time = isDate
    ? Date.parse(text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T'))
    : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new UsageError(
    `--since is a time such as 30m, 12h or 7d, or a date such as 2026-01-31, got "${text}".`,
  );
}
