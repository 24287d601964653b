/** `structuredClone`, against Node's own. */

import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { makeGuest, type TestGuest } from './harness.ts';

describe('prelude: structuredClone', () => {
  let guest: TestGuest;
  before(() => {
    guest = makeGuest();
  });
  after(() => guest.dispose());

  const options = { depth: 4, breakLength: 80 };

  it('copies any value like Node', () => {
    const value = fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withMap: true,
      withSet: true,
      withDate: true,
      withSparseArray: true,
      withTypedArray: true,
      withBoxedValues: true,
    });
    fc.assert(
      fc.property(value, made => {
        const source = `structuredClone(${fc.stringify(made)})`;
        const copy = runInThisContext(source) as unknown;
        assert.equal(
          guest.call(`() => guest.inspect(${source})`, null),
          inspect(copy, options).toWellFormed(),
        );
      }),
      { numRuns: 250 },
    );
  });

  const facts: readonly string[] = [
    'const a = { b: {} }; a.b.a = a; a.c = a.b; const x = structuredClone(a); [x !== a, x.b.a === x, x.c === x.b]',
    'const m = new Map(); m.set(m, new Set([m])); const x = structuredClone(m); [x.has(x), x.get(x).has(x), x.has(m)]',
    'const e = structuredClone(new RangeError("r", { cause: { a: 1 } })); [e instanceof RangeError, e.message, e.cause.a, Object.keys(e).length]',
    'class Own extends Error { name = "Own"; extra = 1 } const e = structuredClone(new Own("o")); [e.constructor.name, e.message, e.extra]',
    'const b = new ArrayBuffer(8); const x = structuredClone({ a: new Uint8Array(b, 2, 3), d: new DataView(b) }); [x.a.buffer === x.d.buffer, x.a.byteOffset, x.a.length, x.d.byteLength]',
    'class P { constructor() { this.x = 1 } get y() { return 2 } } const x = structuredClone(new P()); [x instanceof P, x.x, x.y]',
    'const x = structuredClone({ get a() { return 5 } }); [Object.getOwnPropertyDescriptor(x, "a").value]',
    'const r = /a/gi; r.lastIndex = 3; const x = structuredClone(r); [x.source, x.flags, x.lastIndex]',
    'const x = structuredClone(Object.assign([1, , 3], { extra: 1 })); [x.length, 1 in x, x.extra]',
    'const b = new ArrayBuffer(4); const x = structuredClone({ b }, { transfer: [b] }); [b.byteLength, x.b.byteLength]',
    'const b = new ArrayBuffer(4); let name; try { structuredClone({ f() {} }, { transfer: [b] }) } catch (e) { name = e.name } const again = () => { try { structuredClone(1, { transfer: [b, b] }) } catch (e) { return e.name } }; [name, b.byteLength, again(), b.byteLength]',
    'const x = structuredClone({ [Symbol("s")]: 1, ["__proto__"]: 2 }); [Object.getOwnPropertyNames(x), Object.getOwnPropertySymbols(x).length]',
    'const f = v => { try { structuredClone(v) } catch (e) { return [e.name, e.code, e instanceof DOMException, e instanceof Error] } }; [f(() => 1), f({ a: Symbol() }), f(Promise.resolve()), f(new WeakMap())]',
  ];
  for (const code of facts) {
    it(`agrees with Node: ${code.slice(0, 60)}`, () => {
      const cut = code.lastIndexOf('; [') + 2;
      const body = `(() => { ${code.slice(0, cut)} return JSON.stringify(${code.slice(cut)}) })()`;
      assert.equal(guest.run(body), runInThisContext(body));
    });
  }

  it('says what it cannot copy', () => {
    assert.throws(
      () => guest.run('structuredClone({ a: function go() {} })'),
      /^DataCloneError: structuredClone cannot copy a function: \[Function: go\]/,
    );
  });
});
