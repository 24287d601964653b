/** The commands on skills, and on what cannot be read, as files: open, rename, duplicate, move, delete, copy the call, reveal. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { callText } from '../../skill/describe.ts';
import { registerCommands } from '../command.ts';
import { type CommandId, commandIds } from '../id.ts';
import { rangeOf } from '../language/range.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillAt } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { isSelection } from '../target.ts';
import { confirmDelete } from './confirm.ts';
import { createFile, deleteFiles, moveToCategory, nameProblem } from './edit-files.ts';
import { pickCategory } from './pick-category.ts';
import type { Renames } from './renames.ts';

/** How long the status bar says that something was copied. */
const noticeMs = 2_000;

type SkillCommandParts = Pick<Parts, 'targets' | 'tree' | 'workspace' | 'report' | 'renames'>;

export function registerSkillCommands(parts: SkillCommandParts): Disposable {
  const { targets, tree, workspace, report, renames } = parts;
  const withSkill = (action: (at: SkillAt) => Promise<unknown>) => async (argument: unknown) => {
    const at = await targets.skill(argument);
    if (at) await action(at);
  };
  const withSkills =
    (action: (skills: readonly SkillAt[]) => Promise<unknown>) =>
    async (argument: unknown, selected: unknown) => {
      const skills = await targets.skills(argument, selected);
      if (skills.length > 0) await action(skills);
    };
  const withFiles =
    (action: (files: readonly vscode.Uri[]) => Promise<unknown>) =>
    async (argument: unknown, selected: unknown) => {
      const files = await targets.files(argument, selected);
      if (files.length > 0) await action(files);
    };
  /** The keys of the view do not know what kind of row is selected. */
  const orCategory =
    (command: CommandId, action: (argument: unknown, selected: unknown) => Promise<unknown>) =>
    async (argument: unknown, selected: unknown) =>
      isSelection(argument) && tree.selection[0]?.kind === 'category'
        ? vscode.commands.executeCommand(command, tree.selection[0])
        : action(argument, selected);
  return registerCommands(report, [
    {
      id: commandIds.openSkill,
      task: 'open the skill',
      run: withFiles(files => openFiles(files, workspace)),
    },
    {
      id: commandIds.renameSkill,
      task: 'rename the skill',
      run: orCategory(
        commandIds.renameCategory,
        withSkill(at => renameSkill(at, renames)),
      ),
    },
    { id: commandIds.duplicateSkill, task: 'duplicate the skill', run: withSkill(duplicateSkill) },
    {
      id: commandIds.moveSkill,
      task: 'move the skills',
      run: withSkills(async skills => {
        const place = await pickCategory(skills);
        if (place !== undefined) await moveToCategory(skills, place);
      }),
    },
    {
      id: commandIds.deleteSkill,
      task: 'delete the skills',
      run: orCategory(
        commandIds.deleteCategory,
        withFiles(async files => {
          if (await confirmDelete(files, workspace)) await deleteFiles(files);
        }),
      ),
    },
    {
      id: commandIds.copyCall,
      task: 'copy the call',
      run: withSkills(copyCalls),
    },
    { id: commandIds.revealSkill, task: 'reveal the skill', run: withSkill(at => tree.reveal(at.uri)) },
    {
      id: commandIds.revealInExplorer,
      task: 'reveal the file',
      run: async (argument: unknown) => {
        const [file] = await targets.files(argument, undefined);
        if (file) await vscode.commands.executeCommand('revealInExplorer', file);
      },
    },
  ]);
}

async function copyCalls(skills: readonly SkillAt[]): Promise<void> {
  await vscode.env.clipboard.writeText(skills.map(({ skill }) => callText(skill)).join('\n'));
  const what = skills.length === 1 ? `the call of ${skills[0]?.skill.name}` : `${skills.length} calls`;
  vscode.window.setStatusBarMessage(`Copied ${what}`, noticeMs);
}

async function openFiles(files: readonly vscode.Uri[], workspace: SkillWorkspace): Promise<void> {
  for (const uri of files) {
    const skill = workspace.at(uri)?.skill;
    if (skill === undefined) {
      await vscode.commands.executeCommand('vscode.open', uri);
      continue;
    }
    const isSingle = files.length === 1;
    const start = skill.entry && rangeOf(skill.entry.range, skill.lines).start;
    const isOpen = vscode.window.visibleTextEditors.some(
      editor => editor.document.uri.toString() === uri.toString(),
    );
    const selection = start && !isOpen ? { selection: new vscode.Range(start, start) } : {};
    await vscode.window.showTextDocument(uri, { preview: isSingle, ...selection });
  }
}

async function renameSkill({ root, skill, uri }: SkillAt, renames: Renames): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: `Rename ${skill.name}`,
    value: skill.name,
    prompt: 'The new name of the skill and of its file',
    validateInput: text => (text === skill.name ? undefined : nameProblem(root, text.trim(), skill.path)),
  });
  const wanted = name?.trim();
  if (wanted === undefined || wanted === skill.name) return;
  const edit = renames.edit({ root, skill, uri }, wanted);
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true })))
    throw new Refusal(
      'The skill could not be renamed: a file of that name may have come into being. Try again.',
    );
}

async function duplicateSkill({ root, skill, uri }: SkillAt): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: `Duplicate ${skill.name}`,
    value: freeName(skill.name, candidate => nameProblem(root, candidate) === undefined),
    prompt: 'The name of the copy',
    validateInput: text => nameProblem(root, text.trim()),
  });
  if (name === undefined) return;
  const copy = siblingOf(uri, name.trim());
  await createFile(copy, skill.text);
  await vscode.window.showTextDocument(copy);
}

/** `add_copy`, `add_copy2`, …: the first that is free. */
export function freeName(name: string, isFree: (candidate: string) => boolean): string {
  const base = `${name.slice(0, 56)}_copy`;
  if (isFree(base)) return base;
  for (let number = 2; ; number++) {
    if (isFree(`${base}${number}`)) return `${base}${number}`;
  }
}

/** Beside the file, with its extension. */
function siblingOf(uri: vscode.Uri, name: string): vscode.Uri {
  const extension = uri.path.slice(uri.path.lastIndexOf('.'));
  return vscode.Uri.joinPath(uri, '..', `${name}${extension}`);
}
