/** Values changed by path: only what is meant changes, whatever the keys are called. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonValue } from '../../src/base/json.ts';
import { isSame, valueAt, withoutItem, withRenamedProperty, withValue } from '../../src/page/run/data.ts';

const json = (text: string) => JSON.parse(text) as JsonValue;
const keys = fc.constantFrom('a', 'b', '__proto__', 'constructor', '', '0');

describe('values by path', () => {
  it('sets and reads any key', () => {
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), keys, keys, (object, first, second) => {
        const start = json(JSON.stringify(object));
        const changed = withValue(start, [first, second], 7);
        assert.equal(valueAt(changed, [first, second]), 7);
        for (const key of Object.keys(object)) {
          if (key !== first) assert.ok(isSame(valueAt(changed, [key]), valueAt(start, [key])));
        }
        assert.equal(JSON.stringify(start), JSON.stringify(object));
      }),
    );
  });

  it('does not see what is inherited', () => {
    assert.equal(valueAt({}, ['constructor']), undefined);
    assert.equal(valueAt({}, ['__proto__']), undefined);
  });

  it('keeps the place of a property that changes or is renamed', () => {
    assert.equal(JSON.stringify(withValue(json('{"a":1,"b":2}'), ['a'], 3)), '{"a":3,"b":2}');
    assert.equal(JSON.stringify(withRenamedProperty({ a: 1, b: 2 }, 'a', 'c')), '{"c":1,"b":2}');
  });

  it('removes a property, and empties an item', () => {
    assert.equal(JSON.stringify(withValue(json('{"a":1,"b":2}'), ['a'], undefined)), '{"b":2}');
    assert.equal(JSON.stringify(withValue(json('[1,2]'), [0], undefined)), '[null,2]');
    assert.deepEqual(withoutItem([1, 2, 3], 1), [1, 3]);
  });

  it('compares without regard to the order of properties', () => {
    assert.ok(isSame(json('{"a":[1],"b":null}'), json('{"b":null,"a":[1]}')));
    assert.ok(!isSame(json('{"a":null}'), {}));
    assert.ok(!isSame(json('{"__proto__":1}'), json('{"x":1}')));
  });
});
