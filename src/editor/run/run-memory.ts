/** What is remembered of each skill from one window to the next: the last inputs, and presets that have no better place. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { dropMarks, dropSecrets } from '../../skill/secret.ts';
import type { Reporter } from '../report.ts';

/** Characters of JSON; larger inputs are not remembered. */
const mostChars = 500_000;

/** Kept in the workspace's own state, apart from the files, by the skill's uri. */
export class RunMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** `undefined` when nothing is remembered. */
  inputs(uri: vscode.Uri): JsonObject | undefined {
    const stored = this.#state.get<unknown>(inputsKey(uri));
    return isJsonObject(stored) ? stored : undefined;
  }

  /** @param secrets - inputs that the skill calls secret: neither they nor the marks that stand for them are kept */
  async rememberInputs(uri: vscode.Uri, inputs: JsonObject, secrets: readonly string[]): Promise<void> {
    if (JSON.stringify(inputs).length > mostChars) return;
    await this.#state.update(inputsKey(uri), dropMarks(dropSecrets(inputs, secrets)));
  }

  /** Follows a file, or a folder of skills, that got another name or place. */
  async move(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    for (const key of this.#state.keys()) {
      const [, kind, text = ''] = /^(inputs:|presets:)(.*)$/s.exec(key) ?? [];
      if (kind === undefined) continue;
      const uri = vscode.Uri.parse(text);
      const moved = movedUri(uri, from, to);
      if (moved === uri) continue;
      await this.#state.update(`${kind}${moved.toString()}`, this.#state.get<unknown>(key));
      await this.#state.update(key, undefined);
    }
  }
}

/** Where a file is after it, or a folder that it is in, has moved; the same object when it has not. */
export function movedUri(uri: vscode.Uri, from: vscode.Uri, to: vscode.Uri): vscode.Uri {
  if (uri.toString() === from.toString()) return to;
  if (uri.scheme !== from.scheme || !uri.path.startsWith(`${from.path}/`)) return uri;
  return vscode.Uri.joinPath(to, uri.path.slice(from.path.length));
}

interface RunMemoryParts {
  readonly memory: RunMemory;
  readonly report: Reporter;
}

/** Whoever moves a file, what is remembered moves along. */
export function registerRunMemory({ memory, report }: RunMemoryParts): Disposable {
  return vscode.workspace.onDidRenameFiles(({ files }) => {
    for (const { oldUri, newUri } of files) {
      report.background('keep what was remembered of a moved skill', memory.move(oldUri, newUri));
    }
  });
}

function inputsKey(uri: vscode.Uri): string {
  return `inputs:${uri.toString()}`;
}
