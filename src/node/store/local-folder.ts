/** `.skills/.local`: what Skillsmith keeps for itself beside the skills, out of git's sight. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../skill-text.ts';

export const localFolderName = '.local';

/** @param skillsFolder - absolute */
export function localFolder(skillsFolder: string): string {
  return join(skillsFolder, localFolderName);
}

/**
 * Makes the folder, which ignores itself in git; the skills folder has to be there.
 * @throws the file system's error where it cannot be made
 */
export function makeLocalFolder(skillsFolder: string): string {
  const folder = localFolder(skillsFolder);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  try {
    writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return folder;
}
