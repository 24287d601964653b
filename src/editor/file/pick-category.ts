/** Asks for a category of a root, an existing one or a new one. */

import * as vscode from 'vscode';
import { Refusal } from '../report.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import { type CategoryPlace, categoryProblem } from './edit-files.ts';

const newCategory: vscode.QuickPickItem = { label: '$(new-folder) New category…', alwaysShow: true };

/** In the root of the first of them. `undefined` when the user chooses none. */
export async function pickCategory(skills: readonly SkillAt[]): Promise<CategoryPlace | undefined> {
  const root = skills[0]?.root;
  if (root === undefined) return undefined;
  const present = new Set(skills.map(({ skill }) => skill.category));
  const [only] = present;
  const others = categoriesOf(root).filter(category => present.size > 1 || category !== only);
  const items = others.map(category => ({ label: category === '' ? '(top)' : category, category }));
  const title = skills.length === 1 ? `Move ${skills[0]?.skill.name}` : `Move ${skills.length} skills`;
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly category?: string }>(
    [newCategory, ...items],
    { title, placeHolder: 'To which category?' },
  );
  if (picked === undefined) return undefined;
  const category = picked === newCategory ? await askCategory() : picked.category;
  return category === undefined ? undefined : { root, category };
}

/** An existing category other than the top, for what is done to it as a whole. `undefined` when the user chooses none. */
export async function chooseCategory(roots: readonly SkillRoot[]): Promise<CategoryPlace | undefined> {
  const items = roots.flatMap(root =>
    categoriesOf(root)
      .filter(category => category !== '')
      .map(category => ({
        label: category,
        description: roots.length > 1 ? root.workspaceFolder.name : '',
        place: { root, category },
      })),
  );
  if (items.length === 0)
    throw new Refusal('There is no category here yet. A folder with a skill in it is one.');
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Which category?' });
  return picked?.place;
}

/** All that hold a skill, and those above them, sorted; the top first. */
function categoriesOf(root: SkillRoot): readonly string[] {
  const all = new Set(['']);
  for (const { category } of root.catalogue.skills()) {
    const segments = category.split('/');
    segments.forEach((_, at) => {
      all.add(segments.slice(0, at + 1).join('/'));
    });
  }
  return [...all].sort();
}

async function askCategory(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'New Category',
    prompt: 'A folder for skills that belong together; "/" makes one inside another',
    validateInput: typed =>
      typed.trim() === '' ? 'A category needs a name.' : categoryProblem(typed.trim()),
  });
  return text?.trim();
}
