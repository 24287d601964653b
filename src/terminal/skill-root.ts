/** Finds the folder whose skills are meant, and reads them. */

import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readSkillFolder } from '../node/skill-folder.ts';
import { stripTypes } from '../node/typescript.ts';
import { SkillCatalogue } from '../skill/catalogue.ts';
import { UsageError } from './usage-error.ts';

const folderName = '.skills';

/** The skills of one folder, as they were on disk when they were opened. */
export interface OpenSkills {
  readonly catalogue: SkillCatalogue;
  /** Absolute: where the skills are. */
  readonly folder: string;
  /** A skill's path as people find it: relative to the current folder, `/` between segments. */
  shown(path: string): string;
}

/**
 * @param root - as given with `--root`; `undefined` looks from the current folder upwards
 * @throws UsageError when there is no `.skills` folder
 */
export async function openSkills(root: string | undefined, currentFolder: string): Promise<OpenSkills> {
  const above =
    root === undefined ? await findRoot(currentFolder) : await givenRoot(resolve(currentFolder, root));
  const folder = join(above, folderName);
  const catalogue = new SkillCatalogue({ stripTypes });
  catalogue.update({ set: await readSkillFolder(folder, { boundary: above }) });
  return {
    catalogue,
    folder,
    shown: path => relative(currentFolder, join(folder, path)).replaceAll(sep, '/'),
  };
}

async function findRoot(currentFolder: string): Promise<string> {
  for (let folder = currentFolder; ; folder = dirname(folder)) {
    if (await isFolder(join(folder, folderName))) return folder;
    if (folder === dirname(folder)) break;
  }
  throw new UsageError(
    `There is no ${folderName} folder in ${currentFolder} or above it. Create one, or say where it is with --root DIR.`,
  );
}

async function givenRoot(root: string): Promise<string> {
  if (await isFolder(join(root, folderName))) return root;
  const hint = basename(root) === folderName ? ` Give the folder above it: --root ${dirname(root)}` : '';
  throw new UsageError(`There is no ${folderName} folder in ${root}.${hint}`);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}
