/** The panel's top row: which skill, which preset, form or JSON, run or cancel, debug. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import { icon, iconButton } from '../view/icon.ts';
import type { PanelModel } from './panel-model.ts';
import './search-select.ts';
import { View } from '../view/view.ts';
import type { InputsMode } from './inputs-model.ts';

const isMac = navigator.platform.startsWith('Mac');

export class PanelHeader extends View<PanelModel> {
  protected override watch(update: () => void): readonly Disposable[] {
    return [...super.watch(update), this.model.onDidChangeInputs(update)];
  }

  protected override render(): TemplateResult {
    return html`${this.#skills()}${this.#presets()}<span class="grow"></span>${this.#mode()}${this.#cache()}${this.#run()}`;
  }

  #skills(): TemplateResult {
    const { state, skill } = this.model;
    const items = (state?.skills ?? []).map(({ id, name, category }) => ({
      id,
      label: name,
      detail: category,
    }));
    return html`<div class="header-group skill-group">
      <search-select
        id="skill"
        label="Skill"
        placeholder=${items.length === 0 ? 'No skills' : 'Choose a skill'}
        .items=${items}
        .selected=${skill?.id}
        @choose=${(event: CustomEvent<string>) => this.model.chooseSkill(event.detail)}
      ></search-select>
      ${iconButton({
        icon: 'go-to-file',
        title: 'Open Skill',
        disabled: skill === undefined,
        onClick: () => this.model.openSource(),
      })}
    </div>`;
  }

  #presets(): TemplateResult {
    const { model } = this;
    const presets = model.state?.presets ?? [];
    const chosen = model.preset;
    return html`<div class="header-group preset-group">
      <search-select
        id="preset"
        label="Preset"
        placeholder=${presets.length === 0 ? 'No presets' : 'Presets'}
        .items=${presets.map(({ name }) => ({ id: name, label: name, detail: '' }))}
        .selected=${chosen?.name}
        @choose=${(event: CustomEvent<string>) => model.choosePreset(event.detail)}
      ></search-select>
      ${iconButton({
        icon: 'save',
        title: 'Save Inputs as Preset',
        disabled: model.skill === undefined || model.inputs?.jsonIssue !== undefined,
        onClick: () => void model.savePreset(),
      })}
      ${iconButton({
        icon: 'trash',
        title: chosen === undefined ? 'Delete Preset (choose one first)' : `Delete Preset ${chosen.name}`,
        disabled: chosen === undefined,
        onClick: () => chosen && model.deletePreset(chosen.name),
      })}
    </div>`;
  }

  #mode(): TemplateResult {
    const mode = this.model.inputs?.mode ?? 'form';
    const button = (value: InputsMode, text: string) => html`<button
      type="button"
      role="radio"
      class="segment"
      aria-checked=${mode === value ? 'true' : 'false'}
      tabindex=${mode === value ? 0 : -1}
      @click=${() => this.model.setMode(value)}
    >
      ${text}
    </button>`;
    return html`<div class="segments" role="radiogroup" aria-label="Show inputs as" @keydown=${this.#onModeKey}>
      ${button('form', 'Form')}${button('json', 'JSON')}
    </div>`;
  }

  readonly #onModeKey = (event: KeyboardEvent): void => {
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    this.model.setMode(this.model.inputs?.mode === 'json' ? 'form' : 'json');
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.segment[aria-checked="true"]')?.focus(),
    );
  };

  /** Only of a skill whose results are cached. */
  #cache(): TemplateResult | typeof nothing {
    const { model } = this;
    if (model.skill?.isCached !== true) return nothing;
    return html`<label class="cache-switch" title="Takes a cached result where there is one; without, the skill runs and its result is cached anew">
      <input
        type="checkbox"
        .checked=${model.usesCache}
        @change=${(event: Event) => model.setUsesCache((event.target as HTMLInputElement).checked)}
      />
      <span>Use cache</span>
    </label>`;
  }

  /** One button in one place, so that the focus stays on it when a run starts and ends. */
  #run(): TemplateResult {
    const { model } = this;
    const { isRunning } = model;
    const cannot = !isRunning && model.obstacle !== undefined;
    const title = isRunning ? 'Cancel (Escape)' : `Run (${isMac ? '⌘' : 'Ctrl+'}Enter)`;
    return html`<button
      type="button"
      class="run-button ${isRunning ? 'secondary' : ''}"
      title=${cannot ? this.#obstacle() : title}
      aria-disabled=${cannot ? 'true' : 'false'}
      @click=${() => (isRunning ? model.cancel() : void model.runSkill())}
    >
      ${icon(isRunning ? 'debug-stop' : 'play')}<span>${isRunning ? 'Cancel' : 'Run'}</span></button
    >${this.#debug(cannot)}`;
  }

  #debug(cannot: boolean): TemplateResult {
    const isOff = cannot || this.model.isRunning;
    return html`<button
      type="button"
      class="debug-button"
      title=${cannot ? this.#obstacle() : 'Debug with these inputs'}
      aria-disabled=${isOff ? 'true' : 'false'}
      @click=${() => (isOff ? undefined : void this.model.debugSkill())}
    >
      ${icon('debug-alt')}<span>Debug</span>
    </button>`;
  }

  #obstacle(): string {
    switch (this.model.obstacle) {
      case 'not-trusted':
        return 'Skills do not run in Restricted Mode';
      case 'blocked':
        return 'The skill has errors and cannot run yet';
      default:
        return 'Choose a skill first';
    }
  }
}

customElements.define('panel-header', PanelHeader);
