/** Parts and summaries of a graph: what is drawn or told when not everything is. */

import type { GraphData, GraphEdge, GraphNode } from '../skill/graph/model.ts';

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

/** A category drawn as one node. */
export interface CollapsedCategory {
  readonly category: string;
  readonly members: readonly GraphNode[];
}

/** An edge between what is left when categories are drawn as one node each. */
export interface MergedEdge {
  readonly from: string;
  readonly to: string;
  readonly edges: readonly GraphEdge[];
}

export interface CollapsedGraph {
  readonly nodes: readonly GraphNode[];
  /** By their ids, which no node has. */
  readonly categories: ReadonlyMap<string, CollapsedCategory>;
  readonly edges: readonly MergedEdge[];
}

/** Draws the skills of each of these categories as one node; calls inside of one are left out. */
export function collapse(graph: GraphData, collapsed: ReadonlySet<string>): CollapsedGraph {
  const places = new Map<string, string>();
  const members = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    const isInside = node.kind === 'skill' && collapsed.has(node.category);
    places.set(node.id, isInside ? categoryId(node.category) : node.id);
    if (!isInside) continue;
    const known = members.get(node.category);
    if (known === undefined) members.set(node.category, [node]);
    else known.push(node);
  }
  const merged = new Map<string, Map<string, GraphEdge[]>>();
  for (const edge of graph.edges) {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (from === undefined || to === undefined || (from === to && edge.from !== from)) continue;
    const own = merged.get(from) ?? new Map<string, GraphEdge[]>();
    merged.set(from, own);
    own.set(to, [...(own.get(to) ?? []), edge]);
  }
  return {
    nodes: graph.nodes.filter(({ id }) => places.get(id) === id),
    categories: new Map(
      [...members].map(([category, nodes]) => [categoryId(category), { category, members: nodes }]),
    ),
    edges: [...merged].flatMap(([from, own]) => [...own].map(([to, edges]) => ({ from, to, edges }))),
  };
}

/** No file's path holds a NUL. */
export function categoryId(category: string): string {
  return `\0${category}`;
}
