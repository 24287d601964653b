/** Many runs at once: every item accounted for, in order, never too many beside each other. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultLimits, type RunStatus } from '../../src/run/outcome.ts';
import {
  type BatchItem,
  type BatchOptions,
  type BatchResult,
  batchResults,
  batchRun,
} from '../../src/workflow/batch.ts';
import type { BatchProgress } from '../../src/workflow/batch-progress.ts';
import { snapshot } from '../../src/workflow/snapshot.ts';
import { FakeRunner } from '../fakes/runner.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

const source = new MemorySkills({ one: 'function one(n) { return n; }' });
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

function items(count: number): readonly BatchItem[] {
  return Array.from({ length: count }, (_, n) => ({ skill: 'one', inputs: { n } }));
}

/** A runner that ends each run by itself after as many turns as its inputs say. */
class TurnRunner extends FakeRunner {
  live = 0;
  mostLive = 0;

  override run(...[request, world]: Parameters<FakeRunner['run']>): ReturnType<FakeRunner['run']> {
    const ended = super.run(request, world);
    const run = this.runs.at(-1);
    this.mostLive = Math.max(this.mostLive, ++this.live);
    void (async () => {
      const { turns = 0, status = 'completed', n = null } = request.inputs;
      for (let left = Number(turns); left > 0; left--) await turn();
      run?.end({ status: status as RunStatus, result: n });
    })();
    return ended.finally(() => this.live--);
  }
}

function optionsFor(runner: FakeRunner, more: Partial<BatchOptions> = {}): BatchOptions {
  return { runner, source, limits: defaultLimits, maxConcurrent: 2, ...more };
}

describe('a batch', () => {
  it('gives each outcome in the order given, never more than so many at once', async () => {
    const item = fc.record({
      turns: fc.integer({ min: 1, max: 6 }),
      status: fc.constantFrom('completed', 'completed', 'failed', 'timed-out'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        async (all, width) => {
          const runner = new TurnRunner();
          const given = all.map((inputs, n) => ({ skill: 'one', inputs: { ...inputs, n } }));
          const outcomes = await batchRun(given, optionsFor(runner, { maxConcurrent: width }));
          assert.deepEqual(
            outcomes.map(outcome => outcome.status),
            all.map(({ status }) => status),
          );
          assert.deepEqual(
            outcomes.map(outcome => outcome.status !== 'not-run' && outcome.result),
            all.map((_, n) => n),
          );
          assert.ok(runner.mostLive <= width);
          assert.ok(all.length < width || runner.mostLive === width);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves out what begins after an error when it is to stop there, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.integer({ min: 1, max: 4 }), async (bad, width) => {
        const runner = new TurnRunner();
        const given = items(30).map((item, n) =>
          n === bad ? { ...item, inputs: { status: 'failed' } } : item,
        );
        const outcomes = await batchRun(
          given,
          optionsFor(runner, { maxConcurrent: width, stopOnError: true }),
        );
        assert.equal(outcomes.length, 30);
        const statuses = outcomes.map(({ status }) => status);
        const begun = statuses.indexOf('not-run');
        assert.ok(begun > bad && begun <= bad + width, `${begun} began, ${bad} failed`);
        assert.equal(runner.runs.length, begun);
        assert.deepEqual(outcomes[29], { skill: 'one', status: 'not-run', reason: 'stopped' });
        assert.ok(statuses.slice(begun).every(status => status === 'not-run'));
      }),
      { numRuns: 40 },
    );
  });

  it('ends what is on when it is cancelled, and leaves the others not run', async () => {
    const runner = new FakeRunner();
    const abort = new AbortController();
    const outcomes = batchRun(items(5), optionsFor(runner, { signal: abort.signal }));
    await turn();
    runner.runs[1]?.end();
    await turn();
    abort.abort();
    assert.deepEqual(
      (await outcomes).map(outcome => (outcome.status === 'not-run' ? outcome.reason : outcome.status)),
      ['cancelled', 'completed', 'cancelled', 'cancelled', 'cancelled'],
    );
    assert.equal(runner.runs.length, 3);
  });

  it('runs nothing when it was cancelled before', async () => {
    const runner = new FakeRunner();
    const outcomes = await batchRun(items(2), optionsFor(runner, { signal: AbortSignal.abort() }));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['not-run', 'not-run'],
    );
    assert.equal(runner.runs.length, 0);
  });

  it('fails an item whose inputs are known not to fit, and goes on with the others', async () => {
    const runner = new TurnRunner();
    const given = [{ skill: 'one', inputs: {}, issues: ['n: required, but missing'] }, ...items(1)];
    const [bad, good] = await batchRun(given, optionsFor(runner));
    assert.equal(bad?.status === 'failed' && bad.error?.code, 'run/invalid-inputs');
    assert.equal(
      bad?.status === 'failed' && bad.error?.message,
      'Invalid inputs for "one": n: required, but missing',
    );
    assert.equal(good?.status, 'completed');
    assert.equal(runner.runs.length, 1);
  });

  it('hands limits and time on to each run', async () => {
    const runner = new TurnRunner();
    await batchRun(items(1), optionsFor(runner, { timeout: 12 }));
    assert.deepEqual(runner.runs[0]?.request, {
      skill: 'one',
      inputs: { n: 0 },
      limits: defaultLimits,
      timeMs: 12,
    });
  });
});

describe('a stream of results', () => {
  it('takes no more items than there is room for', async () => {
    let taken = 0;
    const endless = function* () {
      for (;;) yield { skill: 'one', inputs: { n: taken++ } };
    };
    const runner = new TurnRunner();
    let seen = 0;
    for await (const { index } of batchResults(endless(), optionsFor(runner, { maxConcurrent: 3 }))) {
      assert.equal(index, seen++);
      assert.ok(taken - seen <= 1_100, `${taken} taken, ${seen} seen`);
      if (seen === 5_000) break;
    }
    assert.equal(runner.live, 0);
  });

  it('begins nothing while results wait for a run before them that takes long', async () => {
    const runner = new TurnRunner();
    const first = { skill: 'one', inputs: { turns: 3_000 } };
    const results: BatchResult[] = [];
    const all = [first, ...items(3_000)];
    for await (const result of batchResults(all, optionsFor(runner))) {
      if (results.length === 0) assert.ok(runner.runs.length <= 1_001, `${runner.runs.length} began`);
      results.push(result);
    }
    assert.deepEqual(
      results.map(({ index }) => index),
      all.map((_, index) => index),
    );
  });

  it('does not hold back what has ended while the next item is long in coming', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = async function* () {
      yield* items(1);
      await gate.promise;
    };
    const stream = batchResults(slow(), optionsFor(new TurnRunner()));
    assert.equal((await stream.next()).value?.index, 0);
    gate.resolve();
    assert.equal((await stream.next()).done, true);
  });

  it('ends what is on when nobody asks any more, also while an item is long in coming', async () => {
    const never = async function* () {
      yield* items(2);
      await new Promise(() => undefined);
    };
    const runner = new FakeRunner();
    const stream = batchResults(never(), optionsFor(runner));
    const first = stream.next();
    await turn();
    runner.runs[0]?.end();
    await first;
    await stream.return();
    assert.equal(runner.runs[1]?.world.signal?.aborted, true);
  });

  it('fails as its items do, after the results of those before', async () => {
    const broken = function* () {
      yield* items(3);
      throw new Error('torn');
    };
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const { index } of batchResults(broken(), optionsFor(new TurnRunner()))) seen.push(index);
    }, /torn/);
    assert.deepEqual(seen, [0, 1, 2]);
  });

  it('notices a run that ends while others have their turn', async () => {
    const busy = function* () {
      yield { skill: 'one', inputs: { turns: 1 } };
      for (const end = performance.now() + 12; performance.now() < end; );
    };
    const stream = batchResults(busy(), optionsFor(new TurnRunner()));
    assert.equal((await stream.next()).value?.index, 0);
    assert.equal((await stream.next()).done, true);
  });

  it('lets others in between when all results are there at once', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const bad = Array.from({ length: 30_000 }, () => ({ skill: 'one', inputs: {}, issues: ['n: missing'] }));
    await batchRun(bad, optionsFor(new FakeRunner()));
    clearInterval(timer);
    assert.ok(turns > 3, `${turns} turns`);
  });

  it('stops at a cancellation while an item is long in coming', async () => {
    const never = async function* () {
      yield* items(1);
      await new Promise(() => undefined);
    };
    const abort = new AbortController();
    const stream = batchResults(never(), optionsFor(new FakeRunner(), { signal: abort.signal }));
    const first = stream.next();
    await turn();
    abort.abort();
    assert.equal((await first).value?.outcome.status, 'cancelled');
    assert.equal((await stream.next()).done, true);
  });
});

