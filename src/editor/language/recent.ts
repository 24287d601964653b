/** Which skills the author had to do with lately: those that ran, and those that were looked at. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Parts } from '../parts.ts';
import type { SkillRoot } from '../skill-root.ts';

/** More are not told apart. */
const most = 50;

/** In the order of use; whoever creates it disposes it. */
export class RecentSkills implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #used = new Set<string>();

  constructor({ workspace, runs }: Pick<Parts, 'workspace' | 'runs'>) {
    const take = (uri: vscode.Uri | undefined) => {
      if (uri !== undefined && workspace.rootOf(uri) !== undefined) this.#use(uri.toString());
    };
    this.#owned.add(runs.onDidStart(({ uri }) => take(uri)));
    this.#owned.add(vscode.window.onDidChangeActiveTextEditor(editor => take(editor?.document.uri)));
  }

  #use(key: string): void {
    this.#used.delete(key);
    this.#used.add(key);
    const [oldest] = this.#used;
    if (this.#used.size > most && oldest !== undefined) this.#used.delete(oldest);
  }

  /** Those of a root by their paths, the latest last. */
  paths(root: SkillRoot): readonly string[] {
    return [...this.#used].map(key => root.pathOf(vscode.Uri.parse(key))).filter(path => path !== undefined);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
