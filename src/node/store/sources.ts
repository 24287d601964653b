/** Texts of skills in the database, each kept once, whatever refers to it. */

import type { StateDatabase } from './database.ts';

/** The number of a source, which is added where it is new. Only within {@link StateDatabase.write}. */
export function sourceOf(database: StateDatabase, hash: string, text: string): number {
  const known = database.get('SELECT id FROM sources WHERE hash = ?', hash);
  if (known !== undefined) return Number(known.id);
  return database.run('INSERT INTO sources (hash, text) VALUES (?, ?)', hash, text).lastId;
}
