/** Makes versions of what happens to skills: saved and renamed in this window, or changed on disk by anybody. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { RenameHint } from '../../library/move.ts';
import type { Noticed } from '../../library/reconcile.ts';
import type { Parts } from '../parts.ts';
import type { SkillRoot } from '../skill-root.ts';

export function registerRecorder({
  workspace,
  stores,
  restores,
}: Pick<Parts, 'workspace' | 'stores' | 'restores'>): Disposable {
  const store = new DisposableStore();
  const notice = (root: SkillRoot, noticed: Noticed) => {
    const library = stores.of(root)?.writer.areas.library;
    library?.notice(noticed).then(undefined, (error: unknown) => stores.failed(root, error));
  };
  const noticeFile = (uri: vscode.Uri, origin: Noticed['origin']) => {
    const root = workspace.rootOf(uri);
    const path = root?.pathOf(uri);
    if (root !== undefined && path !== undefined)
      notice(root, { paths: [path], ...(origin === undefined ? {} : { origin }) });
  };
  store.add(workspace.onDidReadDisk(({ root, paths }) => notice(root, paths === undefined ? {} : { paths })));
  store.add(
    vscode.workspace.onDidSaveTextDocument(({ uri }) =>
      noticeFile(uri, restores.take(uri) ? 'restore' : 'editor'),
    ),
  );
  store.add(
    vscode.workspace.onDidCreateFiles(({ files }) => {
      for (const uri of files) noticeFile(uri, restores.take(uri) ? 'restore' : 'editor');
    }),
  );
  store.add(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const root of workspace.roots) {
        const renames = files.flatMap(file => hintOf(root, file));
        if (renames.length > 0) notice(root, { renames, origin: 'editor' });
      }
    }),
  );
  store.add(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      for (const root of workspace.roots) notice(root, {});
    }),
  );
  return store;
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
