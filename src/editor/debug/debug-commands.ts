/** The commands that debug skills and recorded runs. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import type { RequestName } from '../../debug/request.ts';
import { registerCommands } from '../command.ts';
import { isRunRow } from '../history/run-row.ts';
import { commandIds, debugType } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import { isTrusted } from '../run/run-commands.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import { asNamedRun, isSelection } from '../target.ts';
import { launchOf } from './configuration.ts';
import { unknownSkill } from './debug-host.ts';

type OwnRequest = Extract<RequestName, 'goToFailure' | 'applyChange'>;
type CommandParts = Pick<Parts, 'workspace' | 'targets' | 'runs' | 'runsView' | 'report'>;

export function registerDebugCommands(parts: CommandParts): Disposable {
  return registerCommands(parts.report, [
    { id: commandIds.debug, task: 'debug the skill', run: argument => debug(parts, argument) },
    { id: commandIds.debugRun, task: 'debug the run', run: (row, rows) => debugRow(parts, row, rows) },
    { id: commandIds.goToFailure, task: 'go to the failure', run: () => request('goToFailure') },
    { id: commandIds.applyChange, task: 'apply the change', run: () => request('applyChange') },
  ]);
}

/** Asks the active session; what it refuses is told as it says it. */
async function request(name: OwnRequest): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session === undefined || session.type !== debugType) throw new Refusal('Debug a skill first.');
  await session.customRequest(name).then(undefined, error => {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  });
}

/**
 * The value is whether a session has begun. `{ name, inputs }` and `{ uri, inputs }` debug that; otherwise as the run
 * command does, with the inputs of the last time.
 */
async function debug(parts: CommandParts, argument: unknown): Promise<boolean> {
  const { workspace, targets } = parts;
  if (isFileWithInputs(argument)) {
    const at = await targets.skill(argument.uri);
    return at !== undefined && (await isTrusted()) && debugSkill(at, argument.inputs);
  }
  const asked = asNamedRun(argument);
  if (asked === undefined) {
    const at = await targets.skill(argument);
    return at !== undefined && (await isTrusted()) && debugSkill(at);
  }
  if (!(await isTrusted())) return false;
  await workspace.whenLoaded();
  workspace.flush();
  const at = workspace.find(asked.name);
  if (at === undefined) throw unknownSkill(workspace, { skill: asked.name });
  return debugSkill(at, asked.inputs);
}

/** What the run panel passes. */
function isFileWithInputs(
  argument: unknown,
): argument is { readonly uri: vscode.Uri; readonly inputs: JsonObject } {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'uri' in argument &&
    argument.uri instanceof vscode.Uri &&
    'inputs' in argument &&
    isJsonObject(argument.inputs)
  );
}

/** @param inputs - absent: those of the last time, which are asked for where they do not fit */
async function debugSkill(at: SkillAt, inputs?: JsonObject): Promise<boolean> {
  return vscode.debug.startDebugging(at.root.workspaceFolder, launchOf(at, inputs));
}

/** Debugs a run that was recorded: it is answered as it was then, and no tool is called again. */
async function debugRecordedRun(root: SkillRoot, skill: string, id: string): Promise<boolean> {
  if (!(await isTrusted())) return false;
  const name = `Debug ${skill} as recorded`;
  const launch = { type: debugType, request: 'launch', name, recording: id };
  return vscode.debug.startDebugging(root.workspaceFolder, launch);
}

/** A row of the Runs view, or `{ runId }` of a run that is kept in this window. */
async function debugRow({ runs, runsView }: CommandParts, row: unknown, rows: unknown): Promise<boolean> {
  if (isJsonObject(row) && typeof row.runId === 'string') {
    const run = runs.get(row.runId);
    if (run === undefined) throw new Refusal('This run is not kept any more. Debug the skill instead.');
    return debugRecordedRun(run.root, run.name, run.id);
  }
  const chosen = Array.isArray(rows) ? rows.find(isRunRow) : undefined;
  const selected = row === undefined || isSelection(row) ? runsView.selection[0] : undefined;
  const one = isRunRow(row) ? row : (chosen ?? selected);
  if (one === undefined) throw new Refusal('Select a run in the Runs view first.');
  return debugRecordedRun(one.root, one.summary.skill, one.id);
}
