/** For the tests of what helps while typing: a skill whose unsaved text holds the cursor, written as `|`. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, removeOutside, show, skillUri, writeOutside } from './window.ts';

/** A text on the screen that is not on the disk, with the cursor in it. */
export interface Typed {
  readonly editor: vscode.TextEditor;
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
}

/** Puts the text without its `|` into a file of the folder, unsaved, and the cursor where the `|` was. */
export async function type(marked: string, uri: vscode.Uri = skillUri('typing.js')): Promise<Typed> {
  const offset = marked.indexOf('|');
  assert(offset >= 0, 'the text has no cursor');
  await writeOutside(uri, '');
  const editor = await show(uri);
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  const eol = marked.includes('\r\n') ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF;
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  assert(
    await editor.edit(edit => {
      edit.setEndOfLine(eol);
      edit.replace(whole, text);
    }),
  );
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  return { editor, uri, position };
}

/** Takes the file away again. */
export async function untype(uri: vscode.Uri = skillUri('typing.js')): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await removeOutside(uri);
}

/** Every item of every provider, in the order in which VS Code shows them while nothing is written yet. */
export async function completions(
  marked: string,
  uri?: vscode.Uri,
): Promise<readonly vscode.CompletionItem[]> {
  const typed = await type(marked, uri);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    typed.uri,
    typed.position,
    undefined,
    200,
  );
  return [...list.items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** Waits until the built-in service answers in the folder, too: only then can anything be there twice. */
export async function serviceIsReady(): Promise<void> {
  await eventually(async () => {
    const items = await completions('const ready = 1;\nreadi|');
    assert(items.some(item => labelOf(item) === 'ready'));
  }, 60_000);
}
