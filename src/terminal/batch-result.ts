/** A line of a batch's results: what became of one row. The shape is a contract; the help documents it. */

import { createHash } from 'node:crypto';
import type { Outcome, RunStatus } from '../run/outcome.ts';
import { placeOf, type Row } from '../workflow/row/row.ts';
import { errorReport, microseconds } from './report.ts';

/** What a line says of its row when it is read again. */
export interface KnownResult {
  readonly row: number;
  readonly status: RunStatus;
  readonly key: string;
}

/** JSON text without a line end. */
export function resultLine(row: Row, key: string, { status, result, error, durationMs }: Outcome): string {
  const message = row.issues.length === 0 ? error?.message : `${placeOf(row)}: ${row.issues.join('; ')}`;
  return JSON.stringify({
    row: row.row,
    status,
    ...(status === 'completed' ? { result: result ?? null } : {}),
    ...(error === undefined ? {} : { error: { ...errorReport(error), message } }),
    durationMs: microseconds(durationMs),
    key,
  });
}

/** `undefined` for what {@link resultLine} never writes. */
export function readResultLine(text: string): KnownResult | undefined {
  try {
    const { row, status, key } = JSON.parse(text) as Partial<KnownResult>;
    const isKnown = typeof row === 'number' && typeof status === 'string' && typeof key === 'string';
    return isKnown ? { row, status, key } : undefined;
  } catch {
    // No JSON, or `null`.
    return undefined;
  }
}

/** Whether a text may be the beginning of the line for this row. */
export function mayBeTorn(text: string, row: number): boolean {
  const start = `{"row":${row},`;
  return text.startsWith(start) || start.startsWith(text);
}

/** What tells a row of one skill from others: equal for the same skill, headings and text. */
export function keyOf(skill: string, headings: readonly string[], { text }: Pick<Row, 'text'>): string {
  const whole = JSON.stringify([skill, headings, text]);
  return createHash('sha256').update(whole).digest('hex').slice(0, 16);
}
