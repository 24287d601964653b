/** Finds skills by what people remember of them: ranked by where it stands, forgiving of typos, right after every change. */

import MiniSearch, { type SearchOptions as IndexOptions } from 'minisearch';
import { type Disposable, DisposableStore } from '../base/disposal.ts';
import type { SkillCatalogue } from '../skill/catalogue.ts';
import type { Skill } from '../skill/skill.ts';
import { identifiersOf } from './identifier.ts';
import { queryTerms, termsOf } from './term.ts';

/** How well a skill has done; `undefined` of one that has never run. */
export interface SkillRate {
  readonly runs: number;
  /** 0 to 1. */
  readonly successRate: number;
  /** Milliseconds since 1970. */
  readonly lastAt: number;
}

/** Where search asks for that; without one, nothing has ever run. */
export interface SkillRates {
  rateOf(name: string): SkillRate | undefined;
}

export const searchOrders = ['relevance', 'name', 'runs', 'recent', 'success'] as const;
export type SearchOrder = (typeof searchOrders)[number];

export interface SearchQuery {
  /** This category and those below it. Case does not matter. */
  readonly category?: string;
  /** A skill has to have all of them. Case does not matter. */
  readonly tags?: readonly string[];
  /** 0 to 1. A skill that has never run does not pass. */
  readonly minSuccessRate?: number;
  /** Only those with errors or warnings, or only those without. */
  readonly hasProblems?: boolean;
  /** Nothing where no skill has all of the words; without it, those that have some. */
  readonly needsAll?: boolean;
  /** `relevance` unless told; of equals, and without any words, by name. */
  readonly sort?: SearchOrder;
  /** All of them without it. */
  readonly limit?: number;
}

interface Indexed {
  readonly skill: Skill;
  /** The name as a person would type it, in one word. */
  readonly typed: string;
}

export interface SearchHit {
  readonly skill: Skill;
  /** Higher is better; 0 without any words. Only to be compared within one search. */
  readonly score: number;
}

interface Entry {
  readonly path: string;
  readonly name: string;
  readonly category: string;
  readonly tags: string;
  readonly description: string;
  readonly parameters: string;
  readonly identifiers: string;
}

const fields = ['name', 'category', 'tags', 'description', 'parameters', 'identifiers'] as const;
const boost: Readonly<Record<(typeof fields)[number], number>> = {
  name: 10,
  tags: 5,
  category: 4,
  description: 3,
  parameters: 2,
  identifiers: 1,
};

/** Short words have too many neighbours. */
const matching: IndexOptions = {
  boost,
  prefix: term => term.length > 1,
  fuzzy: term => (term.length > 5 ? 2 : term.length > 3 ? 1 : false),
  maxFuzzy: 2,
  weights: { fuzzy: 0.3, prefix: 0.6 },
};

const slice = 100;

