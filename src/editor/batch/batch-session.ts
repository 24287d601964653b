/** One skill's batch: its rows, what became of each, and the runs that are on. Knows nothing of tabs. */

import { type Disposable, toDisposable } from '../../base/disposal.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { formatPath, isJsonObject, type JsonObject } from '../../base/json.ts';
import type {
  BatchOptions,
  BatchOptionsChange,
  BatchPhase,
  BatchSkill,
  BatchState,
} from '../../message/batch.ts';
import type { BatchShelf } from '../../node/batch-shelf.ts';
import type { Limits } from '../../run/outcome.ts';
import type { Runner, SkillSource } from '../../run/port.ts';
import type { Skill } from '../../skill/skill.ts';
import { batchResults } from '../../workflow/batch.ts';
import type { BatchProgress } from '../../workflow/batch-progress.ts';
import { BatchTable, noRows, type RowState } from '../../workflow/batch-table.ts';
import type { ColumnChoice } from '../../workflow/row/column.ts';
import { snapshot } from '../../workflow/snapshot.ts';
import { type ReadTable, type RowsSource, readTable } from './read-table.ts';

/** Keeps rows and outcomes for the next window. */
export type Shelf = Pick<BatchShelf, 'begin' | 'add' | 'recall' | 'forget'>;

/** What a session needs of the editor. */
export interface BatchWorld {
  /** Of the skill, for the page to come back with. */
  readonly id: string;
  readonly runner: Runner;
  /** As it is now; `undefined` when its file is gone. */
  skill(): Skill | undefined;
  /** What the page is told of it. */
  describe(skill: Skill): BatchSkill;
  source(): SkillSource;
  limits(): Limits;
  isTrusted(): boolean;
  /** Where it is kept for the next window; absent where it is not. */
  readonly shelf?: Shelf;
  /** Lets so many runs go on at the same time, until what is returned is disposed. */
  lend(threads: number): Disposable;
}

/** Rows that run again when those are wanted that did not complete. */
const failedStates: ReadonlySet<RowState> = new Set(['failed', 'timed-out', 'cancelled']);
const restStates: ReadonlySet<RowState> = new Set(['ready', 'not-run', 'cancelled']);

/** Disposing it cancels what is on. */
export class BatchSession implements Disposable {
  readonly #world: BatchWorld;
  readonly #changed = new Emitter<undefined>();
  /** Of anything in {@link state}. */
  readonly onDidChange: Event<undefined> = this.#changed.event;
  #table = new BatchTable([]);
  #tableId = 0;
  #source: RowsSource | undefined;
  #read: ReadTable | undefined;
  #choices: ColumnChoice[] = [];
  /** The skill that the rows were read for. */
  #readFor: Skill | undefined;
  /** The skill as it was when the batch that is on began. */
  #ranAs: Skill | undefined;
  #phase: BatchPhase = 'empty';
  #options: BatchOptions;
  #progress: BatchProgress | undefined;
  #end: BatchState['end'];
  #abort: AbortController | undefined;

  constructor(world: BatchWorld, options: BatchOptions) {
    this.#world = world;
    this.#options = options;
  }

  get table(): BatchTable {
    return this.#table;
  }

  get tableId(): number {
    return this.#tableId;
  }

  get isRunning(): boolean {
    return this.#phase === 'running';
  }

  get progress(): BatchProgress | undefined {
    return this.#progress;
  }

