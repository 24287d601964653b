/** The commands on categories as folders: rename and delete. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { categoryOfPath } from '../../skill/name.ts';
import { registerCommands } from '../command.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { confirmDelete } from './confirm.ts';
import {
  type CategoryPlace,
  categoryProblem,
  deleteFiles,
  filesBelow,
  lastSegment,
  moveCategory,
} from './edit-files.ts';

type CategoryCommandParts = Pick<Parts, 'targets' | 'workspace' | 'report'>;

export function registerCategoryCommands(parts: CategoryCommandParts): Disposable {
  const { targets, workspace, report } = parts;
  const withCategory = (action: (place: CategoryPlace) => Promise<unknown>) => async (argument: unknown) => {
    const place = await targets.category(argument);
    if (place) await action(place);
  };
  return registerCommands(report, [
    {
      id: commandIds.renameCategory,
      task: 'rename the category',
      run: withCategory(place => renameCategory(place)),
    },
    {
      id: commandIds.deleteCategory,
      task: 'delete the category',
      run: withCategory(async place => {
        const files = filesBelow(place);
        const question = `Delete the category "${place.category}"`;
        if (await confirmDelete(files, workspace, question)) await deleteFiles(files);
      }),
    },
  ]);
}

async function renameCategory({ root, category }: CategoryPlace): Promise<void> {
  const above = categoryOfPath(category);
  const name = lastSegment(category);
  const typed = await vscode.window.showInputBox({
    title: `Rename Category ${name}`,
    value: name,
    prompt: 'The new name of the category and of its folder; its skills keep their names',
    validateInput: text => (text.trim() === '' ? 'A category needs a name.' : categoryProblem(text.trim())),
  });
  if (typed === undefined) return;
  const wanted = above === '' ? typed.trim() : `${above}/${typed.trim()}`;
  await moveCategory({ root, category }, { root, category: wanted });
}
