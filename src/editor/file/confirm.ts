/** What is asked before a skill that others call loses its file. */

import * as vscode from 'vscode';
import type { SkillAt } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { countText, listText } from '../wording.ts';

/** Of skills, and of files that cannot be read. `question` says what is deleted where it is more than single files. */
export async function confirmDelete(
  files: readonly vscode.Uri[],
  workspace: Pick<SkillWorkspace, 'at'>,
  question?: string,
): Promise<boolean> {
  const skills = files.map(uri => workspace.at(uri)).filter(at => at !== undefined);
  const callers = callersOf(skills);
  const [it, file] = files.length === 1 ? ['it', 'the file'] : ['them', 'the files'];
  const warning =
    callers.length === 0 ? '' : `Called by ${listText(callers, 5)}, which will fail without ${it}. `;
  const detail = `${warning}Undo, or the trash, brings ${file} back.`;
  const what = question ? `${question} with ${nounOf(files, skills)}` : `Delete ${nounOf(files, skills)}`;
  return ask(`${what}?`, detail, 'Move to Trash');
}

function nounOf(files: readonly vscode.Uri[], skills: readonly SkillAt[]): string {
  const [file] = files;
  if (files.length > 1 || file === undefined) {
    return countText(files.length, files.length === skills.length ? 'skill' : 'file');
  }
  const [skill] = skills;
  return skill
    ? `the skill "${skill.skill.name}"`
    : `the file "${vscode.workspace.asRelativePath(file, false)}"`;
}

async function ask(question: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
}

/** Names of the skills that call any of these and are not among them, sorted. */
function callersOf(skills: readonly SkillAt[]): readonly string[] {
  const own = new Set(skills.map(({ uri }) => uri.toString()));
  const names = new Set<string>();
  for (const { root, skill } of skills) {
    for (const { caller } of root.catalogue.callers(skill.name)) {
      if (!own.has(root.uriOf(caller.path).toString())) names.add(caller.name);
    }
  }
  return [...names].sort();
}
