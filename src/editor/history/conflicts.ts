/** Which open skills have changes that are not saved, while their files on disk were changed by somebody else. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { readSkillFile } from '../../node/skill-folder.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { DiskReading, SkillWorkspace } from '../skill-workspace.ts';

/** Its creator disposes it. */
export class Conflicts implements Disposable {
  /** Fires when a file gets into a conflict, or out of it. */
  readonly onDidChange: Event<undefined>;
  readonly #changed = new Emitter<undefined>();
  readonly #workspace: SkillWorkspace;
  readonly #owned = new DisposableStore();
  /** What the disk said when the changes of a document were begun, by address. */
  readonly #bases = new Map<string, string>();
  readonly #conflicted = new Set<string>();

  constructor(workspace: SkillWorkspace) {
    this.#workspace = workspace;
    this.onDidChange = this.#changed.event;
    this.#owned.add(this.#changed);
    for (const document of vscode.workspace.textDocuments) this.#agree(document);
    const { workspace: documents } = vscode;
    this.#owned.add(documents.onDidOpenTextDocument(document => this.#agree(document)));
    this.#owned.add(documents.onDidChangeTextDocument(({ document }) => this.#agree(document)));
    this.#owned.add(documents.onDidSaveTextDocument(document => this.#agree(document)));
    this.#owned.add(documents.onDidCloseTextDocument(({ uri }) => this.#forget(uri)));
    this.#owned.add(workspace.onDidReadDisk(reading => void this.#look(reading)));
  }

  has(uri: vscode.Uri): boolean {
    return this.#conflicted.has(uri.toString());
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** What is not dirty is what the disk says. */
  #agree(document: vscode.TextDocument): void {
    if (document.isDirty || this.#workspace.rootOf(document.uri) === undefined) return;
    this.#bases.set(document.uri.toString(), plain(document.getText()));
    this.#set(document.uri, false);
  }

  #forget(uri: vscode.Uri): void {
    this.#bases.delete(uri.toString());
    this.#set(uri, false);
  }

  async #look({ root, paths }: DiskReading): Promise<void> {
    for (const document of vscode.workspace.textDocuments) {
      const path = root.pathOf(document.uri);
      if (path === undefined || !document.isDirty || paths?.includes(path) === false) continue;
      const text = await textOnDisk(root, path);
      const base = this.#bases.get(document.uri.toString());
      if (!document.isDirty || base === undefined) continue;
      const isOther = text !== undefined && text !== base && text !== plain(document.getText());
      this.#set(document.uri, isOther);
    }
  }

  #set(uri: vscode.Uri, isConflicted: boolean): void {
    const key = uri.toString();
    if (this.#conflicted.has(key) === isConflicted || this.#owned.isDisposed) return;
    if (isConflicted) this.#conflicted.add(key);
    else this.#conflicted.delete(key);
    this.#changed.fire(undefined);
  }
}

/** `undefined` when there is none, or it cannot be read. */
async function textOnDisk(root: SkillRoot, path: string): Promise<string | undefined> {
  const file = await readSkillFile(root.folder.fsPath, path, { boundary: root.workspaceFolder.uri.fsPath });
  return file !== undefined && 'text' in file ? plain(file.text) : undefined;
}

/** Line ends are made equal when a document is opened. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
