/** Versions in SQLite, over a folder in memory: what is true of them in memory is true there. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { migrations } from '../../../src/node/store/areas.ts';
import { StateDatabase } from '../../../src/node/store/database.ts';
import { StoredVersions } from '../../../src/node/store/versions.ts';
import { check, steps, World } from '../../library/world.ts';

describe('versions in the database', () => {
  let folder = '';
  let database: StateDatabase | undefined;
  let count = 0;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'skillsmith-versions-'));
  });

  afterEach(() => database?.dispose());

  after(() => rmSync(folder, { recursive: true, force: true }));

  const open = (file = `${++count}.db`): StateDatabase => {
    database?.dispose();
    database = new StateDatabase({
      file: join(folder, file),
      migrations,
      onNotice: sentence => assert.fail(sentence),
    });
    return database;
  };

  it('have no gaps, the right texts, and everything that was acknowledged', () => {
    fc.assert(
      fc.property(steps, all => {
        const world = new World(new StoredVersions(open()));
        for (const one of all) world.act(one);
        check(world);
      }),
      { numRuns: 30 },
    );
  });

  it('keep each source once', () => {
    const world = new World(new StoredVersions(open()));
    for (const at of [0, 1, 2]) world.act({ do: 'save', at, text: 1 });
    for (const text of [2, 1, 2, 1]) world.act({ do: 'save', at: 0, text });
    const rows = database?.read(() => database?.all('SELECT text FROM sources ORDER BY id')) ?? [];
    assert.deepEqual(
      rows.map(({ text }) => text),
      ['text 1', 'text 2'],
    );
  });

  it('keep any text as it is', () => {
    const store = new StoredVersions(open());
    const text = 'null \0 byte, emoji 🙂, \u2028, ' + 'x'.repeat(100_000);
    const { id } = store.exclusively(() => {
      const skill = store.addSkill('a.js');
      const version = {
        path: 'a.js',
        hash: 'h',
        text,
        savedAt: 1.5,
        origin: 'disk',
        added: 1,
        removed: 0,
      } as const;
      store.addVersion(skill.id, version);
      return skill;
    });
    assert.equal(
      store.reading(() => store.version(id, 1)?.text),
      text,
    );
  });

  it('are found by a query that uses an index', () => {
    const opened = open();
    const plan = opened.read(() =>
      ['path = ? AND removed_at IS NULL', 'name = ?', 'path = ? AND removed_at IS NOT NULL'].map(which =>
        String(opened.get(`EXPLAIN QUERY PLAN SELECT id FROM skills WHERE ${which}`, 'x')?.detail),
      ),
    );
    for (const detail of plan) assert.match(detail, /USING .*INDEX/);
  });
});
