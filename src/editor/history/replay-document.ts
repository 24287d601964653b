/** What was recorded and what a replay came to, as two documents for VS Code's own diff editor. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { LogLine, Outcome } from '../../run/outcome.ts';
import type { ReplayedRun } from './replay.ts';

const scheme = 'skillsmith-replay';
/** Pairs that are kept while they may be open. */
const keptPairs = 20;

/** Its creator disposes it. */
export class ReplayDocuments implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #texts = new Map<string, string>();
  #count = 0;

  constructor() {
    this.#owned.add(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: ({ path }) =>
          this.#texts.get(path) ?? 'This replay is not kept any more: replay the run again.\n',
      }),
    );
  }

  async compare({ recording, outcome }: ReplayedRun): Promise<void> {
    const folder = `/${++this.#count}`;
    const [left, right] = [`${folder}/recorded/${outcome.skill}.json`, `${folder}/now/${outcome.skill}.json`];
    this.#texts.set(left, endText(recording.outcome));
    this.#texts.set(right, endText(outcome));
    for (const path of this.#texts.keys()) if (this.#texts.size > 2 * keptPairs) this.#texts.delete(path);
    const uri = (path: string) => vscode.Uri.from({ scheme, path });
    const title = `${outcome.skill}: recorded ↔ replayed`;
    await vscode.commands.executeCommand('vscode.diff', uri(left), uri(right), title);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** What a replay compares, and nothing that differs between any two runs. */
function endText({ status, result, error, logs }: Outcome): string {
  const end = {
    status,
    ...(status === 'completed' && { result: result ?? null }),
    ...(error && { error: { name: error.name, message: error.message, chain: error.chain } }),
    log: logs.map(({ skill, level, text }: LogLine) => `[${skill}] ${level}: ${text}`),
  };
  return `${JSON.stringify(end, undefined, 2)}\n`;
}
