/** What the page knows and does: the editor's graph, the user's choices, and the picture that comes of both. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { Emitter } from '../../base/event.ts';
import type {
  GraphChange,
  GraphEvents,
  GraphPageCommand,
  GraphRenaming,
  GraphRequests,
  GraphState,
} from '../../message/graph.ts';
import type { Rpc } from '../../message/rpc.ts';
import { categoryId } from '../../picture/view.ts';
import type { PageMemory } from '../view/page-memory.ts';
import { duration } from '../view/units.ts';
import { Arranger } from './arranger.ts';
import type { Scene } from './canvas/scene.ts';
import { type Choices, type Filter, mostLevels, noFilter, readChoices, type Selection } from './choices.ts';
import { Colours } from './colours.ts';
import { drawableOf, type MeasureText } from './drawable.ts';
import { GraphStore } from './graph-store.ts';
import type { LayoutPort } from './layout-port.ts';
import { type Frame, frameAt } from './playback.ts';
import { renamedChoices } from './renaming.ts';
import { RunPlayer, type Ticks } from './run-player.ts';
import { search } from './search.ts';
import { categoriesOf, collapsedOf, type Shown, shownOf } from './shown.ts';
import { Viewport } from './viewport.ts';

/** More skills than this are first drawn as one box for each category. */
const mostAtFirst = 3_000;
const keepDelayMs = 200;

export interface GraphModelOptions {
  readonly rpc: Rpc<GraphRequests, GraphEvents>;
  readonly memory: PageMemory;
  readonly layout: LayoutPort;
  readonly ticks: Ticks;
  /** How long a move takes: at most 150 ms, and none at all where people do not want motion. */
  readonly motionMs: () => number;
  readonly measure: MeasureText;
}

export class GraphModel implements Disposable {
  readonly store = new GraphStore();
  readonly colours = new Colours();
  readonly viewport: Viewport;
  readonly player: RunPlayer;
  readonly arranger: Arranger;
  readonly measure: MeasureText;
  readonly #rpc: Rpc<GraphRequests, GraphEvents>;
  readonly #memory: PageMemory;
  readonly #owned = new DisposableStore();
  readonly #changes = this.#owned.add(new Emitter<void>());
  /** Anything but the camera and the moment of a run. */
  readonly onDidChange = this.#changes.event;
  readonly #commands = this.#owned.add(new Emitter<GraphPageCommand>());
  /** The editor asks for what a button of the page does. */
  readonly onDidAsk = this.#commands.event;
  #state: Omit<GraphState, 'graph'> | undefined;
  #choices: Choices;
  #shown: Shown | undefined;
  #pattern = '';
  #found: readonly string[] = [];
  #foundAt = 0;
  #isSelectedByEditor = false;
  #announcement = '';
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  /** A node to bring into view as soon as it has a place. */
  #toReveal: string | undefined;

