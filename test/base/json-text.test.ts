/** JSON as people type it: what is wrong, and where. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJson } from '../../src/base/json-text.ts';

const wrong: readonly (readonly [string, string])[] = [
  ['', '1:1 expected a value, the text ends here'],
  ['{', '1:2 expected a name in double quotes, the text ends here'],
  ['{\n  "a": 1,\n}', '3:1 expected another item after ",", found "}"'],
  ['{ a: 1 }', '1:3 expected a name in double quotes, found "a"'],
  ['{ "a": \'x\' }', '1:8 expected text in double quotes, found "\'"'],
  ['{ "a" 1 }', '1:7 expected ":", found "1"'],
  ['[1 2]', '1:4 expected "," or "]", found "2"'],
  ['[1,\n 2,\n hello]', '3:2 expected a value, found "hello"'],
  ['{ "a": "x }', '1:8 this text has no closing quote'],
  ['"\\q"', '1:2 expected a valid escape, found "\\\\"'],
  ['01', '1:1 expected a value, found "01"'],
  ['1 2', '1:3 expected the end of the text, found "2"'],
  ['{"a":NaN}', '1:6 expected a value, found "NaN"'],
];

describe('JSON text', () => {
  for (const [text, expected] of wrong) {
    it(`says what is wrong in ${JSON.stringify(text)}`, () => {
      const parsed = parseJson(text);
      assert.ok(!parsed.ok);
      assert.equal(`${parsed.place.line}:${parsed.place.column} ${parsed.message}`, expected);
    });
  }

  it('takes everything that is JSON', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const parsed = parseJson(text);
        assert.ok(parsed.ok);
        assert.deepEqual(parsed.value, JSON.parse(text));
      }),
    );
  });

  it('finds a place inside whatever it refuses', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '}', ']', ',', '"', '\\', 'x', '\u0001'),
        (text, at, what) => {
          const place = at % (text.length + 1);
          const broken = text.slice(0, place) + what + text.slice(place + 1);
          const parsed = parseJson(broken);
          if (!parsed.ok) {
            assert.ok(parsed.offset >= 0 && parsed.offset <= broken.length);
            assert.notEqual(parsed.message, 'not valid JSON');
          }
        },
      ),
    );
  });

  it('does not overflow on text that is nested too deeply', () => {
    const parsed = parseJson('['.repeat(200_000));
    assert.ok(!parsed.ok);
  });
});
