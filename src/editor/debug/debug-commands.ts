/** The commands that debug skills and recorded runs. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import type { JsonObject } from '../../base/json.ts';
import { registerCommands } from '../command.ts';
import { isRunRow } from '../history/run-row.ts';
import { commandIds, debugType } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import { isTrusted } from '../run/run-commands.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import { asNamedRun, isSelection } from '../target.ts';
import { launchOf } from './configuration.ts';

type CommandParts = Pick<Parts, 'workspace' | 'targets' | 'runsView' | 'report'>;

export function registerDebugCommands(parts: CommandParts): Disposable {
  return registerCommands(parts.report, [
    { id: commandIds.debug, task: 'debug the skill', run: argument => debug(parts, argument) },
    { id: commandIds.debugRun, task: 'debug the run', run: (row, rows) => debugRow(parts, row, rows) },
    {
      id: commandIds.goToFailure,
      task: 'go to the failure',
      run: async () => {
        const session = vscode.debug.activeDebugSession;
        if (session?.type !== debugType) throw new Refusal('Debug a skill first.');
        await session.customRequest('goToFailure').then(undefined, error => {
          throw new Refusal(error instanceof Error ? error.message : String(error));
        });
      },
    },
  ]);
}

/** The value is whether a session has begun. `{ name, inputs }` debugs that; otherwise as the run command does. */
async function debug({ workspace, targets }: CommandParts, argument: unknown): Promise<boolean> {
  const asked = asNamedRun(argument);
  if (asked === undefined) {
    const at = await targets.skill(argument);
    return at !== undefined && (await isTrusted()) && debugSkill(at);
  }
  if (!(await isTrusted())) return false;
  await workspace.whenLoaded();
  workspace.flush();
  const at = workspace.find(asked.name);
  if (at === undefined) throw new Refusal(`No skill is called "${asked.name}".`);
  return debugSkill(at, asked.inputs);
}

/** @param inputs - absent: those of the last time, which are asked for where they do not fit */
export async function debugSkill(at: SkillAt, inputs?: JsonObject): Promise<boolean> {
  return vscode.debug.startDebugging(at.root.workspaceFolder, launchOf(at, inputs));
}

/** Debugs a run that was recorded: it is answered as it was then, and no tool is called again. */
export async function debugRecordedRun(root: SkillRoot, skill: string, id: string): Promise<boolean> {
  if (!(await isTrusted())) return false;
  const name = `Debug ${skill} as recorded`;
  const launch = { type: debugType, request: 'launch', name, recording: id };
  return vscode.debug.startDebugging(root.workspaceFolder, launch);
}

async function debugRow({ runsView }: CommandParts, row: unknown, rows: unknown): Promise<boolean> {
  const chosen = Array.isArray(rows) ? rows.find(isRunRow) : undefined;
  const selected = row === undefined || isSelection(row) ? runsView.selection[0] : undefined;
  const one = isRunRow(row) ? row : (chosen ?? selected);
  if (one === undefined) throw new Refusal('Select a run in the Runs view first.');
  return debugRecordedRun(one.root, one.summary.skill, one.id);
}
