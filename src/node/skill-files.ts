/** The files of a skills folder for those who hold its lock: found, read, and written whole or not at all. */

import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  FileRefusal,
  type FolderLook,
  type FoundFile,
  type ReadFile,
  type Replaced,
  type SkillFiles,
} from '../library/skill-files.ts';
import { isSkillPath } from '../skill/name.ts';
import type { UnreadableFile } from '../skill/skill.ts';
import { isDraftName, removeWhole, writeWhole } from './atomic-write.ts';
import { GitTraces } from './git-trace.ts';
import { isSkipped, isWithin, outside } from './skill-folder.ts';
import { errorCode, maxSkillBytes, notUtf8, openFlags, tooLarge, unreadable, utf8 } from './skill-text.ts';

/** A file that is younger may change again within one tick of the file system's clock, and then looks the same. */
const freshMs = 2000;

const byteOrderMark = '\ufeff';

export class SkillFolderFiles implements SkillFiles {
  readonly #folder: string;
  readonly #boundary: string;
  readonly #git: GitTraces;

  /**
   * @param folder - the skills folder, absolute
   * @param boundary - the workspace's root: what leads out of it is neither read nor written
   */
  constructor(folder: string, boundary: string) {
    this.#folder = folder;
    this.#boundary = boundary;
    this.#git = new GitTraces(folder);
  }

  list(): readonly FoundFile[] {
    return this.#listed({ tidies: true }).files;
  }

  look(): FolderLook {
    return this.#listed({ tidies: false });
  }

  #listed(options: { readonly tidies: boolean }): FolderLook {
    const [boundary, real] = [realPath(this.#boundary), realPath(this.#folder)];
    if (boundary === undefined || real === undefined || !isWithin(boundary, real))
      return { files: [], hasHalfDone: false };
    return new Listing(boundary, options).of(real);
  }

  read(path: string): ReadFile | UnreadableFile | undefined {
    try {
      const real = this.#place(path);
      if (real === undefined) return undefined;
      return typeof real === 'string' ? readText(real, path) : real;
    } catch (error) {
      return error instanceof TypeError ? notUtf8(path) : unreadable(path, error);
    }
  }

  write(path: string, text: string): Replaced {
    try {
      const present = this.#place(path);
      if (typeof present === 'object') throw new FileRefusal(present.message);
      const hasMark = present !== undefined && readFileSync(present).subarray(0, 3).equals(markBytes);
      const bytes = Buffer.from(`${hasMark ? byteOrderMark : ''}${text}`);
      return writeWhole({ file: present ?? join(this.#folder, path), bytes, boundary: this.#boundary });
    } catch (error) {
      throw refusalOf(error, path, 'written');
    }
  }

  remove(path: string): Replaced {
    try {
      const present = this.#place(path);
      if (typeof present === 'object') throw new FileRefusal(present.message);
      return removeWhole(join(this.#folder, path));
    } catch (error) {
      throw refusalOf(error, path, 'removed');
    }
  }

  writerAt(changedAt: number): 'git' | 'disk' {
    return this.#git.areOf(changedAt) ? 'git' : 'disk';
  }

  /** Where the file really is; a report when that is out of the workspace; `undefined` when there is none. */
  #place(path: string): string | UnreadableFile | undefined {
    const [boundary, folder] = [realPath(this.#boundary), realPath(this.#folder)];
    const real = realPath(join(this.#folder, path));
    if (boundary === undefined || folder === undefined || real === undefined) return undefined;
    if (!isWithin(boundary, real)) return outside(path, real);
    const spelled = relative(folder, real).replaceAll(sep, '/');
    // Where case does not count, a file is found by all spellings of its name, and has one.
    const isOther = spelled !== path && spelled.toLowerCase() === path.toLowerCase();
    return isOther ? undefined : real;
  }
}

/** Finds files as the catalogue does: folders first, then links, which lead no further than the workspace. */
class Listing {
  readonly #boundary: string;
  readonly #tidies: boolean;
  readonly #seen = new Set<string>();
  readonly #files: FoundFile[] = [];
  #links: { readonly link: string; readonly path: string }[] = [];
  #hasHalfDone = false;

  /** @param options - whether what is half done is removed */
  constructor(boundary: string, { tidies }: { readonly tidies: boolean }) {
    this.#boundary = boundary;
    this.#tidies = tidies;
  }

  of(folder: string): FolderLook {
    this.#folder(folder, '');
    while (this.#links.length > 0) {
      const links = this.#links.sort((a, b) => (a.path < b.path ? -1 : 1));
      this.#links = [];
      for (const { link, path } of links) this.#link(link, path);
    }
    const files = this.#files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files, hasHalfDone: this.#hasHalfDone };
  }

  #folder(real: string, path: string): void {
    this.#seen.add(real);
    for (const child of childrenOf(real)) {
      const place = join(real, child.name);
      if (isDraftName(child.name)) this.#halfDone(place);
      if (isSkipped(child.name)) continue;
      this.#child(child, place, path === '' ? child.name : `${path}/${child.name}`);
    }
  }

  #halfDone(place: string): void {
    if (this.#tidies) rmSync(place, { force: true });
    else this.#hasHalfDone = true;
  }

  #child(child: Dirent, place: string, path: string): void {
    if (child.isSymbolicLink()) this.#links.push({ link: place, path });
    else if (child.isDirectory()) this.#folder(place, path);
    else if (child.isFile() && isSkillPath(path)) this.#add(place, path);
  }

  #link(link: string, path: string): void {
    const real = realPath(link);
    const found = real && statSync(real, { throwIfNoEntry: false });
    if (!real || !found || !isWithin(this.#boundary, real)) return;
    if (found.isFile() && isSkillPath(path)) this.#add(real, path);
    const isKnown = [...this.#seen].some(seen => isWithin(real, seen));
    if (found.isDirectory() && !isKnown) this.#folder(real, path);
  }

  #add(real: string, path: string): void {
    const found = statSync(real, { throwIfNoEntry: false });
    if (found !== undefined) this.#files.push({ path, stamp: stampOf(found) });
  }
}

function readText(real: string, path: string): ReadFile | UnreadableFile | undefined {
  const file = openSync(real, openFlags);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) return undefined;
    if (found.size > maxSkillBytes) return tooLarge(path, found.size);
    return { path, text: utf8.decode(readFileSync(file)), stamp: stampOf(found), changedAt: found.mtimeMs };
  } finally {
    closeSync(file);
  }
}

function stampOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return Math.abs(Date.now() - ctimeMs) < freshMs ? '' : `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}

const markBytes = Buffer.from(byteOrderMark);

function childrenOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // What cannot be entered holds no skill that can be used; once it can, its skills are what they were.
    return [];
  }
}

/** `undefined` where nothing is, or nothing can be reached. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG')
      return undefined;
    throw error;
  }
}

function refusalOf(error: unknown, path: string, done: 'written' | 'removed'): unknown {
  if (error instanceof FileRefusal) return error;
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new FileRefusal(`The disk is full: ${path} stays as it was. Make space, and try again.`);
  const why = /^(?:EACCES|EPERM|EROFS)$/.test(code) ? `permission denied, ${code}` : code;
  return new FileRefusal(`${path} cannot be ${done} (${why}).`);
}
