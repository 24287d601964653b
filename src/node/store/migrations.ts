/** The shape of the database, step by step: each step is applied once, in order, and never changed after a release. */

import type { DatabaseSync } from 'node:sqlite';
import { newerError } from './store-error.ts';

/** SQL by which a database of `user_version` n becomes one of n + 1. */
export type Migrations = readonly string[];

/** @throws StoreError `store/newer` when a database is beyond the last version */
export function refuseNewer(database: DatabaseSync, migrations: Migrations, file: string): void {
  if (versionOf(database) > migrations.length) throw newerError(file);
}

/**
 * Brings a database to the last version; another process may do so at the same time.
 * @throws StoreError `store/newer` when it is beyond that already
 */
export function migrate(database: DatabaseSync, migrations: Migrations, file: string): void {
  if (versionOf(database) === migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    refuseNewer(database, migrations, file);
    for (const step of migrations.slice(versionOf(database))) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return Number(row?.user_version ?? 0);
}
