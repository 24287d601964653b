/** What one file gives to the call graph's data: its node, and the edges that leave it. */

import { signature } from '../describe.ts';
import type { Problem } from '../problem.ts';
import type { CallSite, Skill } from '../skill.ts';
import type { GraphReading } from './graph.ts';
import type { GraphCall, GraphEdge, GraphNode } from './model.ts';

/** Id of the node for names that only a run knows. */
export const dynamicId = '*';

export function unknownId(name: string): string {
  return `?${name.toLowerCase()}`;
}

/** The node that a name leads to: of several files the first that can be read. */
export function idOfName(name: string, graph: GraphReading): string {
  const named = graph.named(name);
  return (named?.target ?? named?.files[0])?.path ?? unknownId(name);
}

export type ProblemCounts = GraphNode['problems'];

export function countProblems(problems: readonly Problem[]): ProblemCounts {
  const counts = { errors: 0, warnings: 0, infos: 0 };
  for (const { severity } of problems) {
    if (severity === 'error') counts.errors++;
    else if (severity === 'warning') counts.warnings++;
    else counts.infos++;
  }
  return counts;
}

/** What the text says of a skill beyond its name is read when it is asked for: most nodes are never looked at. */
export function skillNode(skill: Skill, problems: ProblemCounts): GraphNode {
  let signatureText: string | undefined;
  return {
    id: skill.path,
    kind: 'skill',
    name: skill.name,
    category: skill.category,
    get form() {
      return skill.entry?.form;
    },
    get summary() {
      return skill.doc.summary;
    },
    get signature() {
      signatureText ??= signature(skill);
      return signatureText;
    },
    get tags() {
      return skill.doc.tags;
    },
    get isDeprecated() {
      return skill.doc.deprecated !== undefined;
    },
    problems,
  };
}

const bare = {
  form: undefined,
  summary: '',
  signature: '',
  tags: [],
  isDeprecated: false,
} as const;
const noProblems: ProblemCounts = { errors: 0, warnings: 0, infos: 0 };

/** A file that cannot be read. */
export function unreadableNode(file: Pick<GraphNode, 'id' | 'name' | 'category' | 'problems'>): GraphNode {
  return { ...bare, ...file, kind: 'skill' };
}

export function unknownNode(id: string, name: string): GraphNode {
  return { ...bare, id, kind: 'unknown', name, category: '', problems: noProblems };
}

export const dynamicNode: GraphNode = {
  ...bare,
  id: dynamicId,
  kind: 'dynamic',
  name: 'known only at run time',
  category: '',
  problems: noProblems,
};

/** All calls of a skill, by whom they lead to; sorted. */
export function edgesOf(skill: Skill, graph: GraphReading): readonly GraphEdge[] {
  const calls = new Map<string, GraphCall[]>();
  for (const site of skill.calls) {
    const call = callOf(site, skill);
    const targets = site.callees.length === 0 ? [dynamicId] : site.callees.map(name => idOfName(name, graph));
    for (const to of new Set(targets)) {
      const known = calls.get(to);
      if (known === undefined) calls.set(to, [call]);
      else known.push(call);
    }
  }
  const edges = [...calls].map(([to, sites]) => ({ from: skill.path, to, calls: sites }));
  return edges.length > 1 ? edges.sort((a, b) => (a.to < b.to ? -1 : 1)) : edges;
}

function callOf(site: CallSite, { lines }: Skill): GraphCall {
  return {
    place: lines.place(site.nameRange.start),
    offset: site.nameRange.start,
    isDynamic: site.callees.length !== 1,
    isInLoop: site.isInLoop,
    isInBranch: site.isInBranch,
    isParallel: site.isParallel,
  };
}
