/** What is kept beside each root's skills: opened when it is first used, in trusted workspaces and existing folders only. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposal.ts';
import type { StateDatabase } from '../node/store/database.ts';
import { localFolder } from '../node/store/local-folder.ts';
import { StoreError } from '../node/store/store-error.ts';
import { databaseName, openState, ThreadWriter, type Writer } from '../node/store/writer.ts';
import { Refusal, type Reporter } from './report.ts';
import type { SkillRoot } from './skill-root.ts';
import type { SkillWorkspace } from './skill-workspace.ts';

export interface RootStore {
  /** Writes in a thread of its own. */
  readonly writer: Writer;
  /** For reading, in this thread. Makes nothing: reading before anything was written is an error. */
  readonly database: StateDatabase;
  /** The same; `undefined` before anything was written. */
  existing(): StateDatabase | undefined;
}

interface OpenStore extends RootStore {
  readonly owned: DisposableStore;
}

/** Its creator disposes it. */
export class SkillStores implements Disposable {
  readonly #report: Reporter;
  readonly #workerUrl: URL;
  readonly #owned = new DisposableStore();
  readonly #open = new Map<SkillRoot, OpenStore>();
  /** What has been told to people: each thing once. */
  readonly #told = new Set<string>();

  /** @param workerUrl - `dist/store-worker.js` */
  constructor(workspace: SkillWorkspace, report: Reporter, workerUrl: URL) {
    this.#report = report;
    this.#workerUrl = workerUrl;
    this.#owned.add(
      workspace.onDidChange(({ root, change }) => {
        if (change === undefined && !workspace.roots.includes(root)) this.#close(root);
      }),
    );
  }

  /** `undefined` in Restricted Mode, where there is no skills folder, and where there is no SQLite. */
  of(root: SkillRoot): RootStore | undefined {
    if (!vscode.workspace.isTrusted || !root.exists || this.#owned.isDisposed) return undefined;
    const known = this.#open.get(root);
    if (known !== undefined) return known;
    try {
      const opened = this.#openStore(root);
      this.#open.set(root, opened);
      return opened;
    } catch (error) {
      this.#tell(root, error);
      return undefined;
    }
  }

  /**
   * The versions of a root's skills.
   * @throws {Refusal} where none are kept
   */
  library(root: SkillRoot): Writer['areas']['library'] {
    const store = this.of(root);
    if (store !== undefined) return store.writer.areas.library;
    const reason = vscode.workspace.isTrusted
      ? `There is no skills folder ${root.folder.fsPath} yet.`
      : 'Versions are kept in trusted workspaces only.';
    throw new Refusal(reason);
  }

  /** Tells people, once for each reason, that something could not be kept in the background. Never throws. */
  failed(root: SkillRoot, error: unknown): void {
    // What goes takes what was to be kept of it along.
    if (this.#open.has(root) && existsSync(root.folder.fsPath)) this.#tell(root, error);
  }

  dispose(): void {
    this.#owned.dispose();
    for (const root of [...this.#open.keys()]) this.#close(root);
  }

  #openStore(root: SkillRoot): OpenStore {
    const owned = new DisposableStore();
    const skillsFolder = root.folder.fsPath;
    const boundary = root.workspaceFolder.uri.fsPath;
    const onNotice = (sentence: string) => void vscode.window.showWarningMessage(sentence);
    const database = owned.add(openState(skillsFolder, onNotice));
    const writer = owned.add(new ThreadWriter(this.#workerUrl, { skillsFolder, boundary, onNotice }));
    const file = join(localFolder(skillsFolder), databaseName);
    return { writer, database, existing: () => (existsSync(file) ? database : undefined), owned };
  }

  #tell(root: SkillRoot, error: unknown): void {
    this.#report.note(`keep versions of the skills in ${root.folder.fsPath}`, error);
    const reason = `${root.folder} ${error instanceof StoreError ? error.code : 'unknown'}`;
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    const message = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(`History is not kept now. ${message}`);
  }

  #close(root: SkillRoot): void {
    const opened = this.#open.get(root);
    this.#open.delete(root);
    opened?.owned.dispose();
  }
}
