/** The run panel: header, inputs and outcome, and the keys that work everywhere in it. */

import { html, type TemplateResult } from 'lit';
import type { PanelModel } from './panel-model.ts';
import './inputs-pane.ts';
import './outcome-pane.ts';
import './panel-header.ts';
import { View } from '../view/view.ts';

export class RunPanel extends View<PanelModel> {
  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey, true);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('keydown', this.#onKey, true);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { model } = this;
    return html`
      <panel-header .model=${model}></panel-header>
      <main class="panes">
        <section aria-label="Inputs"><inputs-pane .model=${model}></inputs-pane></section>
        <section aria-label="Outcome"><outcome-pane .model=${model}></outcome-pane></section>
      </main>
      <div class="unseen" role="status" aria-live="polite">${model.announcement}</div>
    `;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    // A key that belongs to an input method, to an open list or to a popup is not ours.
    if (event.isComposing || document.querySelector('[popover]:popover-open') !== null) return;
    const target = event.composedPath()[0];
    if (event.key === 'Escape' && this.model.isRunning && !isInOpenList(event)) this.model.cancel();
    else if (event.key === 'Enter' && runsOn(event, target)) void this.model.runSkill();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Ctrl+Enter runs everywhere, Enter from a field of one line; Shift+Enter starts a new line. */
function runsOn(event: KeyboardEvent, target: EventTarget | undefined): boolean {
  if (event.ctrlKey || event.metaKey) return true;
  if (event.shiftKey || event.altKey) return false;
  if (target instanceof HTMLTextAreaElement) {
    return !target.classList.contains('monospace') && !target.value.includes('\n');
  }
  if (!(target instanceof HTMLInputElement)) return false;
  // The name of a record's entry is not an input by itself: Enter there takes the name.
  return event.composedPath().some(node => node instanceof HTMLElement && node.classList.contains('control'));
}

function isInOpenList(event: KeyboardEvent): boolean {
  return event.composedPath().some(node => node instanceof HTMLElement && node.hasAttribute('open'));
}

customElements.define('run-panel', RunPanel);
