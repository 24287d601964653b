/** Makes versions of what happens to skills: saved and renamed in this window, or changed on disk by anybody. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { RenameHint } from '../../library/move.ts';
import type { Noticed } from '../../library/reconcile.ts';
import type { Parts } from '../parts.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { DiskReading } from '../skill-workspace.ts';
import type { Authors } from './authors.ts';

type RecorderParts = Pick<Parts, 'workspace' | 'stores' | 'authors'>;

export function registerRecorder({ workspace, stores, authors }: RecorderParts): Disposable {
  const store = new DisposableStore();
  const notice = (root: SkillRoot, noticed: Noticed) => {
    const library = stores.of(root)?.writer.areas.library;
    const isWhole = noticed.paths === undefined && noticed.renames === undefined;
    const noted = isWhole ? library?.catchUp() : library?.notice(noticed);
    noted?.then(undefined, (error: unknown) => stores.failed(root, error));
  };
  const begin = (uri: vscode.Uri) => {
    if (workspace.rootOf(uri) !== undefined) authors.begin(uri, 'editor');
  };
  const end = (uri: vscode.Uri) => {
    const root = workspace.rootOf(uri);
    const path = root?.pathOf(uri);
    if (root === undefined || path === undefined) return;
    notice(root, { paths: [path], origin: authors.originOf(uri) ?? 'editor' });
    authors.end(uri);
  };
  const { workspace: files } = vscode;
  store.add(files.onWillSaveTextDocument(({ document }) => begin(document.uri)));
  store.add(files.onDidSaveTextDocument(({ uri }) => end(uri)));
  store.add(files.onWillCreateFiles(created => created.files.forEach(begin)));
  store.add(files.onDidCreateFiles(created => created.files.forEach(end)));
  store.add(
    files.onDidRenameFiles(renamed => {
      for (const root of workspace.roots) {
        const renames = renamed.files.flatMap(file => hintOf(root, file));
        if (renames.length > 0) notice(root, { renames, origin: 'editor' });
      }
    }),
  );
  store.add(
    workspace.onDidReadDisk(reading => {
      for (const noticed of noticedIn(reading, authors)) notice(reading.root, noticed);
    }),
  );
  store.add(
    files.onDidGrantWorkspaceTrust(() => {
      for (const root of workspace.roots) notice(root, {});
    }),
  );
  return store;
}

/** What this window is writing is its own; the rest is somebody else's. */
function noticedIn({ root, paths }: DiskReading, authors: Authors): readonly Noticed[] {
  const own = [...authors.files].flatMap(address => {
    const uri = vscode.Uri.parse(address);
    const [path, origin] = [root.pathOf(uri), authors.originOf(uri)];
    return path === undefined || origin === undefined || paths?.includes(path) === false
      ? []
      : [{ paths: [path], origin }];
  });
  const rest = paths?.filter(path => !own.some(noticed => noticed.paths.includes(path)));
  if (rest?.length === 0) return own;
  return [...own, rest === undefined ? {} : { paths: rest }];
}

/** Files and folders within the root; what comes in or goes out is seen on the disk. */
function hintOf(
  { folder }: SkillRoot,
  { oldUri, newUri }: { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri },
): readonly RenameHint[] {
  const prefix = `${folder.path}/`;
  if (!oldUri.path.startsWith(prefix) || !newUri.path.startsWith(prefix)) return [];
  return [{ from: oldUri.path.slice(prefix.length), to: newUri.path.slice(prefix.length) }];
}
