/** The sandbox between two runs: nothing of the first is left for the second. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Sandbox, type SandboxHost } from '../../src/sandbox/instance.ts';
import { hostServices } from '../../src/sandbox/service.ts';
import { wasmPath } from '../fakes/in-process.ts';
import { FakeRecording } from '../fakes/recording.ts';

const module = new WebAssembly.Module(readFileSync(wasmPath));
const memoryBytes = 32 * 1024 * 1024;

function create(): Promise<Sandbox> {
  return Sandbox.create({ module, memoryBytes, stackBytes: 200 * 1024 });
}

/** Evaluates a function body as the one call of a run; what it asks the host is kept. */
function evaluate(sandbox: Sandbox, body: string, isInterrupted = () => false): Map<string, string> {
  const asked = new Map<string, string>();
  const services = hostServices(new FakeRecording());
  const binding = '{"isScript":false,"isAsync":false,"isWhole":true,"names":[],"usesConsole":true}';
  const host: SandboxHost = {
    ask(service, argument) {
      asked.set(service, argument);
      return services.get(service)?.(argument) ?? '';
    },
    source: () => ({ code: `[() => () => () => { ${body} }, ${binding}]`, file: 'main.js' }),
    isInterrupted,
  };
  sandbox.begin(host, '[[1,2,3,4],[1,0,"{}"],1000]');
  while (sandbox.pump());
  sandbox.finish();
  return asked;
}

const stains = [
  'globalThis.stain = 1',
  'Array.prototype.stain = 1; Object.prototype.stain = 2',
  'JSON.parse = null; Promise.prototype.then = null; delete globalThis.Map',
  'Object.freeze(Object.prototype); Object.freeze(globalThis)',
  'const all = []; for (let i = 0; i < 100; i++) all.push("x".repeat(100000) + i); globalThis.kept = all',
  'globalThis.buffer = new Uint8Array(20 * 1024 * 1024).fill(7)',
  'Symbol.for("stain"); Math.random(); Math.random()',
  'throw new Error("x")',
  'const f = () => f() + 1; f()',
  'Promise.reject(new Error("x")); sleep(5); return new Promise(() => {})',
];

/** All that the realm offers, as text: names, shapes and a few values. */
const portrait = `
  const seen = new Set(); const lines = [];
  const walk = (value, path, depth) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) { lines.push(path + '=' + String(value)); return; }
    if (seen.has(value) || depth > 4) return;
    seen.add(value);
    lines.push(path + ' ' + Object.isFrozen(value) + ' ' + (Object.getPrototypeOf(value) === null));
    for (const key of Reflect.ownKeys(value)) {
      const own = Object.getOwnPropertyDescriptor(value, key);
      if ('value' in own) walk(own.value, path + '.' + String(key), depth + 1);
      else lines.push(path + '.' + String(key) + ' accessor');
    }
  };
  walk(globalThis, 'globalThis', 0);
  return [lines, Math.random()];`;

describe('sandbox', () => {
  it('is pristine after every reset', async () => {
    const fresh = evaluate(await create(), portrait).get('run.result');
    assert.ok(fresh && fresh.length > 10_000);
    const sandbox = await create();
    for (const stain of stains) {
      evaluate(sandbox, stain);
      assert.equal(sandbox.reset(), true, stain);
      const again = evaluate(sandbox, portrait).get('run.result');
      assert.equal(again, fresh, stain);
      assert.equal(sandbox.reset(), true);
    }
  });

  it('stays as large as it was over many runs', async () => {
    const sandbox = await create();
    for (let i = 0; i < 300; i++) {
      evaluate(sandbox, 'globalThis.all = Array.from({ length: 2000 }, (_, i) => ({ i }))');
      assert.equal(sandbox.reset(), true);
    }
    assert.equal(sandbox.health, 'sound');
  });

  it('gives out memory up to its limit and then cannot be reset', async () => {
    const sandbox = await create();
    const half = evaluate(sandbox, 'return new Uint8Array(16 * 1024 * 1024).length');
    assert.equal(half.get('run.result'), String(16 * 1024 * 1024));
    assert.equal(sandbox.reset(), true);
    evaluate(sandbox, 'const all = []; for (;;) all.push(new Uint8Array(1024 * 1024));');
    assert.equal(sandbox.health, 'out-of-memory');
    assert.equal(sandbox.reset(), false);
  });

  it('ends what is interrupted, uncatchably, and can be reset', async () => {
    const sandbox = await create();
    let looks = 0;
    const asked = evaluate(sandbox, 'for (;;) { try { for (;;); } catch {} }', () => ++looks > 5);
    assert.equal(asked.has('run.result'), false);
    assert.equal(sandbox.reset(), true);
    assert.equal(evaluate(sandbox, 'return 1').get('run.result'), '1');
  });

  it('turns what a service throws into a guest error of the same name', async () => {
    const sandbox = await create();
    const asked = evaluate(
      sandbox,
      'try { new URL("no url"); } catch (e) { return [e.name, e instanceof TypeError]; }',
    );
    assert.equal(asked.get('run.result'), '["TypeError",true]');
  });
});
