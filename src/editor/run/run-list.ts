/** The list of live runs, to show one or to cancel it by its button. */

import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposal.ts';
import type { SkillRun, SkillRuns } from './runs.ts';

interface RunItem extends vscode.QuickPickItem {
  readonly run: SkillRun;
}

const cancelButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('debug-stop'),
  tooltip: 'Cancel',
};

/** The run that the user picks; `undefined` when none, or when the last one has ended meanwhile. */
export async function pickRun(runs: SkillRuns): Promise<SkillRun | undefined> {
  const store = new DisposableStore();
  const pick = store.add(vscode.window.createQuickPick<RunItem>());
  const { promise, resolve } = Promise.withResolvers<SkillRun | undefined>();
  const refresh = () => {
    pick.items = runs.live.map(itemOf);
    if (runs.live.length === 0) pick.hide();
  };
  pick.placeholder = 'Runs that are on';
  store.add(pick.onDidTriggerItemButton(({ item }) => item.run.cancel()));
  store.add(pick.onDidAccept(() => resolve(pick.selectedItems[0]?.run)));
  store.add(pick.onDidHide(() => resolve(undefined)));
  store.add(runs.onDidStart(refresh));
  store.add(runs.onDidEnd(refresh));
  pick.show();
  refresh();
  try {
    return await promise;
  } finally {
    store.dispose();
  }
}

function itemOf(run: SkillRun): RunItem {
  return {
    label: run.name,
    description: run.id,
    detail: JSON.stringify(run.inputs).slice(0, 200),
    buttons: [cancelButton],
    run,
  };
}
