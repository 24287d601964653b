import assert from 'node:assert/strict';
import { type GraphDelta, type GraphRoot, GraphSession } from '../../src/editor/graph/graph-session.ts';
import type { GraphEvents, GraphNode, GraphRequests, GraphRun, GraphState } from '../../src/message/graph.ts';
import { graphRequestParsers } from '../../src/message/graph-schema.ts';
import { type Handlers, type MessagePort, Rpc } from '../../src/message/rpc.ts';

function node(id: string): GraphNode {
  const kind = id.startsWith('?') ? 'unknown' : 'skill';
  const name = id.replace(/^\?|\.js$/g, '');
  const problems = { errors: 0, warnings: 0, infos: 0 };
  return {
    id,
    kind,
    name,
    category: '',
    form: 'function',
    summary: '',
    signature: `${name}()`,
    tags: [],
    isDeprecated: false,
    problems,
  };
}

/** A root whose graph is a set of nodes without calls. */
class FakeRoot implements GraphRoot {
  readonly id: string;
  readonly name: string;
  isLoaded = true;
  ids: readonly string[];
  #told: readonly string[] = [];

  constructor(name: string, ids: readonly string[]) {
    this.id = name;
    this.name = name;
    this.ids = ids;
  }

  get paths(): readonly string[] {
    return this.ids;
  }

  whole() {
    this.#told = this.ids;
    return { nodes: this.ids.map(node), edges: [], cycles: [] };
  }

