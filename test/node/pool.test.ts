/** The pool: warm threads, queueing, cancelling, healing, streaming. */

import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import type { JsonValue } from '../../src/base/json.ts';
import { createRunnerPool, type RunnerPool } from '../../src/node/pool.ts';
import { defaultLimits, type LogLine, type RunEvent } from '../../src/run/outcome.ts';
import { wasmPath } from '../fakes/in-process.ts';
import { slowness } from '../fakes/pace.ts';
import { runCode, testPool } from '../fakes/pool.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

const napping = 'export default async () => { console.log("begun"); await sleep(10_000); };';
const looping = 'export default () => { console.log("begun"); for (;;); };';
const hanging =
  'export default () => { console.log("begun"); Array.prototype.reverse.call({ length: 2 ** 50 }); };';

describe('runner pool', function () {
  this.timeout(20_000);
  let pool: RunnerPool;

  beforeEach(async () => {
    pool = testPool(2);
    await pool.warm();
  });

  afterEach(() => pool.dispose());

  for (const [title, code] of [
    ['sleeps', napping],
    ['loops', looping],
    ['hangs in native code', hanging],
  ] as const) {
    it(`cancels at once a run that ${title}, and keeps what it logged`, async () => {
      const abort = new AbortController();
      let cancelledAt = 0;
      const onEvent = (event: RunEvent) => {
        if (event.type !== 'log') return;
        cancelledAt = performance.now();
        abort.abort();
      };
      const outcome = await runCode(pool, code, {
        limits: { timeMs: 10_000 },
        world: { onEvent, signal: abort.signal },
      });
      const took = performance.now() - cancelledAt;
      assert.ok(took < 250 * slowness(), `took ${took} ms`);
      assert.equal(outcome.status, 'cancelled');
      assert.equal(outcome.error?.code, 'run/cancelled');
      assert.deepEqual(
        outcome.logs.map(line => line.text),
        ['begun'],
      );
      assert.equal(outcome.calls.status, 'cancelled');
      assert.equal((await runCode(pool, 'export default () => 1')).result, 1);
    });
  }

  it('refuses inputs that are nested too deeply to be sent, and takes 1,000 levels', async () => {
    const source = new MemorySkills({ main: 'export default x => Array.isArray(x);' });
    const nested = (levels: number): JsonValue => {
      let x: JsonValue = [];
      for (let i = 1; i < levels; i++) x = [x];
      return x;
    };
    const run = (levels: number) =>
      pool.run({ skill: 'main', inputs: { x: nested(levels) }, limits: defaultLimits }, { source });
    assert.equal((await run(1000)).result, true);
    const { status, error } = await run(100_000);
    assert.deepEqual([status, error?.code], ['failed', 'run/invalid-inputs']);
    assert.match(error?.message ?? '', /^Invalid inputs for "main": they are nested too deeply/);
    assert.equal((await run(1)).result, true);
  });

  it('says timed-out with log and calls when a thread had to be terminated', async () => {
    const source = new MemorySkills({
      main: 'export default async () => { await skills.sub(); await skills.hang(); };',
      sub: 'export default () => { console.log("sub"); };',
      hang: hanging,
    });
    const limits = { ...defaultLimits, timeMs: 200 };
    const outcome = await pool.run({ skill: 'main', inputs: {}, limits }, { source });
    assert.equal(outcome.status, 'timed-out');
    assert.match(outcome.error?.message ?? '', /200 ms/);
    assert.deepEqual(
      outcome.logs.map(line => line.text),
      ['sub', 'begun'],
    );
    assert.deepEqual(
      outcome.calls.calls.map(call => `${call.skill} ${call.status}`),
      ['sub completed', 'hang timed-out'],
    );
    assert.ok(
      outcome.durationMs >= 200 && outcome.durationMs < 200 + 250 * slowness(),
      `${outcome.durationMs}`,
    );
  });

  it('refuses a run that was cancelled before, and one that waits in the queue', async () => {
    const none = await runCode(pool, napping, { world: { signal: AbortSignal.abort() } });
    assert.equal(none.status, 'cancelled');
    const busy = [runCode(pool, napping), runCode(pool, napping)];
    const abort = new AbortController();
    const queued = runCode(pool, napping, { world: { signal: abort.signal } });
    abort.abort();
    assert.equal((await queued).status, 'cancelled');
    for (const outcome of await Promise.all(busy)) assert.equal(outcome.status, 'timed-out');
  });

  it('runs side by side and queues what is too much', async () => {
    const code = 'export default async n => { await sleep(20); return n; };';
    const all = Array.from({ length: 7 }, (_, n) =>
      runCode(pool, code, { inputs: { n }, limits: { timeMs: 5000 } }),
    );
    assert.deepEqual(
      (await Promise.all(all)).map(outcome => outcome.result),
      [0, 1, 2, 3, 4, 5, 6],
    );
  });

  it('follows its size, up and down', async () => {
    let size = 1;
    const sized = createRunnerPool({
      workerUrl: new URL('../../src/node/worker.ts', import.meta.url),
      wasmUrl: pathToFileURL(wasmPath),
      size: () => size,
    });
    const code =
      'export default async () => { const at = Date.now(); await sleep(150); return [at, Date.now()]; };';
    const overlaps = async () => {
      const runs = [1, 2].map(() => runCode(sized, code, { limits: { timeMs: 10_000 } }));
      const [first, second] = (await Promise.all(runs)).map(outcome => outcome.result as [number, number]);
      return first !== undefined && second !== undefined && second[0] < first[1] && first[0] < second[1];
    };
    assert.equal(await overlaps(), false);
    size = 2;
    let tries = 0;
    while (!(await overlaps())) assert.ok(++tries < 20, 'the second thread never came');
    size = 1;
    await overlaps();
    assert.equal(await overlaps(), false);
    sized.dispose();
  });

  it('ends all runs as cancelled when it is disposed, and refuses later ones', async () => {
    const runs = [runCode(pool, napping), runCode(pool, looping), runCode(pool, napping)];
    pool.dispose();
    for (const outcome of await Promise.all(runs)) assert.equal(outcome.status, 'cancelled');
    assert.equal((await runCode(pool, 'export default () => 1')).status, 'cancelled');
  });

  it('runs the text of the moment', async () => {
    const source = new MemorySkills({
      main: 'export default () => skills.sub();',
      sub: 'export default () => 1;',
    });
    const request = { skill: 'main', inputs: {}, limits: defaultLimits };
    assert.equal((await pool.run(request, { source })).result, 1);
    source.set('sub', 'export default () => 2;');
    assert.equal((await pool.run(request, { source })).result, 2);
  });

  it('fetches skills that only the run names, once each', async () => {
    const source = new MemorySkills({
      main: 'export default async names => { const all = []; for (const n of names) all.push(await callSkill(n)); return all; };',
      one: 'export default () => skills.two();',
      two: 'export default () => 2;',
    });
    const inputs = { names: ['one', 'two', 'One', 'two'] };
    const outcome = await pool.run({ skill: 'main', inputs, limits: defaultLimits }, { source });
    assert.deepEqual(outcome.result, [2, 2, 2, 2]);
    assert.deepEqual(
      source.asked.filter(name => name !== 'main'),
      ['one', 'two'],
    );
  });

  it('takes the time from the request, then from @timeout, then from the limits', async () => {
    const main = '/** Sleeps. @timeout 60ms */\nexport default async function main() { await sleep(5000); }';
    const source = new MemorySkills({ main: main.replace('Sleeps. ', 'Sleeps.\n * ') });
    const limits = { ...defaultLimits, timeMs: 400 };
    const tagged = await pool.run({ skill: 'main', inputs: {}, limits }, { source });
    assert.match(tagged.error?.message ?? '', /time limit of 60 ms/);
    const asked = await pool.run({ skill: 'main', inputs: {}, limits, timeMs: 30 }, { source });
    assert.match(asked.error?.message ?? '', /time limit of 30 ms/);
  });

  it('streams a flood of lines in order, in batches, without losing any', async () => {
    const code = 'export default () => { for (let i = 0; i < 5000; i++) console.log(i); return 1; };';
    const seen: LogLine[] = [];
    let turns = 0;
    const counter = setInterval(() => turns++, 5);
    const outcome = await runCode(pool, code, {
      limits: { timeMs: 20_000 },
      world: { onEvent: event => void (event.type === 'log' && seen.push(event.line)) },
    });
    clearInterval(counter);
    assert.equal(outcome.status, 'completed', JSON.stringify(outcome.error));
    assert.deepEqual(seen, outcome.logs);
    assert.ok(seen.every((line, i) => line.text === String(i)));
    assert.ok(turns > 3, `the host had only ${turns} turns`);
  });

  it('shows a log line while the run is still busy', async () => {
    const code = 'export default () => { console.log(1); console.log(2); for (;;); };';
    const at: number[] = [];
    const start = performance.now();
    await runCode(pool, code, {
      world: { onEvent: event => event.type === 'log' && at.push(performance.now() - start) },
    });
    assert.ok((at[1] ?? 999) < 150 * slowness(), `the second line came after ${at[1]} ms`);
  });

  it('changes the memory limit from run to run', async () => {
    const code = 'export default n => new Uint8Array(n).length;';
    const inputs = { n: 40 * 1024 * 1024 };
    const timeMs = 5000;
    assert.equal((await runCode(pool, code, { inputs, limits: { timeMs } })).status, 'completed');
    const less = await runCode(pool, code, { inputs, limits: { timeMs, memoryBytes: 16 * 1024 * 1024 } });
    assert.equal(less.error?.code, 'run/memory-limit');
    assert.match(less.error.message, /16 MB.*skillsmith\.run\.memory/);
    assert.equal((await runCode(pool, code, { inputs, limits: { timeMs } })).status, 'completed');
  });

  it('says why when its threads cannot start', async () => {
    const broken = createRunnerPool({
      workerUrl: new URL('./no-such-worker.ts', import.meta.url),
      wasmUrl: pathToFileURL(wasmPath),
      size: () => 1,
    });
    await assert.rejects(broken.warm());
    const outcome = await runCode(broken, 'export default () => 1');
    assert.equal(outcome.status, 'failed');
    assert.equal(outcome.error?.code, 'run/crashed');
    broken.dispose();
  });
});
