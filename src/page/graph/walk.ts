/** Where an arrow key leads from a box: up to callers, down to callees, left and right along its row. */

import type { Scene, SceneEdge, SceneNode } from './canvas/scene.ts';

export type Arrow = 'up' | 'down' | 'left' | 'right';

export interface Surroundings {
  readonly scene: Scene;
  readonly callers: (id: string) => readonly SceneEdge[];
  readonly callees: (id: string) => readonly SceneEdge[];
  /** The box that the walk came from: going back the way one came leads there. */
  readonly cameFrom: string | undefined;
}

/** The next box; `undefined` where there is none that way. Without a start, the first box of the picture. */
export function walk(from: string | undefined, arrow: Arrow, around: Surroundings): string | undefined {
  const { scene, callers, callees, cameFrom } = around;
  const at = from === undefined ? undefined : scene.nodes.get(from);
  if (at === undefined) return first(scene)?.id;
  if (arrow === 'left' || arrow === 'right') return sibling(at, arrow, scene)?.id;
  const ids = arrow === 'up' ? callers(at.id).map(edge => edge.from) : callees(at.id).map(edge => edge.to);
  const others = ids.filter(id => id !== at.id);
  if (cameFrom !== undefined && others.includes(cameFrom)) return cameFrom;
  const nodes = others.flatMap(id => scene.nodes.get(id) ?? []);
  return nearest(nodes, node => [Math.abs(centre(node) - centre(at)), node.x])?.id;
}

/** The uppermost, then leftmost. */
export function first(scene: Scene): SceneNode | undefined {
  return nearest(scene.nodes.values(), node => [node.y, node.x]);
}

function sibling(at: SceneNode, arrow: 'left' | 'right', scene: Scene): SceneNode | undefined {
  const direction = arrow === 'left' ? -1 : 1;
  const middle = at.y + at.height / 2;
  const row = [...scene.nodes.values()].filter(
    node => node.id !== at.id && node.y <= middle && middle <= node.y + node.height,
  );
  const ahead = row.filter(node => (centre(node) - centre(at)) * direction > 0);
  return nearest(ahead, node => [Math.abs(centre(node) - centre(at)), 0]);
}

function centre(node: SceneNode): number {
  return node.x + node.width / 2;
}

function nearest(
  nodes: Iterable<SceneNode>,
  measure: (node: SceneNode) => readonly [number, number],
): SceneNode | undefined {
  let best: { readonly node: SceneNode; readonly measured: readonly [number, number] } | undefined;
  for (const node of nodes) {
    const measured = measure(node);
    const isNearer =
      best === undefined ||
      measured[0] < best.measured[0] ||
      (measured[0] === best.measured[0] && measured[1] < best.measured[1]);
    if (isNearer) best = { node, measured };
  }
  return best?.node;
}
