/** Search: what people remember of a skill leads to it, the best first, and never to what is gone. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type SearchQuery, type SkillRate, SkillSearch } from '../../src/library/search.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';

const files = {
  'geometry/circle_area.js':
    '/**\n * Area of a circle.\n * @param {number} radius - half of its width\n * @tags maths, shapes\n */\nexport default radius => Math.PI * radius ** 2;',
  'geometry/pythagorean.js':
    '/**\n * Hypotenuse of a right triangle.\n * @tags maths\n */\nexport default (a, b) => squareRoot(a * a + b * b);\nfunction squareRoot(x) { return Math.sqrt(x); }',
  'text/slugify.js':
    '/** Makes a title fit for an address: “Ça va?” becomes ca-va. */\nexport default title => title.normalize("NFKD"); // triangle',
  'text/format/parseCSVFile.js':
    '/**\n * Reads a table.\n * @param {string} text\n */\nexport default text => text.split("\\n");',
  'text/translate.js': '/** Übersetzt einen Text; 文章を翻訳する。 */\nexport default text => text;',
  'area.js': '/** Where something is. */\nexport default inputs => inputs;',
  'broken.js': '/** Does not parse. */\nexport default (',
};

describe('search', () => {
  let catalogue: SkillCatalogue;
  let search: SkillSearch;
  const rates = new Map<string, SkillRate>();
  const set = (path: string, text: string) => catalogue.update({ set: [{ path, text }] });
  const found = (text: string, query?: SearchQuery) =>
    search.search(text, query).map(({ skill }) => skill.name);

  beforeEach(() => {
    rates.clear();
    catalogue = new SkillCatalogue({ stripTypes });
    for (const [path, text] of Object.entries(files)) set(path, text);
    search = new SkillSearch(catalogue, { rateOf: name => rates.get(name) });
  });

  afterEach(() => {
    search.dispose();
    catalogue.dispose();
  });

  const first: readonly (readonly [typed: string, name: string, why: string])[] = [
    ['circle_area', 'circle_area', 'a whole name'],
    ['area', 'area', 'a whole name before a part of one'],
    ['circ', 'circle_area', 'the beginning of a name'],
    ['circel', 'circle_area', 'two letters in the wrong order'],
    ['pythagoraen', 'pythagorean', 'a typo in a long name'],
    ['csv', 'parseCSVFile', 'a part of a name in capitals'],
    ['parse file', 'parseCSVFile', 'parts of a name'],
    ['hypotenuse', 'pythagorean', 'a word of the description'],
    ['hypotenus triangel', 'pythagorean', 'two words, both with typos'],
    ['radius', 'circle_area', 'a parameter'],
    ['squareRoot', 'pythagorean', 'a name in the code'],
    ['shapes', 'circle_area', 'a tag'],
    ['ca va', 'slugify', 'words without their accents'],
    ['UBERSETZT', 'translate', 'capitals without their accents'],
    ['übersetzt', 'translate', 'words with their accents'],
    ['翻訳', 'translate', 'a word of a script without spaces'],
    ['geometry', 'circle_area', 'a category'],
  ];
  for (const [typed, name, why] of first)
    it(`finds ${name} first for "${typed}": ${why}`, () => assert.equal(found(typed)[0], name));

  it('has all words in each skill, and some of them only where no skill has all', () => {
    assert.deepEqual(found('area circle'), ['circle_area']);
    assert.deepEqual(found('hypotenuse slugify').sort(), ['pythagorean', 'slugify']);
  });

  it('does not look into comments and strings of the code', () => {
    assert.deepEqual(found('triangle'), ['pythagorean']);
  });

  for (const text of [
    'zzz',
    '?',
    '(.*)[',
    '__proto__',
    'constructor',
    '"',
    '\u0000',
    '😀',
    'x'.repeat(10_000),
  ])
    it(`finds nothing for ${JSON.stringify(text.slice(0, 12))}`, () => assert.deepEqual(found(text), []));

  it('lists all by name without any words', () => {
    assert.deepEqual(found('  '), [
      'area',
      'broken',
      'circle_area',
      'parseCSVFile',
      'pythagorean',
      'slugify',
      'translate',
    ]);
  });

  const rate = (runs: number, successRate: number, lastAt: number): SkillRate => ({
    runs,
    successRate,
    lastAt,
  });
  const queries: readonly (readonly [string, SearchQuery, readonly string[]])[] = [
    ['of a category and what is below it', { category: 'Text' }, ['parseCSVFile', 'slugify', 'translate']],
    ['of a category below another', { category: 'text/format/' }, ['parseCSVFile']],
    ['with a tag', { tags: ['MATHS'] }, ['circle_area', 'pythagorean']],
    ['with all of several tags', { tags: ['#maths', 'shapes'] }, ['circle_area']],
    ['with problems', { hasProblems: true }, ['broken']],
    ['that do well', { minSuccessRate: 0.9 }, ['area']],
    ['that do somewhat well', { minSuccessRate: 0.5 }, ['area', 'slugify']],
    ['by how often they ran', { sort: 'runs', limit: 2 }, ['slugify', 'area']],
    ['by when they ran', { sort: 'recent', limit: 2 }, ['area', 'slugify']],
    ['by how well they did', { sort: 'success', limit: 3 }, ['area', 'slugify', 'broken']],
  ];
  for (const [title, query, names] of queries) {
    it(`lists those ${title}`, () => {
      rates.set('area', rate(3, 1, 200));
      rates.set('slugify', rate(9, 0.5, 100));
      assert.deepEqual(found('', query), names);
    });
  }

  it('never finds what a skill was, but what it is', () => {
    assert.deepEqual(found('hypotenuse'), ['pythagorean']);
    set('geometry/pythagorean.js', '/** Longest side. */\nexport default (a, b) => a + b;');
    assert.deepEqual(found('hypotenuse'), []);
    assert.deepEqual(found('longest'), ['pythagorean']);
    catalogue.update({ remove: ['geometry/pythagorean.js'] });
    assert.deepEqual(found('longest'), []);
    assert.deepEqual(found('', { category: 'geometry' }), ['circle_area']);
  });

  it('can be made ready a little at a time', async () => {
    let pauses = 0;
    await search.prepare(async () => {
      pauses++;
      set('new.js', '/** Fresh. */\nexport default () => 1;');
    });
    assert.ok(pauses > 0);
    assert.deepEqual(found('fresh'), ['new']);
  });

  it('is the same whichever way the folder came to be as it is', () => {
    const path = fc.constantFrom('a.js', 'b.js', 'c/a.js', 'c/d.js');
    const text = fc.constantFrom('apple', 'apples and pears', 'pear tree', 'plum');
    const step = fc.tuple(path, fc.option(text, { nil: undefined }), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), steps => {
        const folder = new SkillCatalogue({ stripTypes });
        const lived = new SkillSearch(folder);
        for (const [path, text, looks] of steps) {
          if (text === undefined) folder.update({ remove: [path] });
          else folder.update({ set: [{ path, text: `/** ${text}. */\nexport default () => 1;` }] });
          if (looks) lived.search('apple');
        }
        const fresh = new SkillSearch(folder);
        const paths = (search: SkillSearch, text: string) =>
          search
            .search(text)
            .map(({ skill }) => skill.path)
            .sort();
        for (const text of ['apple', 'pear', 'plums', 'tree', ''])
          assert.deepEqual(paths(lived, text), paths(fresh, text));
        lived.dispose();
        fresh.dispose();
      }),
      { numRuns: 60 },
    );
  });

  it('answers any text and any query', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.record({ category: fc.string(), tags: fc.array(fc.string()) }),
        (text, query) => {
          search.search(text);
          search.search(text, query);
        },
      ),
    );
  });
});