  get state(): BatchState {
    const skill = this.#world.skill();
    return {
      id: this.#world.id,
      skill: skill && this.#world.describe(skill),
      phase: this.#phase,
      source: this.#source?.name,
      columns: this.#read?.columns?.map(({ heading, path, problem }) => ({
        heading,
        input: path && formatPath(path),
        problem,
      })),
      problem: this.#read?.problem,
      counts: this.#read === undefined ? noRows() : this.#table.counts,
      revision: this.#table.revision,
      tableId: this.#tableId,
      options: this.#options,
      progress: this.#progress,
      end: this.#end,
      isEdited: this.isRunning && skill !== this.#ranAs,
      isTrusted: this.#world.isTrusted(),
    };
  }

  /** Takes other rows; nothing is kept of those before. */
  async load(source: RowsSource): Promise<void> {
    if (this.isRunning) return;
    this.#source = source;
    this.#choices = [];
    this.#progress = undefined;
    this.#end = undefined;
    await this.#shelve();
    await this.#readAgain(undefined);
  }

  /** Takes the rows and outcomes of the window before, where they were kept. */
  async recall(): Promise<void> {
    const shelved = await this.#world.shelf?.recall();
    const about = shelved && keptAbout(shelved.about);
    if (about === undefined || this.#phase !== 'empty') return;
    const { name, isFile, choices, options } = about;
    this.#source = { name, isFile, bytes: shelved?.bytes ?? new Uint8Array() };
    this.#choices = [...choices];
    this.setOptions(options);
    await this.#readAgain(undefined);
    this.#table.recall(shelved?.outcomes ?? []);
    this.#changed.fire(undefined);
  }

  /** Says which input a column gives; `null` leaves it out. */
  async mapColumn(column: number, input: string | null): Promise<void> {
    if (this.isRunning) return;
    this.#choices[column] = input;
    await this.#shelve();
    await this.#readAgain(undefined);
  }

  setOptions({ timeoutMs, ...change }: BatchOptionsChange): void {
    const time = timeoutMs === undefined ? {} : { timeoutMs: timeoutMs ?? undefined };
    this.#options = { ...this.#options, ...change, ...time };
    this.#changed.fire(undefined);
  }

  /** The skill may be another one than before: rows are checked against what it wants now. */
  async skillChanged(): Promise<void> {
    const skill = this.#world.skill();
    const isOther = JSON.stringify(skill?.inputs) !== JSON.stringify(this.#readFor?.inputs);
    if (this.#source !== undefined && skill !== undefined && isOther && this.#phase === 'ready')
      await this.#readAgain(this.#table);
    else this.#changed.fire(undefined);
  }

  /** Rows of a skill with secret inputs are kept nowhere. */
  async #shelve(): Promise<void> {
    const { shelf, skill } = this.#world;
    const source = this.#source;
    if (shelf === undefined || source === undefined) return;
    if (skill()?.doc.secrets.length !== 0) return shelf.forget();
    const { name, isFile, bytes } = source;
    const { concurrency, timeoutMs, stopOnError } = this.#options;
    const choices = Array.from(this.#choices, choice => choice ?? (choice === null ? false : null));
    const options = { concurrency, timeoutMs: timeoutMs ?? null, stopOnError };
    shelf.begin({ bytes, about: { name, isFile, choices, options } });
  }

  async #readAgain(before: BatchTable | undefined): Promise<void> {
    const source = this.#source;
    const skill = this.#world.skill();
    if (source === undefined || skill === undefined) return;
    this.#readFor = skill;
    this.#phase = 'reading';
    this.#changed.fire(undefined);
    const read = await readTable(source, skill.inputs, this.#choices);
    if (this.#source !== source || this.#readFor !== skill) return;
    this.#read = read;
    this.#table = new BatchTable(read.rows, before);
    this.#tableId++;
    this.#phase = 'ready';
    this.#changed.fire(undefined);
  }

  /**
   * Settles when the batch has ended. All of its runs are of the skills as they are now: who edits one meanwhile
   * changes nothing in it.
   */
  async run(which: 'all' | 'rest' | 'failed'): Promise<void> {
    const skill = this.#world.skill();
    if (this.#phase !== 'ready' || skill === undefined || !this.#world.isTrusted()) return;
    const indices = this.#toRun(which);
    if (indices.length === 0) return;
    this.#phase = 'running';
    this.#ranAs = skill;
    this.#end = undefined;
    this.#progress = undefined;
    const abort = new AbortController();
    this.#abort = abort;
    const lent = this.#world.lend(this.#options.concurrency);
    this.#changed.fire(undefined);
    try {
      const done = await this.#runRows(skill, indices, abort.signal);
      for (const index of indices) this.#table.leave(index);
      this.#end = abort.signal.aborted ? 'cancelled' : done < indices.length ? 'stopped' : 'finished';
    } finally {
      lent.dispose();
      this.#abort = undefined;
      this.#phase = 'ready';
      await this.skillChanged();
    }
  }

  /** Ends what is on as cancelled; what has not begun is not run. */
  cancel(): void {
    this.#abort?.abort();
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }

  #toRun(which: 'all' | 'rest' | 'failed'): readonly number[] {
    if (which === 'failed') return this.#table.indicesOf(failedStates);
    if (which === 'rest') return this.#table.indicesOf(restStates);
    return this.#table.rows.flatMap((row, index) => (row.issues.length === 0 ? [index] : []));
  }

  /** How many rows have an outcome. */
  async #runRows(skill: Skill, indices: readonly number[], signal: AbortSignal): Promise<number> {
    const table = this.#table;
    const { concurrency, timeoutMs, stopOnError } = this.#options;
    const items = function* () {
      for (const index of indices) {
        table.begin(index);
        yield { skill: skill.name, inputs: table.rows[index]?.inputs ?? {} };
      }
    };
    let done = 0;
    const results = batchResults(items(), {
      runner: this.#world.runner,
      source: snapshot(this.#world.source()),
      limits: this.#world.limits(),
      maxConcurrent: concurrency,
      stopOnError,
      signal,
      total: indices.length,
      ...(timeoutMs !== undefined && { timeout: timeoutMs }),
      onProgress: progress => {
        this.#progress = progress;
        this.#changed.fire(undefined);
      },
    });
    for await (const { index, outcome } of results) {
      const row = indices[index] ?? 0;
      table.end(row, outcome);
      const kept = table.outcomeOf(row);
      if (kept !== undefined) this.#world.shelf?.add({ index: row, outcome: kept });
      done++;
    }
    return done;
  }
}

/** For those who want to know how a session goes, at most so often; the last change is always told. */
export function throttled(everyMs: number, tell: () => void): Disposable & { ask(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ending = toDisposable(() => clearTimeout(timer));
  return {
    ask() {
      timer ??= setTimeout(() => {
        timer = undefined;
        tell();
      }, everyMs);
    },
    dispose: () => ending.dispose(),
  };
}

interface KeptAbout {
  readonly name: string;
  readonly isFile: boolean;
  readonly choices: readonly ColumnChoice[];
  readonly options: BatchOptionsChange;
}

/** `undefined` when it is none of this version's. JSON has no `undefined`: there `false` is a column that is left out. */
function keptAbout({ name, isFile, choices, options }: JsonObject): KeptAbout | undefined {
  if (typeof name !== 'string' || !Array.isArray(choices) || !isJsonObject(options)) return undefined;
  const { concurrency, timeoutMs, stopOnError } = options;
  if (typeof concurrency !== 'number') return undefined;
  return {
    name,
    isFile: isFile === true,
    choices: choices.map(choice =>
      choice === false ? null : typeof choice === 'string' ? choice : undefined,
    ),
    options: {
      concurrency,
      timeoutMs: typeof timeoutMs === 'number' ? timeoutMs : null,
      stopOnError: stopOnError === true,
    },
  };
}
