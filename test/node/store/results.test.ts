/** Cached results in SQLite: found again, until they expire or are too many. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateDatabase } from '../../../src/node/store/database.ts';
import {
  DatabaseResults,
  ResultArea,
  readResultStatistics,
  resultCountTables,
  resultTables,
} from '../../../src/node/store/results.ts';

describe('results in the database', () => {
  let now: number;
  let folder: string;
  let database: StateDatabase;
  let area: ResultArea;
  let errors: unknown[];
  let results: DatabaseResults;

  beforeEach(() => {
    now = 1_000;
    errors = [];
    folder = mkdtempSync(join(tmpdir(), 'skillsmith-results-'));
    const file = join(folder, 'state.db');
    database = new StateDatabase({
      file,
      migrations: [resultTables, resultCountTables],
      onNotice: () => assert.fail(),
    });
    area = new ResultArea(database, 1_000);
    results = new DatabaseResults({
      database: () => database,
      keep: async (key, result, at) => area.set(key, result, at),
      now: () => now,
      onError: error => errors.push(error),
    });
  });

  afterEach(() => {
    database.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const keys = () =>
    database.read(() => database.all('SELECT key FROM results ORDER BY key').map(({ key }) => key));

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
    area.prune(now);
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
    area.prune(now);
    assert.deepEqual(keys(), ['c', 'd']);
    assert.deepEqual(errors, []);
  });

  it('are counted for all who use the folder, those that gave way as well', () => {
    const hits = { memory: 3, database: 0, redis: 1 };
    area.count({ hits, misses: 2, evictions: 0 });
    area.count({ hits, misses: 0, evictions: 5 });
    for (const key of ['a', 'b', 'c', 'd']) {
      results.set(key, { text: `"${'x'.repeat(400)}"`, expiresAt: 9_000 });
      now++;
    }
    area.prune(now);
    const counted = { hits: { memory: 6, database: 0, redis: 2 }, misses: 2, evictions: 7 };
    assert.deepEqual(readResultStatistics(database), { entries: 2, ...counted });
    assert.equal(area.clear(), 2);
    assert.deepEqual(readResultStatistics(database), { entries: 0, ...counted });
    assert.equal(results.get('d'), undefined);
  });

  it('keep no run from going on when the database fails', async () => {
    database.write(() => database.run('DROP TABLE results'));
    results.set('k', { text: '1', expiresAt: 2_000 });
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(results.get('k'), undefined);
    assert.equal(errors.length, 2);
  });
});
