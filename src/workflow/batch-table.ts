/** The rows of a batch and what became of each, as a table that can be filtered, sorted and looked at in parts. */

import type { JsonValue } from '../base/json.ts';
import type { LogLine, Outcome, RunError, RunStatus } from '../run/outcome.ts';
import type { Row } from './row/row.ts';

/** In the order in which a table sorts them. */
export const rowStates = [
  'running',
  'invalid',
  'failed',
  'timed-out',
  'cancelled',
  'completed',
  'ready',
  'not-run',
] as const;
/** `ready` and `invalid` rows have not run; `not-run` rows were left when a batch ended before them. */
export type RowState = (typeof rowStates)[number];

export type RowCounts = Readonly<Record<RowState, number>>;

export interface TableView {
  /** Rows of these states; all when it is empty. */
  readonly states: readonly RowState[];
  readonly sort: 'row' | 'state' | 'duration';
  readonly isDescending: boolean;
}

/** A row as a table shows it. */
export interface TableRow {
  readonly row: number;
  readonly line: number;
  readonly state: RowState;
  /** Milliseconds; `undefined` for a row that has not run. */
  readonly durationMs: number | undefined;
  /** The beginning of the inputs as JSON. */
  readonly inputs: string;
  /** The beginning of the result as JSON, of the error, or of what is wrong with the row. */
  readonly summary: string;
}

/** What is kept of a row's run. */
export interface RowOutcome {
  readonly status: RunStatus;
  /** Absent when it is not kept: see `isResultKept`. */
  readonly result?: JsonValue;
  readonly isResultKept: boolean;
  readonly error?: RunError;
  readonly logs: readonly LogLine[];
  /** Log lines that are not kept. */
  readonly droppedLogs: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly resultBytes: number;
}

/** A row's outcome, by the row's place, to be kept elsewhere. */
export interface KeptOutcome {
  readonly index: number;
  readonly outcome: RowOutcome;
}

export function noRows(): Record<RowState, number> {
  return Object.fromEntries(rowStates.map(state => [state, 0])) as Record<RowState, number>;
}

const maxLogs = 100;
const maxResultBytes = 256 * 1024 * 1024;
const summaryChars = 300;

export class BatchTable {
  readonly rows: readonly Row[];
  readonly #states: RowState[];
  readonly #outcomes: (RowOutcome | undefined)[] = [];
  readonly #counts: Record<RowState, number>;
  #resultBytes = 0;
  #revision = 0;
  #shown: { readonly key: string; readonly indices: readonly number[] } | undefined;

