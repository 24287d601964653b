/** The table: a header that sorts, and a row for each skill, of which only those on the screen are drawn. */

import { html, nothing, type TemplateResult } from 'lit';
import type { MetricsRow } from '../../message/metrics.ts';
import { icon } from '../view/icon.ts';
import { VirtualRows } from '../view/virtual-rows.ts';
import { type Column, columns } from './columns.ts';
import type { MetricsModel } from './metrics-model.ts';
import { sparkline } from './sparkline.ts';

/** Below this share of completed executions a skill wants attention. */
const concern = 0.9;

export class MetricsTable extends VirtualRows<MetricsModel> {
  #active = 0;

  protected override rowCount(): number {
    return this.model.rows.length;
  }

  protected override frame(rows: TemplateResult): TemplateResult {
    const { rows: all, sorting } = this.model;
    return html`<div
      class="table"
      role="grid"
      aria-label="Metrics of skills"
      aria-rowcount=${all.length + 1}
      aria-colcount=${columns.length}
    >
      <div class="cells header" role="row" aria-rowindex="1">
        ${columns.map(column => {
          const isSorted = column.id === sorting.column;
          const direction = sorting.isDescending ? 'descending' : 'ascending';
          return html`<div
            class="cell ${column.id}"
            role="columnheader"
            aria-sort=${isSorted ? direction : 'none'}
          >
            <button type="button" title=${column.description} @click=${() => this.model.sortBy(column.id)}>
              <span>${column.title}</span>${isSorted ? icon(sorting.isDescending ? 'arrow-down' : 'arrow-up', 'small') : nothing}
            </button>
          </div>`;
        })}
      </div>
      <div
        class="viewport"
        role="rowgroup"
        tabindex="0"
        aria-label="Skills"
        aria-activedescendant="metrics-row-${this.#active}"
        @keydown=${this.#onKey}
      >
        ${rows}
      </div>
    </div>`;
  }

  protected override row(index: number): TemplateResult {
    const row = this.model.rows[index];
    if (row === undefined) return html``;
    const isSelected = row.id === this.model.selected?.id;
    return html`<div
      id="metrics-row-${index}"
      class="row cells ${isSelected ? 'selected' : ''} ${index === this.#active ? 'active' : ''}"
      role="row"
      aria-rowindex=${index + 2}
      aria-selected=${isSelected ? 'true' : 'false'}
      @click=${() => this.#choose(index)}
      @dblclick=${() => row.exists && this.model.open(row.id)}
    >
      ${columns.map(column => this.#cell(column, row))}
    </div>`;
  }

  #cell(column: Column, row: MetricsRow): TemplateResult {
    const text = column.text(row);
    if (column.id === 'trend')
      return html`<div class="cell trend" role="gridcell" title=${text} aria-label=${text || 'none'}>
        ${sparkline(row.trend)}
      </div>`;
    if (column.id === 'name')
      return html`<div class="cell name" role="gridcell" title=${row.exists ? row.id : `${row.name} is gone`}>
        <span class="label ${row.exists ? '' : 'gone'}">${text}</span>
        <span class="muted">${row.exists ? row.category : 'removed'}</span>
      </div>`;
    const isConcern = column.id === 'success' && row.successRate !== undefined && row.successRate < concern;
    return html`<div class="cell ${column.id} number ${isConcern ? 'concern' : ''}" role="gridcell">
      ${isConcern ? icon('warning', 'small') : nothing}${text}
    </div>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const last = this.model.rows.length - 1;
    const to = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + this.rowsPerPage,
      PageUp: this.#active - this.rowsPerPage,
      Home: 0,
      End: last,
    }[event.key];
    const row = this.model.rows[this.#active];
    if (to !== undefined) this.#choose(Math.max(0, Math.min(last, to)));
    else if (event.key === 'Enter' && row?.exists) this.model.open(row.id);
    else if (event.key === 'Escape') this.model.select(undefined);
    else return;
    event.preventDefault();
  };

  #choose(index: number): void {
    const row = this.model.rows[index];
    if (row === undefined) return;
    this.#active = index;
    this.reveal(index);
    this.model.select(row.id);
    this.requestUpdate();
  }
}

customElements.define('metrics-table', MetricsTable);
