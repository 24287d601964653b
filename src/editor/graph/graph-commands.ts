/** The commands of the call graph, its tab, and who calls a skill. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { registerCommands } from '../command.ts';
import { activeFile } from '../file/active-file.ts';
import { commandIds, panelIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillAt } from '../skill-root.ts';
import { listCallers, peekCallers } from './callers.ts';
import { GraphPanel } from './graph-panel.ts';

/** How many levels of callers and callees are left when the graph is focused on a skill. */
const focusLevels = 2;

export function registerGraph(
  parts: Pick<Parts, 'extensionUri' | 'workspace' | 'runs' | 'targets' | 'report' | 'histories'>,
): Disposable {
  const { targets, report } = parts;
  const store = new DisposableStore();
  const panel = store.add(new GraphPanel(parts));
  store.add(vscode.window.registerWebviewPanelSerializer(panelIds.graph, panel));
  const withSkill = (action: (at: SkillAt) => unknown) => async (argument: unknown) => {
    const at = await targets.skill(argument);
    if (at) await action(at);
  };
  store.add(
    registerCommands(report, [
      { id: commandIds.showGraph, task: 'show the call graph', run: () => panel.show() },
      {
        id: commandIds.showInGraph,
        task: 'show the skill in the graph',
        run: withSkill(at => panel.reveal(at)),
      },
      {
        id: commandIds.focusInGraph,
        task: 'focus the graph on the skill',
        run: withSkill(at => panel.reveal(at, focusLevels)),
      },
      { id: commandIds.showCallers, task: 'show the callers', run: withSkill(showCallers) },
      { id: commandIds.exportGraph, task: 'export the graph', run: () => panel.command('export') },
      {
        id: commandIds.replayInGraph,
        task: 'replay the run',
        run: () => {
          if (!panel.hasRun) throw new Refusal('Nothing has run in this window yet. Run a skill first.');
          panel.command('replay');
        },
      },
    ]),
  );
  return store;
}

/** Over the code where that is on the screen, else as a list. */
async function showCallers(at: SkillAt): Promise<void> {
  if (activeFile()?.toString() === at.uri.toString()) await peekCallers(at);
  else await listCallers(at, vscode.ViewColumn.Active);
}
