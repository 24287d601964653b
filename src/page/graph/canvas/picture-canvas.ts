/** Draws the model on a canvas, once a frame and only when something changed. */

import type { Disposable } from '../../../base/disposal.ts';
import type { GraphModel } from '../graph-model.ts';
import { edgeKey } from '../playback.ts';
import { type Box, type Point, visibleBox } from './camera.ts';
import { drawCycleTags, drawEdges, type Pen } from './draw-edge.ts';
import { drawNode } from './draw-node.ts';
import { type Look, themeLook } from './look.ts';
import { drawOverlay, type Marks, veilOf } from './overlay.ts';
import type { Scene, SceneEdge } from './scene.ts';
import { SpatialIndex } from './spatial-index.ts';
import { Tiles, type Whole } from './tiles.ts';

export type Hit =
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly from: string; readonly to: string };

/** So much of a frame goes into tiles while the picture moves, and while it stands still. */
const movingBudgetMs = 5;
const stillBudgetMs = 24;

export class PictureCanvas implements Disposable {
  readonly #canvas: HTMLCanvasElement;
  readonly #pen: CanvasRenderingContext2D;
  readonly #model: GraphModel;
  readonly #tiles: Tiles;
  #look: Look = themeLook();
  #scene: Scene | undefined;
  #index: SpatialIndex | undefined;
  #frame: number | undefined;
  #hovered: Hit | undefined;
  #lastCamera = '';

  constructor(canvas: HTMLCanvasElement, model: GraphModel) {
    const pen = canvas.getContext('2d', { alpha: false });
    if (pen === null) throw new Error('This window has no canvas to draw on.');
    this.#canvas = canvas;
    this.#pen = pen;
    this.#model = model;
    this.#tiles = new Tiles((to, part, scale) => {
      if (this.#index !== undefined) paintPart(to, part, { index: this.#index, look: this.#look, scale });
    });
    this.resize();
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const ratio = devicePixelRatio;
    this.#canvas.width = Math.max(1, Math.round(width * ratio));
    this.#canvas.height = Math.max(1, Math.round(height * ratio));
    if (width > 0) this.#model.viewport.resize({ width, height });
    this.#draw();
  }

  /** The theme changed. */
  takeLook(): void {
    this.#look = themeLook();
    this.#scene = undefined;
    this.#tiles.clear();
    this.drawSoon();
  }

  hit(at: Point): Hit | undefined {
    const node = this.#index?.nodeAt(at);
    if (node !== undefined) return { kind: 'node', id: node.id };
    const edge = this.#index?.edgeAt(at, 6 / this.#model.viewport.camera.scale);
    return edge === undefined ? undefined : { kind: 'edge', from: edge.from, to: edge.to };
  }

  hover(hit: Hit | undefined): void {
    if (JSON.stringify(hit) === JSON.stringify(this.#hovered)) return;
    this.#hovered = hit;
    this.drawSoon();
  }

  drawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  dispose(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #draw(): void {
    const model = this.#model;
    const { camera, size, isZooming } = model.viewport;
    const scene = model.arranger.moment();
    this.#takeScene(scene);
    const pen = this.#pen;
    const ratio = devicePixelRatio;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = this.#look.background;
    pen.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    const key = `${camera.x},${camera.y},${camera.scale}`;
    const budgetMs = key === this.#lastCamera ? stillBudgetMs : movingBudgetMs;
    this.#lastCamera = key;
    const marks = this.#marks();
    const part = visibleBox(camera, size);
    let isDone = true;
    if (model.arranger.isMoving) {
      this.#toPicture(ratio);
      paintPart(pen, part, { index: this.#index!, look: this.#look, scale: camera.scale });
      isDone = false;
    } else isDone = this.#tiles.draw(pen, { camera, size, ratio }, { budgetMs, isZooming });
    this.#veil(veilOf(marks, camera.scale));
    this.#toPicture(ratio);
    const edgesOf = (id: string) => model.arranger.edgesOf(id);
    drawOverlay(pen, { scene, edgesOf, look: this.#look, scale: camera.scale, part }, marks);
    if (!isDone) this.drawSoon();
  }

  #takeScene(scene: Scene): void {
    if (scene === this.#scene) return;
    this.#scene = scene;
    this.#index = new SpatialIndex(scene);
    if (!this.#model.arranger.isMoving) this.#tiles.invalidate(scene.bounds);
    this.#canvas.dispatchEvent(
      new CustomEvent<Whole | null>('drawn', { bubbles: true, detail: this.#tiles.whole ?? null }),
    );
  }

  #toPicture(ratio: number): void {
    const { x, y, scale } = this.#model.viewport.camera;
    const [left, top] = [Math.round(x * ratio), Math.round(y * ratio)];
    this.#pen.setTransform(scale * ratio, 0, 0, scale * ratio, left, top);
  }

  /** Lets what is not marked step back. */
  #veil(thickness: number): void {
    if (thickness === 0) return;
    this.#pen.globalAlpha = thickness;
    this.#pen.fillStyle = this.#look.background;
    this.#pen.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#pen.globalAlpha = 1;
  }

  #marks(): Marks {
    const model = this.#model;
    const place = model.selectedPlace;
    const places = (ids: readonly string[]) => new Set(ids.flatMap(id => model.placeOf(id) ?? []));
    const match = model.found[model.foundAt];
    return {
      selectedNode: place?.kind === 'node' ? place.id : undefined,
      selectedEdge: place?.kind === 'edge' ? edgeKey(place.from, place.to) : undefined,
      hovered: this.#hovered?.kind === 'node' ? this.#hovered.id : undefined,
      matches: model.pattern === '' ? undefined : places(model.found),
      match: match === undefined ? undefined : model.placeOf(match),
      frame: model.frame,
      hasFocus: document.activeElement === this.#canvas,
    };
  }

  /** The whole of what was drawn, small; for the map of it. */
  get whole(): Whole | undefined {
    return this.#tiles.whole;
  }
}

export interface PaintOptions {
  readonly index: SpatialIndex;
  readonly look: Look;
  readonly scale: number;
}

/** Draws what lies in a part of the picture. */
export function paintPart(pen: Pen, part: Box, { index, look, scale }: PaintOptions): void {
  pen.fillStyle = look.background;
  pen.fillRect(part.x, part.y, part.width, part.height);
  // Badges, tags and heavy lines reach over the borders of their boxes.
  const reach = 24;
  const wide = {
    x: part.x - reach,
    y: part.y - reach,
    width: part.width + 2 * reach,
    height: part.height + 2 * reach,
  };
  const { nodes, edges } = index.within(wide);
  const found: SceneEdge[] = [...edges];
  drawEdges(pen, found, look, { scale, lines: index.lines });
  for (const node of nodes) drawNode(pen, node, look, scale);
  drawCycleTags(pen, found, { look, scale, edge: key => index.edge(key) });
}
