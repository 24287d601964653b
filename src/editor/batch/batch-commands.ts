/** The command that opens a skill's batch. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { isJsonObject } from '../../base/json.ts';
import { registerCommands } from '../command.ts';
import { commandIds, panelIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { loadFile } from './batch-handlers.ts';
import { BatchPanels } from './batch-panel.ts';

/**
 * `skillsmith.runBatch` takes what other commands take for a skill; a second argument `{ rows: Uri }` is a file of rows
 * that it begins with.
 */
export function registerBatch(
  parts: Pick<
    Parts,
    | 'extensionUri'
    | 'workspace'
    | 'runner'
    | 'pool'
    | 'poolSize'
    | 'histories'
    | 'results'
    | 'targets'
    | 'report'
    | 'storage'
  >,
): Disposable {
  const { targets, report } = parts;
  const store = new DisposableStore();
  const panels = store.add(new BatchPanels(parts));
  store.add(vscode.window.registerWebviewPanelSerializer(panelIds.batch, panels));
  store.add(
    registerCommands(report, [
      {
        id: commandIds.runBatch,
        task: 'open the batch',
        run: async (argument, options) => {
          const at = await targets.skill(argument);
          if (at === undefined) return;
          const session = panels.show(at);
          const rows = isJsonObject(options) ? options.rows : undefined;
          if ((rows as unknown) instanceof vscode.Uri) await loadFile(session, rows as unknown as vscode.Uri);
        },
      },
    ]),
  );
  return store;
}
