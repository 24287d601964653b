/** Reads the rows of a batch from bytes: JSON, JSONL or CSV, one after the other, each checked against the schema. */

import type { JsonSchema } from '../../skill/skill.ts';
import { formatIssue, validateInputs } from '../../skill/validate.ts';
import type { Column, ColumnChoice } from './column.ts';
import { csvRows, type RawRow } from './csv-rows.ts';
import { jsonlRows, jsonRows } from './json-rows.ts';
import { type Row, type RowFormat, RowsError } from './row.ts';
import { decoded } from './text.ts';

export interface ReadOptions {
  /** Of the inputs of the skill that the rows are for. */
  readonly schema: JsonSchema;
  /** The name of the file, which tells the format by its ending; without one the text tells. */
  readonly name?: string;
  readonly choices?: readonly ColumnChoice[];
  /** Off for counting: then rows whose values do not fit have no issues. */
  readonly isChecked?: boolean;
  /** Of a table, told once, before its first row. By default a column with a problem ends the reading. */
  readonly onColumns?: (columns: readonly Column[]) => void;
}

/**
 * No more is read than what was asked for, and nothing is kept.
 * @throws RowsError when the text as a whole, or the rest of it, cannot be read
 */
export async function* readRows(
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<Row, void, undefined> {
  const { schema, isChecked = true } = options;
  let count = 0;
  for await (const { inputs, issues, ...place } of rawRows(decoded(bytes), options)) {
    const misfits = isChecked && issues.length === 0 ? validateInputs(schema, inputs).map(formatIssue) : [];
    yield { ...place, row: ++count, inputs, issues: [...issues, ...misfits] };
  }
}

async function* rawRows(text: AsyncGenerator<string>, options: ReadOptions): AsyncGenerator<RawRow> {
  const { schema, choices, onColumns = refuseProblems } = options;
  const { format, all } = await formatOf(text, options.name);
  if (format === 'json') yield* jsonRows(all);
  else if (format === 'jsonl') yield* jsonlRows(all);
  else yield* csvRows(all, { schema, ...(choices && { choices }), onColumns });
}

const endings: Readonly<Record<string, RowFormat>> = {
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'csv',
  tsv: 'csv',
};

/** The format, and the text with what was looked at. */
async function formatOf(
  text: AsyncGenerator<string>,
  name: string | undefined,
): Promise<{ readonly format: RowFormat; readonly all: AsyncIterable<string> }> {
  const known = endings[/\.(\w+)$/.exec(name ?? '')?.[1]?.toLowerCase() ?? ''];
  if (known !== undefined) return { format: known, all: text };
  let start = '';
  while (start.trim() === '') {
    const next = await text.next();
    if (next.done) break;
    start += next.value;
  }
  const first = start.trimStart()[0];
  if (first === undefined) throw new RowsError('There are no rows: the text is empty.');
  return { format: first === '[' ? 'json' : first === '{' ? 'jsonl' : 'csv', all: withStart(start, text) };
}

async function* withStart(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** @throws RowsError that names every column that cannot be used */
export function refuseProblems(columns: readonly Column[]): void {
  const wrong = columns.flatMap(({ heading, problem }, index) =>
    problem === undefined ? [] : [`column ${index + 1} ("${heading}"): ${problem}`],
  );
  if (wrong.length > 0) throw new RowsError(`The headings do not fit the skill: ${wrong.join('; ')}`);
}
