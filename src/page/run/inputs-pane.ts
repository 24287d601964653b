/** The left-hand side of the panel: the inputs as a form or as JSON text, with what is wrong beside each. */

import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/index.js';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Disposable } from '../../base/disposal.ts';
import { emptyState } from '../view/empty-state.ts';
import { icon } from '../view/icon.ts';
import { plural } from '../view/units.ts';
import { View } from '../view/view.ts';
import { describedBy } from './described-by.ts';
import { focusField } from './form/focus-field.ts';
import { inputsForm } from './form/inputs-form.ts';
import type { InputsModel } from './inputs-model.ts';
import type { PanelModel } from './panel-model.ts';

export class InputsPane extends View<PanelModel> {
  protected override watch(update: () => void): readonly Disposable[] {
    return [...super.watch(update), this.model.onDidChangeInputs(update)];
  }

  protected override render(): TemplateResult {
    const { skill, inputs, state } = this.model;
    if (state === undefined) return html``;
    if (skill === undefined || inputs === undefined) {
      return emptyState({
        text:
          state.skills.length === 0
            ? 'There are no skills yet. Create one in the Skills view; its inputs appear here as a form.'
            : 'Choose a skill above; its inputs appear here as a form.',
      });
    }
    return html`<div class="inputs-scroll">
      ${skill.description === '' ? '' : html`<p class="skill-description">${skill.description}</p>`}
      ${this.#obstacle()}${inputs.mode === 'json' ? jsonEditor(inputs) : this.#form(inputs)}
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const path = this.model.inputs?.takeFocus();
    if (path !== undefined) focusField(this, path);
  }

  #form(inputs: InputsModel): TemplateResult {
    const issue = inputs.jsonIssue;
    if (issue === undefined) return inputsForm(inputs, this.model.skill?.parameters ?? []);
    const { line, column } = issue.place;
    return html`<div class="empty">
      <p>The JSON has an error in line ${line}, column ${column}: ${issue.message}.</p>
      <div class="buttons">
        <vscode-button data-path="[]" @click=${() => this.model.setMode('json')}>Back to JSON</vscode-button>
        <vscode-button secondary @click=${() => inputs.discardJsonText()}>Discard the text</vscode-button>
      </div>
    </div>`;
  }

  /** Where the outcome does not say it, the reason why there can be no other is shown here. */
  #obstacle(): TemplateResult | string {
    const { model } = this;
    if (model.resultRun === undefined && model.tab === 'result') return '';
    if (model.obstacle === 'not-trusted') {
      return html`<div class="note">${icon('shield')}<span>Skills do not run in Restricted Mode.</span>
        <button type="button" class="link" @click=${() => model.manageTrust()}>Manage trust</button></div>`;
    }
    if (model.obstacle !== 'blocked') return '';
    const blockers = model.skill?.blockers ?? [];
    return html`<div class="note">${icon('error')}<span>${plural(blockers.length, 'error')}: ${blockers[0]}</span>
      <button type="button" class="link" @click=${() => model.openSource()}>Go to error</button></div>`;
  }
}

function jsonEditor(inputs: InputsModel): TemplateResult {
  const issue = inputs.jsonIssue;
  const messages =
    issue === undefined
      ? inputs.visibleIssues.map(({ path, message }) =>
          path.length === 0 ? message : `${path.join('.')}: ${message}`,
        )
      : [`line ${issue.place.line}, column ${issue.place.column}: ${issue.message}`];
  return html`<div class="json-editor">
    <vscode-textarea
      class="json-text"
      monospace
      data-path="[]"
      label="Inputs as JSON"
      .label=${'Inputs as JSON'}
      .value=${live(inputs.jsonText)}
      ?invalid=${issue !== undefined}
      @input=${(event: Event) => inputs.setJsonText((event.target as VscodeTextarea).value)}
      ${describedBy({ ids: ['json-issues'], invalid: messages.length > 0, required: false })}
    ></vscode-textarea>
    <div class="issues" id="json-issues" role="status">
      ${messages.map(message => html`<div class="issue">${icon('error')}<span>${message}</span></div>`)}
    </div>
  </div>`;
}

customElements.define('inputs-pane', InputsPane);
