/** The commands on versions: the history of a skill, and skills that were removed. */

import type { Disposable } from '../../base/disposal.ts';
import { registerCommands } from '../command.ts';
import { commandIds } from '../id.ts';
import { type HistoryParts, showHistory } from './history.ts';
import { restoreRemoved } from './restore.ts';

export function registerHistory(parts: HistoryParts): Disposable {
  const { targets, report } = parts;
  return registerCommands(report, [
    {
      id: commandIds.showHistory,
      task: 'show the history',
      run: async (argument: unknown) => {
        const at = await targets.skill(argument);
        if (at !== undefined) await showHistory(at, parts);
      },
    },
    {
      id: commandIds.restoreRemoved,
      task: 'restore the skill',
      run: async () => {
        const root = await targets.root();
        if (root !== undefined) await restoreRemoved(root, parts);
      },
    },
  ]);
}
