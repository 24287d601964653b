/** How many tests passed and failed: written by each suite into a file of its own, added up by `npm test`. */

import { readFile, writeFile } from 'node:fs/promises';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The environment variable by which a suite in another process learns its file. */
export const tallyVariable = 'SKILLSMITH_TALLY';

export async function writeTally(file: string, tally: Tally): Promise<void> {
  await writeFile(file, JSON.stringify(tally));
}

/** Undefined when the suite has not come to its end. */
export async function readTally(file: string): Promise<Tally | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Tally);
}
