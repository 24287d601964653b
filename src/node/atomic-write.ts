/** Writes a file so that it has all of the old content or all of the new, whenever the process or the machine stops. */

import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FileRefusal, type Replaced } from '../library/skill-files.ts';
import { isWithin } from './skill-folder.ts';
import { errorCode } from './skill-text.ts';

export interface WholeFile {
  /** Absolute. What is there is no link. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Folders that are missing are made, but not out of this one. */
  readonly boundary: string;
}

/** Whether a file is one that is being written or replaced, or was when its writer was ended. */
export function isDraftName(name: string): boolean {
  return /^\..+\.skillsmith-[0-9a-f]{8}$/.test(name);
}

/** Keeps the permissions of the file that is there. @throws the file system's error; then nothing has changed */
export function writeWhole({ file, bytes, boundary }: WholeFile): Replaced {
  const folder = makeFolder(dirname(file), boundary);
  const target = join(folder, basename(file));
  const present = statSync(target, { throwIfNoEntry: false });
  if (present !== undefined) accessSync(target, constants.W_OK);
  const draft = draftOf(target);
  const before = present === undefined ? undefined : keptAside(target);
  try {
    writeDraft(draft, bytes, present?.mode);
    const ours = identityOf(draft);
    rename(draft, target);
    syncFolder(folder);
    return replacedBy(ours, target, before);
  } catch (error) {
    rmSync(draft, { force: true });
    if (before !== undefined) rmSync(before, { force: true });
    throw error;
  }
}

/** @throws the file system's error; then nothing has changed */
export function removeWhole(file: string): Replaced {
  const before = draftOf(file);
  rename(file, before);
  syncFolder(dirname(file));
  return replacedBy('', file, before);
}

/** A second name for the file as it is now; a copy where the disk knows no second names. */
function keptAside(file: string): string {
  const aside = draftOf(file);
  try {
    linkSync(file, aside);
  } catch {
    copyFileSync(file, aside);
  }
  return aside;
}

/** @param ours - the identity of what has taken the place */
function replacedBy(ours: string, file: string, before: string | undefined): Replaced {
  return {
    undo: () => {
      const isOurs = identityOf(file) === ours;
      if (isOurs && before !== undefined) rename(before, file);
      else if (isOurs) rmSync(file, { force: true });
      if (before !== undefined) rmSync(before, { force: true });
    },
    forget: () => {
      if (before !== undefined) rmSync(before, { force: true });
    },
  };
}

/** Of a file as it is, whatever its name; `''` when there is none. */
function identityOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

/** Beside the file, on the same disk. */
function draftOf(file: string): string {
  const name = `.${basename(file).slice(0, 200)}.skillsmith-${randomBytes(4).toString('hex')}`;
  return join(dirname(file), name);
}

/** The real place of the folder, made where it is missing. @throws {FileRefusal} when a link leads out */
function makeFolder(folder: string, boundary: string): string {
  const real = realpathSync.native(boundary);
  for (let above = folder; ; above = dirname(above)) {
    const found = statSync(above, { throwIfNoEntry: false });
    if (found === undefined && above !== dirname(above)) continue;
    if (isWithin(real, realpathSync.native(above))) break;
    throw new FileRefusal(`${above} leads out of the workspace. Nothing is written there.`);
  }
  mkdirSync(folder, { recursive: true });
  return realpathSync.native(folder);
}

function writeDraft(draft: string, bytes: Uint8Array, mode: number | undefined): void {
  const file = openSync(draft, 'wx');
  try {
    if (mode !== undefined) fchmodSync(file, mode & 0o7777);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** On Windows, a file that somebody is reading cannot be replaced: virus scanners and indexers read for a moment. */
function rename(from: string, to: string): void {
  for (let tries = 0; ; tries++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isBusy = process.platform === 'win32' && /^(?:EPERM|EACCES|EBUSY)$/.test(errorCode(error));
      if (!isBusy || tries === 20) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * tries);
    }
  }
}

/** So that the new name is on the disk, too. Windows has no way to ask for that, and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
