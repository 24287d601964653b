/** One workspace folder's skills: its catalogue, kept equal to the disk, and to the screen where a file is open. */

import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposal.ts';
import { Emitter, type Event } from '../base/event.ts';
import { outlineOf, type SkillOutline } from '../library/outline.ts';
import { readOutlineFile } from '../node/outline-file.ts';
import { readSkillFile, readSkillFolder } from '../node/skill-folder.ts';
import { stripTypes } from '../node/typescript.ts';
import { type CatalogueChange, SkillCatalogue } from '../skill/catalogue.ts';
import { isSkillPath } from '../skill/name.ts';
import type { Skill, SkillFile, UnreadableFile } from '../skill/skill.ts';
import { Debouncer } from './debounce.ts';
import { OpenSkills } from './open-skills.ts';
import { OutlineKeeper } from './outline-keeper.ts';
import type { Reporter } from './report.ts';
import { inSlices } from './time-slice.ts';

const typingQuietMs = 80;
const diskQuietMs = 60;

/** A skill and where it is: enough to run, open and change it. A moment's view; keep the uri, not this. */
export interface SkillAt {
  readonly root: SkillRoot;
  readonly skill: Skill;
  readonly uri: vscode.Uri;
}

/** Its creator disposes it. Until {@link start} it reads nothing. */
export class SkillRoot implements Disposable {
  readonly workspaceFolder: vscode.WorkspaceFolder;
  /** Where the skills are; need not exist. */
  readonly folder: vscode.Uri;
  readonly catalogue = new SkillCatalogue({ stripTypes });
  readonly onDidChange: Event<CatalogueChange>;
  /** Fires when outlines are there, when the first reading is complete, and when the folder comes into being or goes. */
  readonly onDidLoad: Event<undefined>;
  /** Fires when files have been read from the disk: which, or `undefined` for all of the folder. */
  readonly onDidReadDisk: Event<readonly string[] | undefined>;
  readonly #loaded = new Emitter<undefined>();
  readonly #readDisk = new Emitter<readonly string[] | undefined>();
  readonly #owned = new DisposableStore();
  readonly #report: Reporter;
  readonly #open: OpenSkills;
  readonly #typed: Debouncer<string>;
  readonly #touched: Debouncer<string>;
  readonly #known = new Set<string>();
  #queue: Promise<void> = Promise.resolve();
  readonly #keeper: OutlineKeeper;
  #outlines: ReadonlyMap<string, SkillOutline> = new Map();
  #exists = false;
  #isLoaded = false;

  constructor(workspaceFolder: vscode.WorkspaceFolder, folderName: string, report: Reporter) {
    this.workspaceFolder = workspaceFolder;
    this.folder = vscode.Uri.joinPath(workspaceFolder.uri, folderName);
    this.#report = report;
    this.#open = new OpenSkills(uri => this.pathOf(uri));
    this.onDidChange = this.catalogue.onDidChange;
    this.onDidLoad = this.#loaded.event;
    this.onDidReadDisk = this.#readDisk.event;
    this.#typed = new Debouncer(typingQuietMs, paths => this.#showOpen(paths));
    this.#touched = new Debouncer(diskQuietMs, paths => this.#enqueue(() => this.#readAgain(paths)));
    this.#keeper = new OutlineKeeper(
      { folder: this.folder.fsPath, catalogue: this.catalogue, isSaved: path => !this.#open.isDirty(path) },
      error => report.debug(`The outline of ${this.folder.fsPath} was not kept: ${String(error)}`),
    );
    for (const item of [
      this.catalogue,
      this.#loaded,
      this.#readDisk,
      this.#typed,
      this.#touched,
      this.#keeper,
    ])
      this.#owned.add(item);
    this.#owned.add(
      this.catalogue.onDidChange(() => {
        if (this.#isLoaded) this.#keeper.notice();
      }),
    );
    this.#watch(folderName);
  }

  /** Whether the skills folder is there. */
  get exists(): boolean {
    return this.#exists;
  }

  /** Whether everything has been read once; before, the catalogue holds a part. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Before everything has been read: what an earlier window knew of files that have not changed since. */
  get outlines(): ReadonlyMap<string, SkillOutline> {
    return this.#outlines;
  }

  /** What a list shows of a skill; `undefined` of a file that is none, or not known yet. */
  outlineAt(path: string): SkillOutline | undefined {
    const skill = this.catalogue.at(path);
    return skill === undefined ? this.#outlines.get(path) : outlineOf(skill, this.catalogue);
  }

  /** Of every file in the catalogue, those that cannot be read included. */
  get paths(): Iterable<string> {
    return this.#known;
  }

  /** Relative to the skills folder; `undefined` for a file elsewhere or one that is no skill by its path. */
  pathOf(uri: vscode.Uri): string | undefined {
    const prefix = `${this.folder.path}/`;
    if (uri.scheme !== this.folder.scheme || !uri.path.startsWith(prefix)) return undefined;
    const path = uri.path.slice(prefix.length);
    return isSkillPath(path) ? path : undefined;
  }

  uriOf(path: string): vscode.Uri {
    return path === '.' ? this.folder : vscode.Uri.joinPath(this.folder, path);
  }

  at(path: string): SkillAt | undefined {
    const skill = this.catalogue.at(path);
    return skill && { root: this, skill, uri: this.uriOf(path) };
  }

  /** Reads the whole folder, after what was asked for before; resolves when the catalogue is right. Never rejects. */
  refresh(): Promise<void> {
    return this.#enqueue(() => this.#readAll());
  }

