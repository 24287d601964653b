/** The base of the panel's elements: they draw the model into the page itself, where labels and ids can meet. */

import { LitElement } from 'lit';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { PanelModel } from './panel-model.ts';

/** Draws anew whenever what it watches changes. It has no shadow root: ARIA references and styles cross freely. */
export abstract class View extends LitElement {
  static override properties = { model: { attribute: false } };
  declare model: PanelModel;
  #watching = new DisposableStore();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watching = new DisposableStore();
    for (const item of this.watch(() => this.requestUpdate())) this.#watching.add(item);
  }

  override disconnectedCallback(): void {
    this.#watching.dispose();
    super.disconnectedCallback();
  }

  /** What this view listens to; ended when it leaves the page. */
  protected watch(update: () => void): readonly Disposable[] {
    return [this.model.onDidChange(update)];
  }
}
