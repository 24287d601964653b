/** Reading the collection: a skill by its name and searches, from a cache that no change outlives. */

import { type Disposable, DisposableStore } from '../base/disposal.ts';
import type { SkillCatalogue } from '../skill/catalogue.ts';
import { skillNameOfPath } from '../skill/name.ts';
import type { Skill } from '../skill/skill.ts';
import { type CacheStatistics, LibraryCache, type LibraryCacheOptions } from './library-cache.ts';
import { type SearchHit, type SearchQuery, type SkillRates, SkillSearch } from './search.ts';

export interface LibraryReaderOptions {
  readonly catalogue: SkillCatalogue;
  readonly rates?: SkillRates;
  readonly cache?: LibraryCacheOptions;
}

/** Its creator disposes it; the catalogue stays its owner's. */
export class LibraryReader implements Disposable {
  readonly #catalogue: SkillCatalogue;
  readonly #search: SkillSearch;
  readonly #owned = new DisposableStore();
  #cache: LibraryCache;

  constructor({ catalogue, rates, cache }: LibraryReaderOptions) {
    this.#catalogue = catalogue;
    this.#search = this.#owned.add(new SkillSearch(catalogue, rates));
    this.#cache = new LibraryCache(cache);
    this.#owned.add(
      catalogue.onDidChange(({ skills }) => {
        for (const path of skills) this.#cache.invalidate(`skill:${literal(keyOf(skillNameOfPath(path)))}`);
        // Problems of other skills may have changed as well, and a search may have asked for them.
        this.#cache.invalidate('search:*');
      }),
    );
  }

  /** Of several of one name, the one that is called. `undefined` when there is none. */
  get(name: string): Skill | undefined {
    return this.#cache.read(`skill:${keyOf(name)}`, () => this.#catalogue.find(name));
  }

  /** The best first. */
  search(text: string, query: SearchQuery = {}): readonly SearchHit[] {
    const entries = Object.entries(query).filter(([, value]) => value !== undefined);
    const key = `search:${JSON.stringify([text, ...entries.sort(([a], [b]) => (a < b ? -1 : 1))])}`;
    return this.#cache.read(key, () => this.#search.search(text, query));
  }

  /** Reads what a first search would have to read, a little at a time. */
  prepare(pause: () => Promise<void>): Promise<void> {
    return this.#search.prepare(pause);
  }

  /** Keys are `skill:<name in lower case>` and `search:<query>`. @returns how many entries there were */
  invalidate(pattern: string): number {
    return this.#cache.invalidate(pattern);
  }

  /** Runs ended: what searches say of success and use may be another. */
  ratesChanged(): void {
    this.#cache.invalidate('search:*');
  }

  /** With other sizes; what was kept is forgotten. */
  resize(options: LibraryCacheOptions): void {
    this.#cache = new LibraryCache(options);
  }

  get statistics(): CacheStatistics {
    return this.#cache.statistics;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function keyOf(name: string): string {
  return name.toLowerCase();
}

/** A name as a pattern that fits nothing else. */
function literal(text: string): string {
  return text.replace(/[*?[\]\\]/g, '\\$&');
}
