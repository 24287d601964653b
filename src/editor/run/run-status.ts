/** The status bar's word on what is running; a click shows it. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { countText } from '../wording.ts';

export function registerRunStatus({ runs }: Pick<Parts, 'runs'>): Disposable {
  const store = new DisposableStore();
  const item = store.add(
    vscode.window.createStatusBarItem('skillsmith.running', vscode.StatusBarAlignment.Left),
  );
  item.name = 'Running skills';
  item.command = commandIds.showRuns;
  const show = () => {
    const { live } = runs;
    const [only] = live;
    if (only === undefined) return item.hide();
    item.text = `$(loading~spin) ${live.length === 1 ? only.name : countText(live.length, 'skill')}`;
    item.tooltip = tooltipOf(live.map(run => run.name));
    item.accessibilityInformation = { label: `Running: ${live.map(run => run.name).join(', ')}` };
    item.show();
  };
  store.add(runs.onDidStart(show));
  store.add(runs.onDidEnd(show));
  return store;
}

/** The command link is ours; the names are text. */
function tooltipOf(names: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(`Running: ${names.join(', ')}`);
  text.appendMarkdown(`\n\n[Cancel](command:${commandIds.cancelRun})`);
  text.isTrusted = { enabledCommands: [commandIds.cancelRun] };
  return text;
}
