/** The prelude as a whole: self-contained parts, minified as in the product, unharmed by a polluted realm. */

import assert from 'node:assert/strict';
import { parse } from 'acorn';
import { build } from 'esbuild';
import { preludeParts, preludeSource } from '../../../src/sandbox/prelude/prelude.ts';
import { makeGuest, testWorld } from './harness.ts';
import { freeVariables } from './scope.ts';

const bareGlobals = new Set(
  (
    'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError Array Object Function ' +
    'Iterator parseInt parseFloat isNaN isFinite Infinity NaN undefined eval Number Boolean String Math Reflect ' +
    'Symbol globalThis BigInt Date RegExp JSON Proxy Map Set WeakMap WeakSet ArrayBuffer Uint8ClampedArray ' +
    'Int8Array Uint8Array Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array ' +
    'Float16Array Float32Array Float64Array DataView Promise'
  ).split(' '),
);

const strangers = (code: string) =>
  [...freeVariables(parse(`(${code})`, { ecmaVersion: 'latest' }))].filter(name => !bareGlobals.has(name));

async function minifiedSource(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { preludeSource } from './src/sandbox/prelude/prelude.ts'",
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    write: false,
  });
  const bundle = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module = (await import(`data:text/javascript;base64,${bundle}`)) as { preludeSource: () => string };
  return module.preludeSource();
}

describe('prelude', () => {
  it('notices a part that uses its module', () => {
    assert.deepEqual(strangers('guest => { const a = outside; return b => a + b + guest; }'), ['outside']);
  });

  it('has parts that use nothing but QuickJS', () => {
    assert.ok(preludeParts.length > 5);
    assert.deepEqual(
      preludeParts.flatMap(part => strangers(String(part))),
      [],
    );
  });

  it('stays self-contained and works when esbuild minifies it', async () => {
    const source = await minifiedSource();
    assert.ok(source.length < preludeSource().length * 0.6);
    assert.deepEqual(strangers(source), []);
    const guest = makeGuest(testWorld(), source);
    const code = `
      console.log('%s is', 'x', { a: [1, new Map([[1, 2]])] }, new URL('https://a.b/?q=1').searchParams.get('q'));
      [guest.toText({ a: new Date(0) }, 'result'), Date.name, URL.name, Math.random.name, TextDecoder.name,
        structuredClone.name, new Date(0).getTime.name, new Date(5).getHours.name, atob.name,
        Intl.NumberFormat.name, (1234.5).toLocaleString('en'), typeof DOMException.name].join()`;
    assert.equal(
      guest.run(code),
      '{"a":"1970-01-01T00:00:00.000Z"},Date,URL,random,TextDecoder,structuredClone,getTime,getHours,atob,' +
        'NumberFormat,1,234.5,string',
    );
    assert.deepEqual(guest.logs, ['log: x is { a: [ 1, Map(1) { 1 => 2 } ] } 1']);
    guest.dispose();
  });

  it('works on after a skill has patched and polluted the globals', () => {
    const guest = makeGuest();
    guest.run(`
      globalThis.map = new Map([[1, 2]]);
      const { defineProperty, getOwnPropertyDescriptor } = Object;
      const { ownKeys } = Reflect;
      const holders = [Array, String, Number, Map, Set, JSON, Math, Function, RegExp, Date, Symbol, Promise,
        ArrayBuffer, WeakMap, Uint8Array, Object.getPrototypeOf(Uint8Array), Error, Boolean, BigInt];
      const refuse = () => { throw new TypeError('patched') };
      for (let i = 0; i < holders.length; i++) {
        for (let own = 0; own < 2; own++) {
          const target = own ? holders[i] : holders[i].prototype;
          const keys = target ? ownKeys(target) : [];
          for (let k = 0; k < keys.length; k++) {
            const shape = getOwnPropertyDescriptor(target, keys[k]);
            if (!shape.configurable || typeof shape.value !== 'function' || keys[k] === 'constructor') continue;
            defineProperty(target, keys[k], { value: refuse });
          }
        }
      }
      Object.prototype.get = Object.prototype.value = Object.prototype.toJSON = Object.prototype.depth = () => 'polluted';
      Object.keys = Object.getPrototypeOf = Object.getOwnPropertyDescriptor = Reflect.ownKeys = () => { throw 1; };
      Object.defineProperty = Reflect.apply = () => { throw 2; };
      globalThis.saved = { a: [1, 'x', null], 'b c': { d: true } };
    `);
    const text = guest.run("guest.toText(saved, 'result')");
    assert.equal(text, '{"a":[1,"x",null],"b c":{"d":true}}');
    assert.equal(guest.run(`guest.toText(guest.fromText('${text}'), 'result')`), text);
    guest.run(
      "console.log('%s|%o', 'a', saved, map); console.table([{ a: 1 }]); console.error(new Error('x'))",
    );
    guest.run(
      "console.group('g'); console.log('a\\nb'); console.groupEnd(); console.time(); console.timeEnd()",
    );
    assert.deepEqual(guest.logs.slice(0, 1), [
      "log: a|{ a: [ 1, 'x', null ], 'b c': { d: true } } Map(1) { 1 => 2 }",
    ]);
    assert.equal(guest.logs.length, 6);
    assert.throws(() => guest.run("guest.toText({ a: NaN }, 'result')"), /^NotJsonError: result\.a: NaN/);
    guest.dispose();
  });
});
