/** What the tests of this folder share: the window's folders, files that come and go, and waiting. */

import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Outcome } from '../../src/run/outcome.ts';

/** A folder of the workspace by its name: `one` and `two` have `.skills`, `three` has `tools/skills`. */
export function folder(name: 'one' | 'two' | 'three'): vscode.WorkspaceFolder {
  const found = vscode.workspace.workspaceFolders?.find(each => each.name === name);
  assert(found, `no workspace folder ${name}`);
  return found;
}

/** A file of `one/.skills`. */
export function skillUri(path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder('one').uri, '.skills', path);
}

/** As another program would: past the editor. */
export async function writeOutside(uri: vscode.Uri, text: string): Promise<void> {
  await mkdir(dirname(uri.fsPath), { recursive: true });
  await writeFile(uri.fsPath, text);
}

export async function removeOutside(uri: vscode.Uri): Promise<void> {
  await rm(uri.fsPath, { recursive: true, force: true });
}

/** Activates the extension; every test that uses a command begins with this. */
export async function activate(): Promise<void> {
  const extension = vscode.extensions.getExtension('skillsmith.skillsmith');
  assert(extension, 'the extension is not installed');
  await extension.activate();
}

/** Waits until the check passes; its last failure is the error. */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 8_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise(resolve => setTimeout(resolve, 25));
    }
  }
}

export async function run(name: string, inputs: Readonly<Record<string, unknown>> = {}): Promise<Outcome> {
  const outcome = await vscode.commands.executeCommand<Outcome | undefined>('skillsmith.run', {
    name,
    inputs,
  });
  assert(outcome, `running ${name} gave no outcome`);
  return outcome;
}

export async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(uri);
}

export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Replaces the first occurrence in the open text, without saving. */
export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const at = editor.document.getText().indexOf(before);
  assert(at >= 0, `the text has no ${before}`);
  const range = new vscode.Range(
    editor.document.positionAt(at),
    editor.document.positionAt(at + before.length),
  );
  assert(await editor.edit(edit => edit.replace(range, after)));
}

/** As people read them: `2:7 error skill/unknown-skill message`, lines and columns from one. */
export function problemsOf(uri: vscode.Uri): readonly string[] {
  const names = ['error', 'warning', 'information', 'hint'];
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'skillsmith')
    .map(({ range, severity, code, message }) => {
      const { line, character } = range.start;
      return `${line + 1}:${character + 1} ${names[severity]} ${String(typeof code === 'object' ? code.value : code)} ${message}`;
    });
}
