/** Writes the recording of a run beside its skill, as a file that is read, shared and replayed like any other. */

import { posix } from 'node:path';
import * as vscode from 'vscode';
import { recordingExtension, writeRecording } from '../../run/recording-text.ts';
import { skillNameOfPath } from '../../skill/name.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { Histories } from './histories.ts';
import { recordingOf } from './replay.ts';

/**
 * Beside the skill as it is now or, where it is gone, was then; in place of the one that was saved before.
 * @throws {Refusal} when there is no recording, or nothing may be written here
 */
export async function saveRecording(histories: Histories, root: SkillRoot, id: string): Promise<vscode.Uri> {
  if (!vscode.workspace.isTrusted)
    throw new Refusal('Nothing is changed in Restricted Mode. Trust this workspace first.');
  const recording = await recordingOf(histories, root, id);
  const { skill } = recording.request;
  const then = recording.skills.find(({ path }) => isCalled(path, skill));
  const path = root.catalogue.find(skill)?.path ?? then?.path ?? skill;
  const uri = root.uriOf(posix.join(posix.dirname(path), skillNameOfPath(path) + recordingExtension));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(await writeRecording(recording)));
  return uri;
}

function isCalled(path: string, name: string): boolean {
  return skillNameOfPath(path).toLowerCase() === name.toLowerCase();
}

/** Says where it is, and opens it when that is wanted. */
export async function tellSaved(uri: vscode.Uri): Promise<void> {
  const where = vscode.workspace.asRelativePath(uri);
  if ((await vscode.window.showInformationMessage(`The recording is saved: ${where}`, 'Open')) === 'Open')
    await vscode.window.showTextDocument(uri);
}
