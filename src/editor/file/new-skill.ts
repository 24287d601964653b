/** New skills: from a template, as the first one, or as samples. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { registerCommands } from '../command.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { Targets } from '../target.ts';
import { categoryProblem, createFile, nameProblem } from './edit-files.ts';
import { addSamples } from './samples.ts';
import { asNewSkill, fillTemplate, pickTemplate, templateText } from './template.ts';

type NewSkillParts = Pick<Parts, 'extensionUri' | 'targets' | 'report'>;

export function registerNewSkill({ extensionUri, targets, report }: NewSkillParts): Disposable {
  return registerCommands(report, [
    {
      id: commandIds.newSkill,
      task: 'create the skill',
      run: argument => newSkill(extensionUri, targets, argument),
    },
    {
      id: commandIds.createSkillsFolder,
      task: 'create the skills folder',
      run: async () => {
        const root = await targets.root();
        if (root) await vscode.workspace.fs.createDirectory(root.folder);
        await root?.refresh();
      },
    },
    {
      id: commandIds.addSamples,
      task: 'add the sample skills',
      run: async () => {
        const root = await targets.root();
        if (root) await addSamples(extensionUri, root);
      },
    },
  ]);
}

/** Returns the new file; `undefined` when the user stopped. `{ name, template?, category? }` asks nothing. */
async function newSkill(
  extensionUri: vscode.Uri,
  targets: Targets,
  argument: unknown,
): Promise<vscode.Uri | undefined> {
  const given = asNewSkill(argument);
  const place = given
    ? { root: await targets.likelyRoot(), category: given.category ?? '' }
    : await targets.place(argument);
  if (place === undefined) return undefined;
  const { root } = place;
  const template = given?.template ?? (await pickTemplate());
  if (template === undefined) return undefined;
  const path = given ? joined(place.category, given.name) : await askPath(root, place.category);
  if (path === undefined) return undefined;
  const problem = pathProblem(root, path);
  if (problem) throw new Refusal(problem);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const { text, selection } = fillTemplate(await templateText(extensionUri, template), name);
  const uri = vscode.Uri.joinPath(root.folder, `${path}.js`);
  await createFile(uri, text);
  const document = await vscode.workspace.openTextDocument(uri);
  const range = new vscode.Range(document.positionAt(selection.start), document.positionAt(selection.end));
  await vscode.window.showTextDocument(document, { selection: range, preview: false });
  return uri;
}

async function askPath(root: SkillRoot, category: string): Promise<string | undefined> {
  const start = category === '' ? '' : `${category}/`;
  const typed = await vscode.window.showInputBox({
    title: 'New Skill',
    prompt: 'The name of the skill; "folder/name" puts it in a category',
    placeHolder: 'my_skill',
    value: start,
    valueSelection: [start.length, start.length],
    validateInput: text => pathProblem(root, text.trim()),
  });
  return typed?.trim();
}

/** Why there cannot be a skill of this `category/name`; `undefined` when there can. */
function pathProblem(root: SkillRoot, path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  const category = slash < 0 ? '' : path.slice(0, slash);
  if (slash === 0) return 'A folder needs a name on each side of "/".';
  return nameProblem(root, path.slice(slash + 1)) ?? categoryProblem(category);
}

function joined(category: string, name: string): string {
  return category === '' ? name : `${category}/${name}`;
}
