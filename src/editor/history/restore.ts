/** Brings old versions back: as one edit that Undo takes back, and knowingly where they are not in order. */

import * as vscode from 'vscode';
import type { Version, VersionedSkill } from '../../library/version.ts';
import { stripTypes } from '../../node/typescript.ts';
import { parseSkill } from '../../skill/parse.ts';
import { renamedPath } from '../../skill/symbol/rename.ts';
import { createFile, nameProblem } from '../file/edit-files.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import { agoText, countText } from '../wording.ts';
import { pick } from './pick.ts';

type RestoreParts = Pick<Parts, 'stores' | 'authors'>;

/** Into the file, which is saved; what was not saved in it is what Undo brings back. */
export async function restoreVersion(
  { root, skill, uri }: SkillAt,
  version: Version,
  { stores, authors }: RestoreParts,
): Promise<void> {
  const text = await textOf(root, version, stores);
  if (!(await isMeant({ path: skill.path, text }, version.number))) return;
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  authors.begin(uri, 'restore');
  if (!(await replaceAll(document, text)) || !(await document.save())) {
    authors.end(uri);
    throw new Refusal(
      `Version ${version.number} of "${skill.name}" could not be restored: the file was not saved.`,
    );
  }
}

/** Lets the user choose one of the skills that are not in the folder any more. */
export async function restoreRemoved(root: SkillRoot, parts: RestoreParts): Promise<void> {
  const removed = await parts.stores.library(root).removed();
  if (removed.length === 0)
    throw new Refusal('No skill was removed from this folder since its history is kept.');
  const now = Date.now();
  const items = removed.map(skill => ({
    label: skill.name,
    description: `removed ${agoText(skill.removedAt ?? now, now)} · ${countText(skill.latest, 'version')}`,
    detail: skill.path,
    skill,
  }));
  const picked = await pick({ title: 'Restore Removed Skill', placeholder: 'Which skill?', items });
  if (picked === undefined || picked === 'back') return;
  await restoreFile(root, picked.item.skill, parts);
}

async function restoreFile(
  root: SkillRoot,
  skill: VersionedSkill,
  { stores, authors }: RestoreParts,
): Promise<void> {
  const [version] = await stores.library(root).history({ id: skill.id });
  if (version === undefined) throw new Refusal(`"${skill.name}" is gone: what was kept has been deleted.`);
  const path = await freePath(root, skill);
  if (path === undefined) return;
  const text = await textOf(root, version, stores);
  if (!(await isMeant({ path, text }, version.number))) return;
  // Its own history goes on, whatever it is called now.
  const uri = root.uriOf(path);
  if (path === skill.path) {
    authors.begin(uri, 'restore');
    await createFile(uri, text);
  } else {
    const options = { path, validate: false };
    const answer = await stores.library(root).restore({ id: skill.id }, version.number, options);
    if (answer.status !== 'saved') throw new Refusal(answer.message);
  }
  await vscode.window.showTextDocument(uri);
}

/** Where it was, or where the user wants it when its name is taken by now; `undefined` when nowhere. */
async function freePath(root: SkillRoot, { name, path }: VersionedSkill): Promise<string | undefined> {
  const problem = nameProblem(root, name);
  if (problem === undefined) return path;
  const typed = await vscode.window.showInputBox({
    title: `Restore ${name}`,
    value: freeName(root, name),
    prompt: `${problem} Under which name is it to come back?`,
    validateInput: text => nameProblem(root, text.trim()),
  });
  return typed === undefined ? undefined : renamedPath(path, typed.trim());
}

/** `add_2`, `add_3`, …: the first that no skill has. */
export function freeName(root: SkillRoot, name: string): string {
  for (let number = 2; ; number++) {
    const candidate = `${name.slice(0, 60)}_${number}`;
    if (nameProblem(root, candidate) === undefined) return candidate;
  }
}

async function textOf(root: SkillRoot, version: Version, stores: Parts['stores']): Promise<string> {
  const found = await stores.library(root).getVersion({ id: version.skill }, version.number);
  if (found === undefined)
    throw new Refusal(`Version ${version.number} is gone: what was kept has been deleted.`);
  return found.text;
}

/** Asks where the text does not parse any more: its language, or the rules of skills, may have changed. */
async function isMeant(
  file: { readonly path: string; readonly text: string },
  number: number,
): Promise<boolean> {
  const error = parseSkill(file, stripTypes).problems.find(({ severity }) => severity === 'error');
  if (error === undefined) return true;
  const restore = 'Restore Anyway';
  const question = `Version ${number} has errors. Restore it anyway?`;
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: error.message },
    restore,
  );
  return answer === restore;
}

/** As one edit. Line ends stay those of the document. */
export async function replaceAll(document: vscode.TextDocument, text: string): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  return vscode.workspace.applyEdit(edit);
}
