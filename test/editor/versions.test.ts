import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Version } from '../../src/library/version.ts';
import type { StateDatabase } from '../../src/node/store/database.ts';
import { StoredVersions } from '../../src/node/store/versions.ts';
import { openState } from '../../src/node/store/writer.ts';
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

const skill = (value: number) => `/** A number. */\nexport default () => ${value};\n`;

describe('Versions', () => {
  let database: StateDatabase | undefined;

  /** What is kept, without a look at the folder: that would be the first to notice what the window has to. */
  const kept = (): StoredVersions => {
    database ??= openState(skillUri('.').fsPath, assert.fail);
    return new StoredVersions(database);
  };
  const reading = <T>(work: (store: StoredVersions) => T): T => {
    const store = kept();
    return store.reading(() => work(store));
  };
  const history = (name: string): readonly Version[] =>
    reading(store => store.versions(store.named(name)[0]?.id ?? 0));
  const drawn = (name: string) => history(name).map(({ number, origin }) => `${number} ${origin}`);
  const texts = (name: string) =>
    history(name).map(({ skill, number }) => reading(store => store.version(skill, number)?.text));

  before(activate);

  afterEach(async () => {
    await closeEditors();
    for (const path of ['ver.js', 'renamed.js', 'ver_2.js', 'ver_moved']) await removeOutside(skillUri(path));
  });

  after(() => database?.dispose());

  it('are kept of all skills that there are when the window opens', async () => {
    await eventually(() => assert.deepEqual(drawn('add').length, 1));
    assert.ok(existsSync(vscode.Uri.joinPath(folder('three').uri, 'tools/skills/.local/state.db').fsPath));
  });

  it('come of what is saved and of what other programs write, and not of typing', async () => {
    const uri = skillUri('ver.js');
    await writeOutside(uri, skill(1));
    await eventually(() => assert.deepEqual(drawn('ver'), ['1 disk']));
    const editor = await show(uri);
    await replace(editor, '1', '2');
    await replace(editor, '2', '3');
    await editor.document.save();
    await eventually(() => assert.deepEqual(drawn('ver'), ['2 editor', '1 disk']));
    await writeOutside(uri, skill(4));
    await eventually(() => assert.deepEqual(drawn('ver'), ['3 disk', '2 editor', '1 disk']));
    assert.deepEqual(texts('ver'), [skill(4), skill(3), skill(1)]);
  });

  it('stay with the skill when it is renamed, in the editor and outside of it', async () => {
    const uri = skillUri('ver.js');
    await writeOutside(uri, `/** Old. */\nexport default function ver() { return 1; }\n`);
    await eventually(() => assert.equal(history('ver').length > 0, true));
    const [{ skill: id } = { skill: 0 }] = history('ver');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, skillUri('renamed.js'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventually(() => assert.equal(history('renamed')[0]?.skill, id));
    await rename(skillUri('renamed.js').fsPath, skillUri('ver_2.js').fsPath);
    await eventually(() => assert.equal(history('ver_2')[0]?.skill, id));
  });

  it('are compared and restored from the list, and Undo takes the restoring back', async () => {
    const uri = skillUri('ver.js');
    for (const value of [11, 12]) {
      const before = history('ver').length;
      await writeOutside(uri, skill(value));
      await eventually(() => assert.equal(history('ver').length, before + 1));
    }
    await choose(uri, 0, 0);
    await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      assert.equal(input.modified.scheme, 'skillsmith-version');
    });
    const shown = vscode.workspace.textDocuments.filter(
      document => document.uri.scheme === 'skillsmith-version',
    );
    assert.deepEqual(shown.map(document => document.getText()).sort(), [skill(11), skill(12)]);

    // Before the oldest of two there is none to compare with: the file, another version, and then restoring.
    const versions = history('ver');
    const actions = ['before', 'file', ...(versions.length > 2 ? ['another'] : []), 'restore'];
    await choose(uri, 1, actions.indexOf('restore') - (versions.length === 2 ? 1 : 0));
    await eventually(() => assert.equal(history('ver')[0]?.origin, 'restore'));
    assert.equal(texts('ver')[0], skill(11));
    const { document } = await show(uri);
    assert.deepEqual([document.getText(), document.isDirty], [skill(11), false]);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), skill(12));
  });

  it('of a removed skill bring it back', async () => {
    const uri = skillUri('ver_moved/lost.js');
    await writeOutside(uri, skill(5));
    await eventually(() => assert.equal(history('lost').length, 1));
    await removeOutside(skillUri('ver_moved'));
    await eventually(() =>
      assert.equal(
        reading(store => store.removedSkills()[0]?.name),
        'lost',
      ),
    );
    const restoring = vscode.commands.executeCommand('skillsmith.restoreRemoved');
    await accept();
    // In which of the three folders, then which skill.
    await accept();
    await restoring;
    await eventually(() => assert.ok(existsSync(uri.fsPath)));
    assert.equal(history('lost').length, 1);
  });
});

async function choose(uri: vscode.Uri, version: number, action: number): Promise<void> {
  const showing = vscode.commands.executeCommand('skillsmith.showHistory', uri);
  for (const steps of [version, action]) {
    await pause();
    for (let i = 0; i < steps; i++)
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
    await accept();
  }
  await showing;
}

async function accept(): Promise<void> {
  await pause();
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

/** A quick pick cannot be asked whether it is there. */
async function pause(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 600));
}
