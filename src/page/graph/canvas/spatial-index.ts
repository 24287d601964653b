/** Finds what lies in a part of the picture without looking at all of it: a grid of cells. */

import { type Box, meets, type Point } from './camera.ts';
import type { Scene, SceneEdge, SceneNode } from './scene.ts';

const cell = 512;

interface Cell {
  readonly nodes: SceneNode[];
  readonly edges: SceneEdge[];
}

export class SpatialIndex {
  readonly #scene: Scene;
  readonly #cells = new Map<string, Cell>();

  constructor(scene: Scene) {
    this.#scene = scene;
    for (const node of scene.nodes.values()) {
      for (const found of this.#cover(node)) found.nodes.push(node);
    }
    for (const edge of scene.edges.values()) {
      const cells = new Set<Cell>();
      for (let index = 1; index < edge.points.length; index++) {
        const part = segmentBox(edge.points[index - 1]!, edge.points[index]!);
        for (const found of this.#cover(part)) cells.add(found);
      }
      for (const found of cells) found.edges.push(edge);
    }
  }

  /** What may be seen in a part; some that is near it, too. */
  within(box: Box): { readonly nodes: Iterable<SceneNode>; readonly edges: Iterable<SceneEdge> } {
    const { bounds, nodes, edges } = this.#scene;
    const covers = Math.min(box.width, bounds.width) * Math.min(box.height, bounds.height);
    if (covers > 0.7 * bounds.width * bounds.height) return { nodes: nodes.values(), edges: edges.values() };
    const foundNodes = new Set<SceneNode>();
    const foundEdges = new Set<SceneEdge>();
    for (const key of keysOf(clipped(box, bounds))) {
      const found = this.#cells.get(key);
      for (const node of found?.nodes ?? []) if (meets(node, box)) foundNodes.add(node);
      for (const edge of found?.edges ?? []) foundEdges.add(edge);
    }
    return { nodes: foundNodes, edges: foundEdges };
  }

  /** How many lines the whole picture has. */
  get lines(): number {
    return this.#scene.edges.size;
  }

  edge(key: string): SceneEdge | undefined {
    return this.#scene.edges.get(key);
  }

  nodeAt(point: Point): SceneNode | undefined {
    const at = { ...point, width: 0, height: 0 };
    for (const key of keysOf(at)) {
      const found = this.#cells.get(key)?.nodes.findLast(node => meets(node, at));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The nearest line that is no further away than `reach`. */
  edgeAt(point: Point, reach: number): SceneEdge | undefined {
    const box = { x: point.x - reach, y: point.y - reach, width: 2 * reach, height: 2 * reach };
    let nearest: SceneEdge | undefined;
    let least = reach;
    for (const key of keysOf(box)) {
      for (const edge of this.#cells.get(key)?.edges ?? []) {
        const distance = distanceTo(edge.points, point);
        if (distance > least) continue;
        least = distance;
        nearest = edge;
      }
    }
    return nearest;
  }

  *#cover(box: Box): Iterable<Cell> {
    for (const key of keysOf(box)) {
      let found = this.#cells.get(key);
      if (found === undefined) {
        found = { nodes: [], edges: [] };
        this.#cells.set(key, found);
      }
      yield found;
    }
  }
}

function* keysOf(box: Box): Iterable<string> {
  const right = Math.floor((box.x + box.width) / cell);
  const bottom = Math.floor((box.y + box.height) / cell);
  for (let column = Math.floor(box.x / cell); column <= right; column++) {
    for (let row = Math.floor(box.y / cell); row <= bottom; row++) yield `${column},${row}`;
  }
}

function clipped(box: Box, bounds: Box): Box {
  const x = Math.max(box.x, bounds.x);
  const y = Math.max(box.y, bounds.y);
  return {
    x,
    y,
    width: Math.min(box.x + box.width, bounds.x + bounds.width) - x,
    height: Math.min(box.y + box.height, bounds.y + bounds.height) - y,
  };
}

/** A slanted line covers more cells than it crosses; that costs a little and loses nothing. */
function segmentBox(a: Point, b: Point): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

function distanceTo(points: readonly Point[], point: Point): number {
  let least = Infinity;
  for (let index = 1; index < points.length; index++) {
    const a = points[index - 1]!;
    const b = points[index]!;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length;
    const part = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(point.x - a.x - part * dx, point.y - a.y - part * dy));
  }
  return least;
}
