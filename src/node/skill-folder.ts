/** Reads the files of a skills folder from disk, following links only as far as the workspace reaches. */

import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { isSkillPath } from '../skill/name.ts';
import type { SkillFile, UnreadableFile } from '../skill/skill.ts';
import { Lanes } from './lanes.ts';
import { errorCode, SkillReader, unreadable } from './skill-text.ts';

export interface SkillFolderOptions {
  /** The workspace's root: a link that leads out of it is refused. */
  readonly boundary: string;
}

type Entry = SkillFile | UnreadableFile;

/** A folder by where it is (links resolved) and by what it is called below the skills folder (`''` at its top). */
interface Place {
  readonly real: string;
  readonly path: string;
}

/**
 * Everything in the folder that is a skill by its path, sorted by path; files that vanish meanwhile are left out.
 * A folder that does not exist is empty; one that cannot be entered at all is reported under the path `.`.
 */
export async function readSkillFolder(
  folder: string,
  options: SkillFolderOptions,
): Promise<readonly Entry[]> {
  const boundary = await realpath(options.boundary);
  const real = await realpathIfPresent(folder);
  if (real === undefined) return [];
  if (!isWithin(boundary, real)) return [outside('.', real)];
  return new FolderWalk(boundary).walk(real);
}

/**
 * One file of the folder, after a change.
 * @param path - relative to the folder
 * @returns `undefined` when there is no such skill file (any more)
 */
export async function readSkillFile(
  folder: string,
  path: string,
  options: SkillFolderOptions,
): Promise<Entry | undefined> {
  const name = path.replaceAll(sep, '/');
  if (!isSkillPath(name)) return undefined;
  try {
    const [boundary, realFolder] = await Promise.all([realpath(options.boundary), realpath(folder)]);
    const real = await resolveLink(realFolder, name);
    if (typeof real !== 'string') return real;
    if (!isWithin(boundary, real)) return outside(name, real);
    return (await isCircular(realFolder, name, real)) ? undefined : await new SkillReader().read(real, name);
  } catch (error) {
    return unreadable(name, error);
  }
}

/** One pass over a folder: real folders first and side by side, then the links that were met, in order. */
class FolderWalk {
  readonly #boundary: string;
  readonly #lanes = new Lanes(32);
  readonly #reader = new SkillReader();
  readonly #seen = new Set<string>();
  readonly #entries: Entry[] = [];
  #links: Place[] = [];

  constructor(boundary: string) {
    this.#boundary = boundary;
  }

  async walk(real: string): Promise<readonly Entry[]> {
    await this.#folder({ real, path: '' });
    while (this.#links.length > 0) {
      const links = this.#links.sort(byPath);
      this.#links = [];
      for (const link of links) await this.#link(link);
    }
    return this.#entries.sort(byPath);
  }

  async #folder(place: Place): Promise<void> {
    this.#seen.add(place.real);
    const children = await this.#lanes.run(() => this.#children(place));
    await Promise.all(children.map(child => this.#child(place, child)));
  }

  async #children(place: Place): Promise<readonly Dirent[]> {
    try {
      return await readdir(place.real, { withFileTypes: true });
    } catch (error) {
      this.#add(unreadable(place.path === '' ? '.' : place.path, error));
      return [];
    }
  }

  async #child(parent: Place, child: Dirent): Promise<void> {
    if (isSkipped(child.name)) return;
    const path = parent.path === '' ? child.name : `${parent.path}/${child.name}`;
    const real = join(parent.real, child.name);
    if (child.isSymbolicLink()) this.#links.push({ real, path });
    else if (child.isDirectory()) await (this.#seen.has(real) ? undefined : this.#folder({ real, path }));
    else if (!isSkillPath(path)) return;
    else if (child.isFile()) this.#add(await this.#lanes.run(() => this.#reader.read(real, path)));
    else this.#add(notAFile(path));
  }

  async #link({ real: link, path }: Place): Promise<void> {
    const real = await resolveLink(link, '', path);
    if (typeof real !== 'string') {
      if (isSkillPath(path)) this.#add(real);
      return;
    }
    const target = await stat(real).catch(() => undefined);
    if (target === undefined || !(target.isDirectory() || isSkillPath(path))) return;
    if (!isWithin(this.#boundary, real)) this.#add(outside(path, real));
    else if (target.isDirectory()) await this.#linkedFolder({ real, path });
    else this.#add(target.isFile() ? await this.#reader.read(real, path) : notAFile(path));
  }

  async #linkedFolder(place: Place): Promise<void> {
    const above = [...this.#seen].some(seen => isWithin(place.real, seen));
    if (!above) return this.#folder(place);
    this.#add({
      path: place.path,
      code: 'skill/outside-workspace',
      message: 'This link leads to a folder that is read already, or in a circle. It is not followed.',
    });
  }

  #add(entry: Entry | undefined): void {
    if (entry !== undefined) this.#entries.push(entry);
  }
}

/** Where a path really is; a report when it is a link that leads nowhere; `undefined` when there is nothing. */
async function resolveLink(
  folder: string,
  name: string,
  path: string = name,
): Promise<string | UnreadableFile | undefined> {
  const full = join(folder, name);
  try {
    return await realpath(full);
  } catch (error) {
    const code = errorCode(error);
    const isLink = await lstat(full).then(
      found => found.isSymbolicLink(),
      () => false,
    );
    if (!isLink) return unreadable(path, error);
    if (code !== 'ENOENT' && code !== 'ELOOP') return unreadable(path, error);
    if (code === 'ELOOP')
      return { path, code: 'skill/outside-workspace', message: 'This link leads in a circle.' };
    return { path, code: 'skill/unreadable', message: 'This link leads to nothing.' };
  }
}

/** True when the path passes through a link that leads back above itself; the walk does not follow those either. */
async function isCircular(realFolder: string, path: string, real: string): Promise<boolean> {
  if (real === join(realFolder, path)) return false;
  let above = realFolder;
  for (const segment of path.split('/').slice(0, -1)) {
    const next = await realpath(join(above, segment));
    if (isWithin(next, above)) return true;
    above = next;
  }
  return false;
}

async function realpathIfPresent(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** True for the folder itself, too. Both are absolute, with their links resolved. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

export function outside(path: string, target: string): UnreadableFile {
  const message = `This link leads out of the workspace, to ${target}. It is not followed; copy what it names into the skills folder.`;
  return { path, code: 'skill/outside-workspace', message };
}

function notAFile(path: string): UnreadableFile {
  return { path, code: 'skill/unreadable', message: 'This is not a file but a pipe, socket or device.' };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
