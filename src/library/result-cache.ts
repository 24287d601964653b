/** Results of earlier calls in several places, the nearest first: what a farther one has, the nearer ones learn. */

import { LRUCache } from 'lru-cache';

/** A result as JSON text, and until when it counts, in milliseconds since 1970. */
export interface StoredResult {
  readonly text: string;
  readonly expiresAt: number;
}

/** One place for results. It may forget at any time, and it never throws or rejects. */
export interface CacheLevel {
  /** `undefined` when it has none. What it returns may be out of date, or no JSON. */
  get(key: string): StoredResult | undefined | Promise<StoredResult | undefined>;
  set(key: string, result: StoredResult): void;
}

/** A result, and the level that had it. */
export interface LayeredResult<Name extends string> {
  readonly text: string;
  readonly level: Name;
}

/** How often a cache answered, and by which level. */
export interface CacheStatistics<Name extends string> {
  readonly hits: Readonly<Record<Name, number>>;
  readonly misses: number;
}

/** Of all who use the results of a folder, since there is a database of it. */
export interface ResultCounts {
  readonly hits: Readonly<Record<'memory' | 'database' | 'redis', number>>;
  readonly misses: number;
  /** Results that gave way to others; not those that expired or were cleared. */
  readonly evictions: number;
}

export interface ResultStatistics extends ResultCounts {
  /** Results that are in the database now. */
  readonly entries: number;
}

export const noResultCounts: ResultCounts = {
  hits: { memory: 0, database: 0, redis: 0 },
  misses: 0,
  evictions: 0,
};

export function addResultCounts(a: ResultCounts, b: ResultCounts): ResultCounts {
  return {
    hits: {
      memory: a.hits.memory + b.hits.memory,
      database: a.hits.database + b.hits.database,
      redis: a.hits.redis + b.hits.redis,
    },
    misses: a.misses + b.misses,
    evictions: a.evictions + b.evictions,
  };
}

/** Whether nothing was ever looked up, so that there is nothing to tell. */
export function isUnused({ hits, misses }: ResultCounts): boolean {
  return hits.memory + hits.database + hits.redis + misses === 0;
}

/** The longest time that anything counts: what claims more was written under another clock. */
const longestMs = 30 * 86_400_000;

export interface LayeredResultsOptions<Name extends string> {
  /** The nearest first. */
  readonly levels: readonly (readonly [name: Name, level: CacheLevel])[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class LayeredResults<Name extends string> {
  readonly #levels: LayeredResultsOptions<Name>['levels'];
  readonly #now: () => number;
  readonly #hits = new Map<Name, number>();
  #misses = 0;

  constructor({ levels, now }: LayeredResultsOptions<Name>) {
    this.#levels = levels;
    this.#now = now;
  }

  get statistics(): CacheStatistics<Name> {
    const hits = this.#levels.map(([name]) => [name, this.#hits.get(name) ?? 0]);
    return { hits: Object.fromEntries(hits) as Record<Name, number>, misses: this.#misses };
  }

  /** The statistics, which then begin anew. */
  takeStatistics(): CacheStatistics<Name> {
    const { statistics } = this;
    this.#hits.clear();
    this.#misses = 0;
    return statistics;
  }

  /** At once as long as the levels answer at once. */
  get(key: string): LayeredResult<Name> | undefined | Promise<LayeredResult<Name> | undefined> {
    return this.#from(0, key);
  }

  set(key: string, { text, ttlMs }: { readonly text: string; readonly ttlMs: number }): void {
    const result = { text, expiresAt: this.#now() + Math.min(ttlMs, longestMs) };
    for (const [, level] of this.#levels) level.set(key, result);
  }

  #from(
    first: number,
    key: string,
  ): LayeredResult<Name> | undefined | Promise<LayeredResult<Name> | undefined> {
    for (let at = first; at < this.#levels.length; at++) {
      const found = this.#levels[at]?.[1].get(key);
      if (found instanceof Promise)
        return found.then(late => this.#take(at, key, late) ?? this.#from(at + 1, key));
      const taken = this.#take(at, key, found);
      if (taken !== undefined) return taken;
    }
    this.#misses++;
    return undefined;
  }

  /** What counts is handed to the levels before this one, with the time that is left. */
  #take(at: number, key: string, result: StoredResult | undefined): LayeredResult<Name> | undefined {
    const [name] = this.#levels[at] ?? [];
    if (result === undefined || name === undefined || !this.#counts(at, result)) return undefined;
    for (const [, level] of this.#levels.slice(0, at)) level.set(key, result);
    this.#hits.set(name, (this.#hits.get(name) ?? 0) + 1);
    return { text: result.text, level: name };
  }

  /** The nearest level has only what was checked before. */
  #counts(at: number, { text, expiresAt }: StoredResult): boolean {
    const leftMs = expiresAt - this.#now();
    return leftMs > 0 && leftMs <= longestMs && (at === 0 || isJson(text));
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** In this process: the results that were used last, up to so many bytes. */
export class MemoryResults implements CacheLevel {
  readonly #results: LRUCache<string, Remembered>;
  readonly #now: () => number;
  #evictions = 0;

  constructor({ bytes, now }: { readonly bytes: number; readonly now: () => number }) {
    this.#now = now;
    this.#results = new LRUCache({
      maxSize: Math.max(1, bytes),
      // Strings take up to two bytes a character, and an entry some more.
      sizeCalculation: ({ text }, key) => 2 * (text.length + key.length) + 100,
      disposeAfter: (_result, _key, reason) => {
        if (reason === 'evict') this.#evictions++;
      },
    });
  }

  /** A clock that was set back to before the result was stored says nothing about its age: it counts no more. */
  get(key: string): StoredResult | undefined {
    const found = this.#results.get(key);
    if (found === undefined) return undefined;
    const now = this.#now();
    if (now >= found.storedAt && now < found.expiresAt) return found;
    this.#results.delete(key);
    return undefined;
  }

  set(key: string, { text, expiresAt }: StoredResult): void {
    this.#results.set(key, { text, expiresAt, storedAt: this.#now() });
  }

  clear(): void {
    this.#results.clear();
  }

  /** How many results gave way to others since this was last asked. */
  takeEvictions(): number {
    const evictions = this.#evictions;
    this.#evictions = 0;
    return evictions;
  }
}

interface Remembered extends StoredResult {
  readonly storedAt: number;
}
