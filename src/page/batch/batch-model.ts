/** What the page knows: the state as the editor told it, the part of the table that is looked at, the chosen row. */

import { Emitter, type Event } from '../../base/event.ts';
import { isJsonObject } from '../../base/json.ts';
import type {
  BatchEvents,
  BatchOptionsChange,
  BatchRequests,
  BatchRowDetail,
  BatchState,
  RowState,
  TableRow,
  TableView,
} from '../../message/batch.ts';
import type { Rpc } from '../../message/rpc.ts';
import type { PageMemory } from '../view/page-memory.ts';
import { count, duration, plural } from '../view/units.ts';
import type { Watchable } from '../view/view.ts';
import { RowCache } from './row-cache.ts';

const firstView: TableView = { states: [], sort: 'row', isDescending: false };

export class BatchModel implements Watchable {
  readonly #rpc: Rpc<BatchRequests, BatchEvents>;
  readonly #memory: PageMemory;
  readonly #changed = new Emitter<void>();
  readonly #jumped = new Emitter<number>();
  readonly #cache = new RowCache(
    (from, size) => this.#fetch(from, size),
    () => this.#changed.fire(),
  );
  readonly onDidChange: Event<void> = this.#changed.event;
  /** The table is to go to a place in the view. */
  readonly onDidJump: Event<number> = this.#jumped.event;
  #state: BatchState | undefined;
  #view = firstView;
  #filteredTotal = 0;
  #detail: BatchRowDetail | undefined;
  #isPasting = false;
  #announcement = '';

  constructor(rpc: Rpc<BatchRequests, BatchEvents>, memory: PageMemory) {
    this.#rpc = rpc;
    this.#memory = memory;
  }

  async start(): Promise<void> {
    this.#rpc.on('state', state => this.#take(state));
    this.#take(await this.#rpc.request('ready'));
  }

  get state(): BatchState | undefined {
    return this.#state;
  }

  get view(): TableView {
    return this.#view;
  }

  /** The row that is shown as a whole. */
  get detail(): BatchRowDetail | undefined {
    return this.#detail;
  }

  get isPasting(): boolean {
    return this.#isPasting;
  }

  /** For screen readers. */
  get announcement(): string {
    return this.#announcement;
  }

  get isRunning(): boolean {
    return this.#state?.phase === 'running';
  }

  /** All rows, whatever the view shows. */
  get rowCount(): number {
    return this.countOf();
  }

  /** Rows in the view. */
  get total(): number {
    return this.#view.states.length === 0 ? this.rowCount : this.#filteredTotal;
  }

  countOf(...states: readonly RowState[]): number {
    const counts = Object.entries(this.#state?.counts ?? {});
    return counts
      .filter(([state]) => states.length === 0 || states.includes(state as RowState))
      .reduce((sum, [, number]) => sum + number, 0);
  }

  /** Why nothing can run now, in a few words; `undefined` when it can. */
  get obstacle(): string | undefined {
    const state = this.#state;
    if (state === undefined || state.phase === 'empty') return 'Choose rows first';
    if (!state.isTrusted) return 'Skills do not run in Restricted Mode';
    if (state.skill === undefined) return 'The skill is not there any more';
    if (state.skill.blockers.length > 0) return 'The skill has errors and cannot run yet';
    if (state.phase === 'reading') return 'The rows are being read';
    if (state.columns?.some(({ problem }) => problem !== undefined))
      return 'Some columns do not fit the skill';
    return this.rowCount === this.countOf('invalid') ? 'No row fits the skill' : undefined;
  }

  rowAt(index: number): TableRow | undefined {
    return this.#cache.at(index);
  }

  /** Shows rows of these states only; all without any. */
  filter(...states: readonly RowState[]): void {
    this.#look({ ...this.#view, states });
  }

  /** Sorts by it; the other way round when it is sorted by it already. */
  sortBy(sort: TableView['sort']): void {
    const isDescending = this.#view.sort === sort && !this.#view.isDescending;
    this.#look({ ...this.#view, sort, isDescending });
  }

  #look(view: TableView): void {
    this.#view = view;
    this.#filteredTotal = view.states.reduce((sum, state) => sum + this.countOf(state), 0);
    this.#cache.clear();
    this.#changed.fire();
    this.#announce(`${plural(this.total, 'row')} shown.`);
  }

  /** Goes to the next row of a state below a place, and from the last one to the first. */
  async goToNext(state: RowState, after: number): Promise<void> {
    const answer = await this.#ask(this.#rpc.request('next', { view: this.#view, after, state }));
    if (answer?.index !== undefined) this.#jumped.fire(answer.index);
  }

  async open(row: number): Promise<void> {
    this.#detail = await this.#ask(this.#rpc.request('detail', { row }));
    this.#changed.fire();
  }

  closeDetail(): void {
    this.#detail = undefined;
    this.#changed.fire();
  }

  openDetail(): void {
    if (this.#detail) void this.#ask(this.#rpc.request('openDetail', { row: this.#detail.row }));
  }

  chooseFile(): void {
    void this.#ask(this.#rpc.request('chooseFile'));
  }

  setPasting(isPasting: boolean): void {
    this.#isPasting = isPasting;
    this.#changed.fire();
  }

  paste(text: string): void {
    this.#isPasting = false;
    if (text.trim() !== '') void this.#ask(this.#rpc.request('paste', { text }));
    this.#changed.fire();
  }

  mapColumn(column: number, input: string | null): void {
    void this.#ask(this.#rpc.request('mapColumn', { column, input }));
  }

  setOptions(change: BatchOptionsChange): void {
    void this.#ask(this.#rpc.request('setOptions', change));
  }

  run(rows: 'all' | 'rest' | 'failed'): void {
    if (this.obstacle === undefined && !this.isRunning) void this.#ask(this.#rpc.request('run', { rows }));
  }

  cancel(): void {
    if (this.isRunning) void this.#ask(this.#rpc.request('cancel'));
  }

  export(format: 'jsonl' | 'csv'): void {
    void this.#ask(this.#rpc.request('export', { format }));
  }

  openSkill(): void {
    void this.#ask(this.#rpc.request('openSkill'));
  }

  manageTrust(): void {
    void this.#ask(this.#rpc.request('manageTrust'));
  }

  #take(state: BatchState): void {
    const before = this.#state;
    this.#state = state;
    if (before?.id !== state.id) this.#keep(state.id);
    if (before?.tableId !== state.tableId) {
      this.#view = firstView;
      this.#detail = undefined;
      this.#cache.clear();
    } else if (before.revision !== state.revision) this.#cache.expire();
    if (this.#view.states.length > 0)
      this.#filteredTotal = this.#view.states.reduce((sum, one) => sum + this.countOf(one), 0);
    this.#tell(before, state);
    void this.#refreshDetail();
    this.#changed.fire();
  }

  #keep(id: string): void {
    const kept = this.#memory.get();
    this.#memory.set({ ...(isJsonObject(kept) ? kept : {}), id });
  }

  async #refreshDetail(): Promise<void> {
    const shown = this.#detail;
    const isSettled = shown === undefined || (shown.outcome !== undefined && !this.isRunning);
    if (isSettled) return;
    const detail = await this.#ask(this.#rpc.request('detail', { row: shown.row }));
    if (detail === undefined || this.#detail !== shown || JSON.stringify(detail) === JSON.stringify(shown))
      return;
    this.#detail = detail;
    this.#changed.fire();
  }

  #tell(before: BatchState | undefined, state: BatchState): void {
    // Rows may be read before the page has seen that they are.
    const isRead = before !== undefined && before.tableId !== state.tableId && state.phase === 'ready';
    if (isRead)
      this.#announce(`${plural(this.rowCount, 'row')} read, ${count(this.countOf('invalid'))} invalid.`);
    const isOver = state.phase !== 'running' && state.end !== undefined;
    // A batch may be over before the page has seen that it is on.
    const isNews = before?.end === undefined || before.progress?.elapsedMs !== state.progress?.elapsedMs;
    if (before !== undefined && isOver && isNews) this.#announce(endText(state));
  }

  #announce(text: string): void {
    this.#announcement = text;
    this.#changed.fire();
  }

  async #fetch(from: number, size: number): Promise<readonly TableRow[] | undefined> {
    const view = this.#view;
    const answer = await this.#ask(this.#rpc.request('rows', { view, from, count: size }));
    if (answer === undefined || view !== this.#view || answer.tableId !== this.#state?.tableId)
      return undefined;
    return answer.rows;
  }

  /** What the editor cannot do, it has told by itself. */
  async #ask<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      this.#announce(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

/** `1,200 completed, 4 failed in 12 s.` */
export function endText({ progress, end }: BatchState): string {
  if (progress === undefined) return '';
  const { completed, failed, cancelled } = progress.counts;
  const parts = [
    `${count(completed)} completed`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(progress.counts['timed-out'] > 0 ? [`${count(progress.counts['timed-out'])} timed out`] : []),
    ...(cancelled > 0 ? [`${count(cancelled)} cancelled`] : []),
    ...((progress.total ?? 0) > progress.done
      ? [`${count((progress.total ?? 0) - progress.done)} not run`]
      : []),
  ];
  const why = end === 'stopped' ? 'Stopped at an error: ' : end === 'cancelled' ? 'Cancelled: ' : '';
  return `${why}${parts.join(', ')} in ${duration(progress.elapsedMs)}.`;
}
