/** The metrics' page as a whole: what narrows and exports, the table, one skill from near. */

import { html, nothing, type TemplateResult } from 'lit';
import type { CacheCounts, ResultStatistics } from '../../message/metrics.ts';
import { emptyState } from '../view/empty-state.ts';
import { iconButton } from '../view/icon.ts';
import { count, plural } from '../view/units.ts';
import { View } from '../view/view.ts';
import { percent } from './columns.ts';
import type { MetricsModel } from './metrics-model.ts';
import './metrics-table.ts';
import './skill-detail.ts';

export class MetricsPage extends View<MetricsModel> {
  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('keydown', this.#onKey);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { state } = this.model;
    if (state === undefined) return html``;
    return html`
      ${this.#toolbar()}
      ${state.obstacle === undefined ? nothing : html`<p class="notice" role="status">${state.obstacle}</p>`}
      <main>${this.#content()}</main>
      <skill-detail .model=${this.model}></skill-detail>
      ${this.#footer()}
      <div class="unseen" role="status" aria-live="polite">${this.model.announcement}</div>
    `;
  }

  #toolbar(): TemplateResult {
    const { state, rows, filter } = this.model;
    return html`<header class="toolbar">
      <input
        type="search"
        class="filter"
        placeholder="Filter by name or category"
        aria-label="Filter by name or category"
        .value=${filter}
        @input=${(event: Event) => this.model.filterBy((event.target as HTMLInputElement).value)}
      />
      ${(state?.roots.length ?? 0) > 1 ? this.#roots() : nothing}
      <span class="summary muted">${this.#summary()}</span>
      <span class="grow"></span>
      ${iconButton({ icon: 'table', title: 'Export as CSV', onClick: () => this.model.export('csv'), disabled: rows.length === 0 })}
      ${iconButton({ icon: 'json', title: 'Export as JSON', onClick: () => this.model.export('json'), disabled: rows.length === 0 })}
    </header>`;
  }

  #roots(): TemplateResult {
    const { state } = this.model;
    return html`<select
      aria-label="Folder"
      @change=${(event: Event) => this.model.chooseRoot((event.target as HTMLSelectElement).value)}
    >
      ${state?.roots.map(
        ({ id, name }) => html`<option value=${id} ?selected=${id === state.rootId}>${name}</option>`,
      )}
    </select>`;
  }

  #summary(): string {
    const { rows } = this.model;
    const runs = rows.reduce((sum, row) => sum + row.runs, 0);
    const executions = rows.reduce((sum, row) => sum + row.runs + row.calls, 0);
    const completed = rows.reduce((sum, row) => sum + (row.runs + row.calls) * (row.successRate ?? 0), 0);
    const rate = executions === 0 ? '' : ` · ${percent(completed / executions)} completed`;
    return `${plural(rows.length, 'skill')} · ${plural(runs, 'run')}${rate}`;
  }

  #content(): TemplateResult {
    const { state, rows, filter } = this.model;
    if (state?.isLoaded === false) return html`<p class="muted" role="status">Reading the history…</p>`;
    if (rows.length > 0) return html`<metrics-table .model=${this.model}></metrics-table>`;
    if (filter !== '')
      return emptyState({
        text: `No skill matches "${filter}".`,
        action: { label: 'Clear Filter', onClick: () => this.model.filterBy('') },
      });
    return emptyState({
      text: 'There are no skills yet. How often each runs, how long it takes and how it ends appears here.',
    });
  }

  #footer(): TemplateResult | typeof nothing {
    const { cache, results } = this.model.state ?? {};
    if (cache === undefined && results === undefined) return nothing;
    return html`<footer class="muted number">
      ${cache === undefined ? nothing : html`<p>${skillCacheText(cache)}</p>`}
      ${results === undefined ? nothing : html`<p>${resultCacheText(results)}</p>`}
    </footer>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key !== '/' || isTyping) return;
    event.preventDefault();
    this.querySelector<HTMLInputElement>('.filter')?.focus();
  };
}

function skillCacheText({ hits, misses, evictions, entries }: CacheCounts): string {
  return `Cache of skills and searches: ${count(hits)} hits · ${othersText({ misses, evictions, entries })}`;
}

function resultCacheText({ hits, ...others }: ResultStatistics): string {
  const places = `${count(hits.memory)} from memory, ${count(hits.database)} from the database, ${count(hits.redis)} from Redis`;
  const all = hits.memory + hits.database + hits.redis;
  return `Results of skills tagged @cache: ${count(all)} hits (${places}) · ${othersText(others)}`;
}

function othersText({ misses, evictions, entries }: Omit<CacheCounts, 'hits'>): string {
  return `${count(misses)} misses · ${count(evictions)} evictions · ${count(entries)} entries`;
}

customElements.define('metrics-page', MetricsPage);
