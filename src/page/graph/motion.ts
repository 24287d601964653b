/** The short move of boxes from where they were to where they are: it shows what became of what. */

import type { GraphRenaming } from '../../message/graph.ts';
import type { Point } from './canvas/camera.ts';
import { type Scene, type SceneEdge, type SceneNode, sceneEdge } from './canvas/scene.ts';
import type { Ticks } from './run-player.ts';

/** More boxes than this appear in their new places at once: nobody can follow them. */
const mostMoving = 400;

export class Motion {
  readonly #ticks: Ticks;
  readonly #motionMs: () => number;
  #from = new Map<string, Point>();
  #renamed = new Map<string, string>();
  #began = -Infinity;
  #lasts = 0;

  constructor(ticks: Ticks, motionMs: () => number) {
    this.#ticks = ticks;
    this.#motionMs = motionMs;
  }

  get isOn(): boolean {
    return this.#ticks.now() - this.#began < this.#lasts;
  }

  rename(renamed: readonly GraphRenaming[]): void {
    for (const { from, to } of renamed) this.#renamed.set(to, from);
  }

  begin(before: Scene, after: Scene): void {
    this.#from = new Map();
    for (const node of after.nodes.values()) {
      const old = before.nodes.get(node.id) ?? before.nodes.get(this.#renamed.get(node.id) ?? node.id);
      if (old !== undefined && (old.x !== node.x || old.y !== node.y)) {
        this.#from.set(node.id, { x: old.x, y: old.y });
      }
    }
    this.#renamed = new Map();
    const isWorthIt = this.#from.size > 0 && this.#from.size <= mostMoving && after.nodes.size <= 1_000;
    this.#lasts = isWorthIt ? this.#motionMs() : 0;
    this.#began = this.#ticks.now();
  }

  /** Where everything is now; the scene itself when nothing moves. */
  moment(scene: Scene): Scene {
    if (!this.isOn) return scene;
    const part = (this.#ticks.now() - this.#began) / this.#lasts;
    const eased = 1 - (1 - part) ** 3;
    const nodes = new Map<string, SceneNode>();
    for (const [id, node] of scene.nodes) {
      const from = this.#from.get(id);
      nodes.set(
        id,
        from === undefined
          ? node
          : { ...node, x: from.x + (node.x - from.x) * eased, y: from.y + (node.y - from.y) * eased },
      );
    }
    const edges = new Map<string, SceneEdge>();
    for (const [key, edge] of scene.edges) {
      const isMoved = this.#from.has(edge.from) || this.#from.has(edge.to);
      edges.set(key, isMoved ? straight(edge, nodes) : edge);
    }
    return { ...scene, nodes, edges };
  }
}

function straight(edge: SceneEdge, nodes: ReadonlyMap<string, SceneNode>): SceneEdge {
  const from = nodes.get(edge.from);
  const to = nodes.get(edge.to);
  if (from === undefined || to === undefined || from === to) return edge;
  const isDown = from.y <= to.y;
  return sceneEdge({
    ...edge,
    points: [
      { x: from.x + from.width / 2, y: from.y + (isDown ? from.height : 0) },
      { x: to.x + to.width / 2, y: to.y + (isDown ? 0 : to.height) },
    ],
  });
}
