/** Opens the Skills view, with drag and drop and the command that reads everything again. */

import { type Disposable, DisposableStore } from '../base/disposal.ts';
import { registerCommands } from './command.ts';
import { moveToCategory } from './edit-files.ts';
import { commandIds } from './id.ts';
import type { Parts } from './parts.ts';
import { type SkillMover, TreeDrag } from './tree-drag.ts';

export function registerTree(parts: Pick<Parts, 'tree' | 'workspace' | 'memory' | 'report'>): Disposable {
  const { tree, workspace, memory, report } = parts;
  const store = new DisposableStore();
  const move: SkillMover = (uris, root, category) =>
    moveToCategory(
      uris.map(uri => workspace.at(uri)).filter(at => at !== undefined),
      { root, category },
      memory,
    );
  store.add(tree.show(new TreeDrag(move, report)));
  store.add(
    registerCommands(report, [
      { id: commandIds.refreshSkills, task: 'read the skills again', run: () => workspace.refresh() },
    ]),
  );
  return store;
}
