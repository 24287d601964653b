/** Creates a skill that is called and that no file has: as its quick fix does, from the first call that asks for it. */

import * as vscode from 'vscode';
import { skillNameOfPath } from '../../skill/name.ts';
import { fixMissingSkill } from '../../skill/repair/new-skill.ts';
import type { Repair } from '../../skill/repair/repair.ts';
import { Workpiece } from '../../skill/repair/workpiece.ts';
import { createFile, nameProblem } from '../file/edit-files.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';

/**
 * Opens it with the cursor where the author goes on typing.
 * @throws {Refusal} when no call asks for it any more, or the name cannot be that of a skill
 */
export async function createCalledSkill(
  root: SkillRoot,
  name: string,
  viewColumn: vscode.ViewColumn,
): Promise<void> {
  const problem = nameProblem(root, name);
  if (problem) throw new Refusal(problem);
  const repair = repairOf(root, name);
  const [file] = repair?.change.creates ?? [];
  if (file === undefined) throw new Refusal(`No call asks for "${name}" any more.`);
  const uri = root.uriOf(file.path);
  await createFile(uri, file.text);
  const document = await vscode.workspace.openTextDocument(uri);
  const range = repair?.select?.range ?? { start: 0, end: 0 };
  const selection = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  await vscode.window.showTextDocument(document, { viewColumn, selection });
}

function repairOf({ catalogue }: SkillRoot, name: string): Repair | undefined {
  const isWanted = ({ change }: Repair) =>
    change.creates.some(({ path }) => skillNameOfPath(path).toLowerCase() === name.toLowerCase());
  for (const { caller, call } of catalogue.callers(name)) {
    const piece = new Workpiece(catalogue, caller);
    for (const problem of catalogue.problems(caller.path)) {
      const { code, range } = problem;
      if (code !== 'skill/unknown-skill') continue;
      if (range.start < call.nameRange.start || range.end > call.nameRange.end) continue;
      const repair = fixMissingSkill(piece, problem).find(isWanted);
      if (repair) return repair;
    }
  }
  return undefined;
}
