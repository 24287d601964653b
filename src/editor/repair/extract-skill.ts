/** Extract Selection to Skill: asks for the name of the new skill, then moves the code there. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { isJsonObject, type JsonValue } from '../../base/json.ts';
import type { Range } from '../../base/text.ts';
import { extraction, freeSkillName } from '../../skill/repair/extract.ts';
import { isRefused } from '../../skill/repair/repair.ts';
import { pieceOf } from '../../skill/repair/repairs.ts';
import { registerCommands } from '../command.ts';
import { applyChange } from '../file/change.ts';
import { nameProblem } from '../file/edit-files.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { goTo } from './place.ts';

export function registerExtractSkill({ workspace, report }: Pick<Parts, 'workspace' | 'report'>): Disposable {
  return registerCommands(report, [
    {
      id: commandIds.extractSkill,
      task: 'extract the selection',
      run: argument => extractSkill(workspace, asRequest(argument)),
    },
  ]);
}

/** What the command may be given; what is left out is the active editor's, or asked for. */
interface Request {
  readonly uri: vscode.Uri;
  readonly selection: Range;
  readonly name: string | undefined;
}

function asRequest(argument: unknown): Request | undefined {
  const editor = vscode.window.activeTextEditor;
  const given = isJsonObject(argument as JsonValue) ? (argument as { readonly [key: string]: unknown }) : {};
  const name = typeof given.name === 'string' ? given.name : undefined;
  const { uri, start, end } = given;
  if (uri instanceof vscode.Uri && typeof start === 'number' && typeof end === 'number')
    return { uri, selection: { start, end }, name };
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const range = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  return { uri: document.uri, selection: range, name };
}

/** Returns the name of the new skill; `undefined` when the user gave none. */
async function extractSkill(
  workspace: SkillWorkspace,
  request: Request | undefined,
): Promise<string | undefined> {
  await workspace.whenLoaded();
  workspace.flush();
  const at = request && workspace.at(request.uri);
  if (request === undefined || at === undefined)
    throw new Refusal('Open a skill and select code in it first.');
  const { root, skill } = at;
  const found = planned(root, skill.path, request.selection);
  const name = request.name ?? (await askName(root, found.freeName));
  if (name === undefined) return undefined;
  const problem = nameProblem(root, name);
  if (problem !== undefined) throw new Refusal(problem);
  workspace.flush();
  const { repair } = planned(root, skill.path, request.selection, name);
  await applyChange(repair.change, root);
  if (repair.select !== undefined) await goTo(root.uriOf(repair.select.path), repair.select.range);
  return name;
}

/** @throws {Refusal} when the selection cannot be extracted */
function planned(root: SkillRoot, path: string, selection: Range, name?: string) {
  const piece = pieceOf(root.catalogue, path);
  const repair = piece && extraction(piece, selection, name);
  if (piece === undefined || repair === undefined) throw new Refusal('Select the code to extract first.');
  if (isRefused(repair)) throw new Refusal(repair.reason);
  return { repair, freeName: freeSkillName(piece) };
}

async function askName(root: SkillRoot, value: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'Extract to a Skill',
    prompt: 'The name of the new skill',
    value,
    validateInput: text => nameProblem(root, text.trim()),
  });
  return name?.trim();
}
