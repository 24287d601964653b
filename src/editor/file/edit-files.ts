/** Changes to skill files that can be undone: rename, move, create, delete; names are checked before. */

import * as vscode from 'vscode';
import { isSkillPath } from '../../skill/name.ts';
import { nameProblem as problemOfName } from '../../skill/symbol/rename.ts';
import { Refusal } from '../report.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';

/** A file's present and future place. */
export interface FileMove {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
}

/** Why a name cannot be given in this root; `undefined` when it can. `except` is the path of the skill that has it already. */
export function nameProblem(root: SkillRoot, name: string, except?: string): string | undefined {
  return problemOfName(root.catalogue, name, except);
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
export async function moveFiles(moves: readonly FileMove[]): Promise<void> {
  const real = moves.filter(({ from, to }) => from.toString() !== to.toString());
  if (real.length === 0) return;
  const edit = new vscode.WorkspaceEdit();
  for (const { from, to } of real) edit.renameFile(from, to, { overwrite: false });
  await apply(edit, 'The files could not be moved. Does one of that name exist already?');
}

/** Into a category of a root, keeping the files' names. */
export async function moveToCategory(
  skills: readonly SkillAt[],
  { root, category }: CategoryPlace,
): Promise<void> {
  refuseClashes(
    skills.filter(({ root: from }) => from !== root),
    root,
  );
  const moves = skills.map(({ uri }) => {
    return { from: uri, to: vscode.Uri.joinPath(root.folder, category, lastSegment(uri.path)) };
  });
  await moveFiles(moves);
}

/** A category as something to move: all files of its folder move along, also those that are no skills. */
export interface CategoryPlace {
  readonly root: SkillRoot;
  /** `''` is the top. */
  readonly category: string;
}

/**
 * With everything in its folder, in one step that Undo takes back; joins a category that is there already. Refuses to go
 * into itself and to overwrite.
 */
export async function moveCategory(from: CategoryPlace, to: CategoryPlace): Promise<void> {
  const isSameRoot = from.root === to.root;
  if (isSameRoot && from.category === to.category) return;
  if (isSameRoot && `${to.category}/`.startsWith(`${from.category}/`)) {
    throw new Refusal(`The category "${from.category}" cannot move into itself.`);
  }
  if (!isSameRoot) refuseClashes(skillsBelow(from), to.root);
  const source = vscode.Uri.joinPath(from.root.folder, from.category);
  const target = vscode.Uri.joinPath(to.root.folder, to.category);
  // File by file, because VS Code does not let the user undo the move of a folder.
  const moves = (await everythingIn(source)).map(path => ({
    from: vscode.Uri.joinPath(source, path),
    to: vscode.Uri.joinPath(target, path),
  }));
  for (const move of moves) {
    const isSameFile = move.from.toString().toLowerCase() === move.to.toString().toLowerCase();
    if (!isSameFile && (await exists(move.to))) {
      throw new Refusal(`${vscode.workspace.asRelativePath(move.to)} exists already.`);
    }
  }
  await moveFiles(moves);
  if ((await everythingIn(source)).length === 0)
    await vscode.workspace.fs.delete(source, { recursive: true });
}

/** Files and links, at any depth, relative to the folder; none where there is no such folder. */
async function everythingIn(folder: vscode.Uri): Promise<readonly string[]> {
  if (!(await exists(folder))) return [];
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const found = await Promise.all(
    entries.map(async ([name, type]) => {
      if (type !== vscode.FileType.Directory) return [name];
      const inside = await everythingIn(vscode.Uri.joinPath(folder, name));
      return inside.map(path => `${name}/${path}`);
    }),
  );
  return found.flat();
}

/** Sorted by path, at any depth. */
function skillsBelow({ root, category }: CategoryPlace): readonly SkillAt[] {
  const skills = [...root.catalogue.skills()].filter(({ path }) => isBelow(path, category));
  return skills.map(skill => ({ root, skill, uri: root.uriOf(skill.path) }));
}

/** The files of a category that the Skills view shows, those that cannot be read included. */
export function filesBelow({ root, category }: CategoryPlace): readonly vscode.Uri[] {
  return [...root.paths]
    .filter(path => isSkillPath(path) && isBelow(path, category))
    .map(path => root.uriOf(path));
}

/** The name of a file with its extension, or of a folder. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isBelow(path: string, category: string): boolean {
  return category === '' || path.startsWith(`${category}/`);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** @throws {Refusal} when the other root has a skill of one of these names */
function refuseClashes(skills: readonly SkillAt[], root: SkillRoot): void {
  for (const { skill } of skills) {
    const problem = nameProblem(root, skill.name);
    if (problem) throw new Refusal(problem);
  }
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
