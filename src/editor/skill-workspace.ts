/** All skills of the window: one root for each workspace folder on disk, following folders, settings and documents. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../base/disposal.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { CatalogueChange } from '../skill/catalogue.ts';
import { settingIds } from './id.ts';
import type { Reporter } from './report.ts';
import { skillsFolderName } from './setting.ts';
import { type SkillAt, SkillRoot } from './skill-root.ts';

export interface WorkspaceChange {
  readonly root: SkillRoot;
  /** Undefined: the root came, went, or has been read for the first time; look at everything anew. */
  readonly change: CatalogueChange | undefined;
}

export interface DiskReading {
  readonly root: SkillRoot;
  /** Undefined: all of the folder. */
  readonly paths: readonly string[] | undefined;
}

/** Its creator disposes it. Until {@link start} it has no roots. */
export class SkillWorkspace implements Disposable {
  readonly onDidChange: Event<WorkspaceChange>;
  /** Fires after files have been read from the disk, also when they say nothing new. */
  readonly onDidReadDisk: Event<DiskReading>;
  readonly #changed = new Emitter<WorkspaceChange>();
  readonly #readDisk = new Emitter<DiskReading>();
  readonly #owned = new DisposableStore();
  readonly #report: Reporter;
  readonly #started = Promise.withResolvers<void>();
  #hasStarted = false;
  readonly #roots = new Map<string, { readonly root: SkillRoot; readonly owned: DisposableStore }>();

  constructor(report: Reporter) {
    this.#report = report;
    this.onDidChange = this.#changed.event;
    this.onDidReadDisk = this.#readDisk.event;
    this.#owned.add(this.#changed);
    this.#owned.add(this.#readDisk);
  }

  /** In the order of the workspace's folders. */
  get roots(): readonly SkillRoot[] {
    return [...this.#roots.values()].map(({ root }) => root);
  }

  get isLoaded(): boolean {
    return this.#hasStarted && this.roots.every(root => root.isLoaded);
  }

  /** Begins to listen and to read with the next turn of the event loop; returns at once. */
  start(): void {
    const soon = setImmediate(() => {
      this.#listen();
      this.#matchFolders();
      this.#hasStarted = true;
      this.#started.resolve();
    });
    this.#owned.add(toDisposable(() => clearImmediate(soon)));
  }

  #listen(): void {
    const { workspace } = vscode;
    this.#owned.add(workspace.onDidChangeWorkspaceFolders(() => this.#matchFolders()));
    this.#owned.add(
      workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(settingIds.folder)) this.#matchFolders();
      }),
    );
    this.#owned.add(
      workspace.onDidOpenTextDocument(opened => this.#each(root => root.documentOpened(opened))),
    );
    this.#owned.add(
      workspace.onDidChangeTextDocument(({ document }) => this.#each(root => root.documentChanged(document))),
    );
    this.#owned.add(workspace.onDidSaveTextDocument(saved => this.#each(root => root.documentSaved(saved))));
    this.#owned.add(
      workspace.onDidCloseTextDocument(closed => this.#each(root => root.documentClosed(closed))),
    );
  }

  /** Resolves when every root has read what there was to read when this was called. */
  async refresh(): Promise<void> {
    await Promise.all(this.roots.map(root => root.refresh()));
  }

  /** Resolves when every root has been read once. */
  async whenLoaded(): Promise<void> {
    await this.#started.promise;
    while (!this.isLoaded && !this.#owned.isDisposed) {
      await new Promise<void>(resolve => {
        const listening = this.#changed.event(() => {
          listening.dispose();
          resolve();
        });
      });
    }
  }

  /** Brings everything that was typed until now into the catalogues, at once. */
  flush(): void {
    this.#each(root => root.flush());
  }

  /** The skill of a file; `undefined` when the file is none, or cannot be read. */
  at(uri: vscode.Uri): SkillAt | undefined {
    const root = this.rootOf(uri);
    const path = root?.pathOf(uri);
    return path === undefined ? undefined : root?.at(path);
  }

  /** The category of a folder, by its path alone; `undefined` for folders outside of skills folders. */
  categoryAt(folder: vscode.Uri): { readonly root: SkillRoot; readonly category: string } | undefined {
    for (const root of this.roots) {
      const prefix = `${root.folder.toString()}/`;
      if (!folder.toString().startsWith(prefix)) continue;
      return { root, category: folder.path.slice(root.folder.path.length + 1) };
    }
    return undefined;
  }

  /** The root in whose skills folder a file is, by its path alone. */
  rootOf(uri: vscode.Uri): SkillRoot | undefined {
    return this.roots.find(root => root.pathOf(uri) !== undefined);
  }

  /** The skill of this name in the first root that has one. */
  find(name: string): SkillAt | undefined {
    for (const root of this.roots) {
      const skill = root.catalogue.find(name);
      if (skill) return { root, skill, uri: root.uriOf(skill.path) };
    }
    return undefined;
  }

  dispose(): void {
    for (const { owned } of this.#roots.values()) owned.dispose();
    this.#roots.clear();
    this.#owned.dispose();
  }

  #each(action: (root: SkillRoot) => void): void {
    for (const { root } of this.#roots.values()) action(root);
  }

  /** Makes the roots those of the workspace folders and of the setting, keeping what is still right. */
  #matchFolders(): void {
    const wanted = new Map<string, { folder: vscode.WorkspaceFolder; name: string }>();
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (folder.uri.scheme !== 'file') continue;
      const name = skillsFolderName(folder.uri);
      wanted.set(`${folder.uri.toString()}/${name}`, { folder, name });
    }
    const before = new Map(this.#roots);
    this.#roots.clear();
    for (const [key, { folder, name }] of wanted) {
      this.#roots.set(key, before.get(key) ?? this.#open(folder, name));
      before.delete(key);
    }
    for (const { root, owned } of before.values()) {
      owned.dispose();
      this.#changed.fire({ root, change: undefined });
    }
    if (this.#roots.size === 0) return;
    for (const root of this.roots.filter(root => !root.isLoaded)) void root.refresh();
  }

  #open(
    folder: vscode.WorkspaceFolder,
    name: string,
  ): { readonly root: SkillRoot; readonly owned: DisposableStore } {
    const owned = new DisposableStore();
    const root = owned.add(new SkillRoot(folder, name, this.#report));
    owned.add(root.onDidChange(change => this.#changed.fire({ root, change })));
    owned.add(root.onDidReadDisk(paths => this.#readDisk.fire({ root, paths })));
    owned.add(root.onDidLoad(() => this.#changed.fire({ root, change: undefined })));
    for (const document of vscode.workspace.textDocuments) root.documentPresent(document);
    return { root, owned };
  }
}
