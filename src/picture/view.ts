/** Parts and summaries of a graph: what is drawn or told when not everything is. */

import type { GraphData, GraphEdge } from '../skill/graph/model.ts';

/** The nodes of these ids, and the edges and circles among them. */
export function part({ nodes, edges, cycles }: GraphData, ids: ReadonlySet<string>): GraphData {
  return {
    nodes: nodes.filter(({ id }) => ids.has(id)),
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    cycles: cycles.filter(({ path }) => path.every(id => ids.has(id))),
  };
}

/** Ids of all that is on a circle. */
export function onCycles({ cycles }: GraphData): ReadonlySet<string> {
  return new Set(cycles.flatMap(({ members }) => members));
}

/** The calls that keep a circle going: edges between members of the same component. */
export function cyclicEdges({ edges, cycles }: GraphData): ReadonlySet<GraphEdge> {
  const circleOf = new Map<string, number>();
  const alone = new Set<string>();
  for (const [index, { members }] of cycles.entries())
    if (members.length === 1) alone.add(members[0] as string);
    else for (const id of members) circleOf.set(id, index);
  return new Set(
    edges.filter(({ from, to }) => {
      if (from === to) return alone.has(from);
      const circle = circleOf.get(from);
      return circle !== undefined && circle === circleOf.get(to);
    }),
  );
}

/** Only a run knows whether any of its calls happens. */
export function isDynamic({ calls }: GraphEdge): boolean {
  return calls.every(call => call.isDynamic);
}

/** The id of the box that stands for a category. No file's path holds a NUL. */
export function categoryId(category: string): string {
  return `\0${category}`;
}
