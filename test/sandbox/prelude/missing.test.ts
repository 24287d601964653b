/** The small things of the language that QuickJS lacks, against Node's own. */

import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { makeGuest, type TestGuest } from './harness.ts';

describe('prelude: missing pieces', () => {
  let guest: TestGuest;
  beforeEach(() => {
    guest = makeGuest();
  });
  afterEach(() => guest.dispose());

  const sources = [
    'Array.fromAsync([1, Promise.resolve(2)])',
    'Array.fromAsync(new Set([1, 2]), async (x, i) => x * 10 + i)',
    'Array.fromAsync((async function* () { yield 1; yield 2 })(), function (x) { return x + this.by }, { by: 5 })',
    'Array.fromAsync({ length: 2, 0: Promise.resolve("a"), 1: "b" })',
    'Array.fromAsync([1], 5)',
    'Array.fromAsync([Promise.reject(new RangeError("r"))])',
  ];
  for (const source of sources) {
    it(`collects like Node: ${source}`, async () => {
      const code = `${source}.then(list => JSON.stringify(list), error => error.name)`;
      guest.run(`globalThis.answer = 'pending'; ${code}.then(text => { answer = text }); 0`);
      guest.context.runtime.executePendingJobs();
      assert.equal(guest.run('answer'), await (runInThisContext(code) as Promise<string>));
    });
  }

  it('lets old error classes capture their stack', () => {
    const code = `
      class Old extends Error { constructor(m) { super(m); Error.captureStackTrace(this, Old) } }
      const plain = {}; Error.captureStackTrace(plain);
      [typeof new Old('x').stack, typeof plain.stack, Object.keys(plain).length].join()`;
    assert.equal(guest.run(code), 'string,string,0');
  });
});
