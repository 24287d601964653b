/** The cache of the library: what it keeps, for how long, and what makes it forget. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { globMatcher } from '../../src/library/glob.ts';
import { LibraryCache } from '../../src/library/library-cache.ts';
import { LibraryReader } from '../../src/library/library-reader.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';

describe('library cache', () => {
  it('keeps 100 entries, and those that were used last', () => {
    const cache = new LibraryCache();
    for (let i = 0; i < 100; i++) cache.read(`skill:${i}`, () => i);
    cache.read('skill:0', () => assert.fail('kept'));
    cache.read('skill:100', () => 100);
    let loads = 0;
    cache.read('skill:1', () => ++loads);
    cache.read('skill:0', () => ++loads);
    assert.equal(loads, 1);
    assert.deepEqual(cache.statistics, { hits: 2, misses: 102, evictions: 2, entries: 100 });
  });

  it('keeps an entry for an hour', () => {
    let now = 1;
    const cache = new LibraryCache({ now: () => now });
    cache.read('a', () => 'old');
    now += 3_600_000;
    assert.equal(
      cache.read('a', () => 'new'),
      'old',
    );
    now += 2;
    assert.equal(
      cache.read('a', () => 'new'),
      'new',
    );
  });

  it('keeps what false and null are, and not what was not there', () => {
    const cache = new LibraryCache();
    for (const value of [false, null, 0, '']) {
      cache.read(`k${value}`, () => value);
      assert.equal(
        cache.read<unknown>(`k${value}`, () => 'again'),
        value,
      );
    }
    cache.read('none', () => undefined);
    assert.equal(
      cache.read<unknown>('none', () => 'again'),
      'again',
    );
  });

  it('keeps nothing with a size of 0', () => {
    const cache = new LibraryCache({ entries: 0 });
    cache.read('a', () => 1);
    assert.equal(
      cache.read('a', () => 2),
      2,
    );
    assert.deepEqual(cache.statistics, { hits: 0, misses: 2, evictions: 0, entries: 0 });
  });

  it('forgets by pattern, and counts that as no eviction', () => {
    const cache = new LibraryCache();
    for (const key of ['search:a', 'search:b', 'skill:geo', 'skill:geometry', 'skill:other'])
      cache.read(key, () => key);
    assert.equal(cache.invalidate('search:*'), 2);
    assert.equal(cache.invalidate('skill:geo*'), 2);
    assert.equal(cache.invalidate('search:*'), 0);
    assert.deepEqual([cache.statistics.entries, cache.statistics.evictions], [1, 0]);
  });
});

describe('patterns for keys', () => {
  const fits: readonly (readonly [pattern: string, key: string, does: boolean])[] = [
    ['search:*', 'search:{"a/b":["*"]}\n', true],
    ['search:*', 'search', false],
    ['skill:geo*', 'skill:geometry', true],
    ['skill:geo?', 'skill:geo', false],
    ['skill:geo?', 'skill:geo1', true],
    ['skill:[a-c]x', 'skill:bx', true],
    ['skill:[!a-c]x', 'skill:bx', false],
    ['skill:[z-a]', 'skill:-', true],
    ['skill:[]]', 'skill:[]]', true],
    ['a.c', 'abc', false],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['', '', true],
    ['[', '[', true],
  ];
  for (const [pattern, key, does] of fits)
    it(`${pattern || '(nothing)'} ${does ? 'fits' : 'does not fit'} ${JSON.stringify(key)}`, () =>
      assert.equal(globMatcher(pattern)(key), does));

  it('fit themselves when all that is special is escaped, and nothing else', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '*', '?', '[', ']', '\\', '-', '!', '.', '(', '\n'),
    });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const matches = globMatcher(one.replace(/[*?[\]\\]/g, '\\$&'));
        assert.equal(matches(one), true);
        assert.equal(matches(other), one === other);
      }),
    );
  });

  it('are never an error', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (pattern, key) => void globMatcher(pattern)(key)));
  });
});

describe('library reader', () => {
  let catalogue: SkillCatalogue;
  let library: LibraryReader;
  const set = (path: string, text: string) =>
    catalogue.update({ set: [{ path, text: `/** ${text} */\nexport default () => 1;` }] });

  beforeEach(() => {
    catalogue = new SkillCatalogue({ stripTypes });
    set('geo/add.js', 'Plus.');
    set('geo/sub.js', 'Takes away.');
    library = new LibraryReader({ catalogue });
  });

  afterEach(() => {
    library.dispose();
    catalogue.dispose();
  });

  it('answers again from the cache, whatever the capitals', () => {
    assert.equal(library.get('ADD'), library.get('add'));
    library.search('adds', { category: 'geo', limit: 3 });
    library.search('adds', { limit: 3, category: 'geo' });
    assert.deepEqual(library.statistics, { hits: 2, misses: 2, evictions: 0, entries: 2 });
  });

  it('gives what is there after every change, from anywhere', () => {
    assert.equal(library.get('add')?.doc.summary, 'Plus.');
    assert.equal(library.search('plus').length, 1);
    set('geo/add.js', 'Sums.');
    assert.equal(library.get('add')?.doc.summary, 'Sums.');
    assert.equal(library.search('plus').length, 0);
    catalogue.update({ remove: ['geo/add.js'] });
    assert.equal(library.get('add'), undefined);
    assert.equal(library.search('sums').length, 0);
  });

  it('keeps what has not changed', () => {
    library.get('sub');
    set('geo/add.js', 'Sums.');
    library.get('sub');
    assert.equal(library.statistics.hits, 1);
  });

  it('forgets searches when runs have ended', () => {
    library.search('adds');
    library.ratesChanged();
    library.search('adds');
    assert.equal(library.statistics.hits, 0);
  });

  it('listens to nothing any more when it is disposed', () => {
    library.dispose();
    set('geo/add.js', 'Sums.');
    assert.equal(library.get('add')?.doc.summary, 'Sums.');
  });
});
