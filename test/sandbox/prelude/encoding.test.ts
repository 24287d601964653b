/** Encodings, against Node's own. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makeGuest, type TestGuest } from './harness.ts';

describe('prelude: encoding', () => {
  let guest: TestGuest;
  before(() => {
    guest = makeGuest();
  });
  after(() => guest.dispose());

  it('encodes like Node', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'a', '€') }),
        ),
        text => {
          assert.deepEqual(guest.call('text => [...new TextEncoder().encode(text)]', text), [
            ...new TextEncoder().encode(text),
          ]);
        },
      ),
    );
  });

  it('encodes into what room there is, whole characters only', () => {
    const code =
      'size => { const b = new Uint8Array(size); return { ...new TextEncoder().encodeInto("a€😀", b), b: [...b] } }';
    for (let size = 0; size < 10; size++) {
      const bytes = new Uint8Array(size);
      const expected = { ...new TextEncoder().encodeInto('a€😀', bytes), b: [...bytes] };
      assert.deepEqual(guest.call(code, size), expected);
    }
  });

  const byte = fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(0xef, 0xbb, 0xbf, 0xfe, 0xff, 0xed, 0xa0, 0xf0, 0x9f, 0x98, 0x80, 0xc3, 0xa9),
  );
  for (const label of ['utf-8', ' UTF8 ', 'utf-16le', 'latin1', 'ascii']) {
    it(`decodes ${label} like Node, in one piece and in two`, () => {
      fc.assert(
        fc.property(
          fc.array(byte, { maxLength: 24 }),
          fc.nat(24),
          fc.boolean(),
          fc.boolean(),
          (bytes, cut, fatal, ignoreBOM) => {
            const options = { fatal, ignoreBOM };
            const all = `(() => { try { const d = new TextDecoder(${JSON.stringify(label)}, ${JSON.stringify(options)});
            const bytes = new Uint8Array(${JSON.stringify(bytes)});
            return [d.encoding, d.decode(bytes.subarray(0, ${cut}), { stream: true }) + d.decode(bytes.subarray(${cut})), d.decode(bytes)].join('|')
          } catch (error) { return error.name } })()`;
            const expected = Function(`return ${all}`)() as string;
            assert.equal(guest.call(`() => ${all}`, null), expected.toWellFormed());
          },
        ),
        { numRuns: 150 },
      );
    });
  }

  it('reads buffers and views, and refuses the rest', () => {
    assert.equal(
      guest.run(
        'const b = new Uint8Array([104, 105, 33]); [new TextDecoder().decode(b.buffer), new TextDecoder().decode(new DataView(b.buffer, 1, 1)), new TextDecoder().decode()].join("|")',
      ),
      'hi!|i|',
    );
    assert.throws(() => guest.run('new TextDecoder().decode("x")'), /TypeError: TextDecoder\.decode needs/);
    assert.throws(
      () => guest.run('new TextDecoder("shift_jis")'),
      /RangeError: TextDecoder does not know the encoding "shift_jis"/,
    );
  });

  it('converts base64 like Node', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 300 }).map(code => String.fromCharCode(code)) }),
        text => {
          assert.equal(
            guest.call(`text => { try { return btoa(text) } catch (error) { return error.name } }`, text),
            attempt(() => btoa(text)),
          );
        },
      ),
    );
    const letters = fc.constantFrom('A', 'Q', '=', ' ', '+', '/', 'z', '-', '\n', 'é');
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 10 }), text => {
        assert.equal(
          guest.call(`text => { try { return atob(text) } catch (error) { return error.name } }`, text),
          attempt(() => atob(text)),
          JSON.stringify(text),
        );
      }),
      { numRuns: 400 },
    );
  });
});

function attempt(action: () => string): string {
  try {
    return action();
  } catch (error) {
    return (error as Error).name;
  }
}
