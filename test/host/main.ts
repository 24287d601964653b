/** How each script of this folder starts and ends: exit codes, what is missing said in a sentence, nothing left alive. */

import { glob } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Something the machine lacks. Shown as a sentence, without a stack. */
export class MissingError extends Error {
  override readonly name = 'MissingError';
}

/** Runs a script's work; its value is the exit code. Call it once, at the end of the script's file. */
export async function main(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(error instanceof MissingError ? `Missing: ${error.message}` : error);
    process.exitCode = 1;
  }
}

/** Paths relative to a folder that match a pattern, sorted, with `/` on every system. */
export async function findFiles(pattern: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: folder })) found.push(file.replaceAll('\\', '/'));
  return found.sort();
}
