/** Rows of metrics as text that other programs read. */

import type { MetricsFormat, MetricsRow } from '../../message/metrics.ts';
import { csvLine, shownCell } from '../../workflow/row/csv.ts';

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

/** Nothing in it is a formula: a category may have any name that a folder can have. */
function csv(rows: readonly MetricsRow[]): string {
  const lines = [columns.map(([name]) => name), ...rows.map(row => columns.map(([, value]) => value(row)))];
  return lines.map(line => csvLine(line.map(cell))).join('');
}

function cell(value: unknown): string | undefined {
  return value === undefined ? undefined : shownCell(String(value));
}
