import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposal.ts';
import { Reporter } from '../../src/editor/report.ts';
import { Presets } from '../../src/editor/run/presets.ts';
import { RunMemory } from '../../src/editor/run/run-memory.ts';
import { RunPanel } from '../../src/editor/run/run-panel.ts';
import { SkillRuns } from '../../src/editor/run/runs.ts';
import type { SkillAt } from '../../src/editor/skill-root.ts';
import { SkillWorkspace } from '../../src/editor/skill-workspace.ts';
import { Rpc } from '../../src/message/rpc.ts';
import type { PanelEvents, PanelRequests, PanelState } from '../../src/message/run-panel.ts';
import { FakeMemento } from '../fakes/memento.ts';
import { FakeRunner } from '../fakes/runner.ts';
import { closeEditors, eventually, replace, show, skillUri } from './window.ts';

/** A webview whose page is the test: what the panel posts arrives at `rpc`, and the other way round. */
class FakePage {
  readonly toPanel = new vscode.EventEmitter<unknown>();
  readonly toPage = new vscode.EventEmitter<unknown>();
  readonly disposed = new vscode.EventEmitter<void>();
  readonly states: PanelState[] = [];
  readonly log: string[] = [];
  readonly rpc = new Rpc<PanelRequests, PanelEvents>({
    post: message => this.toPanel.fire(structuredClone(message)),
    onMessage: listener => this.toPage.event(listener),
  });
  html = '';

  constructor() {
    this.rpc.on('state', state => this.states.push(state));
    this.rpc.on('runEvents', ({ events }) =>
      this.log.push(`events ${events.map(each => each.type).join(' ')}`),
    );
    this.rpc.on('runEnded', ({ outcome }) => this.log.push(`ended ${outcome.status}`));
  }

  view(): vscode.WebviewView {
    const page = this;
    const webview = {
      options: {},
      get html() {
        return page.html;
      },
      set html(text: string) {
        page.html = text;
      },
      cspSource: 'https://resources',
      onDidReceiveMessage: this.toPanel.event,
      postMessage: (message: unknown) => {
        page.toPage.fire(structuredClone(message));
        return Promise.resolve(true);
      },
      asWebviewUri: (uri: vscode.Uri) => uri,
    };
    return {
      viewType: 'skillsmith.run',
      webview,
      visible: true,
      onDidDispose: this.disposed.event,
      onDidChangeVisibility: new vscode.EventEmitter<void>().event,
      show: () => undefined,
    };
  }
}

