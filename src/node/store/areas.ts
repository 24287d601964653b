/** All that is kept in the database, area by area: the one place that knows every table. */

import type { StateDatabase } from './database.ts';
import type { Migrations } from './migrations.ts';
import { runTables } from './run-tables.ts';
import { RunArea } from './runs.ts';

/** Each area brings the SQL of its tables. */
export const migrations: Migrations = [[runTables].join('\n')];

/** What writes, each area with methods that take and return plain data, so that they can be called in a thread. */
export type Areas = ReturnType<typeof createAreas>;

export function createAreas(database: StateDatabase, _skillsFolder: string) {
  return { runs: new RunArea(database) };
}
