/** How many tests passed and which failed: written by each suite into a file of its own, added up by `npm test`. */

import { readFile, writeFile } from 'node:fs/promises';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** A line for each that failed: its title, and the first line of its error. */
  readonly failures: readonly string[];
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

/** The lines of the tests that fail from now on; the array grows while the runner goes on. */
export function collectFailures(runner: Mocha.Runner): readonly string[] {
  const failures: string[] = [];
  runner.on('fail', (test: Pick<Mocha.Runnable, 'fullTitle'>, error: unknown) => {
    const message = String((error as Partial<Error> | undefined)?.message ?? error);
    failures.push(`${test.fullTitle()}: ${message.trim().split('\n', 1)[0]}`);
  });
  return failures;
}
