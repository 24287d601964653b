/** A layout after an edit: what has a place stays there, what is new is put near what it belongs to. */

import { around, type Box, gap, type Point, type Size, selfLoop, simpleLine } from './box.ts';
import type { Layout, LayoutNode, LayoutRequest } from './request.ts';

type Kept = NonNullable<LayoutRequest['kept']>;

export function keepPlaces({ nodes, edges, keptEdges }: LayoutRequest, kept: Kept): Layout {
  const sizes = new Map(nodes.map(node => [node.id, node]));
  const places = new Map<string, Box>();
  const taken = new Crowd();
  for (const { id, x, y } of kept) {
    const size = sizes.get(id);
    if (size === undefined) continue;
    const box = { x, y, width: size.width, height: size.height };
    places.set(id, box);
    taken.add(box);
  }
  const stayed = new Set(places.keys());
  placeNew(
    nodes.filter(({ id }) => !places.has(id)),
    neighbours(edges),
    places,
    taken,
  );
  return {
    nodes: nodes.map(({ id }) => {
      const { x, y } = places.get(id) as Box;
      return { x, y };
    }),
    edges: edges.map(({ from, to }, index) => {
      const known = stayed.has(from) && stayed.has(to) ? keptEdges?.[index] : undefined;
      const start = places.get(from);
      const end = places.get(to);
      if (start === undefined || end === undefined) return [];
      if (known !== undefined && known.length > 1) return known;
      return from === to ? selfLoop(start) : simpleLine(start, end);
    }),
  };
}

interface Near {
  readonly callers: string[];
  readonly callees: string[];
}

function neighbours(edges: LayoutRequest['edges']): ReadonlyMap<string, Near> {
  const all = new Map<string, Near>();
  const of = (id: string) => {
    let near = all.get(id);
    if (near === undefined) {
      near = { callers: [], callees: [] };
      all.set(id, near);
    }
    return near;
  };
  for (const { from, to } of edges)
    if (from !== to) {
      of(from).callees.push(to);
      of(to).callers.push(from);
    }
  return all;
}

/** Those that touch something placed first, and so on outwards from them; the rest below everything. */
function placeNew(
  nodes: readonly LayoutNode[],
  near: ReadonlyMap<string, Near>,
  places: Map<string, Box>,
  taken: Crowd,
): void {
  const waiting = new Map(nodes.map(node => [node.id, node]));
  const put = (node: LayoutNode, wish: Point) => {
    const box = taken.nearest(wish, node);
    places.set(node.id, box);
    taken.add(box);
    waiting.delete(node.id);
    open.push(node.id);
  };
  const open = nodes.flatMap(({ id }) => {
    const { callers, callees } = near.get(id) ?? { callers: [], callees: [] };
    return [...callers, ...callees].filter(other => places.has(other));
  });
  for (;;) {
    for (const id of open) {
      const { callers, callees } = near.get(id) ?? { callers: [], callees: [] };
      for (const other of [...callees, ...callers]) {
        const node = waiting.get(other);
        if (node !== undefined) put(node, wished(node, near, places));
      }
    }
    open.length = 0;
    const [next] = waiting.values();
    if (next === undefined) return;
    put(next, belowAll(places));
  }
}

/** Below its callers, or else above its callees; in the middle of them. */
function wished(node: LayoutNode, near: ReadonlyMap<string, Near>, places: ReadonlyMap<string, Box>): Point {
  const { callers, callees } = near.get(node.id) ?? { callers: [], callees: [] };
  const boxes = (ids: readonly string[]) => ids.flatMap(id => places.get(id) ?? []);
  const above = boxes(callers);
  const below = boxes(callees);
  const x = (all: readonly Box[]) =>
    all.reduce((sum, box) => sum + box.x + box.width / 2, 0) / all.length - node.width / 2;
  if (above.length > 0)
    return { x: x(above), y: Math.max(...above.map(box => box.y + box.height)) + gap.above };
  return { x: x(below), y: Math.min(...below.map(box => box.y)) - gap.above - node.height };
}

function belowAll(places: ReadonlyMap<string, Box>): Point {
  const { x, y, height } = around(places.values());
  return { x, y: places.size === 0 ? 0 : y + height + gap.above };
}

const cell = 256;

/** Boxes that may not be covered, by the squares of the plane that they touch. */
class Crowd {
  readonly #cells = new Map<string, Box[]>();

  add(box: Box): void {
    for (const key of this.#keys(box)) {
      const known = this.#cells.get(key);
      if (known === undefined) this.#cells.set(key, [box]);
      else known.push(box);
    }
  }

  /** The free place for a box that is nearest to the wish: beside it, or else in the rows below and above. */
  nearest(wish: Point, { width, height }: Size): Box {
    for (let ring = 0; ; ring++) {
      const reach = ring * (height + gap.beside);
      let best: Box | undefined;
      for (const y of ring === 0 ? [wish.y] : [wish.y + reach, wish.y - reach]) {
        const found = this.#beside({ x: wish.x, y, width, height }, reach + 4 * width);
        if (found === undefined) continue;
        if (best === undefined || Math.abs(found.x - wish.x) < Math.abs(best.x - wish.x)) best = found;
      }
      if (best !== undefined) return best;
    }
  }

  /** The nearest free place in the same row, by stepping over what is in the way. */
  #beside(wish: Box, reach: number): Box | undefined {
    let found: Box | undefined;
    for (const step of [1, -1]) {
      let box = wish;
      for (let hit = this.#hit(box); hit !== undefined; hit = this.#hit(box))
        box = { ...box, x: step > 0 ? hit.x + hit.width + gap.beside : hit.x - gap.beside - box.width };
      const away = Math.abs(box.x - wish.x);
      if (away <= reach && (found === undefined || away < Math.abs(found.x - wish.x))) found = box;
    }
    return found;
  }

  /** A box that this one covers or comes too close to. */
  #hit(box: Box): Box | undefined {
    const space = gap.beside - 1;
    for (const key of this.#keys(box))
      for (const other of this.#cells.get(key) ?? [])
        if (
          box.x < other.x + other.width + space &&
          other.x < box.x + box.width + space &&
          box.y < other.y + other.height + space &&
          other.y < box.y + box.height + space
        )
          return other;
    return undefined;
  }

  *#keys({ x, y, width, height }: Box): Iterable<string> {
    const last = {
      x: Math.floor((x + width + gap.beside) / cell),
      y: Math.floor((y + height + gap.beside) / cell),
    };
    for (let column = Math.floor((x - gap.beside) / cell); column <= last.x; column++)
      for (let row = Math.floor((y - gap.beside) / cell); row <= last.y; row++) yield `${column},${row}`;
  }
}
