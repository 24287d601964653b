// What is known of the sandbox's globals, asked of a real sandbox: in both directions the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Sandbox, type SandboxHost } from '../../src/sandbox/instance.ts';
import { explainReferenceError } from '../../src/sandbox/prelude/alternatives.ts';
import { forbiddenGlobals, knownGlobals } from '../../src/skill/check/globals.ts';
import { wasmPath } from '../fakes/in-process.ts';

/** Runs a function body in a real sandbox and returns its result. */
async function evaluate(body: string): Promise<unknown> {
  const sandbox = await Sandbox.create({
    module: new WebAssembly.Module(readFileSync(wasmPath)),
    memoryBytes: 32 * 1024 * 1024,
    stackBytes: 200 * 1024,
  });
  let result = '';
  const binding = '{"isScript":false,"isAsync":false,"isWhole":true,"names":[],"usesConsole":true}';
  const host: SandboxHost = {
    ask(service, argument) {
      if (service === 'run.result') result = argument;
      return '';
    },
    source: () => ({ code: `[() => (console, print) => () => { ${body} }, ${binding}]`, file: 'main.js' }),
    isInterrupted: () => false,
  };
  sandbox.begin(host, '[[1,2,3,4],[1,0,"{}"],1000]');
  while (sandbox.pump());
  sandbox.finish();
  return JSON.parse(result);
}

/** What every call gets of its own, rather than from the realm. */
const parameters = ['callSkill', 'skills', 'console', 'print'];
/** Known to the language itself: they are there, and throw. */
const disabled = ['eval', 'Function'];

describe('the globals of a skill', () => {
  let offered: readonly string[] = [];

  before(async () => {
    const body = "return Reflect.ownKeys(globalThis).filter(key => typeof key === 'string')";
    offered = [...((await evaluate(body)) as string[]), ...parameters];
    assert.ok(offered.length > 60);
  });

  it('are all there when they are known', async () => {
    const names = JSON.stringify([...knownGlobals].filter(name => !parameters.includes(name)));
    const missing = await evaluate(
      `return ${names}.filter(name => name !== 'undefined' && typeof globalThis[name] === 'undefined')`,
    );
    assert.deepEqual(missing, []);
    assert.deepEqual(
      [...knownGlobals].filter(name => !offered.includes(name)),
      [],
    );
  });

  it('are all known when they are there', () => {
    assert.deepEqual(
      offered.filter(name => !knownGlobals.has(name)),
      disabled.toReversed(),
    );
  });

  it('are not there when they are refused, or throw', async () => {
    assert.deepEqual(
      [...forbiddenGlobals.keys()].filter(name => offered.includes(name)),
      disabled,
    );
    for (const name of disabled)
      assert.match(
        String(await evaluate(`try { ${name}('1') } catch (error) { return error.message }`)),
        /^\w+ is not available in a skill/,
      );
  });

  it('are refused with a reason while a run would refuse them too', () => {
    for (const [name, reason] of forbiddenGlobals) {
      assert.ok(reason.length > 10, name);
      assert.ok(disabled.includes(name) || explainReferenceError(name) !== undefined, name);
    }
  });
});
