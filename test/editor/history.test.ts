/** The history in the editor: what the extension records, the Runs view, and what is known of skills after a reload. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposal.ts';
import { Histories } from '../../src/editor/history/histories.ts';
import { showDifference } from '../../src/editor/history/replay.ts';
import type { RunRow } from '../../src/editor/history/run-row.ts';
import { type RunsNode, RunsView } from '../../src/editor/history/runs-view.ts';
import { Libraries } from '../../src/editor/library/libraries.ts';
import { Reporter } from '../../src/editor/report.ts';
import { SkillRuns } from '../../src/editor/run/runs.ts';
import { SkillStores } from '../../src/editor/skill-stores.ts';
import { SkillWorkspace } from '../../src/editor/skill-workspace.ts';
import { SkillTree } from '../../src/editor/tree/tree.ts';
import type { Outcome } from '../../src/run/outcome.ts';
import type { RunRecording } from '../../src/run/recording.ts';
import { RunIds } from '../../src/run/run-id.ts';
import { FakeRunner } from '../fakes/runner.ts';
import {
  activate,
  closeEditors,
  eventually,
  removeOutside,
  run,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

const extensionFile = (path: string) => {
  const extension = vscode.extensions.getExtension('skillsmith.skillsmith');
  assert(extension);
  return vscode.Uri.joinPath(extension.extensionUri, path);
};

/** What a window knows that opens now: nothing of what ran but what was kept. */
class SecondWindow {
  readonly store = new DisposableStore();
  readonly workspace: SkillWorkspace;
  readonly runner = new FakeRunner();
  readonly histories: Histories;
  readonly runs: SkillRuns;
  readonly tree: SkillTree;
  readonly view: RunsView;

  constructor() {
    const log = this.store.add(vscode.window.createOutputChannel('Skillsmith tests', { log: true }));
    const report = new Reporter(log);
    this.workspace = this.store.add(new SkillWorkspace(report));
    const workerUrl = new URL(extensionFile('dist/store-worker.js').toString());
    const ids = new RunIds({ now: Date.now, random: Math.random });
    const stores = this.store.add(new SkillStores(this.workspace, report, workerUrl));
    this.histories = this.store.add(new Histories({ workspace: this.workspace, stores, ids, report }));
    this.runs = this.store.add(new SkillRuns(this.runner, { histories: this.histories, ids }));
    this.tree = this.store.add(
      new SkillTree({
        workspace: this.workspace,
        runs: this.runs,
        libraries: this.store.add(new Libraries(this.workspace)),
        histories: this.histories,
      }),
    );
    this.view = this.store.add(new RunsView({ histories: this.histories, runs: this.runs, report }));
    this.workspace.start();
  }

  /** The view's rows: icon, label, description without times. */
  async draw(): Promise<readonly string[]> {
    return (await this.view.getChildren()).map(node => drawn(this.view.getTreeItem(node)));
  }

  async rows(): Promise<readonly RunRow[]> {
    return (await this.view.getChildren()).filter((node): node is RunRow => node.kind === 'run');
  }
}

function drawn({ label, description, iconPath }: vscode.TreeItem): string {
  const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
  const text = String(description)
    .replace(/\d+(\.\d)? ms/, 'N ms')
    .replace(/\d\d:\d\d:\d\d/, 'TIME');
  return `${icon} ${String(label).replace(/\d+(\.\d)? ms/, 'N ms')} [${text}]`;
}

