/** The call graph as data, kept right while the catalogue changes: a change costs the edges of the changed files only. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { CatalogueChange, SkillCatalogue } from '../catalogue.ts';
import { categoryOfPath, skillNameOfPath } from '../name.ts';
import type { Skill } from '../skill.ts';
import {
  countProblems,
  dynamicId,
  dynamicNode,
  edgesOf,
  skillNode,
  unknownNode,
  unreadableNode,
} from './data.ts';
import type { FileNode } from './graph.ts';
import type { GraphCycle, GraphData, GraphEdge, GraphNode } from './model.ts';
import { shortestCircle } from './shortest.ts';

/** What became different; together with the data before it makes the data after. */
export interface GraphDelta {
  /** New and changed nodes. */
  readonly nodes: readonly GraphNode[];
  readonly removed: readonly string[];
  /** All edges that now leave a node, for each node of which they changed. A removed node has none. */
  readonly edgesFrom: Readonly<Record<string, readonly GraphEdge[]>>;
  /** All of them. */
  readonly cycles: readonly GraphCycle[];
}

/** The graph of all that the catalogue holds now. */
export function graphData(catalogue: SkillCatalogue): GraphData {
  const live = new LiveGraph(catalogue);
  live.dispose();
  return live.data();
}

/** Follows a catalogue until it is disposed. Nodes and edges that did not change stay the same objects. */
export class LiveGraph implements Disposable {
  readonly #catalogue: SkillCatalogue;
  readonly #store = new DisposableStore();
  readonly #changes = this.#store.add(new Emitter<GraphDelta>());
  readonly #nodes = new Map<string, GraphNode>();
  /** What the node of a file was made from. */
  readonly #skills = new Map<string, Skill | undefined>();
  readonly #edges = new Map<string, readonly GraphEdge[]>();
  /** How many files lead to a node that is no file. */
  readonly #asked = new Map<string, number>();
  /** The circles of one. */
  readonly #selfCalls = new Map<string, GraphCycle>();
  readonly #cycleOf = new WeakMap<ReadonlySet<FileNode>, GraphCycle>();
  #cycles: readonly GraphCycle[] = [];
  #data: GraphData | undefined;

  constructor(catalogue: SkillCatalogue) {
    this.#catalogue = catalogue;
    const paths = [...catalogue.graph.files()].map(({ path }) => path);
    this.#update(new Set(paths), new Set(paths));
    this.#store.add(catalogue.onDidChange(change => this.#follow(change)));
  }

  /** Fires after a change of the catalogue that changed the graph. */
  get onDidChange(): Event<GraphDelta> {
    return this.#changes.event;
  }

  data(): GraphData {
    this.#data ??= {
      nodes: [...this.#nodes.values()].sort((a, b) => compare(a.id, b.id)),
      edges: [...this.#edges.keys()].sort().flatMap(from => this.#edges.get(from) ?? []),
      cycles: this.#cycles,
    };
    return this.#data;
  }

  /** `undefined` for an id that is not in the graph. */
  node(id: string): GraphNode | undefined {
    return this.#nodes.get(id);
  }

  edgesFrom(id: string): readonly GraphEdge[] {
    return this.#edges.get(id) ?? [];
  }

  dispose(): void {
    this.#store.dispose();
  }

  #follow({ skills, problems, calls }: CatalogueChange): void {
    const before = this.#cycles;
    const delta = this.#update(problems, new Set([...skills, ...calls]));
    const { nodes, removed, edgesFrom } = delta;
    const isSame =
      nodes.length === 0 &&
      removed.length === 0 &&
      Object.keys(edgesFrom).length === 0 &&
      before === this.#cycles;
    if (isSame) return;
    this.#data = undefined;
    this.#changes.fire(delta);
  }

  #update(changedNodes: ReadonlySet<string>, changedEdges: ReadonlySet<string>): GraphDelta {
    const nodes: GraphNode[] = [];
    const removed: string[] = [];
    const edgesFrom: [string, readonly GraphEdge[]][] = [];
    const touched = new Set<string>();
    for (const path of changedEdges) {
      const edges = this.#redirect(path, touched);
      if (edges !== undefined && this.#catalogue.graph.at(path) !== undefined) edgesFrom.push([path, edges]);
    }
    for (const path of changedNodes) this.#renew(path, this.#fileNode(path), nodes, removed);
    for (const id of touched) this.#renew(id, this.#otherNode(id), nodes, removed);
    this.#renewCycles();
    return { nodes, removed, edgesFrom: Object.fromEntries(edgesFrom), cycles: this.#cycles };
  }

  /** Puts a node in its place and notes what became of it. */
  #renew(id: string, node: GraphNode | undefined, nodes: GraphNode[], removed: string[]): void {
    const known = this.#nodes.get(id);
    if (node === known) return;
    if (node === undefined) {
      this.#nodes.delete(id);
      this.#skills.delete(id);
      removed.push(id);
    } else {
      this.#nodes.set(id, node);
      nodes.push(node);
    }
  }