describe('The run panel, as its page sees it', () => {
  let store: DisposableStore;
  let runner: FakeRunner;
  let runs: SkillRuns;
  let memory: RunMemory;
  let panel: RunPanel;
  let page: FakePage;
  let add: SkillAt;

  beforeEach(async () => {
    await closeEditors();
    store = new DisposableStore();
    const log = store.add(vscode.window.createOutputChannel('Skillsmith tests', { log: true }));
    const report = new Reporter(log);
    const workspace = store.add(new SkillWorkspace(report));
    runner = new FakeRunner();
    runs = store.add(new SkillRuns(runner));
    memory = new RunMemory(new FakeMemento());
    const extensionUri = vscode.Uri.file('/extension');
    const presets = new Presets(new FakeMemento(), { of: () => undefined, failed: () => undefined });
    panel = store.add(new RunPanel({ extensionUri, workspace, runs, memory, presets, report }));
    workspace.start();
    await workspace.whenLoaded();
    page = new FakePage();
    panel.resolveWebviewView(page.view());
    const found = workspace.find('add');
    assert(found);
    add = found;
  });

  afterEach(async () => {
    store.dispose();
    page.rpc.dispose();
    await closeEditors();
  });

  it('loads nothing but its own files, and no script without the nonce', () => {
    const policy = /content="([^"]*)"/.exec(page.html)?.[1] ?? '';
    assert.match(
      policy,
      /^default-src 'none'; script-src 'nonce-([\w+/=]+)'; style-src https:\/\/resources; /,
    );
    assert.doesNotMatch(policy, /unsafe/);
  });

  it('has nothing chosen at first, and every skill to choose from', async () => {
    const state = await page.rpc.request('ready');
    assert.equal(state.skill, undefined);
    assert.deepEqual(
      state.skills.map(({ category, name }) => `${category}:${name}`),
      [
        'one/:add',
        'one/:answer',
        'one/:fails',
        'one/:spin',
        'one/geometry:pythagorean',
        'one/geometry:square',
        'one/text:shout',
        'three/:custom',
        'two/:greet',
      ],
    );
  });

  it('shows the chosen skill with what was remembered of it', async () => {
    await memory.rememberInputs(add.uri, { a: 7, b: 8 }, []);
    await page.rpc.request('ready');
    await page.rpc.request('chooseSkill', { id: add.uri.toString() });
    const state = page.states.at(-1);
    assert.equal(state?.skill?.name, 'add');
    assert.deepEqual(
      state.skill.parameters.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.deepEqual(state.inputs, { a: 7, b: 8 });
    assert.ok(state.focusRequest > 0);
  });

  it('runs with the inputs given, streams, and tells the end once', async () => {
    await page.rpc.request('ready');
    await page.rpc.request('chooseSkill', { id: add.uri.toString() });
    const { runId } = await page.rpc.request('run', { skillId: add.uri.toString(), inputs: { a: 1, b: 2 } });
    assert.equal(page.states.at(-1)?.run?.id, runId);
    const [run] = runner.runs;
    assert.deepEqual(run?.request.inputs, { a: 1, b: 2 });
    const line = { level: 'log', text: 'hello', skill: 'add', atMs: 1 } as const;
    run.emit({ type: 'log', line });
    run.emit({ type: 'log', line: { ...line, text: 'again' } });
    await eventually(() => assert.deepEqual(page.log, ['events log log']));
    run.emit({ type: 'log', line });
    run.end({ result: 3 });
    await eventually(() => assert.deepEqual(page.log, ['events log log', 'events log', 'ended completed']));
    assert.deepEqual(memory.inputs(add.uri), { a: 1, b: 2 });
  });

  it('gives a page that was away everything so far', async () => {
    await page.rpc.request('ready');
    await page.rpc.request('chooseSkill', { id: add.uri.toString() });
    await page.rpc.request('run', { skillId: add.uri.toString(), inputs: {} });
    runner.runs[0]?.emit({ type: 'log', line: { level: 'log', text: 'one', skill: 'add', atMs: 1 } });
    page.disposed.fire();
    const next = new FakePage();
    panel.resolveWebviewView(next.view());
    runner.runs[0]?.emit({ type: 'log', line: { level: 'log', text: 'two', skill: 'add', atMs: 2 } });
    const state = await next.rpc.request('ready');
    assert.deepEqual(
      state.run?.logs.map(({ text }) => text),
      ['one', 'two'],
    );
    next.rpc.dispose();
  });

  it('follows the signature on the screen', async () => {
    await page.rpc.request('ready');
    await page.rpc.request('chooseSkill', { id: add.uri.toString() });
    const editor = await show(skillUri('add.js'));
    await replace(editor, 'add(a, b)', 'add(a, b, c)');
    await eventually(() => assert.equal(page.states.at(-1)?.skill?.parameters.length, 3));
  });

  it('refuses what the page may not ask', async () => {
    await page.rpc.request('ready');
    const outside = vscode.Uri.file('/etc/passwd').toString();
    await assert.rejects(page.rpc.request('openSource', { skillId: outside }), { name: 'RpcError' });
    await assert.rejects(page.rpc.request('run', { skillId: outside, inputs: {} }), { name: 'RpcError' });
    await page.rpc.request('chooseSkill', { id: add.uri.toString() });
    const { runId } = await page.rpc.request('run', { skillId: add.uri.toString(), inputs: {} });
    const place = { runId, file: '../elsewhere.js', line: 1, column: 1 };
    await assert.rejects(page.rpc.request('openPlace', place), { name: 'RpcError' });
  });

  it('opens the place of a line, and the result as JSON', async () => {
    await page.rpc.request('ready');
    await page.rpc.request('chooseSkill', { id: add.uri.toString() });
    const { runId } = await page.rpc.request('run', { skillId: add.uri.toString(), inputs: {} });
    await page.rpc.request('openPlace', { runId, file: 'geometry/square.js', line: 7, column: 3 });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), skillUri('geometry/square.js').toString());
    assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [6, 2]);
    runner.runs[0]?.end({ result: { deep: [1] } });
    await eventually(() => assert.equal(page.log.at(-1), 'ended completed'));
    await page.rpc.request('openResult', { runId });
    assert.equal(vscode.window.activeTextEditor?.document.getText(), '{\n  "deep": [\n    1\n  ]\n}');
  });
});
