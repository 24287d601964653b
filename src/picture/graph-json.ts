/** The graph as JSON for other programs. The shape is a contract. */

import type { GraphCall, GraphData, GraphNode } from '../skill/graph/model.ts';

export interface JsonGraph {
  readonly nodes: readonly JsonNode[];
  /** `from` and `to` are skill names as their files write them; a name without a file as its first caller writes it. */
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly calls: readonly JsonCall[];
  }[];
  /** Names of one shortest circle for each component; the last calls the first. */
  readonly cycles: readonly (readonly string[])[];
}

export interface JsonNode {
  readonly name: string;
  readonly kind: GraphNode['kind'];
  /** Relative to the skills folder; absent for what is no file. */
  readonly path?: string;
  readonly category: string;
  readonly form?: string;
  readonly description: string;
  readonly signature: string;
  readonly tags: readonly string[];
  readonly isDeprecated: boolean;
  readonly problems: GraphNode['problems'];
}

/** Line and column count from one. */
export interface JsonCall extends Omit<GraphCall, 'place' | 'offset'> {
  readonly line: number;
  readonly column: number;
}

/** The name of the node for names that only a run knows is `*`. */
export function jsonGraph({ nodes, edges, cycles }: GraphData): JsonGraph {
  const names = new Map(nodes.map(node => [node.id, nameOf(node)]));
  const name = (id: string) => names.get(id) ?? id;
  return {
    nodes: nodes.map(jsonNode),
    edges: edges.map(({ from, to, calls }) => ({
      from: name(from),
      to: name(to),
      calls: calls.map(({ place, offset: _, ...call }) => ({ ...place, ...call })),
    })),
    cycles: cycles.map(({ path }) => path.map(name)),
  };
}

function nameOf({ kind, name }: GraphNode): string {
  return kind === 'dynamic' ? '*' : name;
}

function jsonNode(node: GraphNode): JsonNode {
  const { id, kind, category, form, summary, signature, tags, isDeprecated, problems } = node;
  return {
    name: nameOf(node),
    kind,
    ...(kind === 'skill' ? { path: id } : {}),
    category,
    ...(form === undefined ? {} : { form }),
    description: summary,
    signature,
    tags,
    isDeprecated,
    problems,
  };
}
