/** Results in several levels: which one answers, what the others learn, and when a result stops to count. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CacheLevel,
  LayeredResults,
  MemoryResults,
  type StoredResult,
} from '../../src/library/result-cache.ts';

/** A level that keeps everything and, when it is told, takes its time. */
class Shelf implements CacheLevel {
  readonly kept = new Map<string, StoredResult>();
  isSlow = false;

  get(key: string): StoredResult | undefined | Promise<StoredResult | undefined> {
    return this.isSlow ? Promise.resolve(this.kept.get(key)) : this.kept.get(key);
  }

  set(key: string, result: StoredResult): void {
    this.kept.set(key, result);
  }
}

describe('results in levels', () => {
  let now = 0;
  let near: Shelf;
  let far: Shelf;
  let results: LayeredResults<'near' | 'far'>;

  beforeEach(() => {
    now = 1_000_000;
    near = new Shelf();
    far = new Shelf();
    results = new LayeredResults({
      levels: [
        ['near', near],
        ['far', far],
      ],
      now: () => now,
    });
  });

  it('are in all levels, and answered by the nearest', () => {
    results.set('k', { text: '1', ttlMs: 500 });
    assert.deepEqual([...near.kept], [['k', { text: '1', expiresAt: 1_000_500 }]]);
    assert.deepEqual([...far.kept], [...near.kept]);
    assert.deepEqual(results.get('k'), { text: '1', level: 'near' });
  });

  for (const isSlow of [false, true])
    it(`are learnt from a farther level, with the time that is left, ${isSlow ? 'later' : 'at once'}`, async () => {
      results.set('k', { text: '1', ttlMs: 500 });
      near.kept.clear();
      far.isSlow = isSlow;
      now += 400;
      assert.deepEqual(await results.get('k'), { text: '1', level: 'far' });
      assert.deepEqual(await results.get('k'), { text: '1', level: 'near' });
      now += 100;
      assert.equal(await results.get('k'), undefined);
      assert.deepEqual(results.statistics, { hits: { near: 1, far: 1 }, misses: 1 });
    });

  it('begin to be counted anew when the numbers are taken', async () => {
    results.set('k', { text: '1', ttlMs: 500 });
    for (const key of ['k', 'k', 'other']) await results.get(key);
    assert.deepEqual(results.takeStatistics(), { hits: { near: 2, far: 0 }, misses: 1 });
    assert.deepEqual(results.takeStatistics(), { hits: { near: 0, far: 0 }, misses: 0 });
  });

  it('do not count when they are no JSON, or claim to count for ever', async () => {
    for (const text of ['{"a":', 'undefined', '', '1 2'])
      far.kept.set('k', { text, expiresAt: now + 500 }) &&
        assert.equal(await results.get('k'), undefined, text);
    for (const expiresAt of [now, now - 1, Number.NaN, Number.POSITIVE_INFINITY, now + 31 * 86_400_000])
      far.kept.set('k', { text: '1', expiresAt }) &&
        assert.equal(await results.get('k'), undefined, `${expiresAt}`);
    assert.equal(near.kept.size, 0);
  });
});

describe('results in memory', () => {
  it('are counted when they give way, not when they expire or are cleared', () => {
    let now = 0;
    const memory = new MemoryResults({ bytes: 1000, now: () => now });
    for (const key of ['a', 'b', 'c', 'd']) memory.set(key, { text: 'x'.repeat(100), expiresAt: 5 });
    assert.deepEqual([memory.takeEvictions(), memory.takeEvictions()], [1, 0]);
    now = 9;
    assert.equal(memory.get('d'), undefined);
    memory.clear();
    assert.equal(memory.takeEvictions(), 0);
  });

  it('are forgotten when there are more bytes than allowed, the oldest first', () => {
    const memory = new MemoryResults({ bytes: 1000, now: () => 0 });
    for (const key of ['a', 'b', 'c']) {
      memory.set(key, { text: 'x'.repeat(100), expiresAt: 1 });
      memory.get('a');
    }
    memory.set('large', { text: 'x'.repeat(1000), expiresAt: 1 });
    const kept = ['a', 'b', 'c', 'large'].filter(key => memory.get(key) !== undefined);
    assert.deepEqual(kept, ['a', 'b', 'c']);
    memory.set('d', { text: 'x'.repeat(150), expiresAt: 1 });
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].filter(key => memory.get(key) !== undefined),
      ['c', 'd'],
    );
  });

  it('live as long as they were told, whatever jumps the clock makes', () => {
    const step = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 60 }), (steps, ttlMs) => {
        let now = 1000;
        const memory = new MemoryResults({ bytes: 10_000, now: () => now });
        memory.set('k', { text: '1', expiresAt: now + ttlMs });
        let isGone = false;
        for (const jump of steps) {
          now += jump;
          isGone ||= now < 1000 || now >= 1000 + ttlMs;
          assert.equal(memory.get('k') === undefined, isGone);
        }
      }),
    );
  });
});
