/** The filter of the Skills view: while typing it shows what remains; Escape puts back what was. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { registerCommands } from '../command.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import type { SkillTree } from './tree.ts';

export function registerFilter({ tree, report }: Pick<Parts, 'tree' | 'report'>): Disposable {
  return registerCommands(report, [
    { id: commandIds.filterSkills, task: 'filter the skills', run: text => filter(tree, text) },
    {
      id: commandIds.clearFilter,
      task: 'clear the filter',
      run: () => {
        tree.filter = '';
      },
    },
  ]);
}

/** With a text as its argument it filters at once. */
async function filter(tree: SkillTree, text: unknown): Promise<void> {
  if (typeof text === 'string') {
    tree.filter = text;
    return;
  }
  const store = new DisposableStore();
  const before = tree.filter;
  const box = store.add(vscode.window.createInputBox());
  box.title = 'Filter Skills';
  box.placeholder = 'Name, description or #tag; all words count';
  box.value = before;
  const { promise, resolve } = Promise.withResolvers<string>();
  store.add(
    box.onDidChangeValue(value => {
      tree.filter = value;
    }),
  );
  store.add(box.onDidAccept(() => resolve(box.value)));
  store.add(box.onDidHide(() => resolve(before)));
  box.show();
  try {
    tree.filter = await promise;
  } finally {
    store.dispose();
  }
}
