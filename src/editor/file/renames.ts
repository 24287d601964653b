/** Renaming of skills, wherever it is asked for: the edit that VS Code is handed, and what follows a file's new name. */

import type * as vscode from 'vscode';
import { applyEdits } from '../../skill/edit.ts';
import { skillNameOfPath } from '../../skill/name.ts';
import type { Skill } from '../../skill/skill.ts';
import { nameProblem, renamedPath, renameEdits } from '../../skill/symbol/rename.ts';
import { Refusal } from '../report.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { type RenamedTexts, renameEdit, textEdit } from './rename-edit.ts';

/** A renaming that was handed to VS Code, which then tells of its file as of any other's. */
interface Expected {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
  readonly root: SkillRoot;
  /** What the files say once the edits are made. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A file that is about to have another name. */
export interface FileRename {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** A skill that has or gets another name. */
export interface SkillRename {
  readonly root: SkillRoot;
  readonly skill: Skill;
  readonly to: string;
}

export class Renames {
  readonly #workspace: SkillWorkspace;
  /** The last one alone: what was asked for before it was made or given up. */
  #expected: Expected | undefined;

  constructor(workspace: SkillWorkspace) {
    this.#workspace = workspace;
  }

  /**
   * The edit that gives a skill another name, for VS Code to make at once.
   * @throws {Refusal} when it cannot have the name
   */
  edit({ root, skill: { path }, uri }: SkillAt, to: string): vscode.WorkspaceEdit {
    root.flush();
    const skill = root.catalogue.at(path);
    if (skill === undefined) throw new Refusal('The skill is gone: its file was moved or deleted.');
    const problem = nameProblem(root.catalogue, to, skill.path);
    if (problem !== undefined) throw new Refusal(problem);
    const files = renameEdits(root.catalogue, [{ skill, to }]);
    const place = root.uriOf(renamedPath(path, to));
    this.#expected = { from: uri, to: place, root, texts: textsAfter({ root, files }) };
    return renameEdit({ from: uri, to: place }, { root, files });
  }

  /** The skills that get another name when these files do, but for the renaming that {@link edit} has made. */
  of(files: readonly FileRename[]): readonly SkillRename[] {
    this.#workspace.flush();
    return files.flatMap(file => {
      const at = this.#workspace.at(file.oldUri);
      const to = skillNameOfPath(file.newUri.path);
      if (at === undefined || at.skill.name === to || this.#isMade(file)) return [];
      return this.#workspace.rootOf(file.newUri) === at.root ? [{ ...at, to }] : [];
    });
  }

  /** What has to change in the texts; names that cannot be are left alone, with the reason. */
  follow(renames: readonly SkillRename[]): {
    readonly edit: vscode.WorkspaceEdit;
    readonly refusals: readonly string[];
  } {
    const refusals: string[] = [];
    const roots = new Map<SkillRoot, SkillRename[]>();
    const moving = new Set(renames.map(({ skill }) => skill));
    for (const rename of renames) {
      const { root, skill, to } = rename;
      const holder = root.catalogue.find(to);
      const isLeaving = holder !== undefined && holder !== skill && moving.has(holder);
      const problem = isLeaving ? undefined : nameProblem(root.catalogue, to, skill.path);
      if (problem === undefined) roots.set(root, [...(roots.get(root) ?? []), rename]);
      else refusals.push(`${problem} What calls "${skill.name}" was left as it is.`);
    }
    const texts = [...roots].map(([root, own]) => ({ root, files: renameEdits(root.catalogue, own) }));
    return { edit: textEdit(texts), refusals };
  }

  #isMade({ oldUri, newUri }: FileRename): boolean {
    if (this.#expected === undefined) return false;
    const { from, to, root, texts } = this.#expected;
    if (from.toString() !== oldUri.toString() || to.toString() !== newUri.toString()) return false;
    return [...texts].some(([path, text]) => root.catalogue.at(path)?.text === text);
  }
}

function textsAfter({ root, files }: RenamedTexts): ReadonlyMap<string, string> {
  return new Map(
    files.map(({ path, edits }) => [path, applyEdits(root.catalogue.at(path)?.text ?? '', edits)]),
  );
}
