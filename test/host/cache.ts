/** A folder per user for what is fetched once and kept: each entry is filled aside and moved into place whole. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const partialMark = '.partial-';
const staleAfterMs = 60 * 60 * 1000;

/** Outside of the checkout, so that a fresh clone does not pay again. It may not exist yet. */
export function cacheFolder(): string {
  return path.join(userCacheFolder(), 'skillsmith-tests');
}

function userCacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA || path.join(homedir(), 'AppData', 'Local');
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  return process.platform === 'darwin'
    ? path.join(homedir(), 'Library', 'Caches')
    : path.join(homedir(), '.cache');
}

/**
 * The folder of a key. Where there is none yet, `fill` fills an empty one, which appears under its name only
 * when it is complete: neither an interrupted download nor a second process can leave a half of it.
 */
export async function cached(key: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const place = path.join(cacheFolder(), key);
  if (existsSync(place)) return place;
  await mkdir(cacheFolder(), { recursive: true });
  await removeLeftovers();
  const partial = await mkdtemp(path.join(cacheFolder(), `${key}${partialMark}`));
  try {
    await fill(partial);
    await rename(partial, place).catch(error => {
      // Another process was quicker: its folder is as good as this one.
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return place;
}

/** What an interrupted download left; younger ones may still be at work. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(cacheFolder())) {
    if (!name.includes(partialMark)) continue;
    const place = path.join(cacheFolder(), name);
    const age =
      Date.now() -
      (await stat(place).then(
        info => info.mtimeMs,
        () => Date.now(),
      ));
    if (age > staleAfterMs) await rm(place, { recursive: true, force: true });
  }
}
