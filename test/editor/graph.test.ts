import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposal.ts';
import { GraphPanel } from '../../src/editor/graph/graph-panel.ts';
import { Reporter } from '../../src/editor/report.ts';
import { SkillRuns } from '../../src/editor/run/runs.ts';
import { SkillWorkspace } from '../../src/editor/skill-workspace.ts';
import type { GraphEvents, GraphRequests } from '../../src/message/graph.ts';
import { Rpc } from '../../src/message/rpc.ts';
import { FakeRunner } from '../fakes/runner.ts';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  removeOutside,
  replace,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

/** A tab whose page is the test: what the editor posts arrives at `rpc`, and the other way round. */
class FakeTab {
  readonly toEditor = new vscode.EventEmitter<unknown>();
  readonly toPage = new vscode.EventEmitter<unknown>();
  readonly disposed = new vscode.EventEmitter<void>();
  readonly viewState = new vscode.EventEmitter<vscode.WebviewPanelOnDidChangeViewStateEvent>();
  readonly log: string[] = [];
  readonly rpc = new Rpc<GraphRequests, GraphEvents>({
    post: message => this.toEditor.fire(structuredClone(message)),
    onMessage: listener => this.toPage.event(listener),
  });
  html = '';
  visible = true;

  constructor() {
    this.rpc.on('state', ({ rootId, graph }) =>
      this.log.push(
        `state ${vscode.Uri.parse(rootId ?? '')
          .path.split('/')
          .at(-2)} ${graph.nodes.length}`,
      ),
    );
    this.rpc.on('change', change => {
      const parts = [
        ...change.nodes.map(({ id }) => `+${id}`),
        ...change.removed.map(id => `-${id}`),
        ...Object.entries(change.edgesFrom).map(([id, edges]) => `${id}:${edges.map(({ to }) => to)}`),
        ...change.renamed.map(({ from, to }) => `${from}→${to}`),
      ];
      this.log.push(`change ${parts.join(' ')}`);
    });
    this.rpc.on('follow', ({ id }) => this.log.push(`follow ${id}`));
    this.rpc.on('reveal', ({ id, levels }) => this.log.push(`reveal ${id} ${levels}`));
    this.rpc.on('run', ({ status, steps }) =>
      this.log.push(`run ${status} ${steps.map(({ from, to }) => `${from ?? ''}→${to}`).join(' ')}`),
    );
  }

  panel(): vscode.WebviewPanel {
    const tab = this;
    const webview = {
      options: {},
      get html() {
        return tab.html;
      },
      set html(text: string) {
        tab.html = text;
      },
      cspSource: 'https://resources',
      onDidReceiveMessage: this.toEditor.event,
      postMessage: (message: unknown) => {
        // As VS Code does: what JSON cannot carry does not arrive.
        tab.toPage.fire(JSON.parse(JSON.stringify(message)));
        return Promise.resolve(true);
      },
      asWebviewUri: (uri: vscode.Uri) => uri,
    };
    return {
      viewType: 'skillsmith.graph',
      title: 'Call Graph',
      webview,
      options: {},
      viewColumn: vscode.ViewColumn.Two,
      active: true,
      get visible() {
        return tab.visible;
      },
      onDidChangeViewState: this.viewState.event,
      onDidDispose: this.disposed.event,
      reveal: () => undefined,
      dispose: () => this.disposed.fire(),
    };
  }

  hide(panel: vscode.WebviewPanel): void {
    this.visible = false;
    this.viewState.fire({ webviewPanel: panel });
  }
}

/** The paths of the fixture alone: VS Code holds on to files of other tests for minutes after they are gone. */
function own<T>(nodes: readonly T[], pathOf: (node: T) => string | undefined): readonly string[] {
  return nodes.flatMap(node => pathOf(node) ?? []).filter(path => /^(?!made\/|\?)/.test(path));
}

