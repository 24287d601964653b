/** One page of the graph, from its `ready` to its end: what it is told, and when. Knows nothing of VS Code. */

import { type Disposable, DisposableStore, toDisposable } from '../../base/disposal.ts';
import type {
  GraphChange,
  GraphData,
  GraphEvents,
  GraphMetrics,
  GraphPageCommand,
  GraphRequests,
  GraphRun,
  GraphState,
} from '../../message/graph.ts';
import type { Rpc } from '../../message/rpc.ts';
import { Debouncer } from '../debounce.ts';
import { type Move, Renames } from './renames.ts';

const quietMs = 100;
/** How long a change waits for the rest of a rename, which comes from the disk in two parts. */
const renameMs = 2_000;
const runMs = 50;
/** Metrics change with each run, and nobody watches them change. */
const metricsMs = 500;
/** Long runs are sent less often, for each time the whole is sent. */
const stepsPerMs = 20;

/** What became different in a root's graph. */
export type GraphDelta = Omit<GraphChange, 'revision' | 'renamed'>;

/** A skills folder as it is drawn. */
export interface GraphRoot {
  readonly id: string;
  readonly name: string;
  /** Everything has been read once. */
  readonly isLoaded: boolean;
  readonly paths: Iterable<string>;
  /** Whole, and from then on the base of {@link delta}. */
  whole(): GraphData;
  /** Since the last of either; `undefined` when nothing is different. */
  delta(): GraphDelta | undefined;
}

export interface FollowedSkill {
  readonly rootId: string;
  readonly id: string;
}

/** Where a page gets what it shows. */
export interface GraphWorld {
  roots(): readonly GraphRoot[];
  /** The skill of the active editor, or of the last one that showed a skill. */
  followed(): FollowedSkill | undefined;
  /** The root's last run. */
  run(rootId: string): GraphRun | undefined;
  /** Of the root's skills. */
  metrics(rootId: string): GraphMetrics;
  isTrusted(): boolean;
}

export type GraphRpc = Rpc<GraphRequests, GraphEvents>;

/** The page may go and come back at any time; it then says `ready` again and gets the whole. */
export class GraphSession implements Disposable {
  readonly #world: GraphWorld;
  readonly #rpc: GraphRpc;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new Debouncer<'graph'>(quietMs, () => this.#tellChange()));
  readonly #renames = new Renames();
  #renamedAt = 0;
  #rootId: string | undefined;
  #isReady = false;
  #revision = 0;
  #followed: string | undefined;
  readonly #metrics = this.#owned.add(new Debouncer<'metrics'>(metricsMs, () => this.#tellMetrics()));
  #runTimer: NodeJS.Timeout | undefined;
  /** What the page is to do as soon as it is there. */
  #wishes: (() => void)[] = [];

  /** @param firstRoot what is drawn when it is there, before anything is chosen */
  constructor(world: GraphWorld, rpc: GraphRpc, firstRoot?: string) {
    this.#world = world;
    this.#rootId = firstRoot;
    this.#rpc = rpc;
    this.#owned.add(toDisposable(() => clearTimeout(this.#runTimer)));
  }