/** Reads the catalogue when it is first asked, and then only what has changed. Its creator disposes it. */
export class SkillSearch implements Disposable {
  readonly #catalogue: SkillCatalogue;
  readonly #rates: SkillRates | undefined;
  readonly #owned = new DisposableStore();
  readonly #index = new MiniSearch<Entry>({
    idField: 'path',
    fields: [...fields],
    tokenize: termsOf,
    processTerm: term => term,
    searchOptions: { ...matching, tokenize: queryTerms, combineWith: 'AND' },
  });
  /** What is in the index, as it was when it was put there. */
  readonly #indexed = new Map<string, Indexed>();
  /** Paths of which the index may be wrong. */
  readonly #stale = new Set<string>();

  constructor(catalogue: SkillCatalogue, rates?: SkillRates) {
    this.#catalogue = catalogue;
    this.#rates = rates;
    for (const { path } of catalogue.skills()) this.#stale.add(path);
    this.#owned.add(
      catalogue.onDidChange(({ skills }) => {
        for (const path of skills) this.#stale.add(path);
      }),
    );
  }

  /** Reads what has not been read, a little at a time, so that a first search need not. */
  async prepare(pause: () => Promise<void>): Promise<void> {
    while (this.#stale.size > 0 && !this.#owned.isDisposed) {
      this.#read(slice);
      await pause();
    }
  }

  /** The best first. Any text will do: what is no word is looked for nowhere. */
  search(text: string, query: SearchQuery = {}): readonly SearchHit[] {
    this.#read(Number.POSITIVE_INFINITY);
    const words = queryTerms(text);
    const found =
      words.length === 0
        ? text.trim() === ''
          ? this.#all()
          : []
        : this.#matching(words, query.needsAll === true);
    const hits = found.filter(({ skill }) => this.#passes(skill, query));
    const { sort = 'relevance', limit } = query;
    return hits.sort((a, b) => this.#order(a, b, sort)).slice(0, limit);
  }

  dispose(): void {
    this.#owned.dispose();
    this.#index.removeAll();
    this.#indexed.clear();
    this.#stale.clear();
  }

  #read(most: number): void {
    let count = 0;
    for (const path of this.#stale) {
      if (count++ >= most) return;
      this.#stale.delete(path);
      const before = this.#indexed.get(path);
      const now = this.#catalogue.at(path);
      if (before?.skill === now) continue;
      if (before !== undefined) this.#index.discard(path);
      this.#indexed.delete(path);
      if (now === undefined) continue;
      this.#index.add(entryOf(now));
      this.#indexed.set(path, { skill: now, typed: queryTerms(now.name).join('') });
    }
  }

  #all(): SearchHit[] {
    return [...this.#catalogue.skills()].map(skill => ({ skill, score: 0 }));
  }

  #matching(words: readonly string[], needsAll: boolean): SearchHit[] {
    const text = words.join(' ');
    let results = this.#index.search(text);
    if (results.length === 0 && words.length > 1 && !needsAll)
      results = this.#index.search(text, { combineWith: 'OR' });
    const whole = words.join('');
    return results.flatMap(({ id, score }) => {
      const indexed = this.#indexed.get(String(id));
      if (indexed === undefined) return [];
      const { skill, typed } = indexed;
      // A name that was typed out comes first, whatever else the words stand in.
      return [{ skill, score: typed === whole ? score + 1e6 : score }];
    });
  }

  #passes(skill: Skill, { category, tags, minSuccessRate, hasProblems }: SearchQuery): boolean {
    if (category !== undefined && !isWithin(skill.category, category)) return false;
    if (tags !== undefined && !tags.every(tag => hasTag(skill, tag))) return false;
    if (hasProblems !== undefined && this.#hasProblems(skill) !== hasProblems) return false;
    if (minSuccessRate === undefined) return true;
    const rate = this.#rates?.rateOf(skill.name);
    return rate !== undefined && rate.successRate >= minSuccessRate;
  }

  #hasProblems({ path }: Skill): boolean {
    const problems = this.#catalogue.problems(path);
    return problems.some(({ severity }) => severity === 'error' || severity === 'warning');
  }

  #order(a: SearchHit, b: SearchHit, sort: SearchOrder): number {
    const difference = sort === 'relevance' ? b.score - a.score : this.#rated(b, sort) - this.#rated(a, sort);
    return difference || compare(nameOf(a), nameOf(b)) || compare(a.skill.path, b.skill.path);
  }

  #rated({ skill }: SearchHit, sort: Exclude<SearchOrder, 'relevance'>): number {
    if (sort === 'name') return 0;
    const rate = this.#rates?.rateOf(skill.name);
    if (rate === undefined) return -1;
    return sort === 'runs' ? rate.runs : sort === 'recent' ? rate.lastAt : rate.successRate;
  }
}

function entryOf({ path, name, category, doc, entry, code }: Skill): Entry {
  return {
    path,
    name,
    category,
    tags: doc.tags.join(' '),
    description: doc.description,
    parameters: (entry?.parameters ?? []).map(parameter => parameter.name).join(' '),
    identifiers: identifiersOf(code).join(' '),
  };
}

function isWithin(category: string, wanted: string): boolean {
  const [own, above] = [category.toLowerCase(), wanted.toLowerCase().replace(/^\/+|\/+$/g, '')];
  return own === above || own.startsWith(`${above}/`) || above === '';
}

function hasTag({ doc }: Skill, wanted: string): boolean {
  const tag = wanted.replace(/^#/, '').toLowerCase();
  return doc.tags.some(own => own.toLowerCase() === tag);
}

function nameOf({ skill }: SearchHit): string {
  return skill.name.toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
