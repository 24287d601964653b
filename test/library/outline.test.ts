/** Outlines as text: what was written is read, and what something else wrote is not. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readOutlines, type StampedOutline, writeOutlines } from '../../src/library/outline.ts';

const stamped: StampedOutline = {
  outline: {
    path: 'text/slug.js',
    name: 'slug',
    category: 'text',
    summary: 'Ça “va”.\n',
    tags: ['a', 'b'],
    isDeprecated: true,
    form: 'script',
    errors: 1,
    warnings: 2,
  },
  stamp: '1:2',
};

describe('outlines', () => {
  it('are read as they were written', () => {
    const other = { ...stamped, outline: { ...stamped.outline, form: undefined, path: 'x.ts' } };
    assert.deepEqual(readOutlines(writeOutlines([stamped, other])), [stamped, other]);
  });

  const row = JSON.parse(writeOutlines([stamped])).rows[0] as unknown[];
  const text = (rows: unknown, version: unknown = 1) => JSON.stringify({ version, rows });
  for (const [title, content] of [
    ['nothing', ''],
    ['a text that was cut short', writeOutlines([stamped]).slice(0, -5)],
    ['another version', text([row], 2)],
    ['no rows', text(3)],
    ['a row that is none', text([null, 'x', {}])],
    ['a path that leads out of the folder', text([['../x.js', ...row.slice(1)]])],
    ['a path that is no skill', text([['.local/x.js', ...row.slice(1)]])],
    ['a short row', text([row.slice(0, 4)])],
    ['a count that is none', text([[...row.slice(0, 8), -1, 0]])],
    ['tags that are none', text([[...row.slice(0, 5), 'a', ...row.slice(6)]])],
  ] as const)
    it(`are none in ${title}`, () => assert.deepEqual(readOutlines(content), []));

  it('are never an error', () => {
    fc.assert(fc.property(fc.json(), json => void readOutlines(json)));
  });
});
