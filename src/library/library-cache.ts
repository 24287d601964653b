/** What has been looked up lately, kept until it changes, is too old, or gives way to what was used later. */

import { LRUCache } from 'lru-cache';
import { globMatcher } from './glob.ts';

export interface LibraryCacheOptions {
  /** 100 without; 0 keeps nothing. */
  readonly entries?: number;
  /** How long an entry is good, in ms; 3,600,000 without. */
  readonly ttlMs?: number;
  /** Milliseconds, for tests; a clock that jumps back makes nothing live longer than its time. */
  readonly now?: () => number;
}

export interface CacheStatistics {
  readonly hits: number;
  readonly misses: number;
  /** Entries that gave way to others; not those that were invalidated or too old. */
  readonly evictions: number;
  readonly entries: number;
}

export const defaultCacheEntries = 100;
export const defaultCacheTtlMs = 3_600_000;

export class LibraryCache {
  readonly #entries: LRUCache<string, { readonly value: unknown }> | undefined;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  constructor({ entries = defaultCacheEntries, ttlMs = defaultCacheTtlMs, now }: LibraryCacheOptions = {}) {
    if (entries < 1) return;
    this.#entries = new LRUCache({
      max: Math.floor(entries),
      ttl: Math.max(1, Math.ceil(ttlMs)),
      ttlResolution: 0,
      ...(now && { perf: { now } }),
      disposeAfter: (_value, _key, reason) => {
        if (reason === 'evict') this.#evictions++;
      },
    });
  }

  /** What is kept under the key, else what `load` finds, which is kept unless it throws or is `undefined`. */
  read<T>(key: string, load: () => T): T {
    const kept = this.#entries?.get(key);
    if (kept !== undefined) {
      this.#hits++;
      return kept.value as T;
    }
    this.#misses++;
    const value = load();
    if (value !== undefined) this.#entries?.set(key, { value });
    return value;
  }

  /**
   * Forgets all entries whose keys fit a pattern such as `search:*` or `skill:geo*`; see {@link globMatcher}.
   * @returns how many there were
   */
  invalidate(pattern: string): number {
    const fits = globMatcher(pattern);
    let count = 0;
    for (const key of [...(this.#entries?.keys() ?? [])])
      if (fits(key) && this.#entries?.delete(key)) count++;
    return count;
  }

  get statistics(): CacheStatistics {
    this.#entries?.purgeStale();
    return {
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
      entries: this.#entries?.size ?? 0,
    };
  }
}
