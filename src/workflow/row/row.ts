/** A row: the inputs of one run as a file gives them, and where in the file they stand. */

import type { JsonObject } from '../../base/json.ts';

export const rowFormats = ['json', 'jsonl', 'csv'] as const;
export type RowFormat = (typeof rowFormats)[number];

export interface Row {
  /** From one, in the order of the text; blank lines and a header are no rows. */
  readonly row: number;
  /** Where it begins in the text, from one. */
  readonly line: number;
  /** As written: two rows of the same text and columns have the same inputs. */
  readonly text: string;
  /** As far as they could be read. */
  readonly inputs: JsonObject;
  /** Why it cannot run, each a sentence with the path: `amount: expected number, got "abc"`; empty when it can. */
  readonly issues: readonly string[];
}

/** Why a text as a whole, or the rest of it, cannot be read as rows. Shown to people as it is. */
export class RowsError extends Error {
  override readonly name = 'RowsError';
}

/** `row 17 (line 19)` */
export function placeOf({ row, line }: Pick<Row, 'row' | 'line'>): string {
  return `row ${row} (line ${line})`;
}
