/** One text for one value: as JSON has it, whatever the order. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalJson } from '../../src/base/canonical-json.ts';
import { isJsonObject, type JsonValue } from '../../src/base/json.ts';

const values = fc.jsonValue({ maxDepth: 5 }).map(value => value as JsonValue);

/** The same value, with all properties written the other way round. */
function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('canonical JSON', () => {
  it('says the same as JSON', () => {
    fc.assert(
      fc.property(values, value => {
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of properties', () => {
    fc.assert(fc.property(values, value => canonicalJson(value) === canonicalJson(reversed(value))));
  });

  it('is another text for another value', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        let isSame = true;
        try {
          assert.deepEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
        } catch {
          isSame = false;
        }
        return isSame === (canonicalJson(one) === canonicalJson(other));
      }),
    );
  });

  const rows: readonly [json: string, canonical: string][] = [
    [
      '{"b":1,"a":{"d":[2,{"z":null,"y":"é"}],"c":true}}',
      '{"a":{"c":true,"d":[2,{"y":"é","z":null}]},"b":1}',
    ],
    ['{"__proto__":1,"10":2,"9":3}', '{"10":2,"9":3,"__proto__":1}'],
    ['[1.0,1e2,-0]', '[1,100,0]'],
    ['"\\u0041\\n"', '"A\\n"'],
  ];
  for (const [json, canonical] of rows)
    it(json, () => assert.equal(canonicalJson(JSON.parse(json)), canonical));
});
