/** Results of a batch as a file: JSONL with everything, or CSV for a spreadsheet. */

import type { BatchTable } from '../../workflow/batch-table.ts';
import { cellText } from '../../workflow/row/cell.ts';
import { csvLine, shownCell } from '../../workflow/row/csv.ts';

export type ExportFormat = 'jsonl' | 'csv';

/** All rows in their order, also those that have not run. */
export function exported(table: BatchTable, format: ExportFormat): string {
  return format === 'jsonl' ? asJsonLines(table) : asCsv(table);
}

function asJsonLines(table: BatchTable): string {
  const lines = table.rows.map(({ row, inputs, issues }, index) => {
    const outcome = table.outcomeOf(index);
    return JSON.stringify({
      row,
      status: table.stateOf(index),
      inputs,
      ...(issues.length > 0 && { issues }),
      ...(outcome?.isResultKept && { result: outcome.result }),
      ...(outcome?.error && { error: outcome.error }),
      ...(outcome && { durationMs: outcome.durationMs }),
    });
  });
  return lines.map(line => `${line}\n`).join('');
}

/** One column for each input, and of results that are objects one for each property; nothing in it is a formula. */
function asCsv(table: BatchTable): string {
  const inputs = new Set(table.rows.flatMap(row => Object.keys(row.inputs)));
  const outputs = outputsOf(table);
  const heading = [
    'row',
    'status',
    ...inputs,
    ...(outputs === undefined ? ['result'] : [...outputs].map(name => `result.${name}`)),
    'error',
    'durationMs',
  ];
  const lines = table.rows.map((row, index) => {
    const outcome = table.outcomeOf(index);
    const result = outcome?.isResultKept ? outcome.result : undefined;
    const properties = outputs && new Map(Object.entries(result ?? {}));
    const error = row.issues.length > 0 ? row.issues.join('; ') : outcome?.error?.message;
    return spreadsheetLine([
      String(row.row),
      table.stateOf(index),
      ...[...inputs].map(name => (Object.hasOwn(row.inputs, name) ? cellText(row.inputs[name]) : undefined)),
      ...(properties === undefined || outputs === undefined
        ? [cellText(result)]
        : [...outputs].map(name => cellText(properties.get(name)))),
      error,
      outcome === undefined ? undefined : String(Math.round(outcome.durationMs * 1000) / 1000),
    ]);
  });
  return spreadsheetLine(heading) + lines.join('');
}

function spreadsheetLine(cells: readonly (string | undefined)[]): string {
  return csvLine(cells.map(shownCell));
}

/** The properties of all results; `undefined` when one is no object. */
function outputsOf(table: BatchTable): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const [index] of table.rows.entries()) {
    const outcome = table.outcomeOf(index);
    if (!outcome?.isResultKept) continue;
    const { result } = outcome;
    if (typeof result !== 'object' || result === null || Array.isArray(result)) return undefined;
    for (const name of Object.keys(result)) names.add(name);
  }
  return names.size === 0 ? undefined : names;
}
