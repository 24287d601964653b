// Offsets, positions and places: the line map against a naive one.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineMap } from '../../src/base/text.ts';

const texts = fc
  .array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\r', '\u2028'))
  .map(pieces => pieces.join(''));

/** Splits as VS Code does: CRLF, LF and CR break lines, U+2028 does not. */
function naivePosition(text: string, offset: number) {
  const before = text.slice(0, offset);
  const endsInsideBreak = before.endsWith('\r') && text[offset] === '\n';
  const lines = (endsInsideBreak ? before.slice(0, -1) : before).split(/\r\n|\n|\r/);
  const character = (lines.at(-1) as string).length + (endsInsideBreak ? 1 : 0);
  return { line: lines.length - 1, character };
}

describe('LineMap', () => {
  it('agrees with splitting the text', () => {
    fc.assert(
      fc.property(texts, fc.nat(60), (text, wanted) => {
        const offset = Math.min(wanted, text.length);
        assert.deepEqual(new LineMap(text).position(offset), naivePosition(text, offset));
      }),
    );
  });

  it('finds every offset again', () => {
    fc.assert(
      fc.property(texts, fc.nat(60), (text, wanted) => {
        const map = new LineMap(text);
        const offset = Math.min(wanted, text.length);
        assert.equal(map.offset(map.position(offset)), offset);
      }),
    );
  });

  it('clamps what lies outside', () => {
    const map = new LineMap('ab\ncd');
    assert.deepEqual(map.position(99), { line: 1, character: 2 });
    assert.deepEqual(map.position(-1), { line: 0, character: 0 });
    assert.equal(map.offset({ line: 9, character: 0 }), 3);
    assert.equal(map.offset({ line: 0, character: 99 }), 3);
  });

  it('counts from one for people', () => {
    assert.deepEqual(new LineMap('ab\ncd').place(4), { line: 2, column: 2 });
  });
});
