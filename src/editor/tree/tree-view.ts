/** Opens the Skills view, with drag and drop and the command that reads everything again. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { registerCommands } from '../command.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { TreeDrag } from './tree-drag.ts';

export function registerTree(parts: Pick<Parts, 'tree' | 'workspace' | 'memory' | 'report'>): Disposable {
  const { tree, workspace, report } = parts;
  const store = new DisposableStore();
  store.add(tree.show(new TreeDrag(parts)));
  store.add(
    registerCommands(report, [
      { id: commandIds.refreshSkills, task: 'read the skills again', run: () => workspace.refresh() },
    ]),
  );
  return store;
}
