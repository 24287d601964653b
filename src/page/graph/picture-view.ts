/** The picture as a canvas: it draws the model, and turns what mouse, trackpad and keys do into choices. */

import { html, type PropertyValues, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import { DisposableStore, toDisposable } from '../../base/disposal.ts';
import { View } from '../view/view.ts';
import { type Point, toPicture } from './canvas/camera.ts';
import { type Hit, PictureCanvas } from './canvas/picture-canvas.ts';
import type { GraphModel } from './graph-model.ts';
import { pictureKey, toggleGroup } from './picture-keys.ts';

/** A pointer that moved no further than this clicked. */
const clickReach = 4;

export class PictureView extends View<GraphModel> {
  #canvas: PictureCanvas | undefined;
  #watching = new DisposableStore();
  #space: { hasMoved: boolean } | undefined;
  #drag: { readonly id: number; readonly from: Point; last: Point; hasMoved: boolean } | undefined;

  protected override watch(update: () => void): readonly Disposable[] {
    const draw = () => this.#canvas?.drawSoon();
    return [
      ...super.watch(update),
      this.model.onDidChange(draw),
      this.model.viewport.onDidChange(draw),
      this.model.player.onDidChange(draw),
    ];
  }

  override disconnectedCallback(): void {
    this.#watching.dispose();
    this.#canvas = undefined;
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { model } = this;
    const { nodes, edges } = model.scene;
    return html`<canvas
      class="picture"
      tabindex="0"
      role="application"
      aria-roledescription="call graph"
      aria-label="Call graph: ${nodes.size} boxes, ${edges.size} lines. Arrow keys walk along the calls; press ? for all keys."
      data-nodes=${nodes.size}
      data-edges=${edges.size}
      data-busy=${model.arranger.isBusy ? 'true' : 'false'}
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#onUp}
      @pointerleave=${() => this.#hover(undefined)}
      @dblclick=${this.#onDoubleClick}
      @keydown=${this.#onKey}
      @keyup=${this.#onKeyUp}
      @focus=${() => this.#canvas?.drawSoon()}
      @blur=${this.#onBlur}
    ></canvas>`;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    const canvas = this.querySelector('canvas');
    if (canvas === null) return;
    this.#watching = new DisposableStore();
    this.#canvas = this.#watching.add(new PictureCanvas(canvas, this.model));
    const sizes = new ResizeObserver(() => this.#canvas?.resize());
    sizes.observe(canvas);
    // Not passive: the page must neither scroll nor zoom.
    canvas.addEventListener('wheel', this.#onWheel, { passive: false });
    const looks = new MutationObserver(() => this.#canvas?.takeLook());
    looks.observe(document.body, { attributeFilter: ['class'] });
    looks.observe(document.documentElement, { attributeFilter: ['style'] });
    this.#watching.add(toDisposable(() => sizes.disconnect()));
    this.#watching.add(toDisposable(() => looks.disconnect()));
  }

  focusPicture(): void {
    this.querySelector('canvas')?.focus();
  }

  #hit(event: MouseEvent): Hit | undefined {
    return this.#canvas?.hit(toPicture(this.model.viewport.camera, this.#at(event)));
  }

  #at(event: MouseEvent): Point {
    const box = this.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0 && event.button !== 1) return;
    const at = { x: event.clientX, y: event.clientY };
    this.#drag = { id: event.pointerId, from: at, last: at, hasMoved: false };
    (event.target as Element).setPointerCapture(event.pointerId);
    if (event.button === 1) event.preventDefault();
  };

  readonly #onMove = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag?.id !== event.pointerId) {
      this.#hover(this.#hit(event));
      return;
    }
    const at = { x: event.clientX, y: event.clientY };
    drag.hasMoved ||= Math.hypot(at.x - drag.from.x, at.y - drag.from.y) > clickReach;
    if (!drag.hasMoved) return;
    if (this.#space !== undefined) this.#space.hasMoved = true;
    this.classList.add('panning');
    this.model.viewport.panBy(at.x - drag.last.x, at.y - drag.last.y);
    drag.last = at;
  };

  readonly #onUp = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag?.id !== event.pointerId) return;
    this.#drag = undefined;
    this.classList.remove('panning');
    if (drag.hasMoved || event.type === 'pointercancel' || event.button !== 0) return;
    this.model.select(this.#hit(event));
  };

  readonly #onDoubleClick = (event: MouseEvent): void => {
    const hit = this.#hit(event);
    if (hit?.kind === 'node') this.model.open(hit.id);
    else if (hit?.kind === 'edge') this.model.openEdge(hit.from, hit.to);
  };

  readonly #onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const { viewport } = this.model;
    // A pinch on a trackpad comes as a wheel with Ctrl.
    if (event.ctrlKey || event.metaKey) {
      const delta = Math.max(-100, Math.min(100, event.deltaY * unit));
      viewport.zoomBy(Math.exp(-delta * (Math.abs(delta) < 30 ? 0.012 : 0.003)), this.#at(event));
    } else if (event.shiftKey && event.deltaX === 0) viewport.panBy(-event.deltaY * unit, 0);
    else viewport.panBy(-event.deltaX * unit, -event.deltaY * unit);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === ' ') {
      // With a drag it moves the view, without one it is a key of its own, when it is let go.
      this.#space ??= { hasMoved: false };
      this.classList.add('panning');
    } else if (!pictureKey(event, this.model)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onBlur = (): void => {
    this.#space = undefined;
    this.classList.remove('panning');
    this.#canvas?.drawSoon();
  };

  readonly #onKeyUp = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || this.#space === undefined) return;
    if (!this.#space.hasMoved) toggleGroup(this.model);
    this.#space = undefined;
    this.classList.remove('panning');
  };

  #hover(hit: Hit | undefined): void {
    this.#canvas?.hover(hit);
    const canvas = this.querySelector('canvas');
    if (canvas === null) return;
    canvas.classList.toggle('pointing', hit !== undefined);
    const title = hit === undefined ? '' : this.#title(hit);
    if (canvas.title !== title) canvas.title = title;
  }

  #title(hit: Hit): string {
    const { store, shown } = this.model;
    if (hit.kind === 'edge') {
      const calls = shown.edges.find(edge => edge.from === hit.from && edge.to === hit.to)?.calls ?? 0;
      const name = (id: string) => store.nodes.get(id)?.name ?? shown.groups.get(id)?.category ?? id;
      return `${name(hit.from)} → ${name(hit.to)}, ${calls === 1 ? '1 call' : `${calls} calls`}`;
    }
    const node = store.nodes.get(hit.id);
    return node === undefined ? '' : [node.name, node.category, node.summary].filter(Boolean).join('\n');
  }
}

customElements.define('picture-view', PictureView);
