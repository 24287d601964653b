/** What the console writes, as authors see it, and against Node where it means to be the same. */

import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { makeGuest, type TestGuest } from './harness.ts';

describe('prelude: console', () => {
  let guest: TestGuest;
  beforeEach(() => {
    guest = makeGuest();
  });
  afterEach(() => guest.dispose());

  const written = (code: string): string => {
    guest.logs.length = 0;
    guest.run(code);
    return guest.logs.join('\n');
  };
  const shown = (expression: string) => written(`console.log(${expression})`).slice('log: '.length);

  const same: readonly string[] = [
    '1, "a b", true, null, undefined, -0, 10n, Symbol("s")',
    '[1, "it\'s", `"both\' quotes`, "all\'\\"` quotes", "\\n\\t\\x1b\\\\"]',
    '{ a: 1, "b-c": 2, [Symbol("d")]: 3, ["__proto__"]: 4, 5: 6, $e: 7 }',
    '[[], {}, [[]], [{}], { a: {} }]',
    'new Map([["a", { b: 1 }], [{ c: 2 }, new Set([1, "x"])]]), new Map(), new Set()',
    '[, 1, , , 2, ,], Object.assign([1, 2], { extra: true })',
    'new Date(0), [new Date(1e12)], new Date(NaN), /a\\/b/gi',
    '() => 1, function named() {}, async () => {}, function* gen() {}, class A {}, class B extends Map {}',
    'Object.assign(function f() {}, { a: 1 }), { f() {}, g: class {} }',
    'new (class Point { x = 1; y = 2 }), new (class Empty {}), new (class List extends Array {})(3)',
    'Object.create(null), Object.assign(Object.create(null), { a: 1 })',
    '{ get a() { return 1 }, set b(v) {}, get c() { return 1 }, set c(v) {} }',
    'new Number(3), new String("abc"), new Boolean(false), Object(1n), Object(Symbol("x"))',
    'new Uint8Array([1, 2, 3]), new Float64Array(2), new BigInt64Array(1), new Uint8Array(0)',
    'new ArrayBuffer(4)',
    'new WeakMap(), new WeakSet()',
    '{ [Symbol.toStringTag]: "Tagged", a: 1 }',
    '(() => { const a = { b: [] }; a.b.push(a, a.b); return a })()',
    'Array.from({ length: 100 }, (_, i) => i * i)',
    'Array.from({ length: 30 }, (_, i) => "item " + i)',
    '{ long: "x".repeat(70), other: [1, 2, 3] }',
    '{ text: "line one of the text\\nline two of the text\\n" + "x".repeat(50) }',
    'Array.from({ length: 12 }, (_, id) => ({ id, tags: ["a", "b"] }))',
    '{ a: { b: { c: { d: [1, { e: 2 }] } } } }',
    '"\\ud83d", ["\\ud83d", "\\ud83d\\ude00"]',
  ];
  for (const code of same) {
    it(`prints like Node: ${code.slice(0, 70)}`, () => {
      const values = runInThisContext(`[${code}]`) as unknown[];
      const expected = values.map(value =>
        typeof value === 'string' ? value : inspect(value, { depth: 4, breakLength: 80 }),
      );
      assert.equal(shown(code), expected.join(' '));
    });
  }

  it('prints any plain value like Node', () => {
    const key = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('__proto__', 'a', 'constructor'));
    const value = fc.anything({
      key,
      maxDepth: 4,
      withBigInt: true,
      withMap: true,
      withSet: true,
      withDate: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
      maxKeys: 12,
    });
    fc.assert(
      fc.property(value, made => {
        const source = fc.stringify(made);
        const evaluated = evaluate(source);
        if (!evaluated.ok) return;
        const { value } = evaluated;
        const expected = typeof value === 'string' ? value : inspect(value, { depth: 4, breakLength: 80 });
        assert.equal(shown(`0, (${source})`), `0 ${expected}`);
      }),
      { numRuns: 400 },
    );
  });

  it('formats like Node', () => {
    const cases: readonly unknown[][] = [
      ['%s|%s|%s|%s|%s', 'a', 1, -0, null, undefined],
      ['%s %s', 'only one'],
      ['%d %d %d', '42', 'x', 1.5],
      ['%i %i', '42.9', 3.7],
      ['%f %f', '1.50', 'x'],
      ['%j', { a: [1] }],
      ['%O', { a: { b: 1 } }],
      ['%c styled', 'color: red'],
      ['100%', 1],
      ['100%% %s', 'x'],
      ['%%'],
      ['%x %s', 1, 2],
      ['a', 'b', { c: 1 }],
      ['%s', 'a', 'b', ['c']],
      ['%s', { a: 1, b: { c: 2 } }],
      ['%s', [1, [2, [3]]]],
    ];
    for (const values of cases) {
      const code = values.map(value =>
        Object.is(value, -0) ? '-0' : (JSON.stringify(value) ?? 'undefined'),
      );
      assert.equal(shown(code.join()), format(...values), code.join());
    }
  });

  it('draws tables like Node', () => {
    const cases = [
      '[{ a: 1, b: "x" }, { a: 2, c: true }]',
      '[[1, 2], [3, 4, 5]]',
      '[1, "two", { three: 3 }]',
      '{ first: { a: 1 }, second: { a: 2 } }',
      '[]',
      'new Map([["k", { a: 1 }], ["l", 2]])',
      'new Set([1, "x"])',
      '[{ a: { b: 1 }, "日本": "寿司" }]',
      '[{ a: 1, b: 2 }], ["b", "missing"]',
      '"no table"',
    ];
    for (const code of cases)
      assert.equal(written(`console.table(${code})`), `log: ${nodeTable(code)}`, code);
  });

  it('shows an error with its first frame, and its cause and fields', () => {
    assert.equal(shown('new TypeError("bad")'), 'TypeError: bad\n    at <eval> (skill.js:1:26)');
    assert.equal(shown('{ e: new RangeError("r") }'), '{ e: [RangeError: r] }');
    assert.equal(
      shown('[Object.assign(new Error("x", { cause: 1 }), { code: "E" })]'),
      "[ [Error: x] { code: 'E', [cause]: 1 } ]",
    );
    assert.match(
      shown('new (class NotFound extends Error { name = "NotFound" })("gone")'),
      /^NotFound: gone\n {4}at/,
    );
  });

  it('cuts what is long or deep', () => {
    assert.match(shown('Array(142).fill(0)'), /… 42 more items\n\]$/);
    assert.match(shown('[Array(101).fill("x".repeat(30))]'), /… 1 more item\n/);
    assert.match(shown('["x".repeat(10500)]'), /'… 500 more characters/);
    assert.equal(
      shown('{ a: { b: { c: { d: { e: {} , f: { g: 1 } } } } } }').replace(/\s+/g, ' '),
      '{ a: { b: { c: { d: { e: {}, f: [Object] } } } } }',
    );
    assert.ok(
      shown(
        'Array.from({ length: 90 }, () => Array.from({ length: 90 }, () => Array.from({ length: 90 }, () => ({}))))',
      ).length < 2_000_000,
    );
  });

  it('is not broken by hostile values', () => {
    const hostile = [
      'new Proxy({}, { ownKeys() { throw 1 }, get() { throw 2 }, getPrototypeOf() { throw 3 }, has() { throw 4 } })',
      '{ get [Symbol.toStringTag]() { throw 1 } }',
      '{ toString() { throw 1 }, valueOf() { throw 2 }, [Symbol.toPrimitive]() { throw 3 } }',
      'Object.create(Map.prototype)',
      'Object.create(Date.prototype)',
      'Object.setPrototypeOf(() => 1, null)',
      '{ constructor: { name: 5 } }',
      '{ __proto__: new Proxy({}, { getPrototypeOf() { throw 1 } }) }',
      'Object.defineProperty(new Error("x"), "stack", { get() { throw 1 } })',
      'Object.defineProperty(new Error("x"), "message", { value: {} })',
    ];
    for (const code of hostile) {
      for (const call of [
        'log(V)',
        'log([V])',
        'log("%s %d %i %f %j %o %O %c", V, V, V, V, V, V, V, V)',
        'table([V])',
        'table(V)',
        'dir(V)',
        'dir(1, V)',
        'count(V)',
        'time(V)',
        'assert(false, V)',
        'group(V)',
        'trace(V)',
      ]) {
        assert.notEqual(
          written(`{ const V = ${code}; console.${call}; console.log("end") }`),
          '',
          `${call} of ${code}`,
        );
      }
    }
  });

  it('writes each level, and works without its object', () => {
    assert.equal(
      written(
        'for (const level of ["log", "info", "warn", "error", "debug"]) { const write = console[level]; write(level) } [1].forEach(console.log)',
      ),
      'log: log\ninfo: info\nwarn: warn\nerror: error\ndebug: debug\nlog: 1 0 [ 1 ]',
    );
  });

  it('indents groups, counts and asserts', () => {
    assert.equal(
      written(`
        console.group('Outer'); console.log('a\\nb'); console.groupCollapsed(); console.warn({ c: 1 });
        console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log('out');
        console.count(); console.count('x'); console.count(); console.countReset(); console.count(); console.countReset('y');
        console.assert(1 > 0, 'not'); console.assert(0, 'is %s', 'so'); console.assert()`),
      [
        'log: Outer',
        'log:   a\n  b',
        'warn:     { c: 1 }',
        'log: out',
        'log: default: 1',
        'log: x: 1',
        'log: default: 2',
        'log: default: 1',
        "warn: No counter is called 'y'",
        'error: Assertion failed: is so',
        'error: Assertion failed',
      ].join('\n'),
    );
  });

  it('measures with the clock of the run', () => {
    guest.run('console.time("t"); console.time()');
    guest.world.time += 12.3456;
    assert.equal(written('console.timeLog("t", "half", 1)'), 'log: t: 12.346ms half 1');
    guest.world.time += 1500;
    assert.equal(written('console.timeEnd("t")'), 'log: t: 1.512s');
    assert.match(written('console.timeEnd("t")'), /^warn: No timer is called 't'/);
    assert.match(written('console.time()'), /^warn: The timer 'default' runs already/);
  });

  it('traces the frames of the skill alone', () => {
    const text = written(
      'function inner() { console.trace("why %d", 1) }\nfunction outer() { inner() }\nouter()',
    );
    assert.match(
      text,
      /^log: Trace: why 1\n {4}at inner \(skill\.js:1:\d+\)\n {4}at outer \(skill\.js:2:\d+\)\n {4}at <eval> \(skill\.js:3:\d+\)$/,
    );
  });
});

function evaluate(source: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: runInThisContext(`(${source})`) };
  } catch {
    return { ok: false };
  }
}

function nodeTable(code: string): string {
  let text = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const values = runInThisContext(`[${code}]`) as [unknown, string[]?];
  new Console({ stdout }).table(...values);
  return text.trimEnd();
}
