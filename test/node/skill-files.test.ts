/** A skills folder on disk: what is found, and how files are written whole or not at all. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FileRefusal } from '../../src/library/skill-files.ts';
import { SkillFolderFiles } from '../../src/node/skill-files.ts';
import { readSkillFolder } from '../../src/node/skill-folder.ts';

describe('files of a skills folder', () => {
  let workspace = '';
  let folder = '';
  const place = (path: string) => join(folder, path);
  const files = () => new SkillFolderFiles(folder, workspace);
  const put = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(place(path)), { recursive: true });
    writeFileSync(place(path), text);
  };
  const textOf = (path: string) => {
    const file = files().read(path);
    return file && ('text' in file ? file.text : file.code);
  };

  beforeEach(() => {
    workspace = realpathSync(mkdtempSync(join(tmpdir(), 'skillsmith-files-')));
    folder = join(workspace, '.skills');
    mkdirSync(folder);
  });

  afterEach(() => rmSync(workspace, { recursive: true, force: true }));

  it('are those that the catalogue reads, whatever links there are', async () => {
    for (const path of [
      'a.js',
      'x/b.ts',
      'x/y/c.mjs',
      'note.md',
      '.local/d.js',
      'node_modules/e.js',
      'x/f.d.ts',
    ])
      put(path, '1');
    mkdirSync(join(workspace, 'shared/deep'), { recursive: true });
    writeFileSync(join(workspace, 'shared/deep/g.js'), '1');
    for (const [target, link] of [
      ['../shared', 'linked'],
      ['..', 'x/above'],
      ['a.js', 'again.js'],
      ['nothing', 'lost.js'],
      ['/', 'root'],
      ['/etc/hosts', 'out.js'],
      ['loop', 'loop'],
    ] as const)
      symlinkSync(target, place(link));
    const read = await readSkillFolder(folder, { boundary: workspace });
    assert.deepEqual(
      files()
        .list()
        .map(({ path }) => path),
      read.filter(file => 'text' in file).map(({ path }) => path),
    );
  });

  it('are read as the catalogue reads them', () => {
    put('a.js', '\ufeffone');
    put('latin.js', Uint8Array.of(0xe4));
    put('large.js', 'x'.repeat(1024 * 1024 + 1));
    symlinkSync('/etc/hosts', place('out.js'));
    mkdirSync(place('folder.js'));
    assert.deepEqual(['a.js', 'latin.js', 'large.js', 'out.js', 'folder.js', 'gone.js'].map(textOf), [
      'one',
      'skill/not-utf8',
      'skill/too-large',
      'skill/outside-workspace',
      undefined,
      undefined,
    ]);
  });

  it('have a stamp that says nothing while they are new, and another one when they change', () => {
    put('a.js', '1');
    const stamp = () => files().list()[0]?.stamp;
    assert.equal(stamp(), '');
  });

  it('are written with the folders above them, and keep their mark and their permissions', () => {
    put('a.js', '\ufeffone');
    chmodSync(place('a.js'), 0o640);
    files().write('a.js', 'two').forget();
    files().write('x/y/b.js', 'new').forget();
    assert.equal(readFileSync(place('a.js'), 'utf8'), '\ufefftwo');
    assert.equal(statSync(place('a.js')).mode & 0o777, 0o640);
    assert.equal(readFileSync(place('x/y/b.js'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(folder).sort(), ['a.js', 'x']);
  });

  it('are given back what they had, unless somebody has written there since', () => {
    for (const path of ['a.js', 'b.js', 'c.js']) put(path, 'before');
    const replaced = [
      files().write('a.js', 'after'),
      files().write('b.js', 'after'),
      files().remove('c.js'),
      files().write('new.js', 'after'),
    ];
    rmSync(place('b.js'));
    put('b.js', 'theirs');
    assert.equal(textOf('c.js'), undefined);
    for (const one of replaced) one.undo();
    assert.deepEqual(['a.js', 'b.js', 'c.js', 'new.js'].map(textOf), [
      'before',
      'theirs',
      'before',
      undefined,
    ]);
    assert.deepEqual(readdirSync(folder).sort(), ['a.js', 'b.js', 'c.js']);
  });

  it('are written where a link leads to, in the workspace only', () => {
    const target = join(workspace, 'real.js');
    writeFileSync(target, '1');
    symlinkSync(target, place('a.js'));
    files().write('a.js', '2').forget();
    assert.equal(readFileSync(target, 'utf8'), '2');
    const outside = mkdtempSync(join(tmpdir(), 'skillsmith-outside-'));
    try {
      writeFileSync(join(outside, 'b.js'), 'theirs');
      symlinkSync(outside, place('away'));
      symlinkSync(join(outside, 'b.js'), place('b.js'));
      for (const path of ['away/b.js', 'away/new.js', 'away/deep/new.js', 'b.js'])
        assert.throws(() => files().write(path, 'mine'), FileRefusal, path);
      assert.throws(() => files().remove('away/b.js'), FileRefusal);
      assert.deepEqual(readdirSync(outside), ['b.js']);
      assert.equal(readFileSync(join(outside, 'b.js'), 'utf8'), 'theirs');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('of which one was left half written are whole, and the half is taken away', () => {
    put('a.js', 'whole');
    put('.a.js.skillsmith-0123abcd', 'hal');
    put('x/.b.js.skillsmith-0123abcd', 'hal');
    put('.a.js.swp', 'of another program');
    assert.deepEqual(
      [files().look().hasHalfDone, files().look().files.length, readdirSync(folder).length],
      [true, 1, 4],
    );
    assert.deepEqual(
      files()
        .list()
        .map(({ path }) => path),
      ['a.js'],
    );
    assert.deepEqual(readdirSync(folder).sort(), ['.a.js.swp', 'a.js', 'x']);
    assert.deepEqual(readdirSync(place('x')), []);
    assert.equal(files().look().hasHalfDone, false);
  });

  it('stay as they were when the folder is read-only', function () {
    if (process.getuid?.() === 0) this.skip(); // root may write anywhere
    put('a.js', '1');
    chmodSync(folder, 0o555);
    try {
      assert.throws(() => files().write('a.js', '2'), { name: 'FileRefusal', message: /permission denied/ });
      assert.throws(() => files().remove('a.js'), { name: 'FileRefusal', message: /permission denied/ });
    } finally {
      chmodSync(folder, 0o755);
    }
    assert.equal(textOf('a.js'), '1');
  });

  it('stay as they were when the disk is full in the middle of a write', function () {
    if (!mountTiny(folder)) this.skip(); // needs Linux, and root
    try {
      put('a.js', 'old');
      put('filler', 'x'.repeat(40_000));
      assert.throws(() => files().write('a.js', 'y'.repeat(500_000)), {
        name: 'FileRefusal',
        message: /disk is full/,
      });
      assert.throws(() => files().write('new.js', 'y'.repeat(500_000)), /disk is full/);
      assert.equal(textOf('a.js'), 'old');
      assert.deepEqual(readdirSync(folder).sort(), ['a.js', 'filler']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('were written by git when it leaves its traces then', () => {
    put('a.js', '1');
    const at = statSync(place('a.js')).mtimeMs;
    assert.equal(files().writerAt(at), 'disk');
    mkdirSync(join(workspace, '.git'));
    const index = join(workspace, '.git/index');
    writeFileSync(index, '');
    assert.equal(files().writerAt(at), 'git');
    utimesSync(index, 1, 1);
    assert.equal(files().writerAt(at), 'disk');
    writeFileSync(join(workspace, '.git/index.lock'), '');
    assert.equal(files().writerAt(at), 'git');
  });

  it('were written by git in a worktree, too', () => {
    mkdirSync(join(workspace, 'main'));
    writeFileSync(join(workspace, '.git'), 'gitdir: main\n');
    writeFileSync(join(workspace, 'main/HEAD'), '');
    assert.equal(files().writerAt(Date.now()), 'git');
    assert.equal(existsSync(join(workspace, '.git/HEAD')), false);
  });
});

/** A disk of 100 KB in place of the folder. False where that cannot be. */
function mountTiny(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
