/** What is asked before a skill that others call loses its name or its file. */

import * as vscode from 'vscode';
import type { SkillAt } from './skill-root.ts';
import { countText, listText } from './wording.ts';

export async function confirmDelete(skills: readonly SkillAt[]): Promise<boolean> {
  const [first] = skills;
  const what =
    skills.length === 1 && first ? `the skill "${first.skill.name}"` : countText(skills.length, 'skill');
  const callers = callersOf(skills);
  const warning =
    callers.length === 0 ? '' : `Called by ${listText(callers, 5)}, which will fail without it. `;
  return ask(`Delete ${what}?`, `${warning}Undo, or the trash, brings the file back.`, 'Move to Trash');
}

/** Asks only where there are callers. */
export async function confirmRename(at: SkillAt, name: string): Promise<boolean> {
  const callers = callersOf([at]);
  if (callers.length === 0 || name.toLowerCase() === at.skill.name.toLowerCase()) return true;
  const detail = `Called by ${listText(callers, 5)}. The calls keep the old name "${at.skill.name}" and have to be changed by hand.`;
  return ask(`Rename "${at.skill.name}" to "${name}"?`, detail, 'Rename');
}

async function ask(question: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
}

/** Names of the skills that call any of these and are not among them, sorted. */
export function callersOf(skills: readonly SkillAt[]): readonly string[] {
  const own = new Set(skills.map(({ uri }) => uri.toString()));
  const names = new Set<string>();
  for (const { root, skill } of skills) {
    for (const { caller } of root.catalogue.callers(skill.name)) {
      if (!own.has(root.uriOf(caller.path).toString())) names.add(caller.name);
    }
  }
  return [...names].sort();
}
