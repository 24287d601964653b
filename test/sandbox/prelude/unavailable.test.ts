/** What a skill must not have, and what it is told instead. */

import assert from 'node:assert/strict';
import { explainReferenceError } from '../../../src/sandbox/prelude/alternatives.ts';
import { makeGuest, type TestGuest } from './harness.ts';

describe('prelude: unavailable', () => {
  let guest: TestGuest;
  before(() => {
    guest = makeGuest();
  });
  after(() => guest.dispose());

  it('leaves feature tests with the truth', () => {
    const names = [
      'setTimeout',
      'fetch',
      'process',
      'require',
      'Buffer',
      'Worker',
      'WebAssembly',
      'SharedArrayBuffer',
      'Atomics',
      'WeakRef',
      'FinalizationRegistry',
      'Temporal',
    ];
    assert.deepEqual(
      names.filter(
        name => guest.run(`typeof ${name}`) !== 'undefined' || guest.run(`'${name}' in globalThis`),
      ),
      [],
    );
    assert.deepEqual(
      names.filter(name => explainReferenceError(name) === undefined),
      [],
    );
  });

  it('names the alternative', () => {
    assert.equal(
      explainReferenceError('setTimeout'),
      'setTimeout is not available in a skill: use await sleep(ms)',
    );
    assert.match(String(explainReferenceError('fetch')), /take the data as an input/);
    assert.equal(explainReferenceError('myTypo'), undefined);
    assert.equal(explainReferenceError('constructor'), undefined);
  });

  const ways = [
    'eval("1")',
    'globalThis.eval("1")',
    '(0, eval)("1")',
    'new Function("return 1")',
    'Function("1")',
    '(() => 1).constructor("1")',
    '(async () => 1).constructor("1")',
    '(function* () {}).constructor("1")',
    '(async function* () {}).constructor("1")',
    'Reflect.construct(Function, ["1"])',
    'new (class extends Function {})("1")',
    'Object.getPrototypeOf(class {}).constructor("1")',
  ];
  for (const way of ways) {
    it(`makes no code from text: ${way}`, () => {
      const code = `try { ${way} } catch (error) { [error.code, error.message].join(' ') }`;
      assert.match(
        String(guest.run(code)),
        /^run\/unavailable \w+ is not available in a skill: code made from text/,
      );
    });
  }

  it('keeps instanceof Function and classes right', () => {
    assert.equal(
      guest.run(
        '[(() => 1) instanceof Function, class {} instanceof Function, Function.prototype === Object.getPrototypeOf(() => 1), Function.name].join()',
      ),
      'true,true,true,Function',
    );
  });

  it('has microtasks, and tells of their errors', () => {
    guest.run(
      'const order = []; guest.reportError = error => order.push(error.message); queueMicrotask(() => order.push("micro")); queueMicrotask(() => { throw new Error("lost") }); order.push("sync"); globalThis.order = order',
    );
    guest.context.runtime.executePendingJobs();
    assert.equal(guest.run('order.join()'), 'sync,micro,lost');
    assert.throws(() => guest.run('queueMicrotask(1)'), /TypeError: queueMicrotask needs a function/);
  });
});
