/** The whole picture, small, with a frame around what is seen; a click or a drag moves the view. */

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import { View } from '../view/view.ts';
import { type Box, type Point, visibleBox } from './canvas/camera.ts';
import { themeLook } from './canvas/look.ts';
import type { Whole } from './canvas/tiles.ts';
import type { GraphModel } from './graph-model.ts';

const width = 168;
const height = 112;

export class MiniMap extends View<GraphModel> {
  static override properties = { ...View.properties, whole: { attribute: false } };
  /** The picture as it was last drawn. */
  declare whole: Whole | undefined;
  #pointer: number | undefined;

  protected override watch(update: () => void): readonly Disposable[] {
    return [...super.watch(update), this.model.viewport.onDidChange(update)];
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.model.choices.showsLegend || this.whole === undefined || this.#seesAll) return nothing;
    return html`<canvas
      class="mini-map"
      aria-hidden="true"
      title="Click or drag to move the view"
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${() => {
        this.#pointer = undefined;
      }}
    ></canvas>`;
  }

  /** A map of what is on the screen anyway says nothing. */
  get #seesAll(): boolean {
    const { viewport, scene } = this.model;
    const seen = visibleBox(viewport.camera, viewport.size);
    const { x, y, width, height } = scene.bounds;
    const isAll =
      seen.x <= x && seen.y <= y && x + width <= seen.x + seen.width && y + height <= seen.y + seen.height;
    return isAll && viewport.camera.scale >= 0.3;
  }

  protected override updated(_changed: PropertyValues): void {
    const canvas = this.querySelector('canvas');
    const pen = canvas?.getContext('2d');
    if (canvas === null || pen === undefined || pen === null || this.whole === undefined) return;
    const ratio = devicePixelRatio;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const look = themeLook();
    const { scale, x, y } = this.#fit(this.whole.bounds);
    const { bounds } = this.whole;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = look.background;
    pen.fillRect(0, 0, width, height);
    pen.drawImage(this.whole.canvas, x, y, bounds.width * scale, bounds.height * scale);
    const { camera, size } = this.model.viewport;
    const seen = visibleBox(camera, size);
    const frame = {
      x: (seen.x - bounds.x) * scale + x,
      y: (seen.y - bounds.y) * scale + y,
      width: seen.width * scale,
      height: seen.height * scale,
    };
    const left = Math.max(0.5, frame.x);
    const top = Math.max(0.5, frame.y);
    pen.strokeStyle = look.accent;
    pen.lineWidth = 1.5;
    pen.strokeRect(
      left,
      top,
      Math.min(width - 0.5, frame.x + frame.width) - left,
      Math.min(height - 0.5, frame.y + frame.height) - top,
    );
  }

  #fit(bounds: Box): { readonly scale: number; readonly x: number; readonly y: number } {
    const scale = Math.min(width / bounds.width, height / bounds.height);
    return { scale, x: (width - bounds.width * scale) / 2, y: (height - bounds.height * scale) / 2 };
  }

  readonly #onDown = (event: PointerEvent): void => {
    this.#pointer = event.pointerId;
    (event.target as Element).setPointerCapture(event.pointerId);
    this.#go({ x: event.offsetX, y: event.offsetY });
    event.preventDefault();
  };

  readonly #onMove = (event: PointerEvent): void => {
    if (event.pointerId === this.#pointer) this.#go({ x: event.offsetX, y: event.offsetY });
  };

  #go(at: Point): void {
    if (this.whole === undefined) return;
    const { bounds } = this.whole;
    const { scale, x, y } = this.#fit(bounds);
    this.model.viewport.centre({ x: (at.x - x) / scale + bounds.x, y: (at.y - y) / scale + bounds.y });
  }
}

customElements.define('mini-map', MiniMap);