describe('The call graph, as its page sees it', () => {
  let store: DisposableStore;
  let runner: FakeRunner;
  let runs: SkillRuns;
  let workspace: SkillWorkspace;
  let graph: GraphPanel;
  let tab: FakeTab;
  let panel: vscode.WebviewPanel;

  beforeEach(async () => {
    await closeEditors();
    store = new DisposableStore();
    const log = store.add(vscode.window.createOutputChannel('Skillsmith tests', { log: true }));
    const report = new Reporter(log);
    workspace = store.add(new SkillWorkspace(report));
    runner = new FakeRunner();
    runs = store.add(new SkillRuns(runner));
    graph = store.add(
      new GraphPanel({ extensionUri: vscode.Uri.file('/extension'), workspace, runs, report }),
    );
    workspace.start();
    await workspace.whenLoaded();
    tab = new FakeTab();
    panel = tab.panel();
    await graph.deserializeWebviewPanel(panel);
  });

  afterEach(async () => {
    store.dispose();
    tab.rpc.dispose();
    await closeEditors();
    await removeOutside(skillUri('made'));
  });

  const start = (name: string) => {
    const at = workspace.find(name);
    assert(at);
    return runs.start({ ...at, name }, {});
  };

  it('loads nothing but its own files, no script without the nonce, and workers from its own text', () => {
    const policy = /content="([^"]*)"/.exec(tab.html)?.[1] ?? '';
    assert.match(
      policy,
      /^default-src 'none'; script-src 'nonce-[\w+/=]+'; style-src https:\/\/resources; font-src https:\/\/resources; worker-src blob:$/,
    );
    assert.match(tab.html, /page\/graph\.js"/);
  });

  it('draws the first root, with who calls whom, and can choose another', async () => {
    const state = await tab.rpc.request('ready');
    assert.deepEqual(
      state.roots.map(({ name }) => name),
      ['one', 'two', 'three'],
    );
    assert.deepEqual(
      own(state.graph.nodes, ({ id }) => id),
      [
        'add.js',
        'answer.js',
        'fails.js',
        'geometry/pythagorean.js',
        'geometry/square.js',
        'spin.js',
        'text/shout.ts',
      ],
    );
    assert.deepEqual(
      state.graph.edges
        .filter(({ from }) => !from.startsWith('made/'))
        .map(({ from, to, calls }) => [from, to, calls.length]),
      [['geometry/pythagorean.js', 'geometry/square.js', 2]],
    );
    const square = state.graph.nodes.find(({ name }) => name === 'square');
    assert.match(square?.signature ?? '', /^square\(x: number\)/);
    assert.deepEqual([state.isLoaded, state.isTrusted, state.run], [true, true, undefined]);
    const two = state.roots[1]?.id ?? '';
    await tab.rpc.request('chooseRoot', { rootId: two });
    await eventually(() => assert.deepEqual(tab.log, ['state two 1']));
  });

  it('begins with the root and the skill of the active editor, and follows it', async () => {
    await show(vscode.Uri.joinPath(folder('two').uri, '.skills/greet.js'));
    const state = await tab.rpc.request('ready');
    assert.equal(state.followed, 'greet.js');
    await show(skillUri('geometry/square.js'));
    await eventually(() => assert.deepEqual(tab.log, ['follow geometry/square.js']));
  });

  it('is told of calls that are typed, saved or not', async () => {
    await writeOutside(skillUri('made/typed.js'), 'export default () => 1;\n');
    await eventually(() => assert(workspace.find('typed')));
    await tab.rpc.request('ready');
    const editor = await show(skillUri('made/typed.js'));
    await replace(editor, '1', "[callSkill('square', { x: 1 }), skills.nowhere()]");
    await eventually(() =>
      assert.match(
        tab.log.at(-1) ?? '',
        /^change .*\+\?nowhere.*made\/typed\.js:\?nowhere,geometry\/square\.js/,
      ),
    );
  });

  it('is told of nothing while it is hidden, and of everything when it comes back', async () => {
    const before = await tab.rpc.request('ready');
    tab.hide(panel);
    await writeOutside(skillUri('made/extra.js'), "export default () => callSkill('add', { a: 1, b: 2 });");
    await eventually(() => assert(workspace.find('extra')));
    await new Promise(resolve => setTimeout(resolve, 250));
    assert.deepEqual(tab.log, []);
    const after = await tab.rpc.request('ready');
    assert.equal(after.graph.nodes.length, before.graph.nodes.length + 1);
  });

  it('keeps the node of a file that is renamed', async () => {
    await writeOutside(skillUri('made/before.js'), 'export default () => 1;');
    await eventually(() => assert(workspace.find('before')));
    await tab.rpc.request('ready');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(skillUri('made/before.js'), skillUri('made/after.js'));
    await vscode.workspace.applyEdit(edit);
    await eventually(() =>
      assert.deepEqual(tab.log, ['change +made/after.js -made/before.js made/before.js→made/after.js']),
    );
  });

  it('sees a run while it is on, and as it was afterwards', async () => {
    await tab.rpc.request('ready');
    start('pythagorean');
    const [run] = runner.runs;
    const call = { type: 'call-started', inputBytes: 2 } as const;
    run?.emit({ ...call, id: 1, parent: 0, skill: 'pythagorean', startedMs: 0 });
    run?.emit({ ...call, id: 2, parent: 1, skill: 'square', startedMs: 1 });
    await eventually(() =>
      assert(
        tab.log.includes('run running →geometry/pythagorean.js geometry/pythagorean.js→geometry/square.js'),
      ),
    );
    run?.end({ status: 'failed' });
    await eventually(() =>
      assert.match(tab.log.filter(line => /^run/.test(line)).at(-1) ?? '', /^run failed/),
    );
    const later = await tab.rpc.request('ready');
    assert.equal(later.run?.status, 'failed');
    assert.ok(graph.hasRun);
  });

  it('opens a skill at the call that is meant, which is selected', async () => {
    const state = await tab.rpc.request('ready');
    const edge = state.graph.edges.find(({ from }) => from === 'geometry/pythagorean.js');
    const offset = edge?.calls[1]?.offset ?? -1;
    await tab.rpc.request('open', { id: 'geometry/pythagorean.js', offset });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), skillUri('geometry/pythagorean.js').toString());
    assert.equal(editor.document.getText(editor.selection), 'square');
    assert.equal(editor.document.offsetAt(editor.selection.start), offset);
    await tab.rpc.request('open', { id: 'geometry/square.js', offset: undefined });
    assert.equal(
      vscode.window.activeTextEditor?.document.uri.toString(),
      skillUri('geometry/square.js').toString(),
    );
  });

  it('creates the skill that a call asks for, with its inputs', async () => {
    await writeOutside(
      skillUri('made/asks.js'),
      "export default async () => await callSkill('granted', { amount: 3 });",
    );
    await eventually(() => assert(workspace.find('asks')));
    await tab.rpc.request('ready');
    await tab.rpc.request('createSkill', { id: '?granted' });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), skillUri('made/granted.js').toString());
    assert.match(editor.document.getText(), /@param \{number\} amount/);
    await eventually(() => assert.match(tab.log.join(), /\?granted→made\/granted\.js/));
    await assert.rejects(tab.rpc.request('createSkill', { id: '?granted' }), /exists already/);
    await assert.rejects(tab.rpc.request('createSkill', { id: '?two words' }), { name: 'RpcError' });
  });

  it('copies text, and exports of the whole or a part', async () => {
    await tab.rpc.request('ready');
    await tab.rpc.request('copy', { text: 'from the graph' });
    assert.equal(await vscode.env.clipboard.readText(), 'from the graph');
    const all = { format: 'json', ids: undefined, to: 'clipboard' } as const;
    assert.deepEqual(await tab.rpc.request('exportText', all), { isDone: true });
    const whole = JSON.parse(await vscode.env.clipboard.readText());
    assert.equal(own(whole.nodes, ({ path }: { readonly path?: string }) => path).length, 7);
    await tab.rpc.request('exportText', { ...all, ids: ['geometry/square.js', 'geometry/pythagorean.js'] });
    const part = JSON.parse(await vscode.env.clipboard.readText());
    assert.deepEqual([part.nodes.length, part.edges.length, part.cycles], [2, 1, []]);
    await tab.rpc.request('exportText', { ...all, format: 'mermaid' });
    assert.match(await vscode.env.clipboard.readText(), /^(flowchart|graph) /);
    await tab.rpc.request('exportText', { ...all, format: 'dot' });
    assert.match(await vscode.env.clipboard.readText(), /^digraph /);
  });

  it('refuses what the page may not ask, and answers nevertheless', async () => {
    await tab.rpc.request('ready');
    const refused = { name: 'RpcError' };
    for (const id of ['../elsewhere.js', '/etc/passwd', 'gone.js', '?add', '*', '__proto__'])
      await assert.rejects(tab.rpc.request('open', { id, offset: undefined }), refused, id);
    await assert.rejects(tab.rpc.request('run', { id: '../elsewhere.js' }), refused);
    await assert.rejects(tab.rpc.request('showCallers', { id: 'gone.js' }), refused);
    await assert.rejects(tab.rpc.request('savePicture', { format: 'svg', data: '<p>' }), /no SVG/);
    await assert.rejects(tab.rpc.request('savePicture', { format: 'png', data: 'no base64!' }), refused);
  });

  it('begins with the root of the tab that is restored, where it is there', async () => {
    const two = (await tab.rpc.request('ready')).roots[1]?.id;
    for (const [state, expected] of [
      [{ rootId: two }, 'two'],
      [{ rootId: 'file:///gone' }, 'one'],
      ['nonsense', 'one'],
    ] as const) {
      const next = new FakeTab();
      await graph.deserializeWebviewPanel(next.panel(), state);
      const { roots, rootId } = await next.rpc.request('ready');
      assert.equal(roots.find(({ id }) => id === rootId)?.name, expected);
      next.rpc.dispose();
    }
  });

  it('is let go when the tab is closed, and comes back in another', async () => {
    await tab.rpc.request('ready');
    panel.dispose();
    const next = new FakeTab();
    await graph.deserializeWebviewPanel(next.panel());
    const { nodes } = (await next.rpc.request('ready')).graph;
    assert.equal(own(nodes, ({ id }) => id).length, 7);
    next.rpc.dispose();
  });
});

