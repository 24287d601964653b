/** Changes to skill files that can be undone: rename, move, create, delete; names are checked before. */

import * as vscode from 'vscode';
import { isSkillName } from '../skill/name.ts';
import { Refusal } from './report.ts';
import type { RunMemory } from './run-memory.ts';
import type { SkillAt, SkillRoot } from './skill-root.ts';

/** A file's present and future place. */
export interface FileMove {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
}

/** Why a name cannot be given in this root; `undefined` when it can. `except` is the skill that has it already. */
export function nameProblem(root: SkillRoot, name: string, except?: string): string | undefined {
  if (name === '') return 'A skill needs a name.';
  if (!isSkillName(name)) {
    return 'A name starts with a letter and has letters, digits, _ and - only, 64 at most.';
  }
  const holder = root.catalogue.find(name);
  if (holder && holder.path !== except) {
    return `"${holder.name}" exists already, in ${holder.path}. Names are unique in the whole folder.`;
  }
  return undefined;
}

/** Why a category cannot have this name; `undefined` when it can. `''` is the top. */
export function categoryProblem(category: string): string | undefined {
  if (category === '') return undefined;
  for (const segment of category.split('/')) {
    if (segment.trim() === '' || segment !== segment.trim())
      return 'A folder needs a name on each side of "/".';
    if (segment.startsWith('.') || segment === 'node_modules')
      return `"${segment}" is not read as a category.`;
    if (/[\\:*?"<>|\p{Cc}]/u.test(segment)) return 'A folder\'s name cannot have any of \\ : * ? " < > |';
  }
  return undefined;
}

/** All of them in one step that Undo takes back. Refuses to overwrite. */
export async function moveFiles(moves: readonly FileMove[], memory: RunMemory): Promise<void> {
  const real = moves.filter(({ from, to }) => from.toString() !== to.toString());
  if (real.length === 0) return;
  const edit = new vscode.WorkspaceEdit();
  for (const { from, to } of real) edit.renameFile(from, to, { overwrite: false });
  await apply(edit, 'The files could not be moved. Does one of that name exist already?');
  for (const { from, to } of real) await memory.move(from, to);
}

/** Into a category of a root, keeping the files' names. */
export async function moveToCategory(
  skills: readonly SkillAt[],
  { root, category }: { readonly root: SkillRoot; readonly category: string },
  memory: RunMemory,
): Promise<void> {
  for (const { skill, root: from } of skills) {
    const problem = from === root ? undefined : nameProblem(root, skill.name);
    if (problem) throw new Refusal(problem);
  }
  const moves = skills.map(({ uri }) => {
    const file = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    return { from: uri, to: vscode.Uri.joinPath(root.folder, category, file) };
  });
  await moveFiles(moves, memory);
}

/** Refuses to overwrite. */
export async function createFile(uri: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  await apply(edit, `${vscode.workspace.asRelativePath(uri)} could not be created. Does it exist already?`);
}

/** To the trash where the file system has one; Undo brings them back in any case. */
export async function deleteFiles(uris: readonly vscode.Uri[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const uri of uris) edit.deleteFile(uri, { ignoreIfNotExists: true });
  await apply(edit, 'The files could not be deleted.');
}

async function apply(edit: vscode.WorkspaceEdit, refusal: string): Promise<void> {
  if (!(await vscode.workspace.applyEdit(edit))) throw new Refusal(refusal);
}
