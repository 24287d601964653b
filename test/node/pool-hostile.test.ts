/** Code that means harm, or is only badly wrong: every run ends within its limit, and the next one does not notice. */

import assert from 'node:assert/strict';
import type { RunnerPool } from '../../src/node/pool.ts';
import type { RunErrorCode } from '../../src/run/outcome.ts';
import { slowness } from '../fakes/pace.ts';
import { runCode, testPool } from '../fakes/pool.ts';

const timeMs = 300;
const toleranceMs = 250;

type End = 'completed' | RunErrorCode | 'thrown';

/** By what the code does: its body, and the ends that are right for it. */
const cases: Readonly<Record<string, readonly [code: string, ...ends: End[]]>> = {
  'an endless loop': ['for (;;);', 'run/time-limit'],
  'an endless loop that catches': ['for (;;) { try { for (;;); } catch {} }', 'run/time-limit'],
  'an endless loop in finally': ['try { for (;;); } finally { for (;;); }', 'run/time-limit'],
  'endless microtasks': ['for (;;) await null;', 'run/time-limit'],
  'endless jobs that catch': [
    'const again = () => Promise.resolve().then(again, again); again(); await new Promise(() => {});',
    'run/time-limit',
  ],
  'a promise fork bomb': [
    'const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f(); await new Promise(() => {});',
    'run/time-limit',
    'run/memory-limit',
  ],
  'joining a huge array': ["return new Array(1e9) + '';", 'run/time-limit', 'run/memory-limit', 'thrown'],
  'sorting a huge array-like': [
    'Array.prototype.sort.call({ length: 2 ** 40 });',
    'run/time-limit',
    'run/memory-limit',
    'thrown',
  ],
  'reversing a huge array-like': ['Array.prototype.reverse.call({ length: 2 ** 50 });', 'run/time-limit'],
  'a replace bomb': [
    "let s = 'a'.repeat(1 << 20); for (;;) s = s.replace(/a/g, '$`$`');",
    'run/time-limit',
    'run/memory-limit',
    'thrown',
  ],
  'a catastrophic pattern': ["return /^(a+)+$/.test('a'.repeat(40) + 'b');", 'run/time-limit', 'completed'],
  'memory by buffers': ['const all = []; for (;;) all.push(new ArrayBuffer(1 << 20));', 'run/memory-limit'],
  'memory by buffers, caught': [
    'const all = []; for (;;) { try { all.push(new ArrayBuffer(1 << 20)); } catch {} }',
    'run/memory-limit',
    'run/time-limit',
  ],
  'memory by strings': ["let s = 'x'; for (;;) s += s;", 'run/memory-limit', 'thrown'],
  'memory by objects': [
    'const all = []; for (;;) all.push({ a: [1, 2, 3] });',
    'run/memory-limit',
    'run/time-limit',
  ],
  'objects in a job': [
    'await null; const all = []; for (let i = 0; i < 200000; i++) all.push({ i }); return all.length;',
    'completed',
    'run/time-limit',
  ],
  'recursion without end': ['const f = () => f() + 1; return f();', 'run/stack-limit', 'run/time-limit'],
  'recursion through toString': [
    "const o = { toString() { return '' + this; } }; return '' + o;",
    'run/stack-limit',
  ],
  'deep JSON': ["return JSON.parse('['.repeat(1e6));", 'thrown', 'run/stack-limit'],
  'deeply nested result': [
    'let a = []; for (let i = 0; i < 1e6; i++) a = [a]; return a;',
    'thrown',
    'run/not-json',
    'run/stack-limit',
    'run/time-limit',
    'run/memory-limit',
  ],
  'deep source': [
    `return ${'['.repeat(2000)}${']'.repeat(2000)};`,
    'completed',
    'thrown',
    'run/not-json',
    'run/stack-limit',
    'run/invalid-skill',
  ],
  'a result with a getter that throws': ["return { get a() { throw new Error('no'); } };", 'run/not-json'],
  'a result with a getter that never returns': ['return { get a() { for (;;); } };', 'run/time-limit'],
  'a result with a toJSON that loops': ['return { toJSON() { for (;;); } };', 'run/time-limit'],
  'a proxy as the result': [
    'return new Proxy({}, { ownKeys() { for (;;); } });',
    'run/time-limit',
    'run/not-json',
  ],
  'a cyclic result': ['const a = {}; a.self = a; return a;', 'run/not-json'],
  'a thrown null': ['throw null;', 'thrown'],
  'a thrown text': ["throw 'text';", 'thrown'],
  'a thrown cycle': ['const a = {}; a.a = a; throw a;', 'thrown'],
  'a thrown proxy': ['throw new Proxy(new Error(), { get() { for (;;); } });', 'run/time-limit', 'thrown'],
  'an error whose message loops': [
    "const e = new Error(); Object.defineProperty(e, 'message', { get() { for (;;); } }); throw e;",
    'run/time-limit',
  ],
  'an error whose message throws': [
    "const e = new Error(); Object.defineProperty(e, 'message', { get() { throw e; } }); throw e;",
    'thrown',
  ],
  'an error whose message is an object': ['const e = new Error(); e.message = { a: 1 }; throw e;', 'thrown'],
  'a stack that is no text': [
    "const e = new Error('x'); e.stack = { toString() { for (;;); } }; throw e;",
    'thrown',
  ],
  'a promise that never settles': ['await new Promise(() => {});', 'run/waits-for-ever'],
  'a thenable that never settles': ['await { then() {} };', 'run/waits-for-ever'],
  'a sleep beyond the limit': ['await sleep(1e9);', 'run/time-limit'],
  'endless logging': ["for (;;) console.log('x'.repeat(1000));", 'run/time-limit'],
  'logging something endless': [
    'console.log(new Proxy({}, { ownKeys() { for (;;); }, get() { for (;;); } })); for (;;);',
    'run/time-limit',
  ],
  'broken built-ins': [
    `Promise.prototype.then = null; Array.prototype.push = null; JSON.stringify = () => 'no'; JSON.parse = null;
     Object.defineProperty = null; String.prototype.slice = null; Error.prototype.name = 1; return { a: [1] };`,
    'completed',
  ],
  'setters on prototypes': [
    `const loop = () => { for (;;); };
     Object.defineProperty(Array.prototype, '0', { set: loop });
     Object.defineProperty(Object.prototype, 'value', { get: loop, set: loop }); return { a: [callSkill('no')] };`,
    'run/not-json',
    'thrown',
    'run/time-limit',
  ],
  'deleted globals': [
    'const remove = Reflect.deleteProperty; const all = globalThis; for (const k of Reflect.ownKeys(all)) remove(all, k); return { a: 1 };',
    'completed',
  ],
  'a finalization registry': [
    'const Registry = globalThis["Finalization" + "Registry"]; const r = new Registry(() => { for (;;); }); for (let i = 0; i < 1e5; i++) r.register({}); return 1;',
    'completed',
    'run/time-limit',
    'thrown',
  ],
};

describe('hostile code', function () {
  this.timeout(20_000);
  let pool: RunnerPool;

  before(async () => {
    pool = testPool();
    await pool.warm();
  });

  after(() => pool.dispose());

  for (const [title, [body, ...ends]] of Object.entries(cases)) {
    it(title, async () => {
      const pace = slowness();
      const before = performance.now();
      const outcome = await runCode(pool, `export default async function main() { ${body} }`, {
        limits: { timeMs },
      });
      const took = performance.now() - before;
      const end: End = outcome.status === 'completed' ? 'completed' : (outcome.error?.code ?? 'thrown');
      // On a machine that has no time to spare, the limit of time can come before any other.
      const isStarved = end === 'run/time-limit' && Math.max(pace, slowness()) > 1.5;
      assert.ok(ends.includes(end) || isStarved, `ended with ${end}: ${JSON.stringify(outcome.error)}`);
      assert.ok(took < timeMs + toleranceMs * Math.max(pace, slowness()), `took ${took} ms`);
      const next = await runCode(pool, 'export default () => [1].map(x => x + 1)');
      assert.deepEqual(next.result, [2], JSON.stringify(next.error));
    });
  }
});
