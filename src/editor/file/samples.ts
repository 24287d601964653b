/** Copies the sample skills that come with the extension into a root, beside what is there. */

import * as vscode from 'vscode';
import { isSkillPath, skillNameOfPath } from '../../skill/name.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';

/** Skips those whose name is taken. */
export async function addSamples(extensionUri: vscode.Uri, root: SkillRoot): Promise<void> {
  await root.refresh();
  const source = vscode.Uri.joinPath(extensionUri, 'media', 'samples');
  const paths = await filesBelow(source, '');
  const missing = paths.filter(path => root.catalogue.find(skillNameOfPath(path)) === undefined);
  if (missing.length === 0) throw new Refusal('The sample skills are here already.');
  for (const path of missing) {
    const target = vscode.Uri.joinPath(root.folder, path);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(target, '..'));
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(source, path), target, { overwrite: false });
  }
  await root.refresh();
}

/** Skill files, relative to the folder. */
async function filesBelow(folder: vscode.Uri, path: string): Promise<readonly string[]> {
  const here = vscode.Uri.joinPath(folder, path);
  const entries = await vscode.workspace.fs.readDirectory(here);
  const found = await Promise.all(
    entries.map(async ([name, type]): Promise<readonly string[]> => {
      const child = path === '' ? name : `${path}/${name}`;
      if (type === vscode.FileType.Directory) return filesBelow(folder, child);
      return isSkillPath(child) ? [child] : [];
    }),
  );
  return found.flat();
}
