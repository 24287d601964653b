/** Runs as documents of pretty JSON, so that two of them can be compared in VS Code's own diff editor. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { SkillRun } from '../run/runs.ts';
import { durationText } from '../wording.ts';
import { timeText } from './run-row.ts';

export const runScheme = 'skillsmith-run';

/** Keeps what it shows until it is disposed. */
export class RunDocuments implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();

  /** Opens the difference of what went in and what came out, the older run left. */
  async compare(one: SkillRun, other: SkillRun): Promise<void> {
    const [left, right] = one.id < other.id ? [one, other] : [other, one];
    const [before, after] = [this.#uriOf(left), this.#uriOf(right)];
    await vscode.commands.executeCommand(
      'vscode.diff',
      before,
      after,
      `${titleOf(left)} ↔ ${titleOf(right)}`,
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  #uriOf(run: SkillRun): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: runScheme, path: `/${run.id}/${run.name}.json` });
    this.#texts.set(uri.toString(), runText(run));
    return uri;
  }
}

export function registerRunDocuments(documents: RunDocuments): Disposable {
  const store = new DisposableStore();
  store.add(vscode.workspace.registerTextDocumentContentProvider(runScheme, documents));
  return store;
}

/** Inputs and result, or the error; and nothing that differs between any two runs. */
export function runText({ name, inputs, outcome, past }: SkillRun): string {
  const kept = {
    skill: name,
    inputs: past?.hasInputs === false ? '(too large to be kept)' : inputs,
    status: outcome?.status ?? 'running',
    ...(outcome?.status === 'completed' && {
      result: 'result' in outcome ? outcome.result : '(too large to be kept)',
    }),
    ...(outcome?.error && {
      error: { name: outcome.error.name, message: outcome.error.message, chain: outcome.error.chain },
    }),
  };
  return `${JSON.stringify(kept, undefined, 2)}\n`;
}

function titleOf({ name, outcome, past }: SkillRun): string {
  const at = past?.startedAt ?? outcome?.startedAt ?? Date.now();
  const time = outcome === undefined ? '' : `, ${durationText(outcome.durationMs)}`;
  return `${name} (${timeText(at, Date.now())}${time})`;
}
