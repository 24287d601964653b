/** Shows who calls a skill: over its code, or in VS Code's references view where no editor shows it. */

import * as vscode from 'vscode';
import type { Caller } from '../../skill/catalogue.ts';
import { rangeOf } from '../language/range.ts';
import { Refusal } from '../report.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';

/** VS Code's own extension; absent where the user has switched it off. */
const referencesCommand = 'references-view.findReferences';

/** How many skills call this one; a skill that another of the same name hides has none. */
export function callerCount({ root, skill }: Pick<SkillAt, 'root' | 'skill'>): number {
  if (root.catalogue.find(skill.name) !== skill) return 0;
  return new Set(root.catalogue.callers(skill.name).map(({ caller }) => caller)).size;
}

/** As a peek at the skill's definition, which is opened where it is not. */
export async function peekCallers({ root, skill, uri }: SkillAt): Promise<void> {
  const calls = root.catalogue.callers(skill.name);
  if (calls.length === 0) throw new Refusal(`Nothing calls "${skill.name}".`);
  const { line, character } = skill.lines.position(skill.entry?.range.start ?? 0);
  await peek(uri, new vscode.Position(line, character), locationsOf(root, calls));
}

/** In the references view, with the skill open in a column. */
export async function listCallers(at: SkillAt, viewColumn: vscode.ViewColumn): Promise<void> {
  const { root, skill, uri } = at;
  if (root.catalogue.callers(skill.name).length === 0) throw new Refusal(`Nothing calls "${skill.name}".`);
  const commands = await vscode.commands.getCommands(true);
  if (!commands.includes(referencesCommand)) return peekCallers(at);
  const { line, character } = skill.lines.position(skill.entry?.range.start ?? 0);
  const place = new vscode.Position(line, character);
  const selection = new vscode.Range(place, place);
  await vscode.window.showTextDocument(uri, { viewColumn, preview: true, selection });
  await vscode.commands.executeCommand(referencesCommand);
}

/** The calls of a name that no skill has, as a peek at the first of them. */
export async function peekCalls(root: SkillRoot, name: string): Promise<void> {
  const [first, ...others] = locationsOf(root, root.catalogue.callers(name));
  if (first === undefined) throw new Refusal(`Nothing calls "${name}".`);
  await peek(first.uri, first.range.start, [first, ...others]);
}

async function peek(
  uri: vscode.Uri,
  position: vscode.Position,
  locations: readonly vscode.Location[],
): Promise<void> {
  await vscode.commands.executeCommand('editor.action.showReferences', uri, position, locations);
}

function locationsOf(root: SkillRoot, callers: readonly Caller[]): readonly vscode.Location[] {
  return callers.map(
    ({ caller, call }) => new vscode.Location(root.uriOf(caller.path), rangeOf(call.nameRange, caller.lines)),
  );
}
