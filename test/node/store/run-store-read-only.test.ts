/** A history that may only be read, as in a workspace that is not trusted; and one that several processes share. */

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteRunStore } from '../../../src/node/store/run-store.ts';
import { DirectWriter, ThreadWriter, type Writer } from '../../../src/node/store/writer.ts';
import { draft, idOf } from '../../library/drafts.ts';

describe('a history on disk', () => {
  let folder = '';
  const owned: { dispose(): void }[] = [];
  const onNotice = (sentence: string) => assert.fail(sentence);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skillsmith-history-'));
  });

  afterEach(() => {
    for (const one of owned.splice(0)) one.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  function open(writer?: Writer): SqliteRunStore {
    const store = new SqliteRunStore({
      skillsFolder: folder,
      writer: () => writer,
      isReadOnly: writer === undefined,
      onNotice,
    });
    owned.push(store, ...(writer ? [writer] : []));
    return store;
  }

  const direct = () => new DirectWriter({ skillsFolder: folder, onNotice });

  it('that may only be read makes no file', async () => {
    const store = open();
    assert.deepEqual([await store.runs({}), await store.revision()], [[], 0]);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('that may only be read shows what others recorded, and refuses to change it', async () => {
    await open(direct()).record([draft(1)]);
    const store = open();
    assert.equal((await store.runs({}))[0]?.id, idOf(1));
    assert.throws(() => store.remove([idOf(1)]), /only be read/);
  });

  it('that may only be read leaves a damaged file where it is', async () => {
    await open(direct()).record([draft(1)]);
    for (const one of owned.splice(0)) one.dispose();
    writeFileSync(
      join(folder, '.local/state.db'),
      'not a database, and long enough to be taken for one'.repeat(100),
    );
    await assert.rejects(open().runs({}), /damaged/);
    assert.deepEqual(
      readdirSync(join(folder, '.local')).filter(name => name.includes('damaged')),
      [],
    );
  });

  it('is written by a thread as by this one', async () => {
    const worker = new URL('../../../src/node/store/worker.ts', import.meta.url);
    const store = open(new ThreadWriter(worker, { skillsFolder: folder, onNotice }));
    await store.record([draft(1), draft(2, { status: 'failed', calls: ['tax'] })]);
    await store.remove([idOf(1)]);
    assert.deepEqual(
      (await store.runs({})).map(({ id }) => id),
      [idOf(2)],
    );
    assert.deepEqual(
      (await store.metrics(undefined)).map(({ name }) => name),
      ['add', 'tax'],
    );
  });

  it('is shared: each sees what the others record, and all of it counts', async () => {
    const stores = [open(direct()), open(direct()), open(direct())];
    await Promise.all(
      stores.map(async (store, at) => {
        for (let number = 0; number < 20; number++) await store.record([draft(at * 100 + number)]);
      }),
    );
    for (const store of stores) {
      assert.equal((await store.runs({ limit: 100 })).length, 60);
      assert.equal((await store.metrics('add'))[0]?.runs, 60);
      assert.equal(await store.revision(), 60);
    }
  });
});
