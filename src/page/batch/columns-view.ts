/** Which column of a table gives which input, and the chance to say it otherwise. */

import { html, type TemplateResult } from 'lit';
import type { BatchColumn } from '../../message/batch.ts';
import { icon } from '../view/icon.ts';
import { plural } from '../view/units.ts';
import { View } from '../view/view.ts';
import type { BatchModel } from './batch-model.ts';

const leftOut = '';

export class ColumnsView extends View<BatchModel> {
  /** Undefined: open when something is wrong. */
  #isOpen: boolean | undefined;

  protected override render(): TemplateResult | string {
    const columns = this.model.state?.columns;
    if (columns === undefined) return '';
    const wrong = columns.filter(({ problem }) => problem !== undefined).length;
    const missing = this.#missing(columns);
    const isOpen = this.#isOpen ?? wrong + missing.length > 0;
    return html`
      <button
        type="button"
        class="section-head"
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls="columns"
        @click=${() => {
          this.#isOpen = !isOpen;
          this.requestUpdate();
        }}
      >
        ${icon(isOpen ? 'chevron-down' : 'chevron-right')}<span>Columns</span>
        <span class="muted">${this.#summary(columns, wrong)}</span>
      </button>
      <div class="columns" id="columns" ?hidden=${!isOpen}>
        ${columns.map((column, index) => this.#column(column, index))}
        ${missing.map(name => html`<div class="column-note">${icon('warning')}<span>No column gives <b>${name}</b>, which every row needs.</span></div>`)}
      </div>
    `;
  }

  #summary(columns: readonly BatchColumn[], wrong: number): string {
    const used = columns.filter(({ input }) => input !== undefined).length;
    const told = `${used} of ${plural(columns.length, 'column')} used`;
    return wrong === 0 ? told : `${told}, ${plural(wrong, 'problem')}`;
  }

  /** Inputs that must be there and that no column gives, not even in part. */
  #missing(columns: readonly BatchColumn[]): readonly string[] {
    const given = columns.flatMap(({ input }) => input ?? []);
    const inputs = this.model.state?.skill?.inputs ?? [];
    return inputs
      .filter(({ name, isRequired }) => isRequired && !given.some(input => isOf(input, name)))
      .map(({ name }) => name);
  }

  #column({ heading, input, problem }: BatchColumn, index: number): TemplateResult {
    const inputs = this.model.state?.skill?.inputs ?? [];
    const names = inputs.map(({ name }) => name);
    const paths = input === undefined || names.includes(input) ? [] : [input];
    const id = `column-${index}`;
    return html`<div class="column ${problem === undefined ? '' : 'wrong'}">
      <label for=${id} title=${heading}>${heading === '' ? `column ${index + 1}` : heading}</label>
      ${icon('arrow-right')}
      <select
        id=${id}
        ?disabled=${this.model.isRunning}
        aria-invalid=${problem === undefined ? 'false' : 'true'}
        aria-describedby=${problem === undefined ? '' : `${id}-problem`}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.model.mapColumn(index, value === leftOut ? null : value);
        }}
      >
        <option value=${leftOut} .selected=${input === undefined}>left out</option>
        ${[...paths, ...names].map(name => html`<option value=${name} .selected=${name === input}>${name}${typeOf(name, inputs)}</option>`)}
      </select>
      ${problem === undefined ? '' : html`<span class="problem" id="${id}-problem">${icon('error')}<span>${problem}</span></span>`}
    </div>`;
  }
}

function typeOf(name: string, inputs: readonly { readonly name: string; readonly type: string }[]): string {
  const type = inputs.find(input => input.name === name)?.type;
  return type === undefined ? '' : `: ${type}`;
}

function isOf(input: string, name: string): boolean {
  return input === name || input.startsWith(`${name}.`) || input.startsWith(`${name}[`);
}

customElements.define('columns-view', ColumnsView);