  /** Brings everything that was typed until now into the catalogue, at once. */
  flush(): void {
    this.#typed.flush();
  }

  /** Of a document that is there before the first reading, what is not saved counts; else the disk says what there is. */
  documentPresent(document: vscode.TextDocument): void {
    if (document.isDirty) this.documentOpened(document);
    else this.#open.add(document);
  }

  documentOpened(document: vscode.TextDocument): void {
    const path = this.#open.add(document);
    if (path !== undefined) this.#typed.add(path);
  }

  documentChanged(document: vscode.TextDocument): void {
    const path = this.#open.add(document);
    if (path !== undefined) this.#typed.add(path);
  }

  documentSaved(document: vscode.TextDocument): void {
    const path = this.#open.add(document);
    if (path === undefined) return;
    this.#typed.add(path);
    this.#typed.flush();
  }

  documentClosed(document: vscode.TextDocument): void {
    const path = this.#open.remove(document);
    if (path === undefined) return;
    this.#typed.drop(path);
    this.#touched.add(path);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #watch(folderName: string): void {
    const name = folderName.replace(/[*?[\]{}]/g, '[$&]');
    const pattern = new vscode.RelativePattern(this.workspaceFolder, `{${name},${name}/**}`);
    const watcher = this.#owned.add(vscode.workspace.createFileSystemWatcher(pattern));
    const touch = (uri: vscode.Uri) => {
      const path = uri.path.slice(this.folder.path.length + 1);
      // What begins with a dot is nobody's skill: drafts of files, and what is kept in `.local`.
      if (!/(?:^|\/)\./.test(path)) this.#touched.add(path);
    };
    this.#owned.add(watcher.onDidCreate(touch));
    this.#owned.add(watcher.onDidChange(touch));
    this.#owned.add(watcher.onDidDelete(touch));
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      if (this.#owned.isDisposed) return;
      try {
        await work();
      } catch (error) {
        if (!this.#owned.isDisposed) this.#report.show(`read the skills in ${this.folder.fsPath}`, error);
      }
    });
    return this.#queue;
  }

  async #readAll(): Promise<void> {
    const started = performance.now();
    const existed = this.#exists;
    if (!this.#isLoaded) await this.#recall();
    this.#exists = await isDirectory(this.folder.fsPath);
    const files = await readSkillFolder(this.folder.fsPath, this.#options);
    const present = new Set(files.map(file => file.path));
    this.#remove([...this.#known].filter(path => !present.has(path)));
    await inSlices({
      items: files,
      handle: batch => this.#set(batch),
      isStopped: () => this.#owned.isDisposed,
    });
    this.#report.debug(
      `Read ${files.length} files in ${this.folder.fsPath} in ${Math.round(performance.now() - started)} ms`,
    );
    const isFirst = !this.#isLoaded;
    this.#isLoaded = true;
    this.#outlines = new Map();
    if (isFirst) this.#keeper.notice();
    if (!this.#owned.isDisposed) this.#readDisk.fire(undefined);
    if (!this.#owned.isDisposed && (isFirst || existed !== this.#exists)) this.#loaded.fire(undefined);
  }

  /** A large folder takes a while to read: meanwhile there is what was known of it. */
  async #recall(): Promise<void> {
    const slices = <T>(items: readonly T[], handle: (batch: readonly T[]) => void) =>
      inSlices({ items, handle, isStopped: () => this.#owned.isDisposed });
    this.#outlines = await readOutlineFile(this.folder.fsPath, slices);
    if (this.#outlines.size > 0 && !this.#owned.isDisposed) this.#loaded.fire(undefined);
  }

  /** Single files one by one; the whole folder where a folder came or went. */
  async #readAgain(paths: readonly string[]): Promise<void> {
    const files = paths.filter(path => isSkillPath(path));
    const others = paths.filter(path => !isSkillPath(path));
    if (paths.length > 200 || (await this.#isFolderChange(others))) return this.#readAll();
    const read = await Promise.all(files.map(path => readSkillFile(this.folder.fsPath, path, this.#options)));
    if (this.#owned.isDisposed) return;
    const gone = files.filter((path, at) => read[at] === undefined && this.#known.has(path));
    this.#remove(gone);
    this.#set(read.filter(file => file !== undefined));
    if (files.length > 0) this.#readDisk.fire(files);
  }

  async #isFolderChange(paths: readonly string[]): Promise<boolean> {
    for (const path of paths) {
      if (path === '' || [...this.#known].some(known => known.startsWith(`${path}/`))) return true;
      if (await isDirectory(this.uriOf(path).fsPath)) return true;
    }
    return false;
  }

  #set(files: readonly (SkillFile | UnreadableFile)[]): void {
    if (files.length === 0 || this.#owned.isDisposed) return;
    for (const { path } of files) this.#known.add(path);
    this.catalogue.update({ set: files.map(file => this.#open.overlay(file)) });
  }

  #remove(paths: readonly string[]): void {
    if (paths.length === 0 || this.#owned.isDisposed) return;
    for (const path of paths) this.#known.delete(path);
    this.catalogue.update({ remove: paths });
  }

  #showOpen(paths: readonly string[]): void {
    const files = paths.map(path => this.#open.file(path)).filter(file => file !== undefined);
    if (files.length === 0 || this.#owned.isDisposed) return;
    for (const { path } of files) this.#known.add(path);
    this.catalogue.update({ set: files });
  }

  get #options(): { readonly boundary: string } {
    return { boundary: this.workspaceFolder.uri.fsPath };
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}
