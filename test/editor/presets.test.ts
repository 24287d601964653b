/** Presets in the editor: seen by every window, kept with a skill that is renamed, and taken over from where they were. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposal.ts';
import { moveFiles } from '../../src/editor/file/edit-files.ts';
import { Reporter } from '../../src/editor/report.ts';
import { Presets, registerPresets } from '../../src/editor/run/presets.ts';
import { RunMemory, registerRunMemory } from '../../src/editor/run/run-memory.ts';
import type { SkillAt } from '../../src/editor/skill-root.ts';
import { SkillStores } from '../../src/editor/skill-stores.ts';
import { SkillWorkspace } from '../../src/editor/skill-workspace.ts';
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

/** What a window has of presets: a state of its own, and the folders' databases. */
class PresetWindow {
  readonly store = new DisposableStore();
  readonly state = new FakeMemento();
  readonly workspace: SkillWorkspace;
  readonly presets: Presets;
  readonly report: Reporter;

  constructor({ isShared = true } = {}) {
    const log = this.store.add(vscode.window.createOutputChannel('Skillsmith tests', { log: true }));
    this.report = new Reporter(log);
    this.workspace = this.store.add(new SkillWorkspace(this.report));
    const extension = vscode.extensions.getExtension('skillsmith.skillsmith');
    assert(extension);
    const worker = vscode.Uri.joinPath(extension.extensionUri, 'dist/store-worker.js');
    const stores = this.store.add(new SkillStores(this.workspace, this.report, new URL(worker.toString())));
    const none = { of: () => undefined, failed: () => undefined };
    this.presets = new Presets(this.state, isShared ? stores : none);
    this.workspace.start();
  }

  /** Follows what is renamed, as the extension itself does with what is shared. */
  follow(): void {
    const { presets, workspace, report } = this;
    this.store.add(registerRunMemory({ memory: new RunMemory(this.state), report }));
    this.store.add(registerPresets({ presets, workspace, report }));
  }

  skill(uri: vscode.Uri): SkillAt {
    const at = this.workspace.at(uri);
    assert(at, `no skill ${uri}`);
    return at;
  }

  names(uri: vscode.Uri): readonly string[] {
    return this.presets.of(this.skill(uri)).map(({ name }) => name);
  }
}

describe('Presets', () => {
  const first = skillUri('presets/kept.js');
  const windows: PresetWindow[] = [];

  async function open(options?: { readonly isShared: boolean }): Promise<PresetWindow> {
    const opened = new PresetWindow(options);
    windows.push(opened);
    await opened.workspace.whenLoaded();
    return opened;
  }

  before(activate);

  beforeEach(async () => {
    const text = '/**\n * Kept.\n * @secret key\n */\nexport default (a, key) => a;\n';
    await writeOutside(first, text);
  });

  afterEach(async () => {
    await closeEditors();
    for (const { workspace, presets } of windows)
      for (const path of ['presets/kept.js', 'presets/renamed.js']) {
        const at = workspace.at(skillUri(path));
        if (at) for (const { name } of presets.of(at)) await presets.remove(at, name);
      }
    for (const { store } of windows.splice(0)) store.dispose();
    await removeOutside(skillUri('presets'));
  });

  it('that one window saves are there in another, without what is secret', async () => {
    const [one, other] = [await open(), await open()];
    const kept = await one.presets.save(one.skill(first), { name: 'three', inputs: { a: 3, key: 'k' } });
    assert.deepEqual(kept, { place: 'folder' });
    assert.deepEqual(other.presets.of(other.skill(first)), [{ name: 'three', inputs: { a: 3 } }]);
    assert.deepEqual(one.state.keys(), []);
    await other.presets.remove(other.skill(first), 'three');
    assert.deepEqual(one.names(first), []);
  });

  it('stay with a skill that is renamed, and come back with Undo', async () => {
    const renamed = skillUri('presets/renamed.js');
    const [one, other] = [await open(), await open()];
    await one.presets.save(one.skill(first), { name: 'three', inputs: {} });
    await moveFiles([{ from: first, to: renamed }]);
    await eventually(() => assert.deepEqual(other.names(renamed), ['three']));
    await show(renamed);
    await vscode.commands.executeCommand('undo');
    await eventually(() => assert.deepEqual(other.names(first), ['three']));
  });

  it('go along to another folder of the workspace', async () => {
    const elsewhere = vscode.Uri.joinPath(folder('two').uri, '.skills/kept.js');
    const one = await open();
    await one.presets.save(one.skill(first), { name: 'three', inputs: {} });
    await moveFiles([{ from: first, to: elsewhere }]);
    await eventually(() => assert.deepEqual(one.names(elsewhere), ['three']));
    await moveFiles([{ from: elsewhere, to: first }]);
    await eventually(() => assert.deepEqual(one.names(first), ['three']));
  });

  it('of the time before there was a database are shown, and move there once', async () => {
    const [one, other] = [await open(), await open()];
    await one.state.update(`presets:${first}`, [
      { name: 'old', inputs: { a: 1 } },
      { name: 'broken', inputs: 3 },
    ]);
    assert.deepEqual(one.names(first), ['old']);
    assert.deepEqual(other.names(first), []);
    await one.presets.takeIn(one.skill(first).root);
    assert.deepEqual([one.names(first), other.names(first), one.state.keys().length], [['old'], ['old'], 0]);
  });

  it('are kept in the workspace where there is no database, follow their file, and are said not to be shared', async () => {
    const renamed = skillUri('presets/renamed.js');
    const one = await open({ isShared: false });
    one.follow();
    const kept = await one.presets.save(one.skill(first), { name: 'three', inputs: { a: 3, key: 'k' } });
    assert.deepEqual(kept, { place: 'spare', reason: undefined });
    assert.equal(one.presets.areShared(one.skill(first)), false);
    assert.deepEqual(one.presets.of(one.skill(first)), [{ name: 'three', inputs: { a: 3 } }]);
    await moveFiles([{ from: first, to: renamed }]);
    await eventually(() => assert.deepEqual(one.names(renamed), ['three']));
  });
});
