/** Finds skills by what people remember of them: ranked by where it stands, forgiving of typos, right after every change. */

import MiniSearch, { type SearchOptions as IndexOptions, type SearchResult } from 'minisearch';
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

/** What is searched of a skill, as text. */
interface Entry extends Readonly<Record<Field, string>> {
  readonly path: string;
}

const fields = ['name', 'category', 'tags', 'description', 'parameters', 'identifiers'] as const;
type Field = (typeof fields)[number];
const boost: Readonly<Record<Field, number>> = {
  name: 10,
  tags: 5,
  category: 4,
  description: 3,
  parameters: 2,
  identifiers: 1,
};

/** Short words, and numbers, have too many neighbours. */
const matching: IndexOptions = {
  boost,
  prefix: term => term.length > 1,
  fuzzy: term => (/\d/.test(term) ? false : term.length > 5 ? 2 : term.length > 3 ? 1 : false),
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
    tokenize: (text, field) => this.#termsAdded(text, field),
    processTerm: term => term,
    searchOptions: { ...matching, tokenize: queryTerms, combineWith: 'AND' },
  });
  /** What is in the index, as it was when it was put there. */
  readonly #indexed = new Map<string, Indexed>();
  /** In how many fields of skills a term is. */
  readonly #frequency = new Map<string, number>();
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
    const { sort = 'relevance', limit } = query;
    const passing = (found: readonly SearchHit[]) =>
      found.filter(({ skill }) => this.#passes(skill, query)).sort((a, b) => this.#order(a, b, sort));
    if (words.length === 0) return text.trim() === '' ? passing(this.#all()).slice(0, limit) : [];
    const [only, ...others] = words;
    if (only !== undefined && others.length === 0 && limit !== undefined && sort === 'relevance') {
      const named = passing(this.#named(only));
      if (named.length >= limit) return named.slice(0, limit);
    }
    return passing(this.#matching(words, query.needsAll === true)).slice(0, limit);
  }

  dispose(): void {
    this.#owned.dispose();
    this.#index.removeAll();
    this.#indexed.clear();
    this.#frequency.clear();
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
      if (before !== undefined) {
        this.#index.discard(path);
        this.#uncount(before.skill);
      }
      this.#indexed.delete(path);
      if (now === undefined) continue;
      this.#index.add(entryOf(now));
      this.#indexed.set(path, { skill: now, typed: queryTerms(now.name).join('') });
    }
  }

  /**
   * Those that have the word in their names, which come before all others: where they suffice, the many that have it
   * elsewhere need not be gone through.
   */
  #named(word: string): SearchHit[] {
    const found = this.#index.search(word, { fields: ['name'], fuzzy: false });
    return this.#whole(this.#having([], found), [word]);
  }

  #all(): SearchHit[] {
    return [...this.#catalogue.skills()].map(skill => ({ skill, score: 0 }));
  }

  /**
   * Typos are forgiven where nothing is found without, in names before anywhere else, and where no skill has all of the words, some will do. Words that
   * very many skills have are looked for in what the others found: going through all of them would take long.
   */
  #matching(words: readonly string[], needsAll: boolean): SearchHit[] {
    const rare = words.filter(word => (this.#frequency.get(word) ?? 0) <= this.#manySkills);
    const common = rare.length === 0 ? [] : words.filter(word => !rare.includes(word));
    const asked = (rare.length === 0 ? words : rare).join(' ');
    let found = this.#having(common, this.#index.search(asked, { fuzzy: false }));
    if (found.length === 0) found = this.#having(common, this.#index.search(asked, { fields: ['name'] }));
    if (found.length === 0) found = this.#having(common, this.#index.search(asked));
    if (found.length === 0 && words.length > 1 && !needsAll)
      found = this.#having([], this.#index.search(asked, { combineWith: 'OR' }));
    return this.#whole(found, words);
  }

  /** A name that was typed out comes first, whatever else the words stand in. */
  #whole(found: readonly (Indexed & { readonly score: number })[], words: readonly string[]): SearchHit[] {
    const whole = words.join('');
    return found.map(({ skill, typed, score }) => ({ skill, score: typed === whole ? score + 1e6 : score }));
  }

  /** Those of the results that have these words as well, or words that begin with them. */
  #having(
    words: readonly string[],
    results: readonly SearchResult[],
  ): (Indexed & { readonly score: number })[] {
    return results.flatMap(({ id, score }) => {
      const indexed = this.#indexed.get(String(id));
      if (indexed === undefined) return [];
      if (words.length === 0) return [{ ...indexed, score }];
      return words.every(word => hasWord(indexed.skill, word)) ? [{ ...indexed, score }] : [];
    });
  }

  get #manySkills(): number {
    return Math.max(500, this.#indexed.size / 10);
  }

  /** Of a field that goes into the index: its terms, which are counted. */
  #termsAdded(text: string, field: string | undefined): string[] {
    const terms = termsOf(text);
    if (field !== undefined)
      for (const term of new Set(terms)) this.#frequency.set(term, (this.#frequency.get(term) ?? 0) + 1);
    return terms;
  }

  #uncount(skill: Skill): void {
    const entry = entryOf(skill);
    for (const field of fields)
      for (const term of new Set(termsOf(entry[field])))
        this.#frequency.set(term, (this.#frequency.get(term) ?? 1) - 1);
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

function entryOf(skill: Skill): Entry {
  const texts = Object.fromEntries(fields.map(field => [field, fieldTexts[field](skill)]));
  return { path: skill.path, ...(texts as Record<Field, string>) };
}

/** What is quick to put together comes first. */
const fieldTexts: Readonly<Record<Field, (skill: Skill) => string>> = {
  name: ({ name }) => name,
  category: ({ category }) => category,
  tags: ({ doc }) => doc.tags.join(' '),
  description: ({ doc }) => doc.description,
  parameters: ({ entry }) => (entry?.parameters ?? []).map(({ name }) => name).join(' '),
  identifiers: ({ code }) => identifiersOf(code).join(' '),
};

/** Whether a word, or one that begins with it, is anywhere in what is searched of a skill. */
function hasWord(skill: Skill, word: string): boolean {
  return fields.some(field => termsOf(fieldTexts[field](skill)).some(term => term.startsWith(word)));
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
