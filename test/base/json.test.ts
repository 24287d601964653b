// Paths into values, as an author would write them.
import assert from 'node:assert/strict';
import { formatPath } from '../../src/base/json.ts';

describe('formatPath', () => {
  const table: readonly [readonly (string | number)[], string][] = [
    [[], ''],
    [['items', 2, 'price'], 'items[2].price'],
    [[0, 0], '[0][0]'],
    [['größe', '$a', '_b'], 'größe.$a._b'],
    [['odd key'], '["odd key"]'],
    [['a', ''], 'a[""]'],
    [['a', '1'], 'a["1"]'],
  ];
  for (const [path, text] of table) {
    it(`writes ${JSON.stringify(path)} as ${text || 'nothing'}`, () => assert.equal(formatPath(path), text));
  }
});