  delta(): GraphDelta | undefined {
    const come = this.ids.filter(id => !this.#told.includes(id));
    const removed = this.#told.filter(id => !this.ids.includes(id));
    this.#told = this.ids;
    if (come.length + removed.length === 0) return undefined;
    return { nodes: come.map(node), removed, edgesFrom: {}, cycles: [] };
  }
}

/** Two ends of one wire; messages are copied and arrive later. */
function wire(): readonly [MessagePort, MessagePort] {
  const ends: Set<(message: unknown) => void>[] = [new Set(), new Set()];
  const port = (own: number): MessagePort => ({
    post(message) {
      const copy = structuredClone(message);
      setImmediate(() => {
        for (const listener of ends[1 - own] ?? []) listener(copy);
      });
    },
    onMessage(listener) {
      ends[own]?.add(listener);
      return { dispose: () => ends[own]?.delete(listener) };
    },
  });
  return [port(0), port(1)];
}

/** Of which only `ready` is asked. */
function handlersOf(ready: () => GraphState): Handlers<GraphRequests> {
  const refuse = () => Promise.reject(new Error('not asked here'));
  return {
    ready,
    chooseRoot: refuse,
    open: refuse,
    run: refuse,
    showCallers: refuse,
    createSkill: refuse,
    savePicture: refuse,
    exportText: refuse,
    copy: refuse,
  };
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('A page of the graph', () => {
  let roots: FakeRoot[];
  let followed: { rootId: string; id: string } | undefined;
  let run: GraphRun | undefined;
  let session: GraphSession;
  let page: Rpc<GraphRequests, GraphEvents>;
  let editor: Rpc<GraphRequests, GraphEvents>;
  let said: string[];
  const first = () => roots[0] as FakeRoot;

  beforeEach(() => {
    roots = [new FakeRoot('one', ['a.js', 'b.js']), new FakeRoot('two', ['c.js'])];
    followed = undefined;
    run = undefined;
    said = [];
    const [here, there] = wire();
    editor = new Rpc(here);
    page = new Rpc(there);
    const world = {
      roots: () => roots,
      followed: () => followed,
      run: (rootId: string) => (rootId === 'one' ? run : undefined),
      metrics: () => ({}),
      isTrusted: () => true,
    };
    session = new GraphSession(world, editor);
    editor.handle(
      handlersOf(() => session.ready()),
      graphRequestParsers,
    );
    page.on('state', ({ rootId, graph, renamed }) =>
      said.push(`state ${rootId} ${ids(graph)}${from(renamed)}`),
    );
    page.on('change', ({ revision, nodes, removed, renamed }) =>
      said.push(`change ${revision} +${ids({ nodes })} -${removed.join()}${from(renamed)}`),
    );
    page.on('follow', ({ rootId, id }) => said.push(`follow ${rootId} ${id}`));
    page.on('reveal', ({ id, levels }) => said.push(`reveal ${id} ${levels}`));
    page.on('command', ({ name }) => said.push(`command ${name}`));
    page.on('run', ({ status, steps }) => said.push(`run ${status} ${steps.length}`));
  });

  afterEach(() => {
    session.dispose();
    editor.dispose();
    page.dispose();
  });

  const ids = ({ nodes }: { readonly nodes: GraphState['graph']['nodes'] }) =>
    nodes.map(({ id }) => id).join();
  const from = (renamed: GraphState['renamed']) => renamed.map(({ from, to }) => ` ${from}→${to}`).join('');

  it('gets the whole of the first root when nothing else is asked for', async () => {
    const state = await page.request('ready');
    assert.deepEqual(state.roots, [
      { id: 'one', name: 'one' },
      { id: 'two', name: 'two' },
    ]);
    assert.equal(state.rootId, 'one');
    assert.equal(ids(state.graph), 'a.js,b.js');
    assert.equal(state.followed, undefined);
  });

  it('begins with the root of the active editor, and can choose another', async () => {
    followed = { rootId: 'two', id: 'c.js' };
    const state = await page.request('ready');
    assert.deepEqual([state.rootId, state.followed], ['two', 'c.js']);
    session.chooseRoot('one');
    await pause(20);
    assert.deepEqual(said, ['state one a.js,b.js']);
    assert.equal((await page.request('ready')).followed, undefined);
  });

  it('shows that there is nothing, and what comes then', async () => {
    const all = roots;
    roots = [];
    const state = await page.request('ready');
    assert.deepEqual([state.rootId, state.roots, ids(state.graph)], [undefined, [], '']);
    roots = all;
    session.worldChanged();
    await pause(20);
    assert.deepEqual(said, ['state one a.js,b.js']);
  });

  it('is told what changed, together and in order', async () => {
    const { revision } = await page.request('ready');
    first().ids = ['a.js', 'b.js', 'd.js'];
    session.graphChanged('one');
    first().ids = ['a.js', 'd.js'];
    session.graphChanged('one');
    await pause(150);
    assert.deepEqual(said, [`change ${revision + 1} +d.js -b.js`]);
    session.graphChanged('one');
    session.graphChanged('two');
    await pause(150);
    assert.equal(said.length, 1);
    assert.equal((await page.request('ready')).revision, revision + 1);
  });

  it('is told nothing while it is not there, and everything when it comes', async () => {
    session.graphChanged('one');
    session.followChanged();
    await page.request('ready');
    session.sleep();
    first().ids = ['a.js'];
    session.graphChanged('one');
    session.worldChanged();
    await pause(150);
    assert.deepEqual(said, []);
    assert.equal(ids((await page.request('ready')).graph), 'a.js');
  });

  it('waits for what is still being read', async () => {
    first().isLoaded = false;
    assert.equal((await page.request('ready')).isLoaded, false);
    first().ids = ['a.js'];
    session.graphChanged('one');
    await pause(150);
    assert.deepEqual(said, []);
    first().isLoaded = true;
    session.worldChanged();
    await pause(20);
    assert.deepEqual(said, ['state one a.js']);
  });

  it('keeps a node that is renamed, in whatever order its parts come', async () => {
    await page.request('ready');
    session.renamed('one', { from: 'b.js', to: 'z.js' });
    first().ids = ['a.js', 'b.js', 'z.js'];
    session.graphChanged('one');
    await pause(150);
    assert.deepEqual(said, []);
    first().ids = ['a.js', 'z.js'];
    session.graphChanged('one');
    await pause(250);
    assert.deepEqual(said, ['change 1 +z.js -b.js b.js→z.js']);
  });

  it('may be told of a rename before and after it happens', async () => {
    await page.request('ready');
    const move = { from: 'b.js', to: 'z.js' };
    session.renamed('one', move);
    await pause(150);
    first().ids = ['a.js', 'z.js'];
    session.renamed('one', move);
    await pause(250);
    assert.deepEqual(said, ['change 1 +z.js -b.js b.js→z.js']);
  });

  it('does not wait for ever for a rename that does not come', async () => {
    await page.request('ready');
    session.renamed('one', { from: 'b.js', to: 'z.js' });
    first().ids = ['a.js', 'b.js', 'd.js'];
    session.graphChanged('one');
    await pause(2_300);
    assert.deepEqual(said, ['change 1 +d.js -']);
  });

  it('learns of a rename that it slept through', async () => {
    await page.request('ready');
    session.sleep();
    session.renamed('one', { from: 'b.js', to: 'z.js' });
    first().ids = ['a.js', 'z.js'];
    const state = await page.request('ready');
    assert.deepEqual(state.renamed, [{ from: 'b.js', to: 'z.js' }]);
    assert.deepEqual((await page.request('ready')).renamed, []);
  });

  it('keeps the node of an unknown name that is created', async () => {
    first().ids = ['a.js', '?lost'];
    await page.request('ready');
    first().ids = ['a.js', 'text/Lost.js', 'Lost.js'];
    session.graphChanged('one');
    await pause(150);
    assert.deepEqual(said, ['change 1 +text/Lost.js,Lost.js -?lost ?lost→Lost.js']);
  });

  it('follows the editor, once for each skill', async () => {
    await page.request('ready');
    followed = { rootId: 'one', id: 'b.js' };
    session.followChanged();
    session.followChanged();
    followed = { rootId: 'two', id: 'c.js' };
    session.followChanged();
    await pause(20);
    assert.deepEqual(said, ['follow one b.js', 'follow two c.js']);
  });

  it('reveals when it is there, after the state, in the right root', async () => {
    session.reveal({ rootId: 'two', id: 'c.js' }, 2);
    session.command('search');
    const state = await page.request('ready');
    assert.equal(state.rootId, 'one');
    await pause(20);
    assert.deepEqual(said, ['state two c.js', 'reveal c.js 2', 'command search']);
    session.reveal({ rootId: 'two', id: 'c.js' }, undefined);
    await pause(20);
    assert.equal(said.at(-1), 'reveal c.js undefined');
  });

  it('sees a run in batches, and its end', async () => {
    await page.request('ready');
    const step = { from: undefined, to: 'a.js', startMs: 0, endMs: undefined, hasFailed: false };
    const facts = { id: 'run-1', rootSkill: 'a', durationMs: undefined, droppedSteps: 0 };
    for (let count = 1; count <= 3; count++) {
      run = { ...facts, status: 'running', steps: Array.from({ length: count }, () => step) };
      session.runChanged('one');
    }
    session.runChanged('two');
    await pause(100);
    run = { ...facts, status: 'completed', durationMs: 4, steps: [step] };
    session.runChanged('one');
    await pause(100);
    assert.deepEqual(said, ['run running 3', 'run completed 1']);
    assert.equal((await page.request('ready')).run?.status, 'completed');
  });

  it('hears nothing after its end', async () => {
    await page.request('ready');
    session.graphChanged('one');
    session.runChanged('one');
    first().ids = [];
    session.dispose();
    session.worldChanged();
    session.command('fit');
    await pause(150);
    assert.deepEqual(said, []);
  });
});
