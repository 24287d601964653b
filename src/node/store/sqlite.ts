/** Node's own SQLite, where the Node that runs this has it. */

import type * as sqlite from 'node:sqlite';

export type Sqlite = typeof sqlite;

/** Absent below Node 22.13. */
export function findSqlite(): Sqlite | undefined {
  const { emitWarning } = process;
  // Node 22 warns of an experiment when the module is loaded: that is ours to know, not the user's.
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule?.('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
