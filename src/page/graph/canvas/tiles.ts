/** The still part of the picture as bitmaps, so that moving it about is copying and never drawing anew. */

import type { Box, Camera, Size } from './camera.ts';
import type { Pen } from './draw-edge.ts';

/** Device pixels. */
const side = 512;
/** So many are kept: about 100 MB. */
const maxTiles = 96;

interface Tile {
  readonly canvas: OffscreenCanvas;
  version: number;
  used: number;
}

/** A whole picture, small. */
export interface Whole {
  readonly canvas: OffscreenCanvas;
  /** The part of the picture that the canvas shows: all of it, with a margin. */
  readonly bounds: Box;
}

export interface TileView {
  readonly camera: Camera;
  /** CSS pixels. */
  readonly size: Size;
  /** Device pixels of a CSS pixel. */
  readonly ratio: number;
}

/** Draws a part of the picture with a pen that is already scaled and moved to it. */
export type PaintPart = (pen: Pen, part: Box, scale: number) => void;

export class Tiles {
  readonly #paint: PaintPart;
  readonly #tiles = new Map<string, Tile>();
  /** What fills gaps until their tiles are drawn: the whole picture, small. */
  #whole: Whole | undefined;
  #version = 0;
  #clock = 0;
  #tileScale = 1;

  constructor(paint: PaintPart) {
    this.#paint = paint;
  }

  /** The whole picture, small; `undefined` before the first drawing. */
  get whole(): Whole | undefined {
    return this.#whole;
  }

  /** What was drawn is out of date. It stays on the screen until it is drawn anew. */
  invalidate(bounds: Box): void {
    this.#version++;
    this.#whole = this.#drawWhole(bounds);
  }

  /** Forgets everything: another picture, or other colours. */
  clear(): void {
    this.#tiles.clear();
  }

  /**
   * Copies what is there and draws what is missing, for so many milliseconds.
   * @param isZooming keeps the tiles of the last scale and stretches them
   * @returns whether all is drawn
   */
  draw(
    pen: Pen,
    view: TileView,
    options: { readonly budgetMs: number; readonly isZooming: boolean },
  ): boolean {
    if (!options.isZooming || this.#tiles.size === 0) this.#tileScale = view.camera.scale;
    const { camera, size, ratio } = view;
    const stretch = camera.scale / this.#tileScale;
    const [left, top] = [Math.round(camera.x * ratio), Math.round(camera.y * ratio)];
    const step = side * stretch;
    const until = performance.now() + options.budgetMs;
    let isWhole = true;
    this.#clock++;
    const columns = { from: Math.floor(-left / step), to: Math.floor((size.width * ratio - left) / step) };
    const rows = { from: Math.floor(-top / step), to: Math.floor((size.height * ratio - top) / step) };
    if (this.#whole !== undefined) this.#copyWhole(pen, view);
    for (let row = rows.from; row <= rows.to; row++) {
      for (let column = columns.from; column <= columns.to; column++) {
        const tile = this.#tile(column, row, ratio, () => !options.isZooming && performance.now() < until);
        if (tile?.version !== this.#version) isWhole = false;
        if (tile === undefined) continue;
        tile.used = this.#clock;
        const [x, y] = [Math.floor(column * step) + left, Math.floor(row * step) + top];
        const right = Math.floor((column + 1) * step) + left;
        const bottom = Math.floor((row + 1) * step) + top;
        if (stretch === 1) pen.drawImage(tile.canvas, x, y);
        else pen.drawImage(tile.canvas, x, y, right - x, bottom - y);
      }
    }
    this.#forgetOldest();
    return isWhole && stretch === 1;
  }

  #tile(column: number, row: number, ratio: number, mayDraw: () => boolean): Tile | undefined {
    const key = `${this.#tileScale * ratio},${column},${row}`;
    let tile = this.#tiles.get(key);
    if (tile?.version === this.#version || !mayDraw()) return tile;
    if (tile === undefined) {
      tile = { canvas: new OffscreenCanvas(side, side), version: -1, used: this.#clock };
      this.#tiles.set(key, tile);
    }
    tile.version = this.#version;
    const scale = this.#tileScale * ratio;
    const pen = tile.canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (pen === null) return tile;
    pen.setTransform(scale, 0, 0, scale, -column * side, -row * side);
    const length = side / scale;
    this.#paint(pen, { x: column * length, y: row * length, width: length, height: length }, this.#tileScale);
    return tile;
  }

  #drawWhole(bounds: Box): Whole | undefined {
    if (bounds.width <= 0 || bounds.height <= 0) return undefined;
    const margin = 40;
    const outer = {
      x: bounds.x - margin,
      y: bounds.y - margin,
      width: bounds.width + 2 * margin,
      height: bounds.height + 2 * margin,
    };
    const scale = Math.min(1, 1024 / Math.max(outer.width, outer.height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.ceil(outer.width * scale)),
      Math.max(1, Math.ceil(outer.height * scale)),
    );
    const pen = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (pen === null) return undefined;
    pen.setTransform(scale, 0, 0, scale, -outer.x * scale, -outer.y * scale);
    this.#paint(pen, outer, scale);
    return { canvas, bounds: outer };
  }

  #copyWhole(pen: Pen, { camera, ratio }: TileView): void {
    if (this.#whole === undefined) return;
    const { canvas, bounds } = this.#whole;
    pen.drawImage(
      canvas,
      (bounds.x * camera.scale + camera.x) * ratio,
      (bounds.y * camera.scale + camera.y) * ratio,
      bounds.width * camera.scale * ratio,
      bounds.height * camera.scale * ratio,
    );
  }

  #forgetOldest(): void {
    if (this.#tiles.size <= maxTiles) return;
    const byUse = [...this.#tiles].sort((a, b) => a[1].used - b[1].used);
    for (const [key, tile] of byUse.slice(0, this.#tiles.size - maxTiles)) {
      if (tile.used < this.#clock) this.#tiles.delete(key);
    }
  }
}
