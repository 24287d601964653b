import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposal.ts';
import { Libraries } from '../../src/editor/library/libraries.ts';
import { Reporter } from '../../src/editor/report.ts';
import { SkillRuns } from '../../src/editor/run/runs.ts';
import { SkillWorkspace } from '../../src/editor/skill-workspace.ts';
import { SkillTree } from '../../src/editor/tree/tree.ts';
import { isTreeNode, type TreeNode } from '../../src/editor/tree/tree-model.ts';
import { FakeRunner } from '../fakes/runner.ts';
import { eventually, folder, removeOutside, skillUri, writeOutside } from './window.ts';

/** The view as it would look: label, description in brackets, icon before it. */
function draw(tree: SkillTree, node?: TreeNode, indent = ''): readonly string[] {
  return childrenOf(tree, node).flatMap(child => {
    const { label, description, iconPath } = tree.getTreeItem(child);
    const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
    return [
      `${indent}${icon} ${String(label)} [${String(description)}]`,
      ...draw(tree, child, `${indent}  `),
    ];
  });
}

/** What is there at once: all but a skill's last runs. */
function childrenOf(tree: SkillTree, node?: TreeNode): readonly TreeNode[] {
  const children = tree.getChildren(node);
  return Array.isArray(children) ? children.filter(isTreeNode) : [];
}

