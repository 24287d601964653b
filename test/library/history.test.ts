/** The history: records in the background, tells of changes, and never stands in the way of a run. */

import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { type HistoryChange, RunHistory } from '../../src/library/history.ts';
import { defaultRetention, type Retention } from '../../src/library/run-record.ts';
import { FakeRunStore } from '../fakes/run-store.ts';
import { draft, idOf } from './drafts.ts';

describe('run history', () => {
  let store: FakeRunStore;
  let history: RunHistory;
  let retention: Retention;
  const errors: unknown[] = [];
  const changes: HistoryChange[] = [];

  beforeEach(() => {
    errors.length = 0;
    changes.length = 0;
    retention = { ...defaultRetention, maxRuns: 1000, maxAgeMs: 0 };
    store = new FakeRunStore();
    history = new RunHistory({ store, retention: () => retention, onError: error => errors.push(error) });
    history.onDidChange(change => changes.push(change));
  });

  afterEach(() => history.dispose());

  const record = (...numbers: readonly number[]) => {
    for (const number of numbers) history.record(() => draft(number));
  };

  it('records later, and many runs at once', async () => {
    record(1, 2, 3);
    assert.deepEqual(store.batches, []);
    await history.settled();
    assert.deepEqual(store.batches, [3]);
    assert.deepEqual(
      (await history.runs()).map(({ id }) => id),
      [3, 2, 1].map(idOf),
    );
  });

  it('does not write more than 500 runs at a time', async () => {
    record(...Array.from({ length: 1100 }, (_, index) => index));
    await history.settled();
    assert.deepEqual(store.batches, [500, 500, 100]);
  });

  it('writes less often to a store that is slow', async () => {
    const write = store.record.bind(store);
    store.record = async (...values) => {
      await wait(60);
      await write(...values);
    };
    const begun = performance.now();
    for (let number = 0; number < 60; number++) {
      record(number);
      await wait(10);
    }
    await history.settled();
    assert.equal(store.drafts.size, 60);
    // Each takes 60 ms and rests for four times as long, but for the first and the last.
    const most = 2 + (performance.now() - begun) / 300;
    assert.ok(store.batches.length <= most, `${store.batches.join(' ')} in at most ${most}`);
  });

  it('tells which skills changed', async () => {
    history.record(() => draft(1, { calls: ['tax'] }));
    await history.settled();
    assert.deepEqual(changes, [{ skills: ['add', 'tax'] }]);
  });

  it('tells that anything may have changed when another process wrote as well', async () => {
    await store.record([draft(1)]);
    record(2);
    await history.settled();
    assert.deepEqual(changes, [{ skills: undefined }]);
  });

  it('sees what other processes do while it watches, and only then', async () => {
    const watching = history.watch(5);
    await store.record([draft(1)]);
    await wait(50);
    assert.deepEqual(changes, [{ skills: undefined }]);
    watching.dispose();
    await store.record([draft(2)]);
    await wait(50);
    assert.equal(changes.length, 1);
  });

  it('tells of a failing store once, and goes on', async () => {
    store.failure = new Error('full');
    record(1);
    await history.settled();
    record(2);
    await history.settled();
    assert.deepEqual(errors, [store.failure]);
    store.failure = undefined;
    record(3);
    await history.settled();
    assert.deepEqual([...store.drafts.keys()], [idOf(3)]);
  });

  it('loses only the run that cannot be written down', async () => {
    history.record(() => {
      throw new RangeError('deep');
    });
    record(1);
    await history.settled();
    assert.equal(store.drafts.size, 1);
    assert.equal(errors.length, 1);
  });

  it('removes what is too much by itself', async () => {
    retention = { ...defaultRetention, maxRuns: 2, maxAgeMs: 0 };
    record(1, 2, 3, 4);
    await history.settled();
    assert.deepEqual([...store.drafts.keys()], [3, 4].map(idOf));
  });

  it('keeps nothing when nothing is to be kept', async () => {
    record(1);
    await history.settled();
    retention = { ...defaultRetention, maxRuns: 0, maxAgeMs: 0 };
    record(2);
    await history.settled();
    await history.tidy();
    assert.equal(store.drafts.size, 0);
  });

  it('answers with zeros for a skill that never ran', async () => {
    const { name, runs, successRate, p95Ms, last } = await history.metrics('add');
    assert.deepEqual([name, runs, successRate, p95Ms, last], ['add', 0, undefined, undefined, undefined]);
  });

  it('records nothing after it was disposed', async () => {
    history.dispose();
    record(1);
    await history.settled();
    assert.equal(store.drafts.size, 0);
  });
});
