/** What is drawn: boxes and lines with their places and marks. It knows nothing of filters, runs or the editor. */

import type { SceneEdge as PictureEdge, SceneNode } from '../../../picture/scene.ts';
import { edgeKey } from '../playback.ts';
import { type Box, meets, type Point, unionOf } from './camera.ts';

export type { SceneNode };

export interface SceneEdge extends PictureEdge {
  readonly key: string;
  /** Where a text about the edge stands. */
  readonly middle: Point;
  /** The caller's category colour, as of {@link SceneNode}. */
  readonly colour: number | undefined;
  readonly length: number;
}

export interface Scene {
  readonly nodes: ReadonlyMap<string, SceneNode>;
  /** By their keys. */
  readonly edges: ReadonlyMap<string, SceneEdge>;
  readonly bounds: Box;
}

/** Of so many lines at most the words are kept clear of boxes. */
const mostTagged = 60;

export const emptyScene: Scene = {
  nodes: new Map(),
  edges: new Map(),
  bounds: { x: 0, y: 0, width: 0, height: 0 },
};

export function sceneOf(nodes: Iterable<SceneNode>, edges: Iterable<SceneEdge>): Scene {
  const byId = new Map([...nodes].map(node => [node.id, node]));
  const byKey = new Map([...edges].map(edge => [edge.key, edge]));
  const tagged = [...byKey.values()].filter(edge => edge.isInCycle);
  // Among more there is no room for words anyway.
  for (const edge of tagged.length <= mostTagged ? tagged : []) {
    byKey.set(edge.key, { ...edge, middle: clearOf(edge, byId.values()) });
  }
  const boxes = [...byId.values(), ...[...byKey.values()].map(edge => boxOf(edge.points))];
  return { nodes: byId, edges: byKey, bounds: unionOf(boxes) };
}

export function sceneEdge(
  edge: Omit<SceneEdge, 'key' | 'middle' | 'length'> & { readonly points: readonly Point[] },
): SceneEdge {
  const length = lengthsOf(edge.points).reduce((sum, part) => sum + part, 0);
  return { ...edge, key: edgeKey(edge.from, edge.to), middle: middleOf(edge.points), length };
}

function lengthsOf(points: readonly Point[]): readonly number[] {
  return points.slice(1).map((point, index) => {
    const before = points[index] as Point;
    return Math.hypot(point.x - before.x, point.y - before.y);
  });
}

export function boxOf(points: readonly Point[]): Box {
  return unionOf(points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
}

/** Of a short word on a line. */
const tagSize = { width: 44, height: 20 };

/** As near to the middle of a line as there is room for a word beside the boxes. */
function clearOf({ points, middle }: SceneEdge, boxes: Iterable<Box>): Point {
  const around = boxOf(points);
  const reach = tagSize.width;
  const near = [...boxes].filter(box =>
    meets(box, {
      x: around.x - reach,
      y: around.y - reach,
      width: around.width + 2 * reach,
      height: around.height + 2 * reach,
    }),
  );
  const isClear = ({ x, y }: Point) => {
    const tag = { x: x - tagSize.width / 2, y: y - tagSize.height / 2, ...tagSize };
    return !near.some(box => meets(box, tag));
  };
  const places = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];
  return places.map(part => middleOf(points, part)).find(isClear) ?? middle;
}

/** A part of the way along a line, half of it where not said. */
export function middleOf(points: readonly Point[], share = 0.5): Point {
  const lengths = lengthsOf(points);
  let rest = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [index, length] of lengths.entries()) {
    const from = points[index]!;
    const to = points[index + 1]!;
    if (rest <= length && length > 0) {
      const part = rest / length;
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    }
    rest -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}
