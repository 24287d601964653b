/** Rows of metrics as text that other programs read. */

import type { MetricsFormat, MetricsRow } from '../../message/metrics.ts';

const columns = [
  ['name', row => row.name],
  ['category', row => row.category],
  ['exists', row => row.exists],
  ['runs', row => row.runs],
  ['calls', row => row.calls],
  ['successRate', row => row.successRate],
  ['meanMs', row => row.meanMs],
  ['p50Ms', row => row.p50Ms],
  ['p95Ms', row => row.p95Ms],
  ['cacheHits', row => row.cacheHits],
  ['tokens', row => row.tokens],
  ['lastAt', row => (row.lastAt === undefined ? undefined : new Date(row.lastAt).toISOString())],
] as const satisfies readonly (readonly [string, (row: MetricsRow) => unknown])[];

/** CSV as RFC 4180 has it, or an array of objects; numbers as they are, times in ISO 8601. */
export function metricsText(rows: readonly MetricsRow[], format: MetricsFormat): string {
  return format === 'csv' ? csv(rows) : `${JSON.stringify(rows.map(object), undefined, 2)}\n`;
}

function object(row: MetricsRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columns.map(([name, value]) => [name, value(row) ?? null]));
}

function csv(rows: readonly MetricsRow[]): string {
  const lines = [columns.map(([name]) => name), ...rows.map(row => columns.map(([, value]) => value(row)))];
  return lines.map(line => `${line.map(cell).join(',')}\r\n`).join('');
}

/** A name or category cannot begin a formula: both are made of file names. */
function cell(value: unknown): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
