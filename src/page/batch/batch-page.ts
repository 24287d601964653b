/** The page as a whole: header, columns, progress, rows and the chosen one, and the keys that work everywhere in it. */

import { html, type TemplateResult } from 'lit';
import { emptyState } from '../view/empty-state.ts';
import { icon } from '../view/icon.ts';
import { View } from '../view/view.ts';
import './batch-header.ts';
import type { BatchModel } from './batch-model.ts';
import './batch-progress-bar.ts';
import './columns-view.ts';
import './filter-bar.ts';
import './row-detail.ts';
import './rows-table.ts';
import type { RowsTable } from './rows-table.ts';

export class BatchPage extends View<BatchModel> {
  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey, true);
    window.addEventListener('paste', this.#onPaste);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('keydown', this.#onKey, true);
    window.removeEventListener('paste', this.#onPaste);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { model } = this;
    return html`
      <batch-header .model=${model}></batch-header>
      ${this.#notes()}${model.isPasting ? this.#pasteBox() : ''}
      <columns-view .model=${model}></columns-view>
      <batch-progress-bar .model=${model}></batch-progress-bar>
      ${this.#content()}
      <div class="unseen" role="status" aria-live="polite">${model.announcement}</div>
    `;
  }

  #notes(): TemplateResult {
    const { model } = this;
    const { state } = model;
    const blockers = state?.skill?.blockers ?? [];
    return html`
      ${
        state?.isTrusted === false
          ? note(
              'shield',
              'This workspace is in Restricted Mode: rows can be read and checked, but nothing runs.',
              {
                label: 'Manage Workspace Trust',
                onClick: () => model.manageTrust(),
              },
            )
          : ''
      }
      ${
        blockers.length > 0
          ? note('error', `The skill has errors and cannot run yet. ${blockers[0]}`, {
              label: 'Go to Error',
              onClick: () => model.openSkill(),
            })
          : ''
      }
      ${state !== undefined && state.skill === undefined ? note('error', 'The skill is not there any more.') : ''}
      ${state?.problem === undefined ? '' : note('error', state.problem)}
    `;
  }

  #pasteBox(): TemplateResult {
    return html`<form
      class="paste-box"
      @submit=${(event: Event) => {
        event.preventDefault();
        this.model.paste(this.querySelector<HTMLTextAreaElement>('.paste-box textarea')?.value ?? '');
      }}
    >
      <label for="pasted">Rows as CSV, JSON or JSONL</label>
      <textarea id="pasted" rows="6" spellcheck="false"></textarea>
      <div class="paste-actions">
        <button type="submit" class="run-button">Use These Rows</button>
        <button type="button" class="run-button secondary" @click=${() => this.model.setPasting(false)}>Cancel</button>
      </div>
    </form>`;
  }

  protected override updated(): void {
    const box = this.querySelector<HTMLTextAreaElement>('#pasted');
    if (box !== null && !this.#wasPasting) box.focus();
    this.#wasPasting = box !== null;
  }

  #wasPasting = false;

  #content(): TemplateResult {
    const { model } = this;
    const { state } = model;
    if (state === undefined || state.phase === 'empty') {
      return html`<div class="empty-page">
        ${emptyState({
          text: 'A batch runs the skill once for each row of a file: CSV whose first line names the inputs, a JSON array of objects, or JSONL. Choose a file, or paste rows.',
          details: (state?.skill?.inputs ?? []).map(
            ({ name, type, isRequired }) => `${name}${isRequired ? '' : '?'}: ${type}`,
          ),
          action: { label: 'Choose File…', onClick: () => model.chooseFile() },
        })}
      </div>`;
    }
    if (model.rowCount === 0) {
      const text = state.phase === 'reading' ? 'Reading…' : 'There are no rows in it.';
      return html`<div class="empty-page">${emptyState({ text })}</div>`;
    }
    return html`
      <filter-bar
        class="bar"
        .model=${model}
        .activeIndex=${() => this.querySelector<RowsTable>('rows-table')?.activeIndex ?? 0}
      ></filter-bar>
      <main class="table-and-detail ${model.detail === undefined ? '' : 'has-detail'}">
        <rows-table .model=${model}></rows-table>
        <row-detail .model=${model}></row-detail>
      </main>
    `;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#escape();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.model.run('all');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Closes what was opened last, and ends the batch only where nothing is open. */
  #escape(): void {
    const { model } = this;
    if (model.isPasting) model.setPasting(false);
    else if (model.detail !== undefined) {
      model.closeDetail();
      this.querySelector<HTMLElement>('.viewport.rows')?.focus();
    } else model.cancel();
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const isInField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (isInField || this.model.isRunning || text.trim() === '') return;
    event.preventDefault();
    this.model.paste(text);
  };
}

function note(
  name: string,
  text: string,
  action?: { readonly label: string; readonly onClick: () => void },
): TemplateResult {
  return html`<div class="note">
    ${icon(name)}<span>${text}</span>
    ${action === undefined ? '' : html`<button type="button" class="link" @click=${action.onClick}>${action.label}</button>`}
  </div>`;
}

customElements.define('batch-page', BatchPage);
