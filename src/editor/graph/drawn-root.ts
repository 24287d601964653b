/** The skills folders of the window as a page draws them: each with a graph that follows it once it was drawn. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { GraphData, GraphEdge, GraphNode } from '../../message/graph.ts';
import { LiveGraph } from '../../skill/graph/live.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import type { GraphDelta, GraphRoot } from './graph-session.ts';

/** Opaque to the page; the same in the next window. */
export function rootId({ folder }: Pick<SkillRoot, 'folder'>): string {
  return folder.toString();
}

/** Its creator disposes it; the roots themselves are not its own. */
export class DrawnRoots implements Disposable {
  readonly #workspace: Pick<SkillWorkspace, 'roots'>;
  #drawn = new Map<SkillRoot, DrawnRoot>();

  constructor(workspace: Pick<SkillWorkspace, 'roots'>) {
    this.#workspace = workspace;
  }

  /** In the order of the workspace's folders. */
  get all(): readonly GraphRoot[] {
    const before = this.#drawn;
    this.#drawn = new Map(this.#workspace.roots.map(root => [root, before.get(root) ?? new DrawnRoot(root)]));
    for (const [root, drawn] of before) if (!this.#drawn.has(root)) drawn.dispose();
    return [...this.#drawn.values()];
  }

  rootOf(id: string | undefined): SkillRoot | undefined {
    return this.#workspace.roots.find(root => rootId(root) === id);
  }

  dispose(): void {
    for (const drawn of this.#drawn.values()) drawn.dispose();
    this.#drawn.clear();
  }
}

class DrawnRoot implements GraphRoot, Disposable {
  readonly id: string;
  readonly name: string;
  readonly #root: SkillRoot;
  readonly #owned = new DisposableStore();
  /** Since the page was last told. */
  readonly #changes = new GraphChanges();
  #live: LiveGraph | undefined;

  constructor(root: SkillRoot) {
    this.id = rootId(root);
    this.name = root.workspaceFolder.name;
    this.#root = root;
  }

  get isLoaded(): boolean {
    return this.#root.isLoaded;
  }

  get paths(): Iterable<string> {
    return this.#root.paths;
  }

  whole(): GraphData {
    this.#changes.take();
    return this.#graph.data();
  }

  delta(): GraphDelta | undefined {
    return this.#changes.take();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  get #graph(): LiveGraph {
    if (this.#live === undefined) {
      this.#live = this.#owned.add(new LiveGraph(this.#root.catalogue));
      this.#owned.add(this.#live.onDidChange(delta => this.#changes.add(delta)));
    }
    return this.#live;
  }
}

/** Changes that follow one another, as one. */
export class GraphChanges {
  #nodes = new Map<string, GraphNode>();
  #removed = new Set<string>();
  #edges = new Map<string, readonly GraphEdge[]>();
  #last: GraphDelta | undefined;

  add(delta: GraphDelta): void {
    for (const id of delta.removed) {
      this.#nodes.delete(id);
      this.#edges.delete(id);
      this.#removed.add(id);
    }
    for (const node of delta.nodes) {
      this.#nodes.set(node.id, node);
      this.#removed.delete(node.id);
    }
    for (const [id, edges] of Object.entries(delta.edgesFrom)) this.#edges.set(id, edges);
    this.#last = delta;
  }

  /** And begins anew; `undefined` when there are none. */
  take(): GraphDelta | undefined {
    const last = this.#last;
    const delta = last && {
      nodes: [...this.#nodes.values()],
      removed: [...this.#removed],
      edgesFrom: Object.fromEntries(this.#edges),
      cycles: last.cycles,
    };
    this.#nodes = new Map();
    this.#removed = new Set();
    this.#edges = new Map();
    this.#last = undefined;
    return delta;
  }
}
