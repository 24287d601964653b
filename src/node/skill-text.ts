/** Reads the text of one skill file: whole, at most 1 MiB, strictly UTF-8. */

import { close, constants, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import type { SkillFile, UnreadableFile } from '../skill/skill.ts';

/** In bytes. A larger file is refused without being read. */
export const maxSkillBytes = 1024 * 1024;

/** Most skills fit, so that one read is the whole of it. */
const chunkBytes = 64 * 1024;

/** The callback functions are twice as quick as `fs.promises` for thousands of small files. */
const openFile = promisify(open);
const readFile = promisify(read);
const statFile = promisify(fstat);
const closeFile = promisify(close);

/** No link is followed here (the caller has resolved them), and a pipe is never waited for. */
export const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Fails rather than replace; drops a byte order mark, as VS Code does, so that offsets are the editor's. */
export const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads files one after another or side by side; its buffers are used again, which is most of its speed. */
export class SkillReader {
  readonly #spare: Buffer[] = [];

  /**
   * @param realPath - where the file is, links resolved
   * @param path - what it is called, relative to the skills folder
   * @returns `undefined` when the file is gone, or is no file
   */
  async read(realPath: string, path: string): Promise<SkillFile | UnreadableFile | undefined> {
    const buffer = this.#spare.pop() ?? Buffer.allocUnsafe(chunkBytes);
    try {
      const bytes = await readBytes(realPath, buffer);
      return typeof bytes === 'number' ? tooLarge(path, bytes) : { path, text: utf8.decode(bytes) };
    } catch (error) {
      return error instanceof TypeError ? notUtf8(path) : unreadable(path, error);
    } finally {
      this.#spare.push(buffer);
    }
  }
}

/** `undefined` when the thing is merely gone; the error's code says why otherwise. */
export function unreadable(path: string, error: unknown): UnreadableFile | undefined {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
  const reason = code === 'EACCES' || code === 'EPERM' ? `permission denied, ${code}` : code;
  return { path, code: 'skill/unreadable', message: `The file cannot be read (${reason}).` };
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** The file's bytes, or its size when that is beyond the limit. */
async function readBytes(realPath: string, buffer: Buffer): Promise<Uint8Array | number> {
  const file = await openFile(realPath, openFlags);
  try {
    const { bytesRead } = await readFile(file, buffer, 0, buffer.length, 0);
    if (bytesRead < buffer.length) return buffer.subarray(0, bytesRead);
    const { size } = await statFile(file);
    return size > maxSkillBytes ? size : await readRest(file, buffer);
  } finally {
    await closeFile(file);
  }
}

/** A file that grows meanwhile is read up to one byte beyond the limit. */
async function readRest(file: number, first: Buffer): Promise<Uint8Array | number> {
  const bytes = Buffer.allocUnsafe(maxSkillBytes + 1);
  let length = first.copy(bytes);
  for (;;) {
    const { bytesRead } = await readFile(file, bytes, length, bytes.length - length, length);
    length += bytesRead;
    if (length > maxSkillBytes) return length;
    if (bytesRead === 0) return bytes.subarray(0, length);
  }
}

export function tooLarge(path: string, size: number): UnreadableFile {
  const megabytes = Math.ceil((size / maxSkillBytes) * 10) / 10;
  const message = `The file is ${megabytes} MB; a skill may have at most 1 MB. Pass large data in as an input, or split the skill.`;
  return { path, code: 'skill/too-large', message };
}

export function notUtf8(path: string): UnreadableFile {
  return {
    path,
    code: 'skill/not-utf8',
    message: 'The file is not UTF-8 text. Save it with the encoding UTF-8.',
  };
}
