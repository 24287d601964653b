import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposal.ts';
import { moveCategory } from '../../src/editor/file/edit-files.ts';
import { Reporter } from '../../src/editor/report.ts';
import { movedUri, RunMemory, registerRunMemory } from '../../src/editor/run/run-memory.ts';
import type { SkillRoot } from '../../src/editor/skill-root.ts';
import { SkillWorkspace } from '../../src/editor/skill-workspace.ts';
import { TreeDrag } from '../../src/editor/tree/tree-drag.ts';
import type { CategoryNode, TreeNode } from '../../src/editor/tree/tree-model.ts';
import { FakeMemento } from '../fakes/memento.ts';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  removeOutside,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

describe('Categories', () => {
  let store: DisposableStore;
  let workspace: SkillWorkspace;
  let memory: RunMemory;
  let drag: TreeDrag;
  let root: SkillRoot;

  before(activate);

  beforeEach(async () => {
    await writeOutside(skillUri('nest/eggs/one_egg.js'), 'export default () => 1;\n');
    await writeOutside(skillUri('nest/two_eggs.js'), 'export default () => 2;\n');
    await writeOutside(skillUri('nest/notes.md'), 'Eggs.\n');
    store = new DisposableStore();
    const log = store.add(vscode.window.createOutputChannel('Skillsmith tests', { log: true }));
    const report = new Reporter(log);
    memory = new RunMemory(new FakeMemento());
    store.add(registerRunMemory({ memory, report }));
    workspace = store.add(new SkillWorkspace(report));
    drag = new TreeDrag({ workspace, report });
    workspace.start();
    await workspace.whenLoaded();
    const [first] = workspace.roots;
    assert(first);
    root = first;
  });

  afterEach(async () => {
    await closeEditors();
    store.dispose();
    for (const path of ['nest', 'tree', 'geometry/nest']) await removeOutside(skillUri(path));
  });

  const category = (path: string): CategoryNode => ({ kind: 'category', id: path, root, category: path });
  const paths = () =>
    [...root.catalogue.skills()].map(({ path }) => path).filter(path => path.includes('egg'));

  async function dragTo(target: TreeNode | undefined, nodes: readonly TreeNode[]): Promise<void> {
    const data = new vscode.DataTransfer();
    drag.handleDrag(nodes, data);
    await drag.handleDrop(target, data);
  }

  it('are dragged as a whole, with what is no skill, and Undo takes it back in one step', async () => {
    await memory.rememberInputs(skillUri('nest/eggs/one_egg.js'), { a: 1 }, []);
    await dragTo(category('geometry'), [category('nest'), category('nest/eggs')]);
    const moved = ['geometry/nest/eggs/one_egg.js', 'geometry/nest/two_eggs.js'];
    await eventually(() => assert.deepEqual(paths(), moved));
    assert.equal(await readFile(skillUri('geometry/nest/notes.md').fsPath, 'utf8'), 'Eggs.\n');
    assert.deepEqual(memory.inputs(skillUri('geometry/nest/eggs/one_egg.js')), { a: 1 });
    assert.equal(existsSync(skillUri('nest').fsPath), false, 'an empty folder stayed behind');
    await show(skillUri('geometry/nest/two_eggs.js'));
    await vscode.commands.executeCommand('undo');
    await eventually(() => assert.deepEqual(paths(), ['nest/eggs/one_egg.js', 'nest/two_eggs.js']));
  });

  it('do not move into themselves, nor over another', async () => {
    const nest = { root, category: 'nest' };
    await assert.rejects(moveCategory(nest, { root, category: 'nest/eggs/nest' }), /into itself/);
    await writeOutside(skillUri('tree/notes.md'), 'Leaves.\n');
    await assert.rejects(moveCategory(nest, { root, category: 'tree' }), /tree\/notes\.md exists already/);
    assert.equal(await readFile(skillUri('tree/notes.md').fsPath, 'utf8'), 'Leaves.\n');
    await dragTo(category('nest'), [category('nest')]);
    assert.deepEqual(paths(), ['nest/eggs/one_egg.js', 'nest/two_eggs.js']);
  });

  it('join a category that is there already', async () => {
    await writeOutside(skillUri('tree/leaf.js'), 'export default () => 1;\n');
    await moveCategory({ root, category: 'nest' }, { root, category: 'tree' });
    await eventually(() => assert.deepEqual(paths(), ['tree/eggs/one_egg.js', 'tree/two_eggs.js']));
    assert.ok(existsSync(skillUri('tree/leaf.js').fsPath));
  });

  it('do not move to a root that has a skill of the same name', async () => {
    const two = workspace.roots[1];
    assert(two);
    await writeOutside(
      vscode.Uri.joinPath(folder('two').uri, '.skills/two_eggs.js'),
      'export default () => 3;\n',
    );
    await two.refresh();
    await assert.rejects(
      moveCategory({ root, category: 'nest' }, { root: two, category: 'nest' }),
      /two_eggs.*exists/,
    );
    await removeOutside(vscode.Uri.joinPath(folder('two').uri, '.skills/two_eggs.js'));
  });

  it('tell where a file is after its folder moved', () => {
    const at = (path: string) => vscode.Uri.file(path);
    const moved = (path: string) => movedUri(at(path), at('/s/a'), at('/s/b/c')).path;
    assert.deepEqual(['/s/a/x.js', '/s/a', '/s/ab/x.js'].map(moved), ['/s/b/c/x.js', '/s/b/c', '/s/ab/x.js']);
  });
});
