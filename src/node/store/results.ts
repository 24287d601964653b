/** Cached results in the database: they outlive the process and are shared by all processes of a folder. */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CacheLevel, StoredResult } from '../../library/result-cache.ts';

/** Times are milliseconds since 1970; `size` is in bytes. */
export const resultsSchema = `
CREATE TABLE results (
  key TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  stored INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX results_by_expiry ON results (expires);
CREATE INDEX results_by_age ON results (stored);
`;

export interface DatabaseResultsOptions {
  /** With the tables of {@link resultsSchema}; it stays its creator's. */
  readonly database: Pick<DatabaseSync, 'prepare'>;
  /** All results together; the oldest go first. */
  readonly mostBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what kept a result from being read or stored. */
  readonly onError: (error: unknown) => void;
}

/** So often, counted in results that are stored, what is too much is removed. */
const pruneEvery = 100;

export class DatabaseResults implements CacheLevel {
  readonly #options: DatabaseResultsOptions;
  readonly #statements = new Map<string, StatementSync>();
  #stored = 0;

  constructor(options: DatabaseResultsOptions) {
    this.#options = options;
  }

  /** A result that a later clock stored does not count: nothing is known of its age. */
  get(key: string): StoredResult | undefined {
    return this.#guarded(() => {
      const now = this.#options.now();
      const row = this.#prepared(
        'SELECT text, expires FROM results WHERE key = ? AND stored <= ? AND expires > ?',
      ).get(key, now, now);
      return row && { text: String(row.text), expiresAt: Number(row.expires) };
    });
  }

  set(key: string, { text, expiresAt }: StoredResult): void {
    this.#guarded(() => {
      const now = this.#options.now();
      const size = Buffer.byteLength(text) + key.length;
      this.#prepared(
        'INSERT OR REPLACE INTO results (key, text, stored, expires, size) VALUES (?, ?, ?, ?, ?)',
      ).run(key, text, Math.floor(now), Math.floor(expiresAt), size);
      if (this.#stored++ % pruneEvery === 0) this.prune();
    });
  }

  /** Removes what has expired, what comes from a later time, and the oldest beyond the size. */
  prune(): void {
    this.#guarded(() => {
      const now = this.#options.now();
      this.#prepared('DELETE FROM results WHERE expires <= ? OR stored > ?').run(now, now);
      this.#prepared(
        `DELETE FROM results WHERE key IN (
           SELECT key FROM (
             SELECT key, sum(size) OVER (ORDER BY stored DESC, key) AS total FROM results
           ) WHERE total > ?
         )`,
      ).run(this.#options.mostBytes);
    });
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#options.database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** A run goes on without the database. */
  #guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#options.onError(error);
      return undefined;
    }
  }
}
