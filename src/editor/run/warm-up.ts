/** Starts the sandbox's first worker when a skill comes into sight, so that the first run need not wait for it. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Parts } from '../parts.ts';

/** Not before a skill is open in an editor, nor while the workspace is not trusted; once. */
export function registerWarmUp({
  workspace,
  pool,
  report,
}: Pick<Parts, 'workspace' | 'pool' | 'report'>): Disposable {
  const store = new DisposableStore();
  const look = () => {
    if (!vscode.workspace.isTrusted) return;
    const seen = vscode.window.visibleTextEditors.some(({ document }) => workspace.at(document.uri));
    if (!seen) return;
    store.dispose();
    pool.warm().then(undefined, error => report.note('start the sandbox', error));
  };
  store.add(vscode.window.onDidChangeVisibleTextEditors(look));
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(look));
  store.add(workspace.onDidChange(look));
  return store;
}
