/** What the metrics' page shows: the rows as sorted and filtered, and one skill from near. */

import { Emitter } from '../../base/event.ts';
import { isJsonObject } from '../../base/json.ts';
import type {
  MetricsDetails,
  MetricsEvents,
  MetricsFormat,
  MetricsRequests,
  MetricsRow,
  MetricsState,
} from '../../message/metrics.ts';
import type { Rpc } from '../../message/rpc.ts';
import type { PageMemory } from '../view/page-memory.ts';
import { type ColumnId, columns, type Sorting, sorted } from './columns.ts';

const busiestFirst: Sorting = { column: 'runs', isDescending: true };

export class MetricsModel {
  readonly #rpc: Rpc<MetricsRequests, MetricsEvents>;
  readonly #memory: PageMemory;
  readonly #changes = new Emitter<void>();
  readonly onDidChange = this.#changes.event;
  #state: MetricsState | undefined;
  #rows: readonly MetricsRow[] = [];
  #sorting = busiestFirst;
  #filter = '';
  #selected: string | undefined;
  #details: MetricsDetails | undefined;
  /** What is said to people who cannot see the page. */
  announcement = '';

  constructor(rpc: Rpc<MetricsRequests, MetricsEvents>, memory: PageMemory) {
    this.#rpc = rpc;
    this.#memory = memory;
    this.#recall(memory.get());
    rpc.on('state', state => this.#take(state));
  }

  async start(): Promise<void> {
    this.#take(await this.#rpc.request('ready'));
  }

  /** `undefined` until the editor has answered. */
  get state(): MetricsState | undefined {
    return this.#state;
  }

  /** As they are shown. */
  get rows(): readonly MetricsRow[] {
    return this.#rows;
  }

  get sorting(): Sorting {
    return this.#sorting;
  }

  get filter(): string {
    return this.#filter;
  }

  get selected(): MetricsRow | undefined {
    return this.#state?.rows.find(({ id }) => id === this.#selected);
  }

  /** Of the selected skill; `undefined` while they are on their way. */
  get details(): MetricsDetails | undefined {
    return this.#details;
  }

  /** A second time turns the order round. Numbers begin with the largest. */
  sortBy(column: ColumnId): void {
    const isSame = this.#sorting.column === column;
    const isDescending = isSame ? !this.#sorting.isDescending : column !== 'name';
    this.#sorting = { column, isDescending };
    const { title } = columns.find(({ id }) => id === column) ?? {};
    this.announcement = `Sorted by ${title}, ${isDescending ? 'largest' : 'smallest'} first`;
    this.#arrange();
  }

  filterBy(text: string): void {
    this.#filter = text;
    this.#arrange();
    this.announcement = `${this.#rows.length} of ${this.#state?.rows.length ?? 0} skills`;
  }

  /** `undefined` closes the details. */
  select(id: string | undefined): void {
    if (id === this.#selected) return;
    this.#selected = id;
    this.#details = undefined;
    this.#keep();
    this.#changes.fire();
    void this.#look();
  }

  chooseRoot(rootId: string): void {
    this.select(undefined);
    this.#ask('chooseRoot', { rootId });
  }

  open(id: string): void {
    this.#ask('open', { id });
  }

  run(id: string): void {
    this.#ask('run', { id });
  }

  showRuns(id: string): void {
    this.#ask('showRuns', { id });
  }

  openRun(runId: string): void {
    this.#ask('openRun', { runId });
  }

  /** What is shown, as it is sorted and filtered. */
  export(format: MetricsFormat): void {
    this.#ask('export', { format, ids: this.#rows.map(({ id }) => id) });
  }

  /** The editor itself tells people what went wrong. */
  #ask<K extends 'chooseRoot' | 'open' | 'run' | 'showRuns' | 'openRun' | 'export'>(
    name: K,
    params: MetricsRequests[K]['params'],
  ): void {
    this.#rpc.request(name, params as never).catch(() => undefined);
  }

  #take(state: MetricsState): void {
    this.#state = state;
    if (state.isLoaded && this.selected === undefined) this.#selected = undefined;
    this.#arrange();
    void this.#look();
  }

  async #look(): Promise<void> {
    const id = this.#selected;
    if (id === undefined || this.selected === undefined) return;
    try {
      const details = await this.#rpc.request('details', { id });
      if (id !== this.#selected) return;
      this.#details = details;
      this.#changes.fire();
    } catch {
      // The skill went meanwhile: the next state is without it.
    }
  }

  #arrange(): void {
    const words = this.#filter.toLowerCase().split(/\s+/);
    const matching = (this.#state?.rows ?? []).filter(({ name, category }) =>
      words.every(word => name.toLowerCase().includes(word) || category.toLowerCase().includes(word)),
    );
    this.#rows = sorted(matching, this.#sorting);
    this.#keep();
    this.#changes.fire();
  }

  #keep(): void {
    const { column, isDescending } = this.#sorting;
    const selected = this.#selected ?? null;
    this.#memory.set({ column, isDescending, filter: this.#filter, selected });
  }

  #recall(kept: unknown): void {
    if (!isJsonObject(kept)) return;
    const column = columns.find(({ id }) => id === kept.column)?.id;
    if (column !== undefined) this.#sorting = { column, isDescending: kept.isDescending === true };
    if (typeof kept.filter === 'string') this.#filter = kept.filter;
    if (typeof kept.selected === 'string') this.#selected = kept.selected;
  }
}
