/** What is remembered of each skill from one window to the next: the last inputs and the named presets. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import type { Preset } from '../../message/run-panel.ts';
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

  /** @param secrets - inputs that the skill calls secret: they are left out, here and in presets */
  async rememberInputs(uri: vscode.Uri, inputs: JsonObject, secrets: readonly string[]): Promise<void> {
    if (JSON.stringify(inputs).length > mostChars) return;
    await this.#state.update(inputsKey(uri), without(secrets, inputs));
  }

  /** Sorted by name. */
  presets(uri: vscode.Uri): readonly Preset[] {
    const stored = this.#state.get<unknown>(presetsKey(uri));
    return Array.isArray(stored) ? stored.filter(isPreset) : [];
  }

  /** Replaces a preset of the same name. */
  async savePreset(uri: vscode.Uri, { name, inputs }: Preset, secrets: readonly string[]): Promise<void> {
    const others = this.presets(uri).filter(preset => preset.name !== name);
    const all = [...others, { name, inputs: without(secrets, inputs) }].sort((a, b) =>
      a.name.localeCompare(b.name),
    );
    await this.#state.update(presetsKey(uri), all);
  }

  async deletePreset(uri: vscode.Uri, name: string): Promise<void> {
    const rest = this.presets(uri).filter(preset => preset.name !== name);
    await this.#state.update(presetsKey(uri), rest.length === 0 ? undefined : rest);
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

/** Neither secret values nor the marks that stand for them. */
function without(secrets: readonly string[], inputs: JsonObject): JsonObject {
  return dropMarks(dropSecrets(inputs, secrets));
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

function presetsKey(uri: vscode.Uri): string {
  return `presets:${uri.toString()}`;
}

function isPreset(value: unknown): value is Preset {
  return isJsonObject(value) && typeof value.name === 'string' && isJsonObject(value.inputs);
}
