/** How values cross: what arrives unchanged, and what is refused, with its path and the repair. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makeGuest, type TestGuest } from './harness.ts';

describe('prelude: values', () => {
  let guest: TestGuest;
  before(() => {
    guest = makeGuest();
  });
  after(() => guest.dispose());

  const toText = (expression: string, label = 'result') =>
    guest.run(`guest.toText(${expression}, ${JSON.stringify(label)})`);

  const carried: readonly [code: string, text: string][] = [
    ['undefined', 'null'],
    ['{ a: undefined, b: 1 }', '{"b":1}'],
    ['[1, undefined, , 2]', '[1,null,null,2]'],
    ['new Date(0)', '"1970-01-01T00:00:00.000Z"'],
    ['{ when: [new Date(86400000)] }', '{"when":["1970-01-02T00:00:00.000Z"]}'],
    ['-0', '0'],
    ['[new Number(1), new String("s"), new Boolean(false)]', '[1,"s",false]'],
    ['{ toJSON() { return { a: 1 } } }', '{"a":1}'],
    ['new URL("https://a.b/c")', '"https://a.b/c"'],
    ['new (class Point { x = 1; #y = 2; get z() { return 3 } })', '{"x":1}'],
    ['Object.create(null)', '{}'],
    ['{ ["__proto__"]: { a: 1 } }', '{"__proto__":{"a":1}}'],
    ['"\\ud800 \\u0000 \\udc00"', '"\\ud800 \\u0000 \\udc00"'],
    [
      '(() => { const shared = { a: 1 }; return [shared, { shared }, shared] })()',
      '[{"a":1},{"shared":{"a":1}},{"a":1}]',
    ],
    ['Object.defineProperty({ a: 1 }, Symbol("hidden"), { value: 1 })', '{"a":1}'],
    ['{ get a() { return 5 } }', '{"a":5}'],
    ['{ a: { toJSON: () => null } }', '{"a":null}'],
  ];
  for (const [code, text] of carried) {
    it(`carries ${code}`, () => assert.equal(toText(code), text));
  }

  const refused: readonly [code: string, message: string][] = [
    ['{ total: NaN }', 'result.total: NaN is not a JSON number; return null or a string instead'],
    ['[[1, -Infinity]]', 'result[0][1]: -Infinity is not a JSON number; return null or a string instead'],
    ['{ n: new Number(NaN) }', 'result.n: NaN is not a JSON number; return null or a string instead'],
    ['10n', 'result: a BigInt; return Number(value) or String(value) instead'],
    ['{ n: Object(10n) }', 'result.n: a BigInt; return Number(value) or String(value) instead'],
    ['{ "a b": { 7: () => 1 } }', 'result["a b"]["7"]: a function; call it and return its result instead'],
    ['[class A {}]', 'result[0]: a function; call it and return its result instead'],
    ['[Symbol("x")]', 'result[0]: a symbol; return its description instead'],
    ['{ byName: new Map() }', 'result.byName: a Map; return Object.fromEntries(map) instead'],
    ['{ all: new Set([1]) }', 'result.all: a Set; return [...set] instead'],
    ['new (class Own extends Map {})', 'result: a Map; return Object.fromEntries(map) instead'],
    ['new WeakMap()', 'result: a WeakMap; its entries cannot be listed, return a plain object instead'],
    ['{ price: Promise.resolve(1) }', 'result.price: a Promise; add await'],
    ['{ p: /a/g }', 'result.p: a RegExp; return String(regexp) instead'],
    [
      '[new RangeError("x")]',
      'result[0]: an Error; throw it, or return { name: error.name, message: error.message } instead',
    ],
    ['new Uint8Array(2)', 'result: a typed array; return Array.from(array) instead'],
    ['new ArrayBuffer(2)', 'result: an ArrayBuffer; return Array.from(new Uint8Array(buffer)) instead'],
    ['new Map().keys()', 'result: an iterator; return [...iterator] instead'],
    ['(function* () { yield 1 })()', 'result: an iterator; return [...iterator] instead'],
    [
      '(async function* () { yield 1 })()',
      'result: an async iterator; collect its items with for await, and return the array instead',
    ],
    ['new URLSearchParams("a=1")', 'result: URLSearchParams; return Object.fromEntries(params) instead'],
    ['{ when: new Date(NaN) }', 'result.when: an invalid Date; check it with isNaN(date) first'],
    [
      '[new (class Account { #cents = 5; get cents() { return this.#cents } })()]',
      'result[0]: an instance of Account without fields of its own; return its data in a plain object, or give it a toJSON method',
    ],
    [
      '{ f: new Intl.NumberFormat() }',
      'result.f: an instance of NumberFormat without fields of its own; return its data in a plain object, or give it a toJSON method',
    ],
    [
      'Object.create({ a: 1 })',
      'result: an object without fields of its own; return its data in a plain object, or give it a toJSON method',
    ],
    ['{ a: { [Symbol("id")]: 1 } }', 'result.a: a property under Symbol(id); JSON carries string keys only'],
    ['{ user: { get name() { throw new Error("no name") } } }', 'result.user.name: reading it threw no name'],
    ['{ a: [{ toJSON() { throw "bad" } }] }', 'result.a[0]: reading it threw bad'],
    ['new Proxy({}, { ownKeys() { throw new Error("trap") } })', 'result: listing its keys threw trap'],
    [
      '(() => { const user = {}; user.self = user; return { user } })()',
      'result.user.self: JSON cannot carry a cycle; it leads back to result.user, return only the fields that are needed',
    ],
    [
      '(() => { const list = []; list.push({ list }); return list })()',
      'result[0].list: JSON cannot carry a cycle; it leads back to result, return only the fields that are needed',
    ],
  ];
  for (const [code, message] of refused) {
    it(`refuses ${code}`, () => assert.throws(() => toText(code), { name: 'NotJsonError', message }));
  }

  it('says "pass" where a value goes into a call, and gives the error its code', () => {
    const code =
      "try { guest.toText({ m: new Map() }, 'inputs') } catch (error) { [error.code, error.message].join() }";
    assert.equal(guest.run(code), 'run/not-json,inputs.m: a Map; pass Object.fromEntries(map) instead');
  });

  it('refuses 100,000 levels, and takes 900', () => {
    const nest = (depth: number) =>
      `(() => { let a = []; for (let i = 0; i < ${depth}; i++) a = [a]; return a })()`;
    assert.throws(() => toText(nest(100_000)), {
      name: 'NotJsonError',
      message: /nested more than 1000 levels deep/,
    });
    assert.equal(String(toText(nest(900))).length, 2 * 901);
  });

  it('refuses a cycle of getters that always make new objects', () => {
    const code =
      '(() => { class Endless { get next() { return new Endless() } } const e = {}; const make = () => ({ get next() { return make() } }); return make() })()';
    assert.throws(() => toText(code), { name: 'NotJsonError', message: /levels deep/ });
  });

  it('ignores a toJSON that a skill put on Object.prototype and Array.prototype', () => {
    const own = makeGuest();
    own.run('Object.prototype.toJSON = Array.prototype.toJSON = () => "polluted"');
    assert.equal(own.run("guest.toText({ a: [1] }, 'result')"), '{"a":[1]}');
    own.dispose();
  });

  it('carries every JSON value both ways', () => {
    const own = makeGuest();
    const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'toJSON', 'constructor', '', 'length'));
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\0', '\u2028', 'ü😀'));
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        tie('array'),
        tie('object'),
      ),
      array: fc.array(tie('value'), { maxLength: 5 }),
      object: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(pairs => {
        const made = {};
        for (const [name, item] of pairs)
          Object.defineProperty(made, name, {
            value: item,
            enumerable: true,
            configurable: true,
            writable: true,
          });
        return made;
      }),
    }));
    fc.assert(
      fc.property(value, sent => {
        const json = JSON.stringify(sent);
        assert.equal(own.run(`guest.toText(guest.fromText(${JSON.stringify(json)}), 'result')`), json);
      }),
      { numRuns: 300 },
    );
    own.dispose();
  });

  it('carries 5 MB in little more time than JSON.stringify alone', () => {
    guest.run(`globalThis.rows = Array.from({ length: 45000 }, (_, id) =>
      ({ id, name: 'row ' + id, price: id * 1.5, tags: ['a', 'b'], ok: true, when: '2026-01-01T00:00:00Z' }))`);
    const fastest = (code: string) => {
      const times = [1, 2, 3].map(() => {
        const start = performance.now();
        assert.ok(Number(guest.run(code)) > 4_500_000);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    const plain = fastest('JSON.stringify(rows).length');
    const checked = fastest("guest.toText(rows, 'result').length");
    assert.ok(checked < 4 * plain, `${checked} ms, plain ${plain} ms`);
  });
});
