import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { activate, eventually, folder, removeOutside, run, writeOutside } from './window.ts';

async function status(name: string): Promise<string> {
  const { status, error } = await run(name);
  return error?.code ?? status;
}

describe('Folders', () => {
  before(activate);

  it('follow the setting', async () => {
    const settings = vscode.workspace.getConfiguration('skillsmith', folder('three').uri);
    assert.equal(await status('custom'), 'completed');
    await settings.update('folder', 'nowhere', vscode.ConfigurationTarget.WorkspaceFolder);
    try {
      await eventually(async () => assert.equal(await status('custom'), 'run/unknown-skill'));
    } finally {
      await settings.update('folder', 'tools/skills', vscode.ConfigurationTarget.WorkspaceFolder);
    }
    await eventually(async () => assert.equal(await status('custom'), 'completed'));
  });

  it('never lead out of the workspace', async () => {
    const settings = vscode.workspace.getConfiguration('skillsmith', folder('three').uri);
    await settings.update('folder', '../one/.skills', vscode.ConfigurationTarget.WorkspaceFolder);
    try {
      await eventually(async () => assert.equal(await status('custom'), 'run/unknown-skill'));
    } finally {
      await settings.update('folder', 'tools/skills', vscode.ConfigurationTarget.WorkspaceFolder);
    }
    await eventually(async () => assert.equal(await status('custom'), 'completed'));
  });

  it('come and go with the workspace', async () => {
    const added = await mkdtemp(path.join(tmpdir(), 'skillsmith-added-'));
    const count = vscode.workspace.workspaceFolders?.length ?? 0;
    try {
      await mkdir(path.join(added, '.skills'));
      await writeFile(path.join(added, '.skills', 'visitor.js'), 'export default () => 1;\n');
      vscode.workspace.updateWorkspaceFolders(count, 0, { uri: vscode.Uri.file(added) });
      await eventually(async () => assert.equal(await status('visitor'), 'completed'));
    } finally {
      vscode.workspace.updateWorkspaceFolders(count, 1);
    }
    await eventually(async () => assert.equal(await status('visitor'), 'run/unknown-skill'));
    await rm(added, { recursive: true });
  });

  it('are noticed when they are made later, and when they go', async () => {
    const settings = vscode.workspace.getConfiguration('skillsmith', folder('two').uri);
    await settings.update('folder', 'later', vscode.ConfigurationTarget.WorkspaceFolder);
    const later = vscode.Uri.joinPath(folder('two').uri, 'later');
    try {
      await eventually(async () => assert.equal(await status('greet'), 'run/unknown-skill'));
      await writeOutside(vscode.Uri.joinPath(later, 'first.js'), 'export default () => 1;\n');
      await eventually(async () => assert.equal(await status('first'), 'completed'));
      await removeOutside(later);
      await eventually(async () => assert.equal(await status('first'), 'run/unknown-skill'));
    } finally {
      await settings.update('folder', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
      await removeOutside(vscode.Uri.joinPath(folder('two').uri, '.vscode'));
    }
    await eventually(async () => assert.equal(await status('greet'), 'completed'));
  });
});