describe('the progress of a batch', () => {
  /** A batch of runs that take so many milliseconds each, on a clock of its own. */
  async function run(durations: readonly number[]): Promise<readonly BatchProgress[]> {
    let now = 0;
    const told: BatchProgress[] = [];
    const runner = new FakeRunner();
    const options = { maxConcurrent: 1, now: () => now, onProgress: (one: BatchProgress) => told.push(one) };
    const outcomes = batchRun(items(durations.length), optionsFor(runner, options));
    for (const [n, duration] of durations.entries()) {
      await turn();
      now += duration;
      runner.runs[n]?.end(n === 0 ? { status: 'failed' } : {});
      await turn();
    }
    await outcomes;
    return told;
  }

  it('counts what came of each run', async () => {
    const last = (await run([1, 1, 1])).at(-1);
    assert.deepEqual(last?.counts, { completed: 2, failed: 1, 'timed-out': 0, cancelled: 0 });
    assert.deepEqual([last?.done, last?.total, last?.running, last?.elapsedMs], [3, 3, 0, 3]);
  });

  it('tells no rate by a handful of results, and then the time that is left', async () => {
    const told = await run(Array.from({ length: 40 }, () => 100));
    assert.deepEqual([told[3]?.perSecond, told[3]?.leftMs], [undefined, undefined]);
    assert.deepEqual([told[19]?.perSecond, told[19]?.leftMs], [10, 2_000]);
    assert.equal(told.at(-1)?.leftMs, 0);
  });

  it('is not thrown off by one run that takes long', async () => {
    const told = await run([
      ...Array.from({ length: 60 }, () => 100),
      20_000,
      ...Array.from({ length: 20 }, () => 100),
    ]);
    assert.equal(told[60]?.perSecond, 10);
  });
});

describe('a snapshot', () => {
  it('keeps the skills as they were', () => {
    const skills = new MemorySkills({ one: 'function one(n) { return n; }' });
    const before = skills.find('one');
    const kept = snapshot(skills);
    skills.set('one', 'function one(n) { return n + 1; }');
    skills.set('two', 'function two() {}');
    assert.equal(kept.find('ONE'), before);
    assert.equal(kept.find('two'), undefined);
    assert.deepEqual([...kept.names()], ['one']);
  });
});
