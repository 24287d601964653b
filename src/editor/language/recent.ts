/** Which skills the author had to do with lately: those that ran, and those that were looked at. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Parts } from '../parts.ts';

/** More are not told apart. */
const most = 50;

/** In the order of use; whoever creates it disposes it. */
export class RecentSkills implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #used = new Map<string, number>();
  #count = 0;

  constructor({ workspace, runs }: Pick<Parts, 'workspace' | 'runs'>) {
    const take = (uri: vscode.Uri | undefined) => {
      if (uri !== undefined && workspace.rootOf(uri) !== undefined) this.#use(uri.toString());
    };
    this.#owned.add(runs.onDidStart(({ uri }) => take(uri)));
    this.#owned.add(vscode.window.onDidChangeActiveTextEditor(editor => take(editor?.document.uri)));
  }

  #use(key: string): void {
    this.#used.delete(key);
    this.#used.set(key, ++this.#count);
    const [oldest] = this.#used.keys();
    if (this.#used.size > most && oldest !== undefined) this.#used.delete(oldest);
  }

  /** The higher the later; `undefined` for a skill that was not used in this window. */
  recency(uri: vscode.Uri): number | undefined {
    return this.#used.get(uri.toString());
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