describe('Skills view', () => {
  let store: DisposableStore;
  let workspace: SkillWorkspace;
  let runner: FakeRunner;
  let runs: SkillRuns;
  let tree: SkillTree;

  beforeEach(async () => {
    store = new DisposableStore();
    const log = store.add(vscode.window.createOutputChannel('Skillsmith tests', { log: true }));
    workspace = store.add(new SkillWorkspace(new Reporter(log)));
    runner = new FakeRunner();
    runs = store.add(new SkillRuns(runner));
    tree = store.add(new SkillTree({ workspace, runs, libraries: store.add(new Libraries(workspace)) }));
    workspace.start();
    await workspace.whenLoaded();
  });

  afterEach(async () => {
    store.dispose();
    for (const path of ['new.js', 'moved', 'hostile.js', 'broken.js']) await removeOutside(skillUri(path));
  });

  it('shows roots, categories and skills', () => {
    assert.deepEqual(draw(tree), [
      'folder one [7]',
      '  folder geometry [2]',
      '    symbol-function pythagorean [Hypotenuse of a right triangle.]',
      '    symbol-function square [Square of a number.]',
      '  folder text [1]',
      '    symbol-function shout [A text in capitals.]',
      '  symbol-function add [Sum of two numbers.]',
      '  symbol-function answer [The answer.]',
      '  symbol-function fails [Fails on its third line.]',
      '  warning spin [1 problem]',
      'folder two [1]',
      '  symbol-function greet [A greeting.]',
      'folder three [1]',
      '  file-code custom [A skill in a folder of another name.]',
    ]);
  });

  it('filters by name, description and tag', () => {
    tree.filter = 'triangle';
    assert.deepEqual(
      draw(tree).filter(line => line.includes('symbol')),
      ['    symbol-function pythagorean [Hypotenuse of a right triangle.]'],
    );
    tree.filter = '#small';
    assert.deepEqual(
      draw(tree).filter(line => line.includes('symbol')),
      ['  symbol-function add [Sum of two numbers.]'],
    );
    tree.filter = 'triangel right';
    assert.deepEqual(
      draw(tree).filter(line => line.includes('symbol')),
      ['    symbol-function pythagorean [Hypotenuse of a right triangle.]'],
      'where nothing has the words, what is like them',
    );
    tree.filter = 'no such thing';
    assert.deepEqual(
      draw(tree).map(line => line.trim()),
      ['folder one [no match]', 'folder two [no match]', 'folder three [no match]'],
    );
  });

  it('shows what is running and how it ended', async () => {
    const answer = workspace.find('answer');
    assert(answer);
    const line = () => draw(tree).find(each => each.includes(' answer '));
    const run = runs.start({ ...answer, name: 'answer' }, {});
    assert.equal(line(), '  loading~spin answer [running…]');
    runner.runs[0]?.end({ durationMs: 3.14 });
    await run.finished;
    await eventually(() => assert.equal(line(), '  symbol-function answer [✓ 3.1 ms · The answer.]'));
    const again = runs.start({ ...answer, name: 'answer' }, {});
    again.cancel();
    await again.finished;
    await eventually(() => assert.match(line() ?? '', /circle-slash answer \[✗ cancelled, just now/));
  });

  it('follows files that come, go and break outside', async () => {
    await writeOutside(skillUri('new.js'), '/** New. */\nexport default () => 1;\n');
    await writeOutside(skillUri('broken.js'), 'export default function (\n');
    await eventually(() => {
      assert(draw(tree).includes('  symbol-function new [New.]'), draw(tree).join('\n'));
      assert(draw(tree).includes('  error broken [1 problem]'), draw(tree).join('\n'));
    });
    await removeOutside(skillUri('new.js'));
    await eventually(() => assert(!draw(tree).join().includes(' new ')));
  });

  it('shows what cannot be read, with the reason, until it can be', async () => {
    const { symlink } = await import('node:fs/promises');
    await writeOutside(skillUri('moved/large.js'), 'x'.repeat(2_000_000));
    await symlink('/', skillUri('moved/away').fsPath);
    const rows = () => draw(tree).filter(line => /moved|large|away/.test(line));
    await eventually(() => {
      assert.match(rows()[0] ?? '', /folder moved \[0\]/);
      assert.match(rows()[1] ?? '', /warning away \[.*leads out of/);
      assert.match(rows()[2] ?? '', /warning large\.js \[.*MB/);
    });
    const { contextValue, command } = tree.getTreeItem(nodeOf(tree, 'large.js'));
    assert.deepEqual([contextValue, command?.command], ['unreadable', 'vscode.open']);
    assert.equal(tree.getTreeItem(nodeOf(tree, 'away')).contextValue, 'unreadable.folder');
    await writeOutside(skillUri('moved/large.js'), '/** Small now. */\nexport default () => 1;\n');
    await eventually(() => assert.match(rows()[2] ?? '', /symbol-function large \[Small now\.\]/));
  });

  it('follows whole folders that come and go outside', async () => {
    const { rename } = await import('node:fs/promises');
    const elsewhere = vscode.Uri.joinPath(folder('one').uri, 'elsewhere');
    await writeOutside(vscode.Uri.joinPath(elsewhere, 'deep/inside.js'), 'export default () => 1;\n');
    await rename(elsewhere.fsPath, skillUri('moved').fsPath);
    await eventually(() =>
      assert.match(draw(tree).join('\n'), /folder moved \[1\]\n.*folder deep \[1\]\n.*inside/),
    );
    await removeOutside(skillUri('moved'));
    await eventually(() => assert.doesNotMatch(draw(tree).join(), /moved|inside/));
  });

  it('shows hostile text as text', async () => {
    const text =
      '/**\n * [click](command:evil) <img src=x> **bold** ![p](http://x/y.png) `code` $(trash)\n * @tags `a`, <b>\n' +
      ' * @example\n * ```\n * [x](command:evil)\n * ```\n */\nexport default () => 1;\n';
    await writeOutside(skillUri('hostile.js'), text);
    await eventually(() => assert(workspace.find('hostile')));
    const node = nodeOf(tree, 'hostile');
    const { tooltip } = tree.resolveTreeItem(tree.getTreeItem(node), node);
    assert(tooltip instanceof vscode.MarkdownString);
    assert.equal(tooltip.isTrusted, false);
    assert.equal(tooltip.supportHtml, false);
    const outside = tooltip.value.replace(/(`{3,})\w*\n[\s\S]*?\n\1/g, '');
    assert.doesNotMatch(outside, /(?<!\\)[[\]<*`!]/);
  });

  it('leaves nothing alive', () => {
    const emitters = [workspace.onDidChange, runs.onDidStart, runs.onDidEnd, runs.onDidProgress];
    const answer = workspace.find('answer');
    assert(answer);
    const run = runs.start({ ...answer, name: 'answer' }, {});
    store.dispose();
    assert.equal(runner.runs[0]?.world.signal?.aborted, true);
    assert.equal(workspace.roots.length, 0);
    for (const event of emitters) event(() => assert.fail('fired after disposal'));
    return run.finished;
  });
});

function nodeOf(tree: SkillTree, name: string): TreeNode {
  const open: TreeNode[] = [...childrenOf(tree)];
  for (const node of open) {
    if (tree.getTreeItem(node).label === name) return node;
    open.push(...childrenOf(tree, node));
  }
  return assert.fail(`no row ${name}`);
}
