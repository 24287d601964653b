/** Questions about a call graph: where it begins and ends, how deep it is, who reaches whom. */

import { type ChainLink, chainFrom, heightOf } from './chain.ts';
import { circles, type Notes, unseen, type Vertex } from './cycle.ts';
import type { GraphData } from './model.ts';

/** A node's id among its calls. Names that no file has, and the dynamic node, are vertices as well. */
interface Point extends Vertex<Point>, ChainLink<Point> {
  readonly id: string;
  readonly edges: { readonly target: Point }[];
  readonly callers: Point[];
  readonly notes: Notes;
  circle: ReadonlySet<Point> | undefined;
  height: number;
}

/** Made once for each graph; every answer is in the order of the graph's nodes unless it says otherwise. */
export class GraphQuery {
  readonly #points = new Map<string, Point>();

  constructor({ nodes, edges }: GraphData) {
    for (const { id } of nodes)
      this.#points.set(id, { id, edges: [], callers: [], notes: unseen(), circle: undefined, height: 0 });
    for (const { from, to } of edges) {
      const caller = this.#points.get(from);
      const target = this.#points.get(to);
      if (caller === undefined || target === undefined) continue;
      caller.edges.push({ target });
      target.callers.push(caller);
    }
    for (const circle of circles(this.#points.values())) for (const point of circle) point.circle = circle;
  }

  /** Ids that nothing but themselves calls. */
  entries(): readonly string[] {
    return this.#where(point => point.callers.every(caller => caller === point));
  }

  /** Ids that call nothing but themselves. */
  leaves(): readonly string[] {
    return this.#where(point => point.edges.every(({ target }) => target === point));
  }

  /** Strongly connected components of two or more, each sorted, sorted by their first ids. */
  components(): readonly (readonly string[])[] {
    const found = new Set([...this.#points.values()].flatMap(({ circle }) => circle ?? []));
    return [...found]
      .map(circle => [...circle].map(({ id }) => id).sort())
      .sort((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1));
  }

  /** How many skills the longest chain from this one has, itself included and a circle counted as one; 0 for no node. */
  depth(id: string): number {
    const point = this.#points.get(id);
    return point === undefined ? 0 : heightOf(point);
  }

  /**
   * The ids of the longest chain from a node, or of the whole graph; each calls the next, but a circle counts as one
   * and is shown by where it is entered. Of several the first.
   */
  longestChain(from?: string): readonly string[] {
    let start = from === undefined ? undefined : this.#points.get(from);
    if (from === undefined)
      for (const point of this.#points.values())
        if (start === undefined || heightOf(point) > heightOf(start)) start = point;
    return start === undefined ? [] : chainFrom(start).map(({ id }) => id);
  }

  /** Ids of all that a node calls directly or through others; of the node itself only where it is on a circle. */
  callees(id: string): ReadonlySet<string> {
    return this.#reach(id, 'callees', Number.POSITIVE_INFINITY);
  }

  /** Ids of all that call a node directly or through others. */
  callers(id: string): ReadonlySet<string> {
    return this.#reach(id, 'callers', Number.POSITIVE_INFINITY);
  }

  /** A node, and what is at most so many calls above or below it; empty for no node. */
  neighbourhood(id: string, levels: number): ReadonlySet<string> {
    if (!this.#points.has(id)) return new Set();
    return new Set([id, ...this.#reach(id, 'callees', levels), ...this.#reach(id, 'callers', levels)]);
  }

  #where(holds: (point: Point) => boolean): readonly string[] {
    return [...this.#points.values()].filter(holds).map(({ id }) => id);
  }

  #reach(id: string, way: 'callees' | 'callers', levels: number): ReadonlySet<string> {
    const found = new Set<Point>();
    const start = this.#points.get(id);
    let level = start === undefined ? [] : [start];
    for (let step = 0; step < levels && level.length > 0; step++) {
      const next: Point[] = [];
      for (const point of level)
        for (const other of way === 'callers' ? point.callers : point.edges.map(({ target }) => target)) {
          if (found.has(other)) continue;
          found.add(other);
          next.push(other);
        }
      level = next;
    }
    return new Set([...found].map(point => point.id));
  }
}
