import assert from 'node:assert/strict';
import { accept, labels } from './typing.ts';

const doc = (line: string) =>
  `/**\n * Says.\n * ${line}\n */\nexport default function sample(a, size = 2, ...rest) { return a; }\n`;
const script = (line: string) => `/**\n * ${line}\n */\nconst total = price * 2;\nconst tax = 1;\n`;

describe('completion in JSDoc', () => {
  it('offers the tags that are missing', () => {
    assert.deepEqual(labels(doc('@|')), [
      '@param a',
      '@param size',
      '@param rest',
      '@returns {…}',
      '@tags',
      '@timeout',
      '@secret',
      '@cache',
      '@example sample(…)',
      '@deprecated Use …',
    ]);
    assert.deepEqual(labels(doc('@param {string} a\n * @returns {number}\n * @tags x\n * @p|')), [
      '@param size',
      '@param rest',
      '@timeout',
      '@secret',
      '@cache',
      '@example sample(…)',
      '@deprecated Use …',
    ]);
    assert.deepEqual(labels(doc('a person@|')), []);
    const helper = '/** @| */\nfunction helper(b) {}\n/** Says. */\nexport default function sample(a) {}';
    assert.ok(!labels(helper).includes('@param a'));
  });

  it('fills them in from the code', () => {
    assert.equal(accept(doc('@|'), '@param a'), doc('@param {‹string›} a - ¦'));
    assert.equal(accept(doc('@par|'), '@param size'), doc('@param {‹number›} [size=2] - ¦'));
    assert.equal(accept(doc('@|'), '@param rest'), doc('@param {‹any[]›} [rest] - ¦'));
    assert.equal(accept(doc('@|'), '@example sample(…)'), doc('@example sample({ a: ‹a› })¦'));
    assert.equal(accept(script('@|'), '@returns {…}'), script('@returns {{ total: ‹any›, tax: ‹any› }} ¦'));
    assert.equal(accept(script('@|'), '@param price'), script('@param {‹string›} price - ¦'));
  });

  it('offers types, those that the file declares first', () => {
    const declared = '/** @typedef {{ x: { y: number } }} Point */\n';
    assert.deepEqual(labels(`${declared}${doc('@param {|} a')}`).slice(0, 3), ['Point', 'string', 'number']);
    for (const line of ['@returns {|', '@param {{ a: |', '@param {Record<string, |>} a', "@param {'}' | |"])
      assert.ok(labels(doc(line)).includes('number'), line);
    assert.deepEqual(labels(doc('@param {string} a - {|')), []);
  });

  it('offers names, tags and times', () => {
    assert.deepEqual(labels(script('@param {number} |')), ['price']);
    assert.deepEqual(labels(doc('@param {string} |')), []);
    assert.deepEqual(labels(doc('@tags |')), ['geometry', 'math']);
    assert.deepEqual(labels(doc('@tags geometry, |')), ['math']);
    assert.deepEqual(labels(doc('@secret a, |')), ['size', 'rest']);
    assert.deepEqual(labels(script('@secret |')), ['price']);
    assert.deepEqual(labels(doc('@timeout |')), ['1s', '5s', '30s', '1m', '5m']);
    assert.deepEqual(labels(doc('@cache |')), ['1m', '10m', '1h', '1d', '7d']);
    assert.deepEqual(labels(doc('@param {string} a - some |')), []);
  });

  it('offers skills in examples and links, the file’s own first in examples', () => {
    assert.equal(labels(doc('@example |'))[0], 'sample');
    assert.equal(accept(doc('@example sam|'), 'sample'), doc('@example sample({ a: ‹a› })¦'));
    assert.equal(
      accept(doc('@example const r = await sq|'), 'square'),
      doc('@example const r = await square({ x: ‹x› })¦'),
    );
    assert.equal(accept(doc('Like {@link sq|}.'), 'square'), doc('Like {@link square}.'));
    assert.equal(accept(doc('@see sq|'), 'square'), doc('@see square'));
    assert.deepEqual(labels(doc('@see the |')), []);
  });

  it('writes the whole doc of a skill that has none', () => {
    const code = '\nexport default function sample(a, size = 2) {}\n';
    assert.equal(
      accept(`/** | */${code}`, 'Describe this skill'),
      `/**
 * ‹What it does, in a sentence.›
 * @param {‹string›} a - ‹what it is for›
 * @param {‹number›} [size=2] - ‹what it is for›
 * @returns {‹any›}
 * @example sample({ a: ‹a› })
 */${code}`,
    );
    assert.deepEqual(labels(`/**|*/${code}`), ['Describe this skill']);
    assert.deepEqual(labels(`const a = 1;\n/** | */\nconst b = 2;\n`), []);
    assert.deepEqual(labels('/** | */'), []);
  });
});

describe('completion in the JSDoc of TypeScript', () => {
  const code = '\nexport default function sample(a, size = 2) { return a; }\n';
  const options = { path: 'sample.ts' };

  it('leaves types to the code', () => {
    assert.equal(
      accept(`/** | */${code}`, 'Describe this skill', options),
      `/**\n * ‹What it does, in a sentence.›\n * @param a - ‹what it is for›\n * @param [size=2] - ‹what it is for›\n * @example sample({ a: ‹a› })\n */${code}`,
    );
    assert.equal(accept(`/**\n * @|\n */${code}`, '@param a', options), `/**\n * @param a - ¦\n */${code}`);
  });
});
