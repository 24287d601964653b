/** Reads all rows of a text in short pieces, so that the extension host answers others in between. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JsonSchema } from '../../skill/skill.ts';
import type { Column, ColumnChoice } from '../../workflow/row/column.ts';
import { readRows } from '../../workflow/row/read.ts';
import { type Row, RowsError } from '../../workflow/row/row.ts';

export interface RowsSource {
  /** A file's name, which tells the format, or what the rows are called. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether the name is a file's. */
  readonly isFile: boolean;
}

export interface ReadTable {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[] | undefined;
  /** Why the text, or the rest of it, could not be read. */
  readonly problem: string | undefined;
}

const pieceBytes = 32 * 1024;
const sliceMs = 8;

/** Never rejects. Columns that cannot be used are told, and give nothing. */
export async function readTable(
  { name, bytes, isFile }: RowsSource,
  schema: JsonSchema,
  choices: readonly ColumnChoice[],
): Promise<ReadTable> {
  const rows: Row[] = [];
  let columns: readonly Column[] | undefined;
  const options = {
    schema,
    choices,
    ...(isFile && { name }),
    onColumns: (all: readonly Column[]) => {
      columns = all;
    },
  };
  try {
    for await (const row of readRows(inPieces(bytes), options)) rows.push(row);
    return { rows, columns, problem: undefined };
  } catch (error) {
    if (error instanceof RowsError) return { rows, columns, problem: error.message };
    throw error;
  }
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  let started = performance.now();
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield bytes.subarray(at, at + pieceBytes);
    if (performance.now() - started < sliceMs) continue;
    await nextTurn();
    started = performance.now();
  }
}
