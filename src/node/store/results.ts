/** Cached results in the database: they outlive the process and are shared by all processes of a folder. */

import type { CacheLevel, ResultCounts, ResultStatistics, StoredResult } from '../../library/result-cache.ts';
import type { StateDatabase } from './database.ts';

/** Times are milliseconds since 1970; `size` is in bytes. */
export const resultTables = `
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

/** `what` is a level that answered, `misses` or `evictions`; what never happened has no row. */
export const resultCountTables = `
CREATE TABLE result_counts (
  what TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** All results together; the oldest go first. */
const mostBytes = 256 * 1024 * 1024;
/** So often, counted in results that are stored, what is too much is removed. */
const pruneEvery = 100;

/** What writes results. */
export class ResultArea {
  readonly #database: StateDatabase;
  readonly #mostBytes: number;
  #stored = 0;

  constructor(database: StateDatabase, most = mostBytes) {
    this.#database = database;
    this.#mostBytes = most;
  }

  /** @param now - milliseconds since 1970 */
  set(key: string, { text, expiresAt }: StoredResult, now: number): void {
    const size = Buffer.byteLength(text) + key.length;
    this.#database.write(() => {
      this.#database.run(
        'INSERT OR REPLACE INTO results (key, text, stored, expires, size) VALUES (?, ?, ?, ?, ?)',
        ...[key, text, Math.floor(now), Math.floor(expiresAt), size],
      );
      if (this.#stored++ % pruneEvery === 0) this.#prune(now);
    });
  }

  /** Removes what has expired, what comes from a later time, and the oldest beyond the size. */
  prune(now: number): void {
    this.#database.write(() => this.#prune(now));
  }

  /** Adds to what is told of the results. */
  count({ hits, misses, evictions }: ResultCounts): void {
    this.#database.write(() => {
      for (const [what, count] of Object.entries({ ...hits, misses, evictions })) this.#count(what, count);
    });
  }

  /** Removes all results; how many there were. What was counted stays. */
  clear(): number {
    return this.#database.write(() => this.#database.run('DELETE FROM results').changes);
  }

  #count(what: string, count: number): void {
    if (count > 0)
      this.#database.run(
        'INSERT INTO result_counts VALUES (?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
        ...[what, count],
      );
  }

  #prune(now: number): void {
    this.#database.run('DELETE FROM results WHERE expires <= ? OR stored > ?', now, now);
    const { changes } = this.#database.run(
      `DELETE FROM results WHERE key IN (
         SELECT key FROM (
           SELECT key, sum(size) OVER (ORDER BY stored DESC, key) AS total FROM results
         ) WHERE total > ?
       )`,
      this.#mostBytes,
    );
    this.#count('evictions', changes);
  }
}

export function readResultStatistics(database: StateDatabase): ResultStatistics {
  return database.read(() => {
    const rows = database.all('SELECT what, count FROM result_counts');
    const counts = new Map(rows.map(({ what, count }) => [String(what), Number(count)]));
    const of = (what: string) => counts.get(what) ?? 0;
    return {
      entries: Number(database.get('SELECT count(*) AS entries FROM results')?.entries),
      hits: { memory: of('memory'), database: of('database'), redis: of('redis') },
      misses: of('misses'),
      evictions: of('evictions'),
    };
  });
}

export interface DatabaseResultsOptions {
  /** For reading; `undefined` as long as there is none. It stays its creator's. */
  readonly database: () => StateDatabase | undefined;
  /** Keeps a result; nobody waits for it. */
  readonly keep: (key: string, result: StoredResult, now: number) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what kept a result from being read or stored. */
  readonly onError: (error: unknown) => void;
}

/** The database as a level of the cache: a run goes on without it. */
export class DatabaseResults implements CacheLevel {
  readonly #options: DatabaseResultsOptions;

  constructor(options: DatabaseResultsOptions) {
    this.#options = options;
  }

  /** A result that a later clock stored does not count: nothing is known of its age. */
  get(key: string): StoredResult | undefined {
    const { now, onError } = this.#options;
    try {
      const database = this.#options.database();
      const time = now();
      const row = database?.read(() =>
        database.get(
          'SELECT text, expires FROM results WHERE key = ? AND stored <= ? AND expires > ?',
          ...[key, time, time],
        ),
      );
      return row && { text: String(row.text), expiresAt: Number(row.expires) };
    } catch (error) {
      onError(error);
      return undefined;
    }
  }

  set(key: string, result: StoredResult): void {
    const { keep, now, onError } = this.#options;
    keep(key, result, now()).catch(onError);
  }
}