describe('The commands of the call graph', () => {
  before(activate);
  afterEach(closeEditors);

  const graphTabs = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && /graph/.test(input.viewType));

  it('open one tab, beside the editor', async () => {
    await show(skillUri('geometry/square.js'));
    await vscode.commands.executeCommand('skillsmith.showInGraph', skillUri('geometry/square.js'));
    await eventually(() => assert.equal(graphTabs().length, 1));
    assert.equal(graphTabs()[0]?.label, 'Call Graph');
    assert.equal(graphTabs()[0]?.group.viewColumn, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('skillsmith.showGraph');
    await vscode.commands.executeCommand('skillsmith.focusInGraph', skillUri('geometry/square.js'));
    assert.equal(graphTabs().length, 1);
  });

  it('show the callers at the definition', async () => {
    await show(skillUri('geometry/square.js'));
    await vscode.commands.executeCommand('skillsmith.showCallers', skillUri('geometry/square.js'));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), skillUri('geometry/square.js').toString());
  });
});

describe('A cycle', () => {
  before(activate);
  afterEach(() => removeOutside(skillUri('made')));

  it('is in the Problems view with each of its calls, where one can go', async () => {
    const calls: Readonly<Record<string, string>> = { one: 'two', two: 'three', three: 'one' };
    for (const [name, callee] of Object.entries(calls))
      await writeOutside(skillUri(`made/${name}.js`), `export default () => callSkill('${callee}');`);
    const cycles = await eventually(() => {
      const found = vscode.languages
        .getDiagnostics(skillUri('made/two.js'))
        .filter(({ code }) => (typeof code === 'object' ? code.value : code) === 'skill/call-cycle');
      assert.equal(found.length, 1);
      return found;
    });
    const places = cycles[0]?.relatedInformation ?? [];
    const names = await Promise.all(
      places.map(async ({ location }) => {
        const document = await vscode.workspace.openTextDocument(location.uri);
        return `${location.uri.path.split('/').at(-1)}: ${document.getText(location.range)}`;
      }),
    );
    assert.deepEqual(names, ['two.js: three', 'three.js: one', 'one.js: two']);
  });
});
