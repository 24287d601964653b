/** The database file: made, shared, set aside and made anew. */

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateDatabase } from '../../../src/node/store/database.ts';
import { makeLocalFolder } from '../../../src/node/store/local-folder.ts';
import { StoreError, storeErrorOf } from '../../../src/node/store/store-error.ts';

const first = 'CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;';
const second = 'ALTER TABLE words ADD COLUMN length INTEGER NOT NULL DEFAULT 0;';

describe('state database', () => {
  let folder = '';
  const notices: string[] = [];
  const opened: StateDatabase[] = [];
  const open = (migrations: readonly string[] = [first], patienceMs = 50) => {
    const database = new StateDatabase({
      file: join(folder, 'state.db'),
      migrations,
      onNotice: sentence => notices.push(sentence),
      patienceMs,
    });
    opened.push(database);
    return database;
  };
  const add = (database: StateDatabase, word: string) =>
    database.write(() => database.run('INSERT INTO words (word) VALUES (?)', word));
  const words = (database: StateDatabase) =>
    database.read(() => database.all('SELECT word FROM words ORDER BY id').map(row => row.word));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skillsmith-database-'));
    notices.length = 0;
  });

  afterEach(() => {
    for (const database of opened.splice(0)) database.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a user who may read the folder and no more, whoever runs the tests. */
  function asAnybody(work: () => void): void {
    const isRoot = process.geteuid?.() === 0;
    chmodSync(folder, 0o555);
    if (isRoot) process.seteuid?.(65534);
    try {
      work();
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(folder, 0o755);
    }
  }

  it('is made when it is first used, and not before', () => {
    const database = open();
    assert.deepEqual(readdirSync(folder), []);
    add(database, 'one');
    assert.deepEqual(words(database), ['one']);
  });

  it('undoes all of a write that throws', () => {
    const database = open();
    add(database, 'one');
    const failing = () =>
      database.write(() => {
        database.run('INSERT INTO words (word) VALUES (?)', 'two');
        throw new RangeError('no');
      });
    assert.throws(failing, RangeError);
    assert.deepEqual(words(database), ['one']);
  });

  it('is shared: what one connection has written, the other reads', () => {
    const [one, other] = [open(), open()];
    add(one, 'one');
    add(other, 'two');
    assert.deepEqual(words(one), ['one', 'two']);
  });

  it('is read while another connection writes, and as it was before', () => {
    const [one, other] = [open(), open()];
    add(one, 'one');
    one.write(() => {
      one.run('INSERT INTO words (word) VALUES (?)', 'two');
      assert.deepEqual(words(other), ['one']);
    });
    assert.deepEqual(words(other), ['one', 'two']);
  });

  it('says that it is locked when another writer takes too long', () => {
    const [one, other] = [open(), open()];
    add(one, 'one');
    one.write(() => assert.throws(() => add(other, 'two'), { code: 'store/locked' }));
  });

  it('goes on step by step where an older Skillsmith stopped', () => {
    const old = open();
    add(old, 'one');
    old.dispose();
    const database = open([first, second]);
    database.write(() => database.run('UPDATE words SET length = 3'));
    assert.deepEqual(words(database), ['one']);
  });

  it('leaves alone what a newer Skillsmith made', () => {
    add(open([first, second]), 'one');
    assert.throws(() => words(open()), { code: 'store/newer', message: /newer Skillsmith/ });
    assert.deepEqual(notices, []);
  });

  for (const [title, bytes] of [
    ['is no database at all', 'hello, this is no database '.repeat(300)],
    ['was torn', undefined],
  ] as const) {
    it(`sets a file aside that ${title}, says so, and goes on with a new one`, () => {
      const file = join(folder, 'state.db');
      const before = open();
      for (let i = 0; i < 2000; i++) add(before, `word ${i}`);
      before.dispose();
      const torn = readFileSync(file);
      torn.fill(0x55, 4096);
      writeFileSync(file, bytes ?? torn);
      const database = open();
      add(database, 'one');
      assert.deepEqual(words(database), ['one']);
      assert.equal(notices.length, 1);
      assert.match(notices[0] ?? '', /set aside as .*state\.db\.damaged-/);
      assert.equal(readdirSync(folder).filter(name => name.includes('.damaged-')).length, 1);
    });
  }

  it('is made anew when somebody deletes it', () => {
    const database = open();
    add(database, 'one');
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    assert.deepEqual(words(database), []);
    add(database, 'two');
    assert.deepEqual(words(open()), ['two']);
  });

  it('is read in a folder that nobody may write', function () {
    if (process.platform === 'win32') this.skip();
    const owner = open();
    add(owner, 'one');
    owner.dispose();
    asAnybody(() => {
      const database = open();
      assert.deepEqual(words(database), ['one']);
      assert.throws(
        () => add(database, 'two'),
        (error: unknown) => error instanceof StoreError && error.code === 'store/read-only',
      );
    });
    add(owner, 'two');
    assert.deepEqual(words(open()), ['one', 'two']);
  });

  it('is written again as soon as the folder may be written', function () {
    if (process.platform === 'win32') this.skip();
    const owner = open();
    add(owner, 'one');
    owner.dispose();
    const database = open();
    asAnybody(() => assert.deepEqual(words(database), ['one']));
    add(database, 'two');
    assert.deepEqual(words(database), ['one', 'two']);
  });

  it('stays where it is when it is damaged in a folder that nobody may write', function () {
    if (process.platform === 'win32') this.skip();
    writeFileSync(join(folder, 'state.db'), 'no database, and long enough to be taken for one'.repeat(100));
    asAnybody(() => assert.throws(() => words(open()), StoreError));
    assert.deepEqual([readdirSync(folder), notices], [['state.db'], []]);
  });

  for (const [what, errcode, code] of [
    ['a full disk', 13, 'store/full'],
    ['no space for what readers share', 4874, 'store/full'],
    ['another failure of the disk', 778, 'store/failed'],
    ['a file that is no database', 26, 'store/damaged'],
  ] as const)
    it(`tells ${what} as ${code}`, () => {
      const error = storeErrorOf(Object.assign(new Error('x'), { errcode }), 'state.db');
      assert.equal(error instanceof StoreError && error.code, code);
    });

  it('gives errors of its own kind', () => {
    const database = new StateDatabase({
      file: join(folder, 'gone', 'state.db'),
      migrations: [],
      onNotice: () => undefined,
    });
    assert.throws(() => database.read(() => 1), StoreError);
  });
});

describe('local folder', () => {
  it('ignores itself in git, and keeps what is there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'skillsmith-local-'));
    try {
      const local = makeLocalFolder(folder);
      assert.equal(readFileSync(join(local, '.gitignore'), 'utf8'), '*\n');
      writeFileSync(join(local, '.gitignore'), 'mine');
      assert.equal(makeLocalFolder(folder), local);
      assert.equal(readFileSync(join(local, '.gitignore'), 'utf8'), 'mine');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
