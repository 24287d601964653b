/** The top of the page: the skill, where the rows come from, how they run, and the button that runs them. */

import { html, type TemplateResult } from 'lit';
import { icon, iconButton } from '../view/icon.ts';
import { count, plural } from '../view/units.ts';
import { View } from '../view/view.ts';
import type { BatchModel } from './batch-model.ts';

export class BatchHeader extends View<BatchModel> {
  protected override render(): TemplateResult {
    const { model } = this;
    const { state } = model;
    const isFixed = model.isRunning;
    return html`
      <div class="bar">
        <h1 class="skill-name" title=${state?.skill?.description ?? ''}>${state?.skill?.name ?? 'Batch'}</h1>
        <span class="muted category">${state?.skill?.category ?? ''}</span>
        ${iconButton({
          icon: 'go-to-file',
          title: 'Open Skill',
          disabled: state?.skill === undefined,
          onClick: () => model.openSkill(),
        })}
        <span class="separator"></span>
        ${this.#tool('folder-opened', 'Choose File…', isFixed, () => model.chooseFile())}
        ${this.#tool('clippy', 'Paste Rows…', isFixed, () => model.setPasting(!model.isPasting))}
        <span class="source">${this.#source()}</span>
      </div>
      <div class="bar">${this.#options()}<span class="grow"></span>${this.#runButtons()}</div>
    `;
  }

  #source(): TemplateResult | string {
    const { state, rowCount } = this.model;
    if (state?.source === undefined) return '';
    if (state.phase === 'reading') return html`<span class="muted">Reading ${state.source}…</span>`;
    return html`<span class="source-name" title=${state.source}>${state.source}</span>
      <span class="muted number">${plural(rowCount, 'row')}</span>`;
  }

  #tool(name: string, text: string, isDisabled: boolean, onClick: () => void): TemplateResult {
    return html`<button
      type="button"
      class="tool"
      aria-disabled=${isDisabled ? 'true' : 'false'}
      @click=${() => isDisabled || onClick()}
    >
      ${icon(name)}<span>${text}</span>
    </button>`;
  }

  #options(): TemplateResult {
    const { model } = this;
    const options = model.state?.options;
    const isFixed = model.isRunning || options === undefined;
    return html`
      <label class="option" title="How many rows run at the same time"
        ><span>At once</span>
        <input
          type="number"
          id="concurrency"
          min="1"
          max="64"
          ?disabled=${isFixed}
          .value=${String(options?.concurrency ?? 1)}
          @change=${(event: Event) => {
            const concurrency = wholeNumber(event, 64) ?? options?.concurrency ?? 1;
            model.setOptions({ concurrency });
          }}
      /></label>
      <label class="option" title="Time limit of each run; empty for the skill's own, or the setting"
        ><span>Time limit</span>
        <input
          type="number"
          id="timeout"
          min="1"
          max="300000"
          placeholder="default"
          ?disabled=${isFixed}
          .value=${options?.timeoutMs === undefined ? '' : String(options.timeoutMs)}
          @change=${(event: Event) => model.setOptions({ timeoutMs: wholeNumber(event, 300_000) ?? null })}
        /><span class="muted">ms</span></label
      >
      <label class="option"
        ><input
          type="checkbox"
          id="stop"
          ?disabled=${isFixed}
          .checked=${options?.stopOnError ?? false}
          @change=${(event: Event) => model.setOptions({ stopOnError: (event.target as HTMLInputElement).checked })}
        /><span>Stop at the first error</span></label
      >
    `;
  }

  /** The main button stays in its place, so that the focus stays on it when a batch starts and ends. */
  #runButtons(): TemplateResult {
    const { model } = this;
    if (model.isRunning)
      return this.#button('debug-stop', 'Cancel', 'Cancel (Escape)', () => model.cancel(), 'main');
    const valid = model.rowCount - model.countOf('invalid');
    const failed = model.countOf('failed', 'timed-out', 'cancelled');
    const rest = model.countOf('not-run', 'cancelled');
    const hasRun = model.countOf('ready') < valid;
    const all = hasRun ? 'Run All Again' : valid === 0 ? 'Run' : `Run ${plural(valid, 'Row')}`;
    return html`
      ${failed > 0 ? this.#button('debug-rerun', `Run Failed Rows Again (${count(failed)})`, '', () => model.run('failed'), '') : ''}
      ${rest > 0 && rest < valid ? this.#button('debug-continue', `Run the Rest (${count(rest)})`, '', () => model.run('rest'), '') : ''}
      ${this.#button('run-all', all, 'Run (Ctrl+Enter)', () => model.run('all'), 'main')}
    `;
  }

  #button(name: string, text: string, title: string, onClick: () => void, kind: string): TemplateResult {
    const obstacle = this.model.isRunning ? undefined : this.model.obstacle;
    return html`<button
      type="button"
      class="run-button ${kind === 'main' && !this.model.isRunning ? '' : 'secondary'}"
      title=${obstacle ?? title}
      aria-disabled=${obstacle === undefined ? 'false' : 'true'}
      @click=${() => obstacle === undefined && onClick()}
    >
      ${icon(name)}<span>${text}</span>
    </button>`;
  }
}

/** `undefined` for what is empty or no number; what is too small or large becomes the nearest that is good. */
function wholeNumber(event: Event, max: number): number | undefined {
  const { value } = event.target as HTMLInputElement;
  const number = Math.round(Number(value));
  if (value.trim() === '' || Number.isNaN(number)) return undefined;
  return Math.max(1, Math.min(max, number));
}

customElements.define('batch-header', BatchHeader);
