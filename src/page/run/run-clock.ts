/** The time that a live run has taken, ticking by itself so that nothing else is drawn for it. */

import { html, type TemplateResult } from 'lit';
import { duration } from '../view/units.ts';
import { View } from '../view/view.ts';
import type { PanelModel } from './panel-model.ts';

const tickMs = 100;

export class RunClock extends View<PanelModel> {
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), tickMs);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const limit = this.model.run?.outcome === undefined ? this.model.run?.timeLimitMs : undefined;
    const elapsed = limit === undefined ? 0 : this.model.elapsedMs();
    // Tenths of a second, so that the width stays the same from tick to tick.
    return html`<span class="number" aria-hidden="true"
      >${(elapsed / 1000).toFixed(1)} s${limit === undefined ? '' : ` of ${duration(limit)}`}</span
    >`;
  }
}

customElements.define('run-clock', RunClock);
