/** Saving a skill whose file on disk was changed meanwhile: asks what is to become of the two, and loses neither. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Version } from '../../library/version.ts';
import { renamedPath } from '../../skill/symbol/rename.ts';
import { registerCommands } from '../command.ts';
import { activeFile, onDidChangeActiveFile } from '../file/active-file.ts';
import { createFile } from '../file/edit-files.ts';
import { commandIds, contextKeys } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';
import { Conflicts } from './conflicts.ts';
import { freeName, replaceAll } from './restore.ts';
import { versionUri } from './version-document.ts';
import { versionText } from './version-text.ts';

type ConflictParts = Pick<Parts, 'workspace' | 'stores' | 'report'>;

/** A document with changes, and where its skill is. */
interface Conflict {
  readonly document: vscode.TextDocument;
  readonly root: SkillRoot;
  readonly path: string;
  readonly name: string;
  /** What is on the disk; `undefined` where no versions are kept. */
  readonly theirs: Version | undefined;
}

const statusId = 'skillsmith.changedOnDisk';

const [compare, overwrite, keepBoth] = ['Compare', 'Overwrite', 'Keep Both'] as const;

export function registerConflicts(parts: ConflictParts): Disposable {
  const { workspace, report } = parts;
  const store = new DisposableStore();
  const conflicts = store.add(new Conflicts(workspace));
  const status = store.add(createStatus());
  let told: boolean | undefined;
  const tell = () => {
    const uri = activeFile();
    const isConflicted = uri !== undefined && conflicts.has(uri);
    if (isConflicted === told) return;
    told = isConflicted;
    void vscode.commands.executeCommand('setContext', contextKeys.isConflicted, isConflicted);
    if (isConflicted) status.show();
    else status.hide();
  };
  store.add(conflicts.onDidChange(tell));
  store.add(onDidChangeActiveFile(tell));
  // The key that saves asks at once; saving in another way is stopped by VS Code, which cannot keep both.
  store.add(
    vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (reason === vscode.TextDocumentSaveReason.Manual && conflicts.has(document.uri))
        report.background('save the skill', resolve(document, parts));
    }),
  );
  store.add(
    registerCommands(report, [
      {
        id: commandIds.resolveConflict,
        task: 'save the skill',
        run: async () => {
          const uri = activeFile();
          const document = uri && (await vscode.workspace.openTextDocument(uri));
          if (document === undefined || !conflicts.has(document.uri))
            throw new Refusal('The file on disk has no changes that this editor does not have.');
          await resolve(document, parts);
        },
      },
    ]),
  );
  return store;
}

/** Says early that a save will ask, and asks at once when it is clicked. */
function createStatus(): vscode.StatusBarItem {
  const status = vscode.window.createStatusBarItem(statusId, vscode.StatusBarAlignment.Right, 100);
  status.name = 'Skill Changed on Disk';
  status.text = '$(warning) Changed on disk';
  status.tooltip = 'The file of this skill was changed since you began to change it. Choose what to keep.';
  status.command = commandIds.resolveConflict;
  return status;
}

async function resolve(document: vscode.TextDocument, parts: ConflictParts): Promise<void> {
  const conflict = await conflictOf(document, parts);
  if (conflict === undefined) return;
  const { name, path, theirs } = conflict;
  const who =
    theirs === undefined
      ? ''
      : ` Version ${theirs.number} is on disk: ${versionText(theirs, { path, now: Date.now() })}.`;
  const answer = await vscode.window.showWarningMessage(
    `The file of "${name}" was changed on disk since you began to change it.`,
    { modal: true, detail: `Your text is not saved yet.${who}` },
    compare,
    overwrite,
    keepBoth,
  );
  if (answer === compare) await compareWithDisk(conflict);
  else if (answer === overwrite) await overwriteDisk(conflict);
  else if (answer === keepBoth) await keepBothTexts(conflict);
}

/** Makes a version of what is on the disk, so that it is kept whatever happens. */
async function conflictOf(
  document: vscode.TextDocument,
  { workspace, stores }: ConflictParts,
): Promise<Conflict | undefined> {
  const root = workspace.rootOf(document.uri);
  const path = root?.pathOf(document.uri);
  if (root === undefined || path === undefined) return undefined;
  const library = stores.of(root)?.writer.areas.library;
  const theirs = (await library?.history({ path }))?.[0];
  const name = root.catalogue.at(path)?.name ?? path;
  return { document, root, path, name, theirs };
}

async function compareWithDisk({ document, root, name, theirs }: Conflict): Promise<void> {
  if (theirs === undefined) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.files.action.compareWithSaved');
    return;
  }
  const title = `${name}: on disk (version ${theirs.number}) ↔ yours, not saved`;
  await vscode.commands.executeCommand('vscode.diff', versionUri(root, theirs), document.uri, title);
}

async function overwriteDisk({ document, name }: Conflict): Promise<void> {
  const mine = document.getText();
  await takeFromDisk(document);
  if (!(await replaceAll(document, mine)) || !(await document.save()))
    throw new Refusal(`"${name}" was not saved. Your text is in the editor: save it again.`);
}

/** The other's stays; mine becomes a skill of its own. */
async function keepBothTexts({ document, root, path, name }: Conflict): Promise<void> {
  const copy = root.uriOf(renamedPath(path, freeName(root, name)));
  await createFile(copy, document.getText());
  await takeFromDisk(document);
  await vscode.window.showTextDocument(copy);
}

/** VS Code saves over what it knows; Undo brings the text back that was there. */
async function takeFromDisk(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}
