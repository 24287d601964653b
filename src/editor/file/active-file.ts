/** Which file the user is looking at: that of the active tab, also while the output panel or a view has the focus. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';

/** `undefined` when the active tab shows no text. Of a comparison it is the right side. */
export function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText) return input.uri;
  return input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
}

export function onDidChangeActiveFile(listener: () => void): Disposable {
  const store = new DisposableStore();
  store.add(vscode.window.tabGroups.onDidChangeTabs(listener));
  store.add(vscode.window.tabGroups.onDidChangeTabGroups(listener));
  return store;
}
