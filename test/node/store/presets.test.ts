/** Presets in the database: by the same rules as in memory, and seen by all who use the folder. */

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { PresetStore } from '../../../src/library/preset.ts';
import { migrations } from '../../../src/node/store/areas.ts';
import { StateDatabase } from '../../../src/node/store/database.ts';
import { makeLocalFolder } from '../../../src/node/store/local-folder.ts';
import { DatabasePresets } from '../../../src/node/store/presets.ts';
import { SqliteRunStore } from '../../../src/node/store/run-store.ts';
import { DirectWriter, databaseName, openState } from '../../../src/node/store/writer.ts';
import { FakePresetStore } from '../../fakes/preset-store.ts';

describe('presets in the database', () => {
  let folder = '';
  const owned: { dispose(): void }[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skillsmith-presets-'));
  });

  afterEach(() => {
    for (const one of owned.splice(0)) one.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As one window has them. */
  function open(): PresetStore {
    const writer = new DirectWriter({ skillsFolder: folder, onNotice: assert.fail });
    const reader = openState(folder, assert.fail);
    owned.push(writer, reader);
    const file = join(folder, '.local', databaseName);
    return new DatabasePresets({
      database: () => (existsSync(file) ? reader : undefined),
      writer: writer.areas.presets,
    });
  }

  it('are none where there is no database, and reading makes none', () => {
    assert.deepEqual(open().presets('add'), []);
    assert.equal(existsSync(join(folder, '.local')), false);
  });

  it('are seen by other windows at once', async () => {
    const [one, other] = [open(), open()];
    await one.save('add', { name: 'three', inputs: { a: 1, deep: [null, { b: 'ü' }] } });
    assert.deepEqual(other.presets('Add'), [{ name: 'three', inputs: { a: 1, deep: [null, { b: 'ü' }] } }]);
    await other.rename('add', 'sum');
    assert.deepEqual([one.presets('add').length, one.presets('sum').length], [0, 1]);
    await other.remove('sum', 'three');
    assert.deepEqual(one.presets('sum'), []);
  });

  it('do what those in memory do', async () => {
    const store = open();
    const skill = fc.constantFrom('add', 'ADD', 'sum', 'tax');
    const name = fc.constantFrom('a', 'b', 'B');
    const step = fc.oneof(
      fc.tuple(fc.constant('save' as const), skill, name, fc.integer()),
      fc.tuple(fc.constant('remove' as const), skill, name, fc.constant(0)),
      fc.tuple(fc.constant('rename' as const), skill, skill, fc.constant(0)),
    );
    const twin = new FakePresetStore();
    await fc.assert(
      fc.asyncProperty(step, async ([action, skillName, other, value]) => {
        for (const one of [store, twin]) {
          if (action === 'save') await one.save(skillName, { name: other, inputs: { value } });
          else await one[action](skillName, other);
        }
        for (const one of ['add', 'sum', 'tax']) assert.deepEqual(store.presets(one), twin.presets(one));
      }),
      { numRuns: 200 },
    );
  });

  it('get their table in a database of an earlier version, which one who may only read leaves as it is', async () => {
    makeLocalFolder(folder);
    const file = join(folder, '.local', databaseName);
    const earlier = new StateDatabase({
      file,
      migrations: migrations.slice(0, 1),
      onNotice: assert.fail,
    });
    earlier.write(() => undefined);
    earlier.dispose();
    const reader = new SqliteRunStore({
      skillsFolder: folder,
      writer: () => undefined,
      isReadOnly: true,
      onNotice: assert.fail,
    });
    owned.push(reader);
    assert.deepEqual(await reader.runs({}), []);
    await open().save('add', { name: 'one', inputs: {} });
    assert.equal(open().presets('add').length, 1);
  });

  it('say that a folder cannot be written, whoever asks', async function () {
    // Of all users, also the one who may do anything.
    const skillsFolder = '/sys/kernel';
    if (!existsSync(skillsFolder)) this.skip();
    const writer = new DirectWriter({ skillsFolder, onNotice: assert.fail });
    owned.push(writer);
    const reason = {
      code: 'store/read-only',
      message: /^The folder cannot be written, so that nothing is kept/,
    };
    await assert.rejects(writer.areas.presets.save('add', { name: 'one', inputs: {} }), reason);
    await assert.rejects(writer.areas.library.notice(), reason);
    await assert.rejects(writer.areas.runs.record([]), reason);
  });
});
