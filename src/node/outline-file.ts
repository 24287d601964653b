/** The outlines of a skills folder in `.local/outline.json`: read where files are still as they were, and replaced whole. */

import { lstatSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOutlines, type SkillOutline, type StampedOutline, writeOutlines } from '../library/outline.ts';
import { localFolder, makeLocalFolder } from './store/local-folder.ts';

const fileName = 'outline.json';

/** Handles all items a few at a time, so that others get their turn. */
export type Slices = <T>(items: readonly T[], handle: (batch: readonly T[]) => void) => Promise<void>;

/** Those of the files that have not changed since; none when there is no such file, or it cannot be used. */
export async function readOutlineFile(
  skillsFolder: string,
  inSlices: Slices,
): Promise<ReadonlyMap<string, SkillOutline>> {
  const found = new Map<string, SkillOutline>();
  // One that cannot be read is as good as none: the files themselves are read afterwards.
  const text = await readFile(join(localFolder(skillsFolder), fileName), 'utf8').catch(() => '');
  if (text === '') return found;
  await inSlices(readOutlines(text), batch => {
    for (const { outline, stamp } of batch)
      if (stampOf(join(skillsFolder, outline.path)) === stamp) found.set(outline.path, outline);
  });
  return found;
}

/** @throws the file system's error where it cannot be written */
export async function writeOutlineFile(
  skillsFolder: string,
  outlines: readonly SkillOutline[],
  inSlices: Slices,
): Promise<void> {
  const stamped: StampedOutline[] = [];
  await inSlices(outlines, batch => {
    for (const outline of batch) {
      const stamp = stampOf(join(skillsFolder, outline.path));
      if (stamp !== undefined) stamped.push({ outline, stamp });
    }
  });
  const file = join(makeLocalFolder(skillsFolder), fileName);
  const aside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(aside, writeOutlines(stamped));
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** `undefined` for what is no file, or is a link, of which something else would have to be looked at. */
function stampOf(path: string): string | undefined {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? `${found.mtimeMs}:${found.size}` : undefined;
  } catch {
    return undefined;
  }
}
