/** The door to VS Code: registers what the editor contributes, each part on its own. Nothing is read or run here. */

import type * as vscode from 'vscode';
import { DisposableStore } from './base/disposal.ts';
import { contributions } from './editor/contributions.ts';
import { createParts } from './editor/parts.ts';

export function activate(context: vscode.ExtensionContext): void {
  const started = performance.now();
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const parts = createParts(context, store);
  for (const register of contributions) {
    try {
      store.add(register(parts));
    } catch (error) {
      parts.report.show('start a part of itself', error);
    }
  }
  parts.workspace.start();
  parts.log.debug(`Activated in ${(performance.now() - started).toFixed(1)} ms`);
}
