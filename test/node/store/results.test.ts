/** Cached results in SQLite: found again, until they expire or are too many. */

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseResults, resultsSchema } from '../../../src/node/store/results.ts';

describe('results in the database', () => {
  let now: number;
  let database: DatabaseSync;
  let errors: unknown[];
  let results: DatabaseResults;

  beforeEach(() => {
    now = 1_000;
    errors = [];
    database = new DatabaseSync(':memory:');
    database.exec(resultsSchema);
    const onError = (error: unknown) => errors.push(error);
    results = new DatabaseResults({ database, mostBytes: 1_000, now: () => now, onError });
  });

  const keys = () =>
    database
      .prepare('SELECT key FROM results ORDER BY key')
      .all()
      .map(({ key }) => key);

  it('are found until they expire; the last one stored counts', () => {
    results.set('k', { text: '"é\\u0000"', expiresAt: 2_000 });
    results.set('k', { text: '{"a":1}', expiresAt: 1_500 });
    assert.deepEqual(results.get('k'), { text: '{"a":1}', expiresAt: 1_500 });
    assert.equal(results.get('other'), undefined);
    now = 1_500;
    assert.equal(results.get('k'), undefined);
    assert.deepEqual(errors, []);
  });

  it('do not live on when the clock is set back', () => {
    results.set('k', { text: '1', expiresAt: 2_000 });
    now = 500;
    assert.equal(results.get('k'), undefined);
    results.prune();
    assert.deepEqual(keys(), []);
  });

  it('are removed when they have expired, and the oldest when all are too large', () => {
    for (const [key, expiresAt] of [
      ['a', 1_001],
      ['b', 9_000],
      ['c', 9_000],
      ['d', 9_000],
    ] as const) {
      results.set(key, { text: `"${'x'.repeat(400)}"`, expiresAt });
      now++;
    }
    results.prune();
    assert.deepEqual(keys(), ['c', 'd']);
    assert.deepEqual(errors, []);
  });

  it('keep no run from going on when the database fails', () => {
    database.exec('DROP TABLE results');
    results.set('k', { text: '1', expiresAt: 2_000 });
    assert.equal(results.get('k'), undefined);
    database.close();
    assert.equal(results.get('k'), undefined);
    assert.equal(errors.length, 3);
  });
});
