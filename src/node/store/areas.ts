/** All that is kept in the database, area by area: the one place that knows every table. */

import type { StateDatabase } from './database.ts';
import type { Migrations } from './migrations.ts';

/** Each area brings the SQL of its tables. */
export const migrations: Migrations = [[].join('\n')];

/** What writes, each area with methods that take and return plain data, so that they can be called in a thread. */
export type Areas = ReturnType<typeof createAreas>;

export function createAreas(_database: StateDatabase, _skillsFolder: string) {
  return {};
}
