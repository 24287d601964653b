/** From the engine's changes to VS Code's edits: all of a change as one, which Undo takes back in one step. */

import * as vscode from 'vscode';
import type { Change } from '../../skill/edit.ts';
import { rangeOf } from '../language/range.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';

export interface EditOptions {
  /** VS Code shows the change before it makes it, under this heading; absent: it is made at once. */
  readonly preview?: string;
}

/** The catalogue must know the texts that the change was made for: flush it before the change is computed. */
export function workspaceEditOf(
  change: Change,
  root: SkillRoot,
  { preview }: EditOptions = {},
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const metadata = preview === undefined ? undefined : { label: preview, needsConfirmation: true };
  for (const { path, text } of change.creates) {
    const contents = new TextEncoder().encode(text);
    edit.createFile(root.uriOf(path), { overwrite: false, contents }, metadata);
  }
  for (const { path, edits } of change.edits) {
    const lines = root.catalogue.at(path)?.lines;
    if (lines === undefined) continue;
    const uri = root.uriOf(path);
    for (const { start, end, text } of edits)
      edit.replace(uri, rangeOf({ start, end }, lines), text, metadata);
  }
  for (const { from, to } of change.renames)
    edit.renameFile(root.uriOf(from), root.uriOf(to), { overwrite: false }, metadata);
  return edit;
}

/** @throws {Refusal} when VS Code does not make the change, e.g. as a file of that name came into being */
export async function applyChange(change: Change, root: SkillRoot, options?: EditOptions): Promise<void> {
  if (isEmpty(change)) return;
  const edit = workspaceEditOf(change, root, options);
  const isMade = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  if (!isMade && options?.preview === undefined)
    throw new Refusal('The change could not be made: the files are no longer what they were. Try again.');
}

export function isEmpty({ edits, creates, renames }: Change): boolean {
  return edits.length === 0 && creates.length === 0 && renames.length === 0;
}