  /** The node of a file; the same as before where nothing of it changed, `undefined` for a file that is gone. */
  #fileNode(path: string): GraphNode | undefined {
    const file = this.#catalogue.graph.at(path);
    if (file === undefined) return undefined;
    const known = this.#nodes.get(path);
    const problems = countProblems(this.#catalogue.problems(path));
    const isSame =
      known !== undefined &&
      this.#skills.get(path) === file.skill &&
      known.problems.errors === problems.errors &&
      known.problems.warnings === problems.warnings &&
      known.problems.infos === problems.infos;
    if (isSame) return known;
    this.#skills.set(path, file.skill);
    if (file.skill !== undefined) return skillNode(file.skill, problems);
    return unreadableNode({
      id: path,
      name: skillNameOfPath(path),
      category: categoryOfPath(path),
      problems,
    });
  }

  /** The node of a name that no file has, spelt as its first caller does. */
  #otherNode(id: string): GraphNode | undefined {
    if (!this.#asked.has(id)) return undefined;
    if (id === dynamicId) return dynamicNode;
    const key = id.slice(1);
    const [caller] = [...(this.#catalogue.graph.named(key)?.callers ?? [])].sort((a, b) =>
      compare(a.path, b.path),
    );
    const names = caller?.skill?.calls.flatMap(({ callees }) => callees) ?? [];
    const name = names.find(callee => callee.toLowerCase() === key) ?? key;
    const known = this.#nodes.get(id);
    return known?.name === name ? known : unknownNode(id, name);
  }

  /** Renews the edges of a file; `undefined` when they are what they were. */
  #redirect(path: string, touched: Set<string>): readonly GraphEdge[] | undefined {
    const { graph } = this.#catalogue;
    const skill = graph.at(path)?.skill;
    const before = this.#edges.get(path) ?? [];
    const after = skill === undefined ? [] : edgesOf(skill, graph);
    // Even where it leads to the same, a name may be spelt otherwise.
    for (const { to } of after) this.#count(to, 0, touched);
    if (isSameEdges(before, after)) return undefined;
    for (const { to } of after) this.#count(to, 1, touched);
    for (const { to } of before) this.#count(to, -1, touched);
    if (after.length === 0) this.#edges.delete(path);
    else this.#edges.set(path, after);
    const callsItself = after.some(({ to }) => to === path);
    if (!callsItself) this.#selfCalls.delete(path);
    else if (!this.#selfCalls.has(path)) this.#selfCalls.set(path, { path: [path], members: [path] });
    return after;
  }

  #count(id: string, step: number, touched: Set<string>): void {
    if (id !== dynamicId && !id.startsWith('?')) return;
    const count = (this.#asked.get(id) ?? 0) + step;
    if (count === 0) this.#asked.delete(id);
    else this.#asked.set(id, count);
    touched.add(id);
  }

  #renewCycles(): void {
    const cycles = [...this.#catalogue.graph.circles()].map(circle => this.#cycle(circle));
    cycles.push(...this.#selfCalls.values());
    cycles.sort((a, b) => compare(a.path[0] as string, b.path[0] as string) || a.path.length - b.path.length);
    const isSame =
      cycles.length === this.#cycles.length && cycles.every((cycle, index) => cycle === this.#cycles[index]);
    if (!isSame) this.#cycles = cycles;
  }

  #cycle(circle: ReadonlySet<FileNode>): GraphCycle {
    const known = this.#cycleOf.get(circle);
    if (known !== undefined) return known;
    const members = [...circle].map(({ path }) => path).sort();
    const path = shortestCircle(members, id => this.edgesFrom(id).map(({ to }) => to));
    const cycle = { path, members };
    this.#cycleOf.set(circle, cycle);
    return cycle;
  }
}

function isSameEdges(a: readonly GraphEdge[], b: readonly GraphEdge[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ to, calls }, index) => {
      const other = b[index] as GraphEdge;
      return (
        to === other.to &&
        calls.length === other.calls.length &&
        calls.every((call, at) => isSameCall(call, other.calls[at] as GraphEdge['calls'][number]))
      );
    })
  );
}

function isSameCall(a: GraphEdge['calls'][number], b: GraphEdge['calls'][number]): boolean {
  return (
    a.offset === b.offset &&
    a.place.line === b.place.line &&
    a.place.column === b.place.column &&
    a.isDynamic === b.isDynamic &&
    a.isInLoop === b.isInLoop &&
    a.isInBranch === b.isInBranch &&
    a.isParallel === b.isParallel
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
