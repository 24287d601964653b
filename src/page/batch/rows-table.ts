/** All rows, however many, as a grid with one focus stop: state, time, inputs, and what came of them. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import type { TableRow, TableView } from '../../message/batch.ts';
import { emptyState } from '../view/empty-state.ts';
import { icon } from '../view/icon.ts';
import { count, duration } from '../view/units.ts';
import { VirtualRows } from '../view/virtual-rows.ts';
import type { BatchModel } from './batch-model.ts';
import { stateIcons, stateWords } from './row-state.ts';

const sortable: readonly (readonly [sort: TableView['sort'], text: string])[] = [
  ['row', 'Row'],
  ['state', 'State'],
  ['duration', 'Time'],
];

export class RowsTable extends VirtualRows<BatchModel> {
  #active = 0;

  /** The place in the view that has the focus. */
  get activeIndex(): number {
    return this.#active;
  }

  protected override watch(update: () => void): readonly Disposable[] {
    return [...super.watch(update), this.model.onDidJump(index => this.#goTo(index))];
  }

  protected override rowCount(): number {
    return this.model.total;
  }

  protected override frame(rows: TemplateResult): TemplateResult {
    this.#active = Math.max(0, Math.min(this.#active, this.rowCount() - 1));
    return html`<div class="table-head" role="presentation">
        ${sortable.map(([sort, text]) => this.#heading(sort, text))}
        <span class="heading inputs">Inputs</span><span class="heading">Result</span>
      </div>
      <div
        class="viewport rows"
        role="grid"
        tabindex="0"
        aria-label="Rows"
        aria-rowcount=${this.rowCount()}
        aria-colcount="5"
        aria-activedescendant=${this.rowCount() === 0 ? nothing : `row-${this.#active}`}
        @keydown=${this.#onKey}
      >
        ${rows}${this.rowCount() === 0 ? emptyState({ text: 'No row is in this state.' }) : ''}
      </div>`;
  }

  #heading(sort: TableView['sort'], text: string): TemplateResult {
    const { view } = this.model;
    const isSorted = view.sort === sort;
    const direction = view.isDescending ? 'descending' : 'ascending';
    return html`<button
      type="button"
      class="heading heading-${sort}"
      title="Sort by ${text.toLowerCase()}"
      aria-label="${text}${isSorted ? `, sorted, ${direction}` : ''}"
      @click=${() => this.model.sortBy(sort)}
    >
      <span>${text}</span>${isSorted ? icon(view.isDescending ? 'arrow-down' : 'arrow-up') : ''}
    </button>`;
  }

  protected override row(index: number): TemplateResult {
    const row = this.model.rowAt(index);
    const isActive = index === this.#active;
    return html`<div
      class="row batch-row ${isActive ? 'active' : ''} ${row !== undefined && row.row === this.model.detail?.row ? 'open' : ''}"
      role="row"
      id="row-${index}"
      aria-rowindex=${index + 1}
      aria-selected=${isActive ? 'true' : 'false'}
      @click=${() => this.#click(index)}
    >
      ${row === undefined ? html`<span class="muted" role="gridcell">…</span>` : this.#cells(row)}
    </div>`;
  }

  #cells({ row, line, state, durationMs, inputs, summary }: TableRow): TemplateResult {
    return html`<span class="number-cell" role="gridcell" title="Line ${line}">${count(row)}</span>
      <span class="state-cell state-${state}" role="gridcell"
        >${icon(stateIcons[state], state === 'running' ? 'codicon-modifier-spin' : '')}<span>${stateWords[state]}</span></span
      >
      <span class="time-cell" role="gridcell">${durationMs === undefined ? '' : duration(durationMs)}</span>
      <span class="text-cell inputs" role="gridcell">${inputs}</span>
      <span class="text-cell summary state-${state}" role="gridcell">${summary}</span>`;
  }

  #click(index: number): void {
    // A click that ends a selection of text is no click on the row.
    if (getSelection()?.isCollapsed === false) return;
    this.#goTo(index);
    this.#open();
  }

  #goTo(index: number): void {
    this.#active = Math.max(0, Math.min(index, this.rowCount() - 1));
    this.reveal(this.#active);
    this.requestUpdate();
    if (this.model.detail !== undefined) this.#open();
  }

  #open(): void {
    const row = this.model.rowAt(this.#active);
    if (row !== undefined && row.row !== this.model.detail?.row) void this.model.open(row.row);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const at = this.#active;
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#goTo(at + 1),
      ArrowUp: () => this.#goTo(at - 1),
      PageDown: () => this.#goTo(at + this.rowsPerPage),
      PageUp: () => this.#goTo(at - this.rowsPerPage),
      Home: () => this.#goTo(0),
      End: () => this.#goTo(this.rowCount() - 1),
      Enter: () => this.#open(),
      ' ': () => this.#open(),
    };
    if (!Object.hasOwn(steps, event.key)) return;
    steps[event.key]?.();
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('rows-table', RowsTable);
