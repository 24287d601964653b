/** `Math.random` and `crypto`: seeded, so the same run draws the same numbers. */

import assert from 'node:assert/strict';
import { makeGuest, type TestGuest } from './harness.ts';

describe('prelude: random', () => {
  let guest: TestGuest;
  beforeEach(() => {
    guest = makeGuest();
  });
  afterEach(() => guest.dispose());

  const draw = 'guest.reseed([7, 8, 9, 10]); [Math.random(), Math.random(), crypto.randomUUID()].join()';

  it('draws the same after the same seed', () => {
    assert.equal(guest.run(draw), guest.run(draw));
  });

  it('draws something else after another seed', () => {
    assert.notEqual(guest.run(draw), guest.run(draw.replace('7', '6')));
  });

  it('is uniform between 0 and 1', () => {
    const mean = guest.run('let sum = 0; for (let i = 0; i < 20000; i++) sum += Math.random(); sum / 20000');
    assert.ok(typeof mean === 'number' && Math.abs(mean - 0.5) < 0.02, String(mean));
    assert.equal(
      guest.run(
        'let ok = true; for (let i = 0; i < 5000; i++) { const x = Math.random(); ok &&= x >= 0 && x < 1 } ok',
      ),
      true,
    );
  });

  it('makes version 4 UUIDs', () => {
    assert.match(
      String(guest.run('crypto.randomUUID()')),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('fills the bytes of the view it is given, and only these', () => {
    const code =
      'const a = new Uint8Array(12); crypto.getRandomValues(new Uint16Array(a.buffer, 4, 2)); a.join()';
    assert.match(String(guest.run(code)), /^0,0,0,0,\d+,\d+,\d+,\d+,0,0,0,0$/);
    assert.equal(guest.run('const b = new Uint8Array(3); crypto.getRandomValues(b) === b'), true);
  });

  it('refuses what cannot be filled', () => {
    assert.throws(() => guest.run('crypto.getRandomValues([1])'), /array of integers/);
    assert.throws(() => guest.run('crypto.getRandomValues(new Float64Array(1))'), /array of integers/);
    assert.throws(() => guest.run('crypto.getRandomValues(new Uint8Array(65537))'), /at most 65536 bytes/);
  });
});
