/** What is named where the cursor is: the start of every provider that goes from a name to its skill. */

import * as vscode from 'vscode';
import type { Skill } from '../../skill/skill.ts';
import { type Mention, mentionAt } from '../../skill/symbol/mention.ts';
import { type Site, targetOf } from '../../skill/symbol/reference.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { rangeOf } from './range.ts';

/** Where skills are written. */
export const skillLanguages: vscode.DocumentSelector = [
  { scheme: 'file', language: 'javascript' },
  { scheme: 'file', language: 'typescript' },
];

/** A mention under the cursor, in the skill that is edited. */
export interface NamedSkill extends SkillAt {
  readonly mention: Mention;
  /** The name alone. */
  readonly range: vscode.Range;
  /** `undefined` when the root has no skill of this name: runs do not go from one root to another. */
  readonly target: Skill | undefined;
}

/** The skill of a document as it is on the screen; `undefined` when it is none. */
export function skillOf(workspace: SkillWorkspace, { uri }: vscode.TextDocument): SkillAt | undefined {
  workspace.rootOf(uri)?.flush();
  return workspace.at(uri);
}

/** `undefined` where no skill is named. */
export function namedAt(
  workspace: SkillWorkspace,
  document: vscode.TextDocument,
  position: vscode.Position,
): NamedSkill | undefined {
  const at = skillOf(workspace, document);
  if (at === undefined) return undefined;
  const { root, skill } = at;
  const mention = mentionAt(skill, skill.lines.offset(position));
  if (mention === undefined) return undefined;
  const range = rangeOf(mention.range, skill.lines);
  return { ...at, mention, range, target: targetOf(root.catalogue, { skill, mention }) };
}

export function locationOf(root: SkillRoot, { skill, mention }: Site): vscode.Location {
  return new vscode.Location(root.uriOf(skill.path), rangeOf(mention.range, skill.lines));
}
