/** Which rows are shown, by their states, with how many there are of each; the way to the next bad one; export. */

import { html, type TemplateResult } from 'lit';
import type { RowState } from '../../message/batch.ts';
import { icon } from '../view/icon.ts';
import { count } from '../view/units.ts';
import { View } from '../view/view.ts';
import type { BatchModel } from './batch-model.ts';
import { stateIcons, stateWords } from './row-state.ts';

const order: readonly RowState[] = [
  'ready',
  'running',
  'completed',
  'invalid',
  'failed',
  'timed-out',
  'cancelled',
  'not-run',
];

export class FilterBar extends View<BatchModel> {
  /** Where the table is, for the way to the next row. */
  static override properties = { ...View.properties, activeIndex: { attribute: false } };
  declare activeIndex: () => number;

  protected override render(): TemplateResult {
    const { model } = this;
    const { states } = model.view;
    const present = order.filter(state => model.countOf(state) > 0 || states.includes(state));
    const bad = (['invalid', 'failed', 'timed-out'] as const).find(state => model.countOf(state) > 0);
    const hasRun = model.countOf('ready', 'invalid', 'running') < model.rowCount;
    return html`
      <div class="chips" role="group" aria-label="Rows shown">
        ${this.#chip('All', undefined, model.rowCount, states.length === 0)}
        ${present.map(state => this.#chip(stateWords[state], state, model.countOf(state), states.includes(state)))}
      </div>
      ${
        bad === undefined
          ? ''
          : html`<button type="button" class="tool" @click=${() => void model.goToNext(bad, this.activeIndex())}>
            ${icon('arrow-down')}<span>Next ${stateWords[bad]}</span>
          </button>`
      }
      <span class="grow"></span>
      ${
        hasRun
          ? html`<span class="muted export-label">Export</span>
            <button type="button" class="tool" @click=${() => model.export('jsonl')}>${icon('json')}<span>JSONL</span></button>
            <button type="button" class="tool" @click=${() => model.export('csv')}>${icon('table')}<span>CSV</span></button>`
          : ''
      }
    `;
  }

  #chip(text: string, state: RowState | undefined, number: number, isShown: boolean): TemplateResult {
    return html`<button
      type="button"
      class="chip ${state === undefined ? '' : `state-${state}`}"
      aria-pressed=${isShown ? 'true' : 'false'}
      @click=${() => (state === undefined ? this.model.filter() : this.model.filter(state))}
    >
      ${state === undefined ? '' : icon(stateIcons[state])}<span>${text}</span>
      <span class="number">${count(number)}</span>
    </button>`;
  }
}

customElements.define('filter-bar', FilterBar);
