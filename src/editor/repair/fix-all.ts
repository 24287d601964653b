/** Fix all: the safe repairs of a file, a category or a whole folder as one edit that can be looked at and undone. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { isJsonObject, type JsonValue } from '../../base/json.ts';
import { stripTypes } from '../../node/typescript.ts';
import type { Change, TextEdit } from '../../skill/edit.ts';
import type { Problem, ProblemCode } from '../../skill/problem.ts';
import { type FixedFile, fixAll } from '../../skill/repair/fix-all.ts';
import { registerCommands } from '../command.ts';
import { applyChange, workspaceEditOf } from '../file/change.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { shownSeverity } from '../setting.ts';
import type { SkillRoot } from '../skill-root.ts';
import { countText } from '../wording.ts';

/** How long the status bar says what was done. */
const noticeMs = 4_000;

type FixAllParts = Pick<Parts, 'workspace' | 'targets' | 'report'>;

export function registerFixAll({ workspace, targets, report }: FixAllParts): Disposable {
  return registerCommands(report, [
    {
      id: commandIds.fixAll,
      task: 'fix the problems',
      run: async (argument: unknown) => {
        await workspace.whenLoaded();
        workspace.flush();
        const isDirect =
          isJsonObject(argument as JsonValue) && (argument as { preview?: unknown }).preview === false;
        const place =
          argument === undefined || isDirect
            ? { root: await targets.likelyRoot(), category: '' }
            : await targets.place(argument);
        if (place) await fixFolder(place.root, place.category, isDirect ? () => 'fix' : askHow);
      },
    },
  ]);
}

type HowToFix = 'fix' | 'preview' | undefined;

async function fixFolder(
  root: SkillRoot,
  category: string,
  how: (files: number) => HowToFix | Promise<HowToFix>,
): Promise<void> {
  const title = 'Looking for problems with a safe fix';
  const files = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    async () => fixedFiles(root, pathsBelow(root, category)),
  );
  if (files.length === 0) {
    vscode.window.setStatusBarMessage('No problem here has a fix that is safe', noticeMs);
    return;
  }
  const chosen = await how(files.length);
  if (chosen === undefined) return;
  await applyChange(changeOf(files), root, chosen === 'preview' ? { preview: 'Safe fixes' } : {});
}

async function askHow(files: number): Promise<HowToFix> {
  const [fix, preview] = ['Fix All', 'Choose in Preview…'];
  const question = `Make the safe fixes in ${countText(files, 'file')}?`;
  const detail = 'They keep what the skills do. One Undo takes all of them back.';
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, fix, preview);
  if (answer === undefined) return undefined;
  return answer === fix ? 'fix' : 'preview';
}

function pathsBelow(root: SkillRoot, category: string): readonly string[] {
  const prefix = category === '' ? '' : `${category}/`;
  return [...root.paths].filter(path => path.startsWith(prefix)).sort();
}

function fixedFiles(root: SkillRoot, paths: readonly string[]): readonly FixedFile[] {
  return fixAll({ catalogue: root.catalogue, paths, stripTypes, isWanted: wantedIn(root) });
}

/** Whether a problem is shown in this root; settings are read once for each code. */
export function wantedIn({ folder }: SkillRoot): (problem: Problem) => boolean {
  const known = new Map<ProblemCode, boolean>();
  return ({ code }) => {
    const wanted = known.get(code) ?? shownSeverity(code, folder) !== 'off';
    known.set(code, wanted);
    return wanted;
  };
}

/** `undefined` where no safe repair is to be made. */
export function fixedEdit(root: SkillRoot, paths: readonly string[]): vscode.WorkspaceEdit | undefined {
  const files = fixedFiles(root, paths);
  return files.length === 0 ? undefined : workspaceEditOf(changeOf(files), root);
}

function changeOf(files: readonly FixedFile[]): Change {
  const edits = files.map(({ path, before, after }) => ({ path, edits: lineEdits(before, after) }));
  return { edits, creates: [], renames: [] };
}

/** The lines that differ, where both texts have as many; else all between the first and the last that do. */
function lineEdits(before: string, after: string): readonly TextEdit[] {
  const [old, now] = [before.split(/(?<=\n)/), after.split(/(?<=\n)/)];
  const edits: TextEdit[] = [];
  let offset = 0;
  if (old.length === now.length) {
    for (const [index, line] of old.entries()) {
      const text = now[index] as string;
      if (line !== text) edits.push({ start: offset, end: offset + line.length, text });
      offset += line.length;
    }
    return edits;
  }
  let [first, last] = [0, 0];
  while (first < Math.min(old.length, now.length) && old[first] === now[first]) first++;
  while (last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const start = old.slice(0, first).join('').length;
  const text = now.slice(first, now.length - last).join('');
  return [{ start, end: start + old.slice(first, old.length - last).join('').length, text }];
}
