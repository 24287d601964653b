/** The right-hand side of the panel: how the run stands, and its result, log and calls under tabs. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Outcome } from '../../message/run-panel.ts';
import type { PanelModel } from './panel-model.ts';
import './call-tree.ts';
import { emptyState } from '../view/empty-state.ts';
import { icon, iconButton } from '../view/icon.ts';
import { errorView } from './error-view.ts';
import './log-list.ts';
import type { OutcomeTab } from './remembered.ts';
import './result-tree.ts';
import './run-clock.ts';
import { statusIcons, statusWords } from '../view/status.ts';
import { count, duration, size } from '../view/units.ts';
import { View } from '../view/view.ts';

const tabs: readonly OutcomeTab[] = ['result', 'log', 'calls'];
const tabTitles: Readonly<Record<OutcomeTab, string>> = { result: 'Result', log: 'Log', calls: 'Calls' };

export class OutcomePane extends View<PanelModel> {
  protected override watch(update: () => void): readonly Disposable[] {
    return [...super.watch(update), this.model.onDidStream(update)];
  }

  protected override render(): TemplateResult {
    return html`
      <div class="pane-head">${this.#tabs()}<span class="grow"></span>${this.#status()}${this.#save()}</div>
      <div class="progress ${this.model.isRunning ? 'on' : ''}" aria-hidden="true"></div>
      ${this.#pastNote()}
      <div
        class="tab-panel"
        role="tabpanel"
        id="panel-${this.model.tab}"
        aria-labelledby="tab-${this.model.tab}"
        aria-busy=${this.model.isRunning ? 'true' : 'false'}
      >
        ${this.#content()}${this.#errorNote()}
      </div>
    `;
  }

  #tabs(): TemplateResult {
    const { run, tab } = this.model;
    const numbers = { result: undefined, log: run?.logs.length, calls: run?.callCount };
    return html`<div class="tabs" role="tablist" aria-label="Outcome" @keydown=${this.#onTabKey}>
      ${tabs.map(name => {
        const number = numbers[name];
        return html`<button
          type="button"
          role="tab"
          id="tab-${name}"
          class="tab"
          aria-selected=${name === tab ? 'true' : 'false'}
          aria-controls=${name === tab ? `panel-${name}` : nothing}
          tabindex=${name === tab ? 0 : -1}
          @click=${() => this.model.setTab(name)}
        >
          ${tabTitles[name]}${number === undefined ? '' : html` <span class="tab-count">${count(number)}</span>`}
        </button>`;
      })}
    </div>`;
  }

  readonly #onTabKey = (event: KeyboardEvent): void => {
    const at = tabs.indexOf(this.model.tab);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    this.#showTab(tab);
  };

  #status(): TemplateResult {
    const { model } = this;
    const { run } = model;
    if (model.isRunning) {
      return html`<span class="status status-running">
        ${icon('sync', 'codicon-modifier-spin')}<span>running</span><span class="dot">·</span
        ><run-clock .model=${model}></run-clock>
      </span>`;
    }
    const outcome = run?.outcome;
    if (outcome === undefined) return html`<span class="status"></span>`;
    const other = run?.skillId === model.skill?.id ? '' : html`<span>${outcome.skill}</span>`;
    return html`<span class="status status-${outcome.status}" title=${startedAt(outcome)}>
      ${icon(statusIcons[outcome.status])}${other}<span>${statusWords[outcome.status]}</span><span class="dot">·</span
      ><span class="number">${duration(outcome.durationMs)}</span>
    </span>`;
  }

  #save(): TemplateResult | string {
    const { model } = this;
    if (model.isRunning || model.run?.outcome === undefined || !model.state?.isTrusted) return '';
    const title = 'Save Recording Beside the Skill';
    return html`${iconButton({ icon: 'save-as', title, onClick: () => model.saveRecording() })}`;
  }

  #content(): TemplateResult {
    const { model } = this;
    if (model.tab === 'log') return html`<log-list .model=${model}></log-list>`;
    if (model.tab === 'calls' && model.run?.calls !== undefined)
      return html`<call-tree .model=${model}></call-tree>`;
    if (model.tab === 'calls') {
      return emptyState({ text: 'Every skill that the run calls appears here, with its time and size.' });
    }
    const outcome = model.resultRun?.outcome;
    if (outcome !== undefined) return this.#result(outcome);
    if (model.isRunning) return emptyState({ text: 'Running…' });
    return this.#noOutcome();
  }

  /** Log and calls do not show the error itself: a line says what it was, and leads there. */
  #errorNote(): TemplateResult | string {
    const { model } = this;
    const outcome = model.isRunning ? undefined : model.run?.outcome;
    if (model.tab === 'result' || outcome?.error === undefined) return '';
    const { name, message } = outcome.error;
    return html`<div class="note error-note status-${outcome.status}">
      ${icon(statusIcons[outcome.status])}<span class="error-line" title=${message}>${name}: ${message}</span>
      <button type="button" class="link" @click=${() => this.#showTab('result')}>Show error</button>
    </div>`;
  }

  /** What was read from the history is never taken for what has just run. */
  #pastNote(): TemplateResult | string {
    const { run } = this.model;
    if (run?.past === undefined) return '';
    const { startedAt: at, startedBy, notes } = run.past;
    const text = `Run of ${new Date(at).toLocaleString()}, started by the ${startedBy}. ${notes.join(' ')}`;
    return html`<div class="note past-note">${icon('history')}<span>${text.trim()}</span></div>`;
  }

  #showTab(tab: OutcomeTab): void {
    this.model.setTab(tab);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${tab}`)?.focus());
  }

  #result(outcome: Outcome): TemplateResult {
    const stale = this.model.isRunning ? 'stale' : '';
    if (outcome.error !== undefined) {
      return html`<div class="result ${stale}">${errorView(this.model, outcome, outcome.error)}</div>`;
    }
    if (outcome.result === undefined && this.model.resultRun?.past !== undefined)
      return emptyState({ text: `The result (${size(outcome.resultBytes)}) was too large to be kept.` });
    const result: JsonValue = outcome.result ?? null;
    return html`<div class="result ${stale}">
      <div class="tab-toolbar" role="toolbar" aria-label="Result">
        <span class="muted number" title="Tokens of inputs and result, estimated: four characters of JSON each"
          >${size(outcome.resultBytes)} · ~${count(outcome.estimatedTokens)} tokens with inputs</span
        >
        <span class="grow"></span>
        ${iconButton({ icon: 'go-to-file', title: 'Open as JSON', onClick: () => this.model.openResult() })}
        ${iconButton({
          icon: 'copy',
          title: 'Copy Result',
          onClick: () => this.model.copy(JSON.stringify(result, null, 2), 'Result'),
        })}
      </div>
      <result-tree .model=${this.model} .value=${result}></result-tree>
    </div>`;
  }

  #noOutcome(): TemplateResult {
    const { model } = this;
    switch (model.obstacle) {
      case 'no-skill':
        return emptyState({ text: 'The outcome of a run appears here: result, log and calls.' });
      case 'not-trusted':
        return emptyState({
          text: 'This workspace is in Restricted Mode: skills can be read and checked, but not run.',
          action: { label: 'Manage Workspace Trust', onClick: () => model.manageTrust() },
        });
      case 'blocked':
        return emptyState({
          text: 'This skill has errors and cannot run yet:',
          details: model.skill?.blockers ?? [],
          action: { label: 'Go to Error', onClick: () => model.openSource() },
        });
      default:
        return emptyState({ text: 'Not run yet. Press Enter in a field, or Ctrl+Enter anywhere, to run.' });
    }
  }
}

function startedAt(outcome: Outcome): string {
  return `Started at ${new Date(outcome.startedAt).toLocaleTimeString()}`;
}

customElements.define('outcome-pane', OutcomePane);
