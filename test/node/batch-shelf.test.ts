/** A batch that is kept on disk, and what of it comes back. */

import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchShelf, tidyShelves } from '../../src/node/batch-shelf.ts';
import type { KeptOutcome } from '../../src/workflow/batch-table.ts';

describe('a batch on its shelf', () => {
  let folder = '';
  const errors: unknown[] = [];
  const shelfOf = (id: string) => new BatchShelf({ folder, id, onError: error => void errors.push(error) });
  const rows = { bytes: new TextEncoder().encode('n\n1\n2\n'), about: { name: 'rows.csv' } };

  const ended = (index: number, result: number): KeptOutcome => ({
    index,
    outcome: {
      status: 'completed',
      result,
      isResultKept: true,
      logs: [],
      droppedLogs: 0,
      startedAt: 1,
      durationMs: 2,
      resultBytes: 1,
    },
  });
  const recalled = async (id = 'half') =>
    (await shelfOf(id).recall())?.outcomes.map(({ index, outcome }) => [index, outcome.result]);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skillsmith-shelf-'));
    errors.length = 0;
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('comes back with its rows and all outcomes, and only as its own', async () => {
    const shelf = shelfOf('half');
    assert.equal(await shelf.recall(), undefined);
    shelf.begin(rows);
    shelf.add(ended(1, 7));
    shelf.add(ended(0, 8));
    shelf.dispose();
    const kept = await shelfOf('half').recall();
    assert.equal(Buffer.from(kept?.bytes ?? []).toString(), 'n\n1\n2\n');
    assert.deepEqual(kept?.about, { name: 'rows.csv' });
    assert.deepEqual(await recalled(), [
      [1, 7],
      [0, 8],
    ]);
    assert.equal(await recalled('other'), undefined);
  });

  it('goes on where it was, and begins anew with other rows', async () => {
    const first = shelfOf('half');
    first.begin(rows);
    first.add(ended(0, 1));
    first.dispose();
    const second = shelfOf('half');
    await second.recall();
    second.add(ended(1, 2));
    second.dispose();
    assert.equal((await recalled())?.length, 2);
    second.begin(rows);
    assert.deepEqual(await recalled(), []);
    await second.forget();
    assert.equal(await recalled(), undefined);
    second.add(ended(0, 1));
    second.dispose();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('comes back without a line that its window did not write to the end', async () => {
    const shelf = shelfOf('half');
    shelf.begin(rows);
    shelf.add(ended(0, 1));
    shelf.dispose();
    const [name = ''] = readdirSync(folder);
    appendFileSync(join(folder, name, 'outcomes.jsonl'), '{"index":1,"outco');
    assert.deepEqual(await recalled(), [[0, 1]]);
  });

  it('is not kept where the disk does not take it, which is told once', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const shelf = new BatchShelf({ folder: file, id: 'half', onError: error => void errors.push(error) });
    shelf.begin(rows);
    shelf.begin(rows);
    shelf.add(ended(0, 1));
    shelf.dispose();
    assert.equal(errors.length, 1);
  });

  it('is taken away after two weeks without use', async () => {
    for (const id of ['old', 'new']) shelfOf(id).begin(rows);
    const [first = ''] = readdirSync(folder);
    const now = Date.now();
    utimesSync(join(folder, first, 'outcomes.jsonl'), 1, (now - 15 * 86_400_000) / 1000);
    await tidyShelves(folder, now);
    assert.equal(readdirSync(folder).length, 1);
    await tidyShelves(join(folder, 'none'), now);
  });
});
