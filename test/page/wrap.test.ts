/** Text broken into rows: nothing is lost, and no row is wider than it may be. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isDrawn, wrap } from '../../src/page/run/wrap.ts';

describe('wrap', () => {
  it('keeps short text as it is', () => assert.deepEqual(wrap('a b', 20), ['a b']));

  it('breaks at lines of every kind', () => assert.deepEqual(wrap('a\nb\r\nc\rd', 20), ['a', 'b', 'c', 'd']));

  it('keeps words whole where it can', () =>
    assert.deepEqual(wrap('the quick brown fox', 12), ['the quick ', 'brown fox']));

  it('breaks what has no space', () =>
    assert.deepEqual(wrap('x'.repeat(25), 10), ['x'.repeat(10), 'x'.repeat(10), 'xxxxx']));

  it('counts two columns for wide characters and never splits one', () =>
    assert.deepEqual(wrap('漢字漢字漢字😀', 8), ['漢字漢字', '漢字😀']));

  it('counts one column for box drawing, so that a table stays whole', () =>
    assert.deepEqual(wrap('┌──────┬──────┐', 15), ['┌──────┬──────┐']));

  it('loses nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 40 }),
        (text, columns) => {
          const lines = text.split(/\r\n|\r|\n/);
          assert.equal(wrap(text, columns).join(''), lines.join(''));
          const fits = (row: string) => isDrawn(row) || row.length <= Math.max(8, columns);
          assert.ok(wrap(text, columns).every(fits));
        },
      ),
    );
  });
});
