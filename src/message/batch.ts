/** The vocabulary between the editor and the page of a batch. The page may only ask for what is named here. */

import type { JsonObject } from '../base/json.ts';
import type { BatchProgress } from '../workflow/batch-progress.ts';
import type { RowCounts, RowOutcome, RowState, TableRow, TableView } from '../workflow/batch-table.ts';

export type { BatchProgress } from '../workflow/batch-progress.ts';
export type { RowCounts, RowOutcome, RowState, TableRow, TableView } from '../workflow/batch-table.ts';

/** The skill that the rows are for. */
export interface BatchSkill {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  /** In the order of the signature. */
  readonly inputs: readonly { readonly name: string; readonly type: string; readonly isRequired: boolean }[];
  /** Errors that keep it from running; empty when it can run. */
  readonly blockers: readonly string[];
}

/** A column of a table and the input that it gives. */
export interface BatchColumn {
  readonly heading: string;
  /** The name or path of the input; `undefined` when the column gives none. */
  readonly input: string | undefined;
  /** Why it cannot be used. */
  readonly problem: string | undefined;
}

export interface BatchOptions {
  /** Runs at the same time. */
  readonly concurrency: number;
  /** Time limit of each run in milliseconds; `undefined` leaves it to the skill and the setting. */
  readonly timeoutMs: number | undefined;
  readonly stopOnError: boolean;
}

/** What is to be otherwise; `null` leaves the time to the skill and the setting again. */
export interface BatchOptionsChange {
  readonly concurrency?: number;
  readonly timeoutMs?: number | null;
  readonly stopOnError?: boolean;
}

export type BatchPhase =
  /** No rows were chosen yet. */
  | 'empty'
  | 'reading'
  /** The rows are there; some may have run before. */
  | 'ready'
  | 'running';

/** The whole state but the rows; sent when the page says it is ready and whenever it changed. */
export interface BatchState {
  /** Of the skill, across several roots; opaque to the page. */
  readonly id: string;
  /** Undefined when its file is gone. */
  readonly skill: BatchSkill | undefined;
  readonly phase: BatchPhase;
  /** Where the rows are from: the name of a file; `undefined` before there are any. */
  readonly source: string | undefined;
  /** Of a CSV text; `undefined` for other rows. */
  readonly columns: readonly BatchColumn[] | undefined;
  /** Why the rows, or the rest of them, could not be read. */
  readonly problem: string | undefined;
  readonly counts: RowCounts;
  /** Grows whenever a row changes; rows that were fetched before are then out of date. */
  readonly revision: number;
  /** Becomes another number when all rows are other rows. */
  readonly tableId: number;
  readonly options: BatchOptions;
  /** Of the batch that is on, or was last. */
  readonly progress: BatchProgress | undefined;
  /** How the last batch ended; `undefined` before the first, and while one is on. */
  readonly end: 'finished' | 'stopped' | 'cancelled' | undefined;
  /** The skill was edited after the batch began, which goes on with the text that it began with. */
  readonly isEdited: boolean;
  readonly isTrusted: boolean;
}

/** Everything about one row. */
export interface BatchRowDetail {
  readonly row: number;
  readonly line: number;
  readonly state: RowState;
  readonly inputs: JsonObject;
  readonly issues: readonly string[];
  readonly outcome: RowOutcome | undefined;
}

/** From the editor to the page. */
export interface BatchEvents {
  state: BatchState;
}

/** From the page to the editor: each request with its parameter and answer. */
export interface BatchRequests {
  ready: { params: undefined; answer: BatchState };
  /** Asks for a file of rows. */
  chooseFile: { params: undefined; answer: undefined };
  /** Rows as text, in any of the formats. */
  paste: { params: { readonly text: string }; answer: undefined };
  /** Says which input a column gives; `null` leaves it out. */
  mapColumn: { params: { readonly column: number; readonly input: string | null }; answer: undefined };
  setOptions: { params: BatchOptionsChange; answer: undefined };
  /** Runs rows that have not run, or those again that did not complete. */
  run: { params: { readonly rows: 'all' | 'rest' | 'failed' }; answer: undefined };
  cancel: { params: undefined; answer: undefined };
  rows: {
    params: { readonly view: TableView; readonly from: number; readonly count: number };
    answer: { readonly tableId: number; readonly total: number; readonly rows: readonly TableRow[] };
  };
  /** Where in the view the next row of a state is. */
  next: {
    params: { readonly view: TableView; readonly after: number; readonly state: RowState };
    answer: { readonly index: number | undefined };
  };
  detail: { params: { readonly row: number }; answer: BatchRowDetail };
  /** Opens inputs and outcome of a row as a JSON document. */
  openDetail: { params: { readonly row: number }; answer: undefined };
  export: { params: { readonly format: 'jsonl' | 'csv' }; answer: undefined };
  openSkill: { params: undefined; answer: undefined };
  manageTrust: { params: undefined; answer: undefined };
}

export type BatchRequestName = keyof BatchRequests;
