import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../src/editor/id.ts';
import { activate } from './window.ts';

describe('The manifest', () => {
  before(activate);

  it('has every command, and every command is there', async () => {
    const { packageJSON } = vscode.extensions.getExtension('skillsmith.skillsmith') ?? {};
    const declared = packageJSON.contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual([...declared].sort(), Object.values(commandIds).sort());
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(commandIds).filter(id => !registered.has(id)),
      [],
    );
  });

  it('has every setting with its default', () => {
    for (const id of Object.values(settingIds)) {
      assert.notEqual(vscode.workspace.getConfiguration().inspect(id)?.defaultValue, undefined, id);
    }
  });
});