  /** The root that is drawn; `undefined` when there is none. */
  get root(): GraphRoot | undefined {
    const roots = this.#world.roots();
    const followed = this.#world.followed()?.rootId;
    const root =
      roots.find(({ id }) => id === this.#rootId) ?? roots.find(({ id }) => id === followed) ?? roots[0];
    this.#rootId = root?.id;
    return root;
  }

  /** The page is there and has to be given the answer. */
  ready(): GraphState {
    this.#isReady = true;
    // After the answer.
    setImmediate(() => this.#fulfil());
    return this.#state();
  }

  /** The page is gone, or asleep: it is told nothing until it says `ready`. */
  sleep(): void {
    this.#isReady = false;
  }

  chooseRoot(rootId: string): void {
    if (rootId !== this.#rootId) this.#renames.take([]);
    this.#rootId = rootId;
    this.#tellState();
  }

  /** Roots came, went, or have been read; trust was given. */
  worldChanged(): void {
    this.#tellState();
  }

  graphChanged(rootId: string): void {
    if (this.#isReady && rootId === this.#rootId) this.#changed.add('graph');
  }

  followChanged(): void {
    if (!this.#isReady) return;
    const followed = this.#world.followed();
    const key = JSON.stringify(followed);
    if (followed === undefined || key === this.#followed) return;
    this.#followed = key;
    this.#rpc.notify('follow', followed);
  }

  runChanged(rootId: string): void {
    if (!this.#isReady || rootId !== this.#rootId || this.#runTimer !== undefined) return;
    const steps = this.#world.run(rootId)?.steps.length ?? 0;
    this.#runTimer = setTimeout(() => this.#tellRun(), runMs + steps / stepsPerMs);
  }

  metricsChanged(rootId: string): void {
    if (this.#isReady && rootId === this.#rootId) this.#metrics.add('metrics');
  }

  /** A file or folder of a root goes on under another path. */
  renamed(rootId: string, move: Move): void {
    if (rootId !== this.#rootId) return;
    this.#renames.add(move);
    this.#renamedAt = Date.now();
    this.graphChanged(rootId);
  }

  /** Shows a skill, at once or when the page is there. */
  reveal({ rootId, id }: FollowedSkill, levels: number | undefined): void {
    this.#wish(() => {
      if (rootId !== this.#rootId) this.chooseRoot(rootId);
      else this.#changed.flush();
      this.#rpc.notify('reveal', { id, levels });
    });
  }

  command(name: GraphPageCommand): void {
    this.#wish(() => this.#rpc.notify('command', { name }));
  }

  dispose(): void {
    this.#isReady = false;
    this.#wishes = [];
    this.#owned.dispose();
  }

  #wish(wish: () => void): void {
    if (this.#isReady) wish();
    else this.#wishes.push(wish);
  }

  #fulfil(): void {
    if (!this.#isReady) return;
    for (const wish of this.#wishes.splice(0)) wish();
  }

  /** Whole, and the base of the changes that follow. */
  #state(): GraphState {
    const { root } = this;
    const followed = this.#world.followed();
    this.#followed = JSON.stringify(followed);
    return {
      roots: this.#world.roots().map(({ id, name }) => ({ id, name })),
      rootId: root?.id,
      revision: this.#revision,
      graph: root?.whole() ?? { nodes: [], edges: [], cycles: [] },
      isLoaded: root?.isLoaded ?? true,
      followed: followed !== undefined && followed.rootId === root?.id ? followed.id : undefined,
      isTrusted: this.#world.isTrusted(),
      run: root && this.#world.run(root.id),
      metrics: root ? this.#world.metrics(root.id) : {},
      renamed: root ? this.#renames.take(root.paths) : [],
    };
  }

  #tellState(): void {
    if (this.#isReady) this.#rpc.notify('state', this.#state());
  }

  #tellChange(): void {
    const { root } = this;
    // What is still being read is told as a whole when that is over.
    if (!this.#isReady || root === undefined || !root.isLoaded) return;
    if (this.#awaitsRename(root)) {
      this.#changed.add('graph');
      return;
    }
    const delta = root.delta();
    if (delta === undefined) return;
    this.#revision++;
    const renamed = [...this.#renames.take(root.paths), ...found(delta)];
    this.#rpc.notify('change', { ...delta, revision: this.#revision, renamed });
    this.followChanged();
  }

  #awaitsRename(root: GraphRoot): boolean {
    if (this.#renames.isEmpty || this.#renames.isDone(root.paths)) return false;
    return Date.now() - this.#renamedAt < renameMs;
  }

  #tellMetrics(): void {
    if (this.#isReady && this.#rootId !== undefined)
      this.#rpc.notify('metrics', this.#world.metrics(this.#rootId));
  }

  #tellRun(): void {
    this.#runTimer = undefined;
    const run = this.#rootId === undefined ? undefined : this.#world.run(this.#rootId);
    if (this.#isReady && run !== undefined) this.#rpc.notify('run', run);
  }
}

/** Names that nothing had and that a file has now: the node goes on as the file's. */
function found({ nodes, removed }: GraphDelta): GraphChange['renamed'] {
  const gone = new Set(removed.filter(id => id.startsWith('?')));
  if (gone.size === 0) return [];
  return nodes
    .filter(({ kind, name }) => kind === 'skill' && gone.has(`?${name.toLowerCase()}`))
    .map(({ id, name }) => ({ from: `?${name.toLowerCase()}`, to: id }));
}
