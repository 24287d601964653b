/** Gives what is shown its places: asks the layout when the picture is another, keeps places when little changed. */

import type { Disposable } from '../../base/disposal.ts';
import { Emitter } from '../../base/event.ts';
import type { GraphRenaming } from '../../message/graph.ts';
import type { Point } from './canvas/camera.ts';
import { emptyScene, type Scene, type SceneEdge } from './canvas/scene.ts';
import { type Drawable, placed } from './drawable.ts';
import type { Layout, LayoutPort, LayoutRequest } from './layout-port.ts';
import { Motion } from './motion.ts';
import { edgeKey } from './playback.ts';
import type { Ticks } from './run-player.ts';

export class Arranger implements Disposable {
  readonly #port: LayoutPort;
  readonly #motion: Motion;
  readonly #arranged = new Emitter<void>();
  /** The scene is another. */
  readonly onDidArrange = this.#arranged.event;
  #scene: Scene = emptyScene;
  #edgesOf: Map<string, SceneEdge[]> | undefined;
  #drawable: Drawable | undefined;
  #layout: Layout | undefined;
  /** What the layout was made for: when it is asked for again, the layout is still good. */
  #shape = '';
  #asked = 0;
  #answered = 0;
  #error: string | undefined;
  /** Places that an edit must not change. */
  #places = new Map<string, Point>();
  #lines = new Map<string, readonly Point[]>();

  constructor(port: LayoutPort, ticks: Ticks, motionMs: () => number) {
    this.#port = port;
    this.#motion = new Motion(ticks, motionMs);
  }

  get scene(): Scene {
    return this.#scene;
  }

  /** A layout is being made. */
  get isBusy(): boolean {
    return this.#asked !== this.#answered;
  }

  /** Why there is no layout. */
  get error(): string | undefined {
    return this.#error;
  }

  get isMoving(): boolean {
    return this.#motion.isOn;
  }

  /** The scene as it is to be drawn now, on its way while it moves. */
  moment(): Scene {
    return this.#motion.moment(this.#scene);
  }

  /** The lines that begin or end at a box. */
  edgesOf(id: string): readonly SceneEdge[] {
    if (this.#edgesOf === undefined) {
      this.#edgesOf = new Map();
      for (const edge of this.#scene.edges.values()) {
        for (const end of new Set([edge.from, edge.to])) {
          const known = this.#edgesOf.get(end);
          if (known === undefined) this.#edgesOf.set(end, [edge]);
          else known.push(edge);
        }
      }
    }
    return this.#edgesOf.get(id) ?? [];
  }

  /** Draws what is given; `keepsPlaces` after an edit, where what has a place stays there. */
  async arrange(drawable: Drawable, keepsPlaces: boolean): Promise<void> {
    const shape = shapeOf(drawable);
    this.#drawable = drawable;
    if (drawable.nodes.length === 0) {
      this.#asked++;
      this.#answered = this.#asked;
      this.#shape = shape;
      this.#show(emptyScene);
      return;
    }
    if (shape === this.#shape) {
      if (this.#layout !== undefined && !this.isBusy) this.#show(placed(drawable, this.#layout));
      return;
    }
    this.#shape = shape;
    const asked = ++this.#asked;
    const kept = keepsPlaces ? this.#kept(drawable) : undefined;
    try {
      const layout = await this.#port.arrange({
        nodes: drawable.nodes.map(({ id, width, height }) => ({ id, width, height })),
        edges: drawable.edges.map(({ from, to }) => ({ from, to })),
        kept,
        keptEdges: kept && drawable.edges.map(({ from, to }) => this.#lines.get(edgeKey(from, to))),
      });
      if (asked !== this.#asked) return;
      this.#answered = asked;
      this.#error = undefined;
      this.#layout = layout;
      // What is shown may have other marks by now, but has the same boxes and lines.
      this.#show(placed(this.#drawable, layout));
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#answered = asked;
      this.#error = error instanceof Error ? error.message : String(error);
      this.#arranged.fire();
    }
  }

  /** The next arrangement is a new one. */
  forget(): void {
    this.#shape = '';
    this.#places.clear();
    this.#lines.clear();
  }

  rename(renamed: readonly GraphRenaming[]): void {
    for (const { from, to } of renamed) {
      const place = this.#places.get(from);
      if (place !== undefined) this.#places.set(to, place);
    }
    const names = new Map(renamed.map(({ from, to }) => [from, to]));
    const now = (id: string) => names.get(id) ?? id;
    for (const { from, to, points } of this.#scene.edges.values()) {
      this.#lines.set(edgeKey(now(from), now(to)), points);
    }
    this.#motion.rename(renamed);
  }

  dispose(): void {
    this.#port.dispose();
    this.#arranged.dispose();
  }

  /** Where nothing or nearly nothing has a place, a new layout is better. */
  #kept(drawable: Drawable): LayoutRequest['kept'] {
    const kept = drawable.nodes.flatMap(({ id }) => {
      const place = this.#places.get(id);
      return place === undefined ? [] : [{ id, x: place.x, y: place.y }];
    });
    return kept.length * 2 < drawable.nodes.length ? undefined : kept;
  }

  #show(scene: Scene): void {
    this.#motion.begin(this.#scene, scene);
    this.#scene = scene;
    this.#edgesOf = undefined;
    this.#places = new Map([...scene.nodes].map(([id, { x, y }]) => [id, { x, y }]));
    this.#lines = new Map([...scene.edges].map(([key, { points }]) => [key, points]));
    this.#arranged.fire();
  }
}

/** Two drawables of the same shape have the same layout. */
function shapeOf({ nodes, edges }: Drawable): string {
  const boxes = nodes.map(({ id, width, height }) => `${id}\0${width}\0${height}`);
  const lines = edges.map(({ from, to }) => `${from}\0${to}`);
  return `${boxes.join('\u0001')}\u0002${lines.join('\u0001')}`;
}