  /** @param before - the same rows as they were read before: where a text is the same, its outcome is kept */
  constructor(rows: readonly Row[], before?: BatchTable) {
    this.rows = rows;
    this.#counts = noRows();
    this.#states = rows.map((row, index) => this.#firstState(row, index, before));
    for (const state of this.#states) this.#counts[state]++;
  }

  #firstState(row: Row, index: number, before: BatchTable | undefined): RowState {
    const outcome = before?.rows[index]?.text === row.text ? before.outcomeOf(index) : undefined;
    if (row.issues.length > 0) return 'invalid';
    if (outcome === undefined || before?.stateOf(index) === 'invalid') return 'ready';
    this.#outcomes[index] = outcome;
    if (outcome.isResultKept) this.#resultBytes += outcome.resultBytes;
    return outcome.status;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  get counts(): RowCounts {
    return { ...this.#counts };
  }

  stateOf(index: number): RowState | undefined {
    return this.#states[index];
  }

  outcomeOf(index: number): RowOutcome | undefined {
    return this.#outcomes[index];
  }

  /** Places of the rows in one of these states, in their order. */
  indicesOf(states: ReadonlySet<RowState>): readonly number[] {
    return this.rows.flatMap((_, index) => (states.has(this.#states[index] as RowState) ? [index] : []));
  }

  begin(index: number): void {
    this.#forget(index);
    this.#set(index, 'running');
  }

  end(index: number, outcome: Outcome): void {
    this.#forget(index);
    const kept = this.#kept(outcome);
    this.#outcomes[index] = kept;
    if (kept.isResultKept) this.#resultBytes += kept.resultBytes;
    const isInvalid = (this.rows[index]?.issues.length ?? 0) > 0;
    this.#set(index, isInvalid ? 'invalid' : outcome.status);
  }

  /** Takes outcomes that were kept elsewhere; of rows that are there and fit, and of each row the last. */
  recall(outcomes: readonly KeptOutcome[]): void {
    for (const { index, outcome } of outcomes) {
      if (this.rows[index]?.issues.length !== 0) continue;
      this.#forget(index);
      this.#outcomes[index] = outcome;
      if (outcome.isResultKept) this.#resultBytes += outcome.resultBytes;
      this.#set(index, outcome.status);
    }
  }

  /** What was to run and has not. */
  leave(index: number): void {
    const state = this.#states[index];
    if (state === 'ready' || state === 'running') this.#set(index, 'not-run');
  }

  /** Part of what a view shows, and how many rows that are in all. */
  window(view: TableView, from: number, count: number): { total: number; rows: readonly TableRow[] } {
    const indices = this.#indices(view);
    return {
      total: indices.length,
      rows: indices.slice(from, from + count).map(index => this.#shownRow(index)),
    };
  }

  /** Where in a view the next row of this state is, from the beginning again when there is none below; `undefined` without any. */
  next(view: TableView, after: number, state: RowState): number | undefined {
    const indices = this.#indices(view);
    const below = indices.findIndex((index, at) => at > after && this.#states[index] === state);
    const at = below >= 0 ? below : indices.findIndex(index => this.#states[index] === state);
    return at < 0 ? undefined : at;
  }

  #kept(outcome: Outcome): RowOutcome {
    const { status, result, error, logs, droppedLogs, startedAt, durationMs, resultBytes } = outcome;
    const isResultKept = result !== undefined && this.#resultBytes + resultBytes <= maxResultBytes;
    return {
      status,
      ...(isResultKept && { result }),
      isResultKept,
      ...(error && { error }),
      logs: logs.slice(0, maxLogs),
      droppedLogs: droppedLogs + Math.max(0, logs.length - maxLogs),
      startedAt,
      durationMs,
      resultBytes,
    };
  }

  #forget(index: number): void {
    const before = this.#outcomes[index];
    if (before?.isResultKept) this.#resultBytes -= before.resultBytes;
    this.#outcomes[index] = undefined;
  }

  #set(index: number, state: RowState): void {
    const before = this.#states[index];
    if (before !== undefined) this.#counts[before]--;
    this.#states[index] = state;
    this.#counts[state]++;
    this.#revision++;
  }

  #indices(view: TableView): readonly number[] {
    const isPlain = view.states.length === 0 && view.sort === 'row';
    const key = JSON.stringify([view, isPlain ? 0 : this.#revision]);
    if (this.#shown?.key !== key) this.#shown = { key, indices: this.#select(view) };
    return this.#shown.indices;
  }

  #select({ states, sort, isDescending }: TableView): readonly number[] {
    const indices =
      states.length === 0 ? this.rows.map((_, index) => index) : [...this.indicesOf(new Set(states))];
    if (sort === 'row') return isDescending ? indices.reverse() : indices;
    const keys = this.rows.map((_, index) =>
      sort === 'state'
        ? rowStates.indexOf(this.#states[index] as RowState)
        : (this.#outcomes[index]?.durationMs ?? -1),
    );
    const sign = isDescending ? -1 : 1;
    return indices.sort((a, b) => sign * ((keys[a] ?? 0) - (keys[b] ?? 0)) || a - b);
  }

  #shownRow(index: number): TableRow {
    const row = this.rows[index] as Row;
    const outcome = this.#outcomes[index];
    return {
      row: row.row,
      line: row.line,
      state: this.#states[index] as RowState,
      durationMs: outcome?.durationMs,
      inputs: JSON.stringify(row.inputs).slice(0, summaryChars),
      summary: summaryOf(row, outcome).slice(0, summaryChars),
    };
  }
}

function summaryOf({ issues }: Row, outcome: RowOutcome | undefined): string {
  if (issues.length > 0) return issues.join('; ');
  if (outcome === undefined) return '';
  if (outcome.error !== undefined) return `${outcome.error.name}: ${outcome.error.message}`;
  return outcome.isResultKept ? JSON.stringify(outcome.result ?? null) : 'The result is not kept.';
}
