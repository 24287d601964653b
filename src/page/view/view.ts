/** The base of a page's elements: they draw the model into the page itself, where labels and ids can meet. */

import { LitElement } from 'lit';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Event } from '../../base/event.ts';

/** What a view can draw: it says when it changed. */
export interface Watchable {
  readonly onDidChange: Event<void>;
}

/** Draws anew whenever what it watches changes. It has no shadow root: ARIA references and styles cross freely. */
export abstract class View<M extends Watchable> extends LitElement {
  static override properties = { model: { attribute: false } };
  declare model: M;
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
