/** Leads to a place in a skill's file: where to type on after a repair, or a call that a repair is about. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { isJsonObject, type JsonValue } from '../../base/json.ts';
import type { Repair } from '../../skill/repair/repair.ts';
import { registerCommands } from '../command.ts';
import { createFile } from '../file/edit-files.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import type { SkillRoot } from '../skill-root.ts';

export function registerPlaces({ report }: Pick<Parts, 'report'>): Disposable {
  return registerCommands(report, [
    { id: commandIds.goToCall, task: 'go to the call', run: (uri, range) => goTo(uri, range) },
    { id: commandIds.createCallee, task: 'create the skill', run: createCallee },
  ]);
}

/** What an action runs that makes a file: an action's own edit cannot carry the contents of one everywhere. */
export function createCommand({ change, select }: Repair, root: SkillRoot): vscode.Command | undefined {
  const [file] = change.creates;
  if (file === undefined) return undefined;
  const range = select?.range ?? { start: 0, end: 0 };
  const uri = root.uriOf(file.path);
  return {
    command: commandIds.createCallee,
    title: 'Create Called Skill',
    arguments: [uri, file.text, range],
  };
}

async function createCallee(uri: unknown, text: unknown, range: unknown): Promise<void> {
  if (!(uri instanceof vscode.Uri) || typeof text !== 'string') return;
  await createFile(uri, text);
  await goTo(uri, range);
}

/** What an action runs after its edit; offsets, because the text will be another by then. */
export function goToCommand(select: NonNullable<Repair['select']>, root: SkillRoot): vscode.Command {
  const { start, end } = select.range;
  return {
    command: commandIds.goToCall,
    title: 'Go to Call',
    arguments: [root.uriOf(select.path), { start, end }],
  };
}

/** @param range offsets in the text as it is then */
export async function goTo(uri: unknown, range: unknown): Promise<void> {
  if (!(uri instanceof vscode.Uri)) return;
  const document = await vscode.workspace.openTextDocument(uri);
  const start = document.positionAt(offsetOf(range, 'start'));
  const end = document.positionAt(offsetOf(range, 'end'));
  const selection = new vscode.Range(start, end);
  await vscode.window.showTextDocument(document, { selection, preview: false });
}

function offsetOf(range: unknown, key: 'start' | 'end'): number {
  const value = isJsonObject(range as JsonValue) ? (range as { readonly [key: string]: unknown })[key] : 0;
  return typeof value === 'number' ? value : 0;
}
