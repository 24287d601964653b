/** The graph as the editor told it: whole, then change by change, with who calls whom in both directions. */

import type { GraphChange, GraphCycle, GraphData, GraphEdge, GraphNode } from '../../message/graph.ts';

const none: readonly GraphEdge[] = [];

export class GraphStore {
  #nodes = new Map<string, GraphNode>();
  #out = new Map<string, readonly GraphEdge[]>();
  /** Made when it is first asked for after a change. */
  #in: Map<string, GraphEdge[]> | undefined;
  #cycles: readonly GraphCycle[] = [];
  #cycleOf: Map<string, number> | undefined;

  get nodes(): ReadonlyMap<string, GraphNode> {
    return this.#nodes;
  }

  get cycles(): readonly GraphCycle[] {
    return this.#cycles;
  }

  /** All edges, by where they begin. */
  get edgesFrom(): ReadonlyMap<string, readonly GraphEdge[]> {
    return this.#out;
  }

  callees(id: string): readonly GraphEdge[] {
    return this.#out.get(id) ?? none;
  }

  callers(id: string): readonly GraphEdge[] {
    this.#in ??= incoming(this.#out);
    return this.#in.get(id) ?? none;
  }

  edge(from: string, to: string): GraphEdge | undefined {
    return this.callees(from).find(edge => edge.to === to);
  }

  /** The place in {@link cycles} of the one that a node is part of; `undefined` when it is in none. */
  cycleOf(id: string): number | undefined {
    this.#cycleOf ??= new Map(
      this.#cycles.flatMap((cycle, index) => cycle.members.map(member => [member, index] as const)),
    );
    return this.#cycleOf.get(id);
  }

  /** Whether a call leads from one skill of a cycle to another of the same. */
  isCyclic(edge: { readonly from: string; readonly to: string }): boolean {
    const cycle = this.cycleOf(edge.from);
    return cycle !== undefined && cycle === this.cycleOf(edge.to);
  }

  replace(data: GraphData): void {
    this.#nodes = new Map(data.nodes.map(node => [node.id, node]));
    const out = new Map<string, GraphEdge[]>();
    for (const edge of data.edges) {
      const edges = out.get(edge.from);
      if (edges === undefined) out.set(edge.from, [edge]);
      else edges.push(edge);
    }
    this.#out = out;
    this.#settle(data.cycles);
  }

  apply(change: GraphChange): void {
    for (const id of change.removed) {
      this.#nodes.delete(id);
      this.#out.delete(id);
    }
    for (const node of change.nodes) this.#nodes.set(node.id, node);
    for (const [id, edges] of Object.entries(change.edgesFrom)) {
      if (edges.length === 0) this.#out.delete(id);
      else this.#out.set(id, edges);
    }
    this.#settle(change.cycles);
  }

  #settle(cycles: readonly GraphCycle[]): void {
    this.#cycles = cycles;
    this.#in = undefined;
    this.#cycleOf = undefined;
  }
}

function incoming(out: ReadonlyMap<string, readonly GraphEdge[]>): Map<string, GraphEdge[]> {
  const found = new Map<string, GraphEdge[]>();
  for (const edges of out.values()) {
    for (const edge of edges) {
      const known = found.get(edge.to);
      if (known === undefined) found.set(edge.to, [edge]);
      else known.push(edge);
    }
  }
  return found;
}
