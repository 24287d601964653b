/** What of the graph is drawn: filters, focus and collapsed categories applied, without places. */

import type { GraphEdge, GraphNode } from '../../message/graph.ts';
import { categoryId, isDynamic } from '../../picture/view.ts';
import type { Choices, Filter, Focus, ProblemFilter } from './choices.ts';
import type { GraphStore } from './graph-store.ts';
import { edgeKey } from './playback.ts';

/** A category that is drawn as one box. */
export interface Group {
  readonly id: string;
  readonly category: string;
  /** Ids of the skills in it that would be drawn. */
  readonly members: readonly string[];
}

/** All edges between two boxes. */
export interface ShownEdge {
  readonly from: string;
  readonly to: string;
  readonly edges: readonly GraphEdge[];
  readonly calls: number;
  readonly isDynamic: boolean;
  readonly isInCycle: boolean;
}

export interface Shown {
  /** Ids of boxes: of nodes, and of groups. */
  readonly nodes: readonly string[];
  readonly groups: ReadonlyMap<string, Group>;
  readonly edges: readonly ShownEdge[];
  /** The box that stands for a node; what is not shown has none. */
  readonly places: ReadonlyMap<string, string>;
}

/** Of all skills, sorted. */
export function categoriesOf(store: GraphStore): readonly string[] {
  const found = new Set<string>();
  for (const node of store.nodes.values()) if (node.kind === 'skill') found.add(node.category);
  return [...found].sort();
}

/** Categories that are one box now: in a focus those that were collapsed in it. */
export function collapsedOf(choices: Choices): readonly string[] {
  return choices.focus?.collapsed ?? choices.collapsed ?? [];
}

export function shownOf(store: GraphStore, choices: Choices): Shown {
  const around = choices.focus === undefined ? undefined : surroundings(store, choices.focus);
  const collapsed = new Set(collapsedOf(choices));
  const places = new Map<string, string>();
  const members = new Map<string, string[]>();
  for (const node of fitting(store, choices.filter)) {
    if (around !== undefined && !around.has(node.id)) continue;
    if (node.kind !== 'skill' || !collapsed.has(node.category)) {
      places.set(node.id, node.id);
      continue;
    }
    places.set(node.id, categoryId(node.category));
    const known = members.get(node.category);
    if (known === undefined) members.set(node.category, [node.id]);
    else known.push(node.id);
  }
  const groups = [...members].map(([category, ids]) => ({
    id: categoryId(category),
    category,
    members: ids,
  }));
  return {
    nodes: [...new Set(places.values())],
    groups: new Map(groups.map(group => [group.id, group])),
    edges: edgesBetween(store, places),
    places,
  };
}

/** The nodes that a filter lets through; unknown and dynamic names go with their callers. */
function* fitting(store: GraphStore, filter: Filter): Iterable<GraphNode> {
  const skills = new Set<string>();
  for (const node of store.nodes.values()) {
    if (node.kind !== 'skill' || !fits(store, node, filter)) continue;
    skills.add(node.id);
    yield node;
  }
  for (const node of store.nodes.values()) {
    if (node.kind === 'skill' || filter.hidesLeaves) continue;
    if (store.callers(node.id).some(edge => skills.has(edge.from))) yield node;
  }
}

function fits(store: GraphStore, node: GraphNode, filter: Filter): boolean {
  const { categories, tags, problems, hidesLeaves, hidesEntries } = filter;
  if (categories.length > 0 && !categories.includes(node.category)) return false;
  if (tags.length > 0 && !tags.some(tag => node.tags.includes(tag))) return false;
  if (problems.length > 0 && !problems.some(problem => hasProblem(store, node, problem))) return false;
  const isOther = (id: string) => id !== node.id;
  if (hidesLeaves && !store.callees(node.id).some(edge => isOther(edge.to))) return false;
  return !(hidesEntries && !store.callers(node.id).some(edge => isOther(edge.from)));
}

export function hasProblem(store: GraphStore, node: GraphNode, problem: ProblemFilter): boolean {
  switch (problem) {
    case 'error':
      return node.problems.errors > 0;
    case 'warning':
      return node.problems.warnings > 0;
    case 'cycle':
      return store.cycleOf(node.id) !== undefined;
    case 'unknown':
      return store.callees(node.id).some(edge => store.nodes.get(edge.to)?.kind === 'unknown');
  }
}

/** Ids of what is so many calls up or down from a node, and of the node. */
export function surroundings(store: GraphStore, { id, levels }: Focus): ReadonlySet<string> {
  const found = new Set([id]);
  const spread = (next: (id: string) => readonly string[]) => {
    let edge = [id];
    const seen = new Set(edge);
    for (let level = 0; level < levels; level++) {
      edge = edge.flatMap(next).filter(other => !seen.has(other) && seen.add(other));
    }
    for (const other of seen) found.add(other);
  };
  spread(at => store.callees(at).map(edge => edge.to));
  spread(at => store.callers(at).map(edge => edge.from));
  return found;
}

function edgesBetween(store: GraphStore, places: ReadonlyMap<string, string>): readonly ShownEdge[] {
  const found = new Map<string, GraphEdge[]>();
  for (const edges of store.edgesFrom.values()) {
    for (const edge of edges) {
      const from = places.get(edge.from);
      const to = places.get(edge.to);
      if (from === undefined || to === undefined) continue;
      // What a category calls in itself is inside of its box.
      if (from === to && from !== edge.from) continue;
      const key = edgeKey(from, to);
      const known = found.get(key);
      if (known === undefined) found.set(key, [edge]);
      else known.push(edge);
    }
  }
  return [...found.values()].map(edges => ({
    from: places.get(edges[0]!.from)!,
    to: places.get(edges[0]!.to)!,
    edges,
    calls: edges.reduce((sum, edge) => sum + edge.calls.length, 0),
    isDynamic: edges.every(isDynamic),
    isInCycle: edges.some(edge => store.isCyclic(edge)),
  }));
}
