/** Rows of a CSV text: its delimiter is found out, its headings name inputs, its cells become what the schema wants. */

import { formatPath, type JsonObject } from '../../base/json.ts';
import type { JsonSchema } from '../../skill/skill.ts';
import { cellValue } from './cell.ts';
import { type Column, type ColumnChoice, columnsOf } from './column.ts';
import { type CsvRecord, CsvScanner } from './csv.ts';
import { InputsDraft } from './draft.ts';
import { RowsError } from './row.ts';

/** A row that is not checked against the schema yet. */
export interface RawRow {
  readonly line: number;
  readonly text: string;
  readonly inputs: JsonObject;
  readonly issues: readonly string[];
}

const delimiters = [',', ';', '\t', '|'] as const;
/** A heading is found in so much text, or there is none. */
const maxHeading = 1_000_000;

export interface CsvOptions {
  readonly schema: JsonSchema;
  /** By the place of a column; what is not said goes by the heading. */
  readonly choices?: readonly ColumnChoice[];
  /** Told once, before the first row; may throw to end the reading. */
  readonly onColumns: (columns: readonly Column[]) => void;
}

export async function* csvRows(text: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<RawRow> {
  let scanner: CsvScanner | undefined;
  let columns: readonly Column[] | undefined;
  let start = '';
  const read = function* (records: readonly CsvRecord[]): Generator<RawRow> {
    for (const record of records) {
      if (columns !== undefined) yield rowOf(record, columns);
      else {
        columns = headingsOf(record, options);
        options.onColumns(columns);
      }
    }
  };
  for await (const piece of text) {
    let next = piece;
    if (scanner === undefined) {
      start += piece;
      if (!hasWholeLine(start) && start.length < maxHeading) continue;
      scanner = new CsvScanner(delimiterOf(start, options.schema));
      next = start;
    }
    yield* read(scanner.feed(next));
  }
  if (scanner === undefined) {
    scanner = new CsvScanner(delimiterOf(start, options.schema));
    yield* read(scanner.feed(start));
  }
  yield* read(scanner.end());
  if (columns === undefined) throw new RowsError('The table is empty: its first line names the inputs.');
}

function hasWholeLine(text: string): boolean {
  return new CsvScanner(',').feed(text).length > 0;
}

/** Of those that may be meant the one with which most headings are inputs, or else the one with most headings. */
function delimiterOf(start: string, schema: JsonSchema): string {
  const scored = delimiters.map(delimiter => {
    const scanner = new CsvScanner(delimiter);
    const [first] = [...scanner.feed(start), ...scanner.end()];
    const columns = columnsOf(first?.cells ?? [], schema);
    const known = columns.filter(({ path, problem }) => path !== undefined && problem === undefined).length;
    return { delimiter, known: columns.length === 1 ? known - 1 : known, count: columns.length };
  });
  const [best] = scored.sort((a, b) => b.known - a.known || b.count - a.count);
  return best?.delimiter ?? ',';
}

function headingsOf(record: CsvRecord, { schema, choices }: CsvOptions): readonly Column[] {
  if (record.problem !== undefined)
    throw new RowsError(`In the headings (line ${record.line}), ${record.problem}.`);
  return columnsOf(record.cells, schema, choices);
}

function rowOf({ cells, line, problem }: CsvRecord, columns: readonly Column[]): RawRow {
  const draft = new InputsDraft();
  const issues: string[] = problem === undefined ? [] : [problem];
  if (cells.length !== columns.length) issues.push(`expected ${count(columns.length)}, got ${cells.length}`);
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (column.path === undefined) {
      if (column.heading === '' && cell !== undefined && cell.trim() !== '')
        issues.push(`column ${index + 1} has no heading, but holds ${JSON.stringify(cell.slice(0, 60))}`);
      continue;
    }
    const read = cellValue(cell, column);
    if ('issue' in read) issues.push(`${formatPath(column.path)}: ${read.issue}`);
    else if (read.value !== undefined) draft.set(column.path, read.value);
  }
  return { line, text: JSON.stringify(cells), inputs: draft.inputs(), issues };
}

function count(columns: number): string {
  return `${columns} ${columns === 1 ? 'cell' : 'cells'}`;
}
