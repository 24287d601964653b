/** What a renaming cannot see: calls whose names only a run knows. Says how many there are, and shows them. */

import * as vscode from 'vscode';
import { skillNameOfPath } from '../../skill/name.ts';
import { dynamicCalls } from '../../skill/symbol/reference.ts';
import { rangeOf } from '../language/range.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import type { FileRename } from './renames.ts';

export class UnseenCalls {
  readonly #workspace: SkillWorkspace;
  /** Of what was last told; when it is undone, there is nothing more to say. */
  #told: FileRename | undefined;

  constructor(workspace: SkillWorkspace) {
    this.#workspace = workspace;
  }

  /** To be told after files were renamed. Resolves when the message has been answered or has gone. */
  async tell(files: readonly FileRename[]): Promise<void> {
    for (const file of files) {
      const root = this.#workspace.rootOf(file.oldUri);
      const [from, to] = [skillNameOfPath(file.oldUri.path), skillNameOfPath(file.newUri.path)];
      if (root === undefined || root !== this.#workspace.rootOf(file.newUri) || from === to) continue;
      const isUndone = this.#told !== undefined && isSame(file.newUri, this.#told.oldUri);
      if (isUndone && isSame(file.oldUri, this.#told?.newUri)) continue;
      this.#told = file;
      await say(root, from, to);
      return;
    }
  }
}

async function say(root: SkillRoot, from: string, to: string): Promise<void> {
  root.flush();
  const calls = dynamicCalls(root.catalogue);
  const [first] = calls;
  if (first === undefined) return;
  const isOne = calls.length === 1;
  const message = isOne
    ? `"${from}" is now "${to}". One call has a name that only a run knows: look whether it means "${from}".`
    : `"${from}" is now "${to}". ${calls.length} calls have names that only a run knows: look whether any means "${from}".`;
  const show = isOne ? 'Show Call' : 'Show Calls';
  if ((await vscode.window.showInformationMessage(message, show)) !== show) return;
  const places = calls.map(({ skill, call }) => {
    return new vscode.Location(root.uriOf(skill.path), rangeOf(call.nameRange, skill.lines));
  });
  const [{ uri, range }] = places as [vscode.Location];
  await vscode.commands.executeCommand('editor.action.goToLocations', uri, range.start, places, 'peek');
}

function isSame(a: vscode.Uri, b: vscode.Uri | undefined): boolean {
  return a.toString() === b?.toString();
}