  constructor(options: GraphModelOptions) {
    this.#rpc = options.rpc;
    this.#memory = options.memory;
    this.measure = options.measure;
    this.#choices = readChoices(options.memory.get());
    this.viewport = this.#owned.add(new Viewport(options.ticks, options.motionMs));
    this.player = this.#owned.add(new RunPlayer(options.ticks));
    this.arranger = this.#owned.add(new Arranger(options.layout, options.ticks, options.motionMs));
    if (this.#choices.camera !== undefined) this.viewport.restore(this.#choices.camera);
    this.viewport.onDidChange(() => this.#keepSoon());
    this.arranger.onDidArrange(() => this.#takeScene());
    this.#listen();
  }

  /** Tells the editor that the page is there, and takes the whole state. */
  async start(): Promise<void> {
    this.#takeState(await this.#rpc.request('ready'));
  }

  /** `undefined` until the editor has answered. */
  get state(): Omit<GraphState, 'graph'> | undefined {
    return this.#state;
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** What is to be drawn, without places. */
  get shown(): Shown {
    this.#shown ??= shownOf(this.store, this.#choices);
    return this.#shown;
  }

  /** What is drawn. */
  get scene(): Scene {
    return this.arranger.scene;
  }

  get categories(): readonly string[] {
    return categoriesOf(this.store);
  }

  get pattern(): string {
    return this.#pattern;
  }

  /** Ids of all skills that the search found, the best first. */
  get found(): readonly string[] {
    return this.#found;
  }

  /** The place in {@link found} that Enter goes on from. */
  get foundAt(): number {
    return this.#foundAt;
  }

  get announcement(): string {
    return this.#announcement;
  }

  /** What stands for the selection in the picture: a box or a line. */
  get selectedPlace(): Selection | undefined {
    const { selection } = this.#choices;
    if (selection?.kind !== 'node') return selection;
    const id = this.placeOf(selection.id);
    return id === undefined ? undefined : { kind: 'node', id };
  }

  /** The lights of the run at the moment that is on the screen. */
  get frame(): Frame | undefined {
    const { run, isShown, atMs } = this.player;
    return run === undefined || !isShown ? undefined : frameAt(run, atMs, id => this.placeOf(id));
  }

  /** The box that stands for a skill: itself, its category's, or `undefined` where it is not shown. */
  placeOf(id: string): string | undefined {
    const { places, groups } = this.shown;
    return groups.has(id) ? id : places.get(id);
  }

  /** The selection came from the editor, not from a click or key in the picture. */
  get isSelectedByEditor(): boolean {
    return this.#isSelectedByEditor;
  }

  select(selection: Selection | undefined, options: { readonly reveals?: boolean } = {}): void {
    this.#isSelectedByEditor = false;
    this.#choose({ selection });
    if (selection?.kind === 'node') {
      if (options.reveals === true) this.#reveal(selection.id);
      this.announce(describe(this, selection.id));
    } else if (selection?.kind === 'edge') {
      const names = [selection.from, selection.to].map(id => this.store.nodes.get(id)?.name ?? id);
      this.announce(`Calls from ${names[0]} to ${names[1]}.`);
    }
  }

  /** Only so many levels of callers and callees; `undefined` shows all again. */
  focus(id: string | undefined, levels = this.#choices.focus?.levels ?? 2): void {
    const focus =
      id === undefined
        ? undefined
        : {
            id,
            levels: Math.min(mostLevels, Math.max(1, Math.round(levels))),
            collapsed: this.#choices.focus?.collapsed ?? [],
          };
    const selection: Selection | undefined =
      id === undefined ? this.#choices.selection : { kind: 'node', id };
    this.#redraw({ focus, selection });
    this.viewport.fit();
    const name = id === undefined ? '' : (this.store.nodes.get(id)?.name ?? id);
    this.announce(focus === undefined ? 'All skills.' : `${name} and ${focus.levels} levels around it.`);
  }

  setFilter(change: Partial<Filter>): void {
    this.#redraw({ filter: { ...this.#choices.filter, ...change } });
    const { nodes } = this.shown;
    this.announce(nodes.length === 0 ? 'No skill fits the filter.' : `${nodes.length} boxes in the picture.`);
  }

  clearFilter(): void {
    this.setFilter(noFilter);
  }

  toggleCategory(category: string): void {
    const collapsed = collapsedOf(this.#choices);
    const isCollapsed = collapsed.includes(category);
    this.#collapse(isCollapsed ? collapsed.filter(name => name !== category) : [...collapsed, category]);
    this.announce(`${category || 'No category'} ${isCollapsed ? 'expanded' : 'collapsed'}.`);
  }

  collapseAll(): void {
    this.#collapse(this.categories);
    this.viewport.fit();
  }

  expandAll(): void {
    this.#collapse([]);
    this.viewport.fit();
  }

  #collapse(collapsed: readonly string[]): void {
    const { focus } = this.#choices;
    this.#redraw(focus === undefined ? { collapsed } : { focus: { ...focus, collapsed } });
  }

  setSearch(pattern: string): void {
    this.#pattern = pattern;
    this.#foundAt = 0;
    this.#found = search(this.store.nodes.values(), pattern);
    this.#changes.fire();
  }

  /** Selects the next skill that the search found, or the one before. */
  goToMatch(direction: 1 | -1 | 0): void {
    const shown = this.#found.filter(id => this.placeOf(id) !== undefined);
    if (shown.length === 0) {
      if (this.#pattern !== '')
        this.announce(this.#found.length === 0 ? 'Nothing found.' : 'Found, but hidden.');
      return;
    }
    const at = shown.indexOf(this.#found[this.#foundAt] ?? '');
    const next = shown[(Math.max(0, at) + direction + shown.length) % shown.length] as string;
    this.#foundAt = this.#found.indexOf(next);
    this.select({ kind: 'node', id: next }, { reveals: true });
  }

  setPinned(isPinned: boolean): void {
    this.#choose({ isPinned });
    if (!isPinned) this.#follow(this.#state?.followed);
  }

  setView(change: Partial<Pick<Choices, 'view' | 'showsCycles' | 'showsLegend'>>): void {
    this.#choose(change);
  }

  /** Places everything anew, as if it had never been drawn. */
  arrangeAnew(): void {
    this.arranger.forget();
    this.viewport.fit();
    this.#arrange();
  }

  chooseRoot(rootId: string): void {
    this.ask('chooseRoot', { rootId });
  }

  /** Opens a skill's file, a call's place, or a category that is one box. */
  open(id: string, offset?: number): void {
    const group = this.shown.groups.get(id);
    const kind = this.store.nodes.get(id)?.kind;
    if (group !== undefined) this.toggleCategory(group.category);
    else if (kind === 'skill') this.ask('open', { id, offset });
    else if (kind === 'unknown') this.announce('No file has this name. Create Skill makes one.');
  }

  /** Opens the first call of a line, which may stand for several skills' calls. */
  openEdge(from: string, to: string): void {
    const edge = this.shown.edges.find(line => line.from === from && line.to === to)?.edges[0];
    const call = edge?.calls[0];
    if (edge !== undefined && call !== undefined) this.ask('open', { id: edge.from, offset: call.offset });
  }

  announce(text: string): void {
    // A text that comes again is read again only when it differs.
    this.#announcement = text === this.#announcement ? `${text}\u00a0` : text;
    this.#changes.fire();
  }

  /** For requests whose failure the editor itself shows. */
  ask<K extends keyof GraphRequests>(name: K, params: GraphRequests[K]['params']): void {
    void this.request(name, params).catch((error: unknown) => {
      this.announce(error instanceof Error ? error.message : String(error));
    });
  }

  request<K extends keyof GraphRequests>(
    name: K,
    params: GraphRequests[K]['params'],
  ): Promise<GraphRequests[K]['answer']> {
    const request = this.#rpc.request as (name: K, params: unknown) => Promise<GraphRequests[K]['answer']>;
    return request.call(this.#rpc, name, params);
  }

  /** Keeps the choices now, because the page may be gone in a moment. */
  keep(): void {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
    const { viewport } = this;
    this.#memory.set({
      ...this.#choices,
      rootId: this.#state?.rootId ?? this.#choices.rootId,
      camera: viewport.fitsAll || viewport.size.width === 0 ? undefined : viewport.goal,
    });
  }

  dispose(): void {
    clearTimeout(this.#keepTimer);
    this.#owned.dispose();
  }

  #listen(): void {
    const rpc = this.#rpc;
    rpc.on('state', state => this.#takeState(state));
    rpc.on('change', change => this.#takeChange(change));
    rpc.on('follow', ({ rootId, id }) => {
      const state = this.#state;
      if (state === undefined) return;
      this.#state = { ...state, followed: id };
      if (this.#choices.isPinned) return;
      if (rootId !== undefined && rootId !== state.rootId) this.chooseRoot(rootId);
      else this.#follow(id);
    });
    rpc.on('reveal', ({ id, levels }) => this.#show(id, levels));
    rpc.on('run', run => this.#takeRun(run, true));
    rpc.on('metrics', metrics => {
      if (this.#state === undefined) return;
      this.#state = { ...this.#state, metrics };
      this.#changes.fire();
    });
    rpc.on('command', ({ name }) => {
      if (name === 'fit') this.viewport.fit();
      else if (name === 'replay') this.player.play();
      else this.#commands.fire(name);
    });
  }

  #takeState({ graph, ...state }: GraphState): void {
    const before = this.#state?.rootId ?? this.#choices.rootId;
    const isFirst = this.#state === undefined;
    const isFollowedNew = this.#state?.followed !== state.followed;
    const isOtherRoot = before !== undefined && before !== state.rootId;
    this.#state = state;
    this.store.replace(graph);
    this.#rename(state.renamed);
    if (isOtherRoot) this.#leaveRoot();
    if (this.#choices.collapsed === undefined && state.isLoaded && graph.nodes.length > 0) {
      const isLarge = graph.nodes.length > mostAtFirst;
      this.#choices = { ...this.#choices, collapsed: isLarge ? this.categories : [] };
    }
    this.#takeRun(state.run, !isFirst);
    this.#redraw({}, !isFirst && !isOtherRoot);
    // What the user chose in the meantime stays, unless another file came on the screen.
    const isNews = isFirst ? this.#choices.selection === undefined : isFollowedNew || isOtherRoot;
    if (isNews && !this.#choices.isPinned) this.#follow(state.followed);
  }

  /** Another folder: what was chosen in the one before means nothing here. */
  #leaveRoot(): void {
    this.#choices = {
      ...this.#choices,
      filter: noFilter,
      focus: undefined,
      collapsed: undefined,
      selection: undefined,
    };
    this.arranger.forget();
    this.viewport.fit();
  }

  #takeChange(change: GraphChange): void {
    const state = this.#state;
    if (state === undefined) return;
    if (change.revision !== state.revision + 1) {
      if (change.revision > state.revision) void this.start();
      return;
    }
    this.#state = { ...state, revision: change.revision };
    this.store.apply(change);
    this.#rename(change.renamed);
    this.#redraw({}, true);
  }

  #rename(renamed: readonly GraphRenaming[]): void {
    if (renamed.length === 0) return;
    this.#choices = renamedChoices(this.#choices, renamed);
    this.arranger.rename(renamed);
  }

  #takeRun(run: GraphState['run'], isNews: boolean): void {
    const before = this.player.run;
    this.player.take(run, isNews);
    if (run === undefined || !isNews || run.status === 'running') return;
    if (before?.id === run.id && before.status === run.status) return;
    const length = run.durationMs === undefined ? '' : ` in ${duration(run.durationMs)}`;
    const failed = run.steps.filter(step => step.hasFailed).length;
    const failures = failed === 0 ? '' : ` ${failed} of ${run.steps.length} calls failed.`;
    this.announce(`${run.rootSkill} ${run.status}${length}.${failures}`);
  }

  #follow(id: string | undefined): void {
    if (id === undefined || !this.store.nodes.has(id)) return;
    this.#isSelectedByEditor = true;
    this.#choose({ selection: { kind: 'node', id } });
    this.#reveal(id);
  }

  /** Show in Graph: whatever hides the skill gives way. */
  #show(id: string, levels: number | undefined): void {
    if (!this.store.nodes.has(id)) return;
    if (levels !== undefined) this.focus(id, levels);
    this.#isSelectedByEditor = true;
    this.#choose({ selection: { kind: 'node', id }, view: 'picture' });
    if (this.placeOf(id) === undefined)
      this.#redraw({ filter: noFilter, ...(levels === undefined ? { focus: undefined } : {}) });
    this.#reveal(id);
    this.announce(describe(this, id));
  }

  #reveal(id: string): void {
    const place = this.placeOf(id);
    const box = place === undefined ? undefined : this.scene.nodes.get(place);
    if (place !== undefined && (box === undefined || this.arranger.isBusy)) this.#toReveal = id;
    else if (box !== undefined) this.viewport.reveal(box, this.shown.nodes.length > 60);
  }

  #choose(change: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...change };
    this.#keepSoon();
    this.#changes.fire();
  }

  /** Takes choices that make another picture. */
  #redraw(change: Partial<Choices>, keepsPlaces = false): void {
    this.#choices = { ...this.#choices, ...change };
    const { selection } = this.#choices;
    if (selection?.kind === 'node' && !this.#isThere(selection.id)) {
      this.#choices = { ...this.#choices, selection: undefined };
    }
    const { focus } = this.#choices;
    if (focus !== undefined && this.#state?.isLoaded === true && !this.store.nodes.has(focus.id)) {
      this.#choices = { ...this.#choices, focus: undefined };
    }
    this.#shown = undefined;
    this.#found = search(this.store.nodes.values(), this.#pattern);
    this.#foundAt = Math.min(this.#foundAt, Math.max(0, this.#found.length - 1));
    this.colours.take(this.categories);
    this.#arrange(keepsPlaces);
    this.#keepSoon();
    this.#changes.fire();
  }

  #isThere(id: string): boolean {
    const isLoading = this.#state?.isLoaded !== true;
    const isGroup = () => this.categories.some(category => categoryId(category) === id);
    return isLoading || this.store.nodes.has(id) || isGroup();
  }

  #arrange(keepsPlaces = false): void {
    const drawable = drawableOf(this.shown, this.store, { colours: this.colours, measure: this.measure });
    void this.arranger.arrange(drawable, keepsPlaces);
  }

  #takeScene(): void {
    this.viewport.setBounds(this.scene.bounds);
    const id = this.#toReveal;
    this.#toReveal = undefined;
    if (id !== undefined) this.#reveal(id);
    this.#changes.fire();
  }

  #keepSoon(): void {
    this.#keepTimer ??= setTimeout(() => this.keep(), keepDelayMs);
  }
}

/** What a screen reader hears of a box. */
export function describe(model: GraphModel, id: string): string {
  const { store, shown } = model;
  const group = shown.groups.get(id);
  if (group !== undefined) return `Category ${group.category || 'none'}, ${group.members.length} skills.`;
  const node = store.nodes.get(id);
  if (node === undefined) return '';
  const parts = [
    node.name,
    node.kind === 'unknown' ? 'unknown skill' : node.category,
    `${store.callers(id).length} callers`,
    `${store.callees(id).length} callees`,
    ...(node.problems.errors > 0 ? [`${node.problems.errors} errors`] : []),
    ...(node.problems.warnings > 0 ? [`${node.problems.warnings} warnings`] : []),
    ...(store.cycleOf(id) === undefined ? [] : ['in a cycle']),
  ];
  return `${parts.filter(part => part !== '').join(', ')}.`;
}