describe('the history', () => {
  let other: SecondWindow;

  before(async () => {
    await activate();
    await vscode.commands.executeCommand('skillsmith.refreshSkills');
    await run('add', { a: 1, b: 2 });
    await run('fails');
    await run('answer');
  });

  beforeEach(async () => {
    other = new SecondWindow();
    await other.workspace.whenLoaded();
    await eventually(async () => assert.ok((await other.rows()).length >= 3));
  });

  afterEach(async () => {
    other.store.dispose();
    await removeOutside(skillUri('login.js'));
    await closeEditors();
  });

  it('is shown newest first, with outcome, time and reason', async () => {
    const rows = await other.draw();
    const [answer, fails, add] = rows;
    assert.equal(answer, 'pass answer [N ms · TIME]');
    assert.match(fails ?? '', /^error fails \[\w*Error: .* · TIME\]$/);
    assert.equal(add, 'pass add [N ms · TIME]');
  });

  it('is filtered by skill, outcome and time', async () => {
    const names = async () => (await other.rows()).map(({ summary }) => summary.skill);
    other.view.filter = { skill: 'ADD' };
    assert.deepEqual([...new Set(await names())], ['add']);
    other.view.filter = { status: 'failed', sinceMs: 3_600_000 };
    const failed = await other.rows();
    assert.ok(failed.some(({ summary }) => summary.skill === 'fails'));
    assert.ok(failed.every(({ summary }) => summary.status === 'failed'));
    other.view.filter = { startedBy: 'agent' };
    assert.deepEqual(await names(), []);
    other.view.filter = {};
    assert.ok((await names()).length >= 3);
  });

  it('follows what runs: live first, then as it ended', async () => {
    const at = other.workspace.find('add');
    assert(at);
    const live = other.runs.start({ ...at, name: 'add' }, { a: 1, b: 2 });
    assert.equal((await other.draw())[0], 'loading~spin add [running…]');
    other.runner.runs[0]?.end({
      status: 'failed',
      startedAt: Date.now(),
      error: { name: 'RangeError', message: 'too far', chain: [], stack: '' },
    });
    await live.finished;
    await eventually(async () =>
      assert.equal((await other.draw())[0], 'error add [RangeError: too far · TIME]'),
    );
    assert.equal((await other.rows())[0]?.id, live.id);
  });

  it('sees what another window records', async () => {
    const changed: unknown[] = [];
    other.histories.onDidChange(change => changed.push(change));
    await run('answer');
    await eventually(() => assert.ok(changed.length > 0));
  });

  it('knows after a reload how skills ended, and how well they do', async () => {
    const uri = skillUri('fails.js');
    await eventually(() => assert.equal(other.runs.lastOutcome(uri)?.status, 'failed'));
    const metrics = other.histories.metrics(uri);
    assert.equal(metrics?.successRate, 0);
    assert.ok((metrics?.failures.length ?? 0) > 0);
    assert.equal(other.histories.metrics(skillUri('text/shout.js')), undefined);
  });

  it('is below the skills of the Skills view, when they are unfolded', async () => {
    await eventually(() => assert.ok((other.histories.metrics(skillUri('fails.js'))?.runs ?? 0) > 0));
    const rows = await skillRows(other, 'fails');
    assert.match(drawn(other.tree.getTreeItem(rows[0] as RunRow)), /^error \w*Error: .* \[TIME\]$/);
    const node = skillNode(other, 'fails');
    assert.equal(other.tree.getTreeItem(node).collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    assert.equal(other.tree.getTreeItem(skillNode(other, 'greet')).collapsibleState, 0);
  });

  it('opens two runs side by side, with what went in and came out', async () => {
    await run('add', { a: 4, b: 5 });
    const [second, first] = await eventually(async () => {
      const rows = (await other.rows()).filter(
        ({ summary }) => summary.skill === 'add' && summary.status === 'completed',
      );
      assert.ok(rows.length >= 2);
      return rows;
    });
    await vscode.commands.executeCommand('skillsmith.compareRuns', second, [second, first]);
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert.ok(activeTab?.input instanceof vscode.TabInputTextDiff);
    assert.match(activeTab.label, /^add \(.*\) ↔ add \(.*\)$/);
    const read = async (uri: vscode.Uri) =>
      JSON.parse((await vscode.workspace.openTextDocument(uri)).getText()) as { inputs: unknown };
    assert.deepEqual((await read(activeTab.input.modified)).inputs, { a: 4, b: 5 });
  });

  it('copies a run as a command', async () => {
    const row = (await other.rows()).find(
      ({ summary }) => summary.skill === 'add' && summary.status === 'completed',
    );
    await vscode.commands.executeCommand('skillsmith.copyRunCommand', row);
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^skillsmith run add --root \S+ --inputs '\{"a":\d,"b":\d\}'$/);
  });

  it('runs again with the same inputs', async () => {
    const row = (await other.rows()).find(
      ({ summary }) => summary.skill === 'add' && summary.status === 'completed',
    );
    assert(row);
    await vscode.commands.executeCommand('skillsmith.runAgain', row);
    await eventually(async () => {
      const newest = (await other.rows())[0];
      assert.ok(newest && newest.id > row.id && newest.summary.skill === 'add');
      const [one, two] = await Promise.all([kept(other, row), kept(other, newest)]);
      assert.deepEqual(two.inputs, one.inputs);
    });
  });

  it('holds no secret', async () => {
    await writeOutside(
      skillUri('login.js'),
      '/** Logs in.\n * @secret key */\nexport default key => {\n  console.log(key);\n  return key;\n};\n',
    );
    await show(skillUri('login.js'));
    await eventually(async () => assert.equal((await run('login', { key: 'hunter2' })).status, 'completed'));
    const row = await eventually(async () => {
      const [newest] = await other.rows();
      assert.equal(newest?.summary.skill, 'login');
      return newest as RunRow;
    });
    const content = JSON.stringify(await kept(other, row));
    assert.ok(!content.includes('hunter2') && content.includes('‹secret›'), content);
  });

  describe('of a skill that changes', () => {
    const before =
      '/** Logs in. */\nexport default async n => {\n  const sum = await callSkill("add", { a: n, b: 1 });\n  return { sum, at: Date.now() };\n};\n';
    const recording = skillUri('login.recording.json');

    /** Runs it as it is now; the row of that. */
    async function ran(): Promise<RunRow> {
      await writeOutside(skillUri('login.js'), before);
      await eventually(async () => assert.equal((await run('login', { n: 2 })).status, 'completed'));
      return eventually(async () => {
        const [newest] = await other.rows();
        assert.deepEqual([newest?.summary.skill, newest?.summary.status], ['login', 'completed']);
        assert.equal(other.workspace.find('login')?.skill.text, before);
        return newest as RunRow;
      });
    }

    async function changedTo(text: string): Promise<void> {
      await writeOutside(skillUri('login.js'), text);
      await eventually(() => assert.equal(other.workspace.find('login')?.skill.text, text));
    }

    const replayed = (row: RunRow) =>
      vscode.commands.executeCommand<{ isSame: boolean; text: string }>('skillsmith.replayRun', row);

    afterEach(() => removeOutside(recording));

    it('says that a replay does the same, to the millisecond', async () => {
      const { isSame, text } = await replayed(await ran());
      assert.match(text, /^"login" does the same as at \d\d:\d\d:\d\d: completed in \d+(\.\d)? ms\.$/);
      assert.equal(isSame, true);
    });

    it('says where a replay first does something else', async () => {
      const row = await ran();
      await changedTo(before.replace('b: 1', 'b: 3'));
      const { isSame, text } = await replayed(row);
      assert.match(
        text,
        /^"login" does not do the same as at .*\. Call 2 \(login → add\) is another one\. Recorded: add\(\{"a":2,"b":1\}\)\. Now: add\(\{"a":2,"b":3\}\)\.$/,
      );
      assert.equal(isSame, false);
    });

    it('leads to the call that is another one', async () => {
      const { root } = await ran();
      const outcome = { skill: 'login' } as Outcome;
      await showDifference({
        root,
        recording: { outcome } as RunRecording,
        outcome,
        difference: {
          kind: 'call',
          number: 2,
          chain: ['login'],
          expected: '1,"add",{"a":2,"b":1}',
          actual: '1,"add",{"a":2,"b":3}',
        },
      });
      const { selection, document } = vscode.window.activeTextEditor ?? assert.fail('no editor');
      assert.equal(document.getText(selection), 'callSkill("add", { a: n, b: 1 })');
    });

    it('saves its recording beside the skill, where it is no skill', async () => {
      const row = await ran();
      const uri = await vscode.commands.executeCommand<vscode.Uri>('skillsmith.saveRecording', row);
      assert.equal(uri.toString(), recording.toString());
      const { document } = await show(uri);
      const { skill, inputs } = JSON.parse(document.getText());
      assert.deepEqual([skill, inputs], ['login', { n: 2 }]);
      await eventually(async () => {
        const names = [...other.workspace.roots].flatMap(({ catalogue }) => [...catalogue.names()]);
        assert.ok(names.includes('login') && !names.some(name => name.includes('recording')), names.join());
      });
      assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
    });
  });

  it('follows a skill that is renamed', async () => {
    await writeOutside(skillUri('login.js'), '/** Logs in. */\nexport default () => 1;\n');
    await eventually(async () => assert.equal((await run('login')).status, 'completed'));
    const [from, to] = [skillUri('login.js'), skillUri('signin.js')];
    try {
      await eventually(async () => assert.equal((await other.rows())[0]?.summary.skill, 'login'));
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(from, to);
      await vscode.workspace.applyEdit(edit);
      await eventually(async () => assert.equal((await other.rows())[0]?.summary.skill, 'signin'));
    } finally {
      await removeOutside(to);
    }
  });
});

async function kept(
  { histories }: SecondWindow,
  { root, id }: RunRow,
): Promise<{ readonly inputs: unknown }> {
  const found = await histories.of(root)?.history.run(id);
  assert(found);
  return JSON.parse(found.content) as { readonly inputs: unknown };
}

type Entry = Parameters<SkillTree['getTreeItem']>[0];

function skillNode({ tree }: SecondWindow, name: string): Entry {
  const open = [...(tree.getChildren() as Entry[])];
  for (const node of open) {
    if (tree.getTreeItem(node).label === name) return node;
    if (node.kind !== 'skill') open.push(...(tree.getChildren(node) as Entry[]));
  }
  return assert.fail(`no row ${name}`);
}

async function skillRows(other: SecondWindow, name: string): Promise<readonly RunsNode[]> {
  return (await other.tree.getChildren(skillNode(other, name))).filter(
    (node): node is RunRow => node.kind === 'run',
  );
}
