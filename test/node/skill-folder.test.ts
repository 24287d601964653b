import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSkillFile, readSkillFolder } from '../../src/node/skill-folder.ts';

let temporary: string;
let root: string;
let folder: string;

/** Each file by its path; `->` in front of the content makes a link. */
async function lay(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    if (typeof content === 'string' && content.startsWith('->'))
      await symlink(content.slice(2), join(folder, path));
    else await writeFile(join(folder, path), content);
  }
}

/** What was read, as a drawing: `path: text` or `path! code`. */
async function drawn(): Promise<string[]> {
  const read = await readSkillFolder(folder, { boundary: root });
  return read.map(entry =>
    'text' in entry ? `${entry.path}: ${entry.text}` : `${entry.path}! ${entry.code}`,
  );
}

async function one(path: string): Promise<string> {
  const entry = await readSkillFile(folder, path, { boundary: root });
  if (entry === undefined) return 'nothing';
  return 'text' in entry ? entry.text : entry.code;
}

describe('a skills folder on disk', () => {
  beforeEach(async () => {
    temporary = await realpath(await mkdtemp(join(tmpdir(), 'skillsmith-')));
    root = join(temporary, 'workspace');
    folder = join(root, '.skills');
    await mkdir(folder, { recursive: true });
    await writeFile(join(temporary, 'secret.js'), 'secret');
  });
  afterEach(() => rm(temporary, { recursive: true, force: true }));

  it('is read whole, sorted, without what is no skill', async () => {
    await lay({
      'b.js': 'b',
      'a.ts': 'a',
      'text/slugify.mjs': 's',
      'text/deep/er.mts': 'd',
      'text/notes.md': 'no',
      'lib.d.ts': 'no',
      '.local/history.js': 'no',
      'node_modules/x/index.js': 'no',
      'empty.js': '',
    });
    assert.deepEqual(await drawn(), [
      'a.ts: a',
      'b.js: b',
      'empty.js: ',
      'text/deep/er.mts: d',
      'text/slugify.mjs: s',
    ]);
  });

  it('is empty when it does not exist', async () => {
    await rm(folder, { recursive: true });
    assert.deepEqual(await drawn(), []);
  });

  it('loses its byte order mark, keeps U+0000 and line ends', async () => {
    await lay({ 'a.js': '\uFEFFlet a;\r\n\u0000' });
    assert.deepEqual(await drawn(), ['a.js: let a;\r\n\u0000']);
  });

  it('refuses what is not UTF-8, and what is larger than 1 MiB', async () => {
    await lay({
      'latin1.js': Buffer.from([0x27, 0xe9, 0x27]),
      'utf16.js': Buffer.from('\uFEFFlet a', 'utf16le'),
      'most.js': 'x'.repeat(1024 * 1024),
      'more.js': 'x'.repeat(1024 * 1024 + 1),
      'five.js': 'x'.repeat(5 * 1024 * 1024),
    });
    const read = await readSkillFolder(folder, { boundary: root });
    assert.deepEqual(
      read.map(entry =>
        'text' in entry ? [entry.path, entry.text.length] : [entry.path, entry.code, entry.message],
      ),
      [
        [
          'five.js',
          'skill/too-large',
          'The file is 5 MB; a skill may have at most 1 MB. Pass large data in as an input, or split the skill.',
        ],
        ['latin1.js', 'skill/not-utf8', 'The file is not UTF-8 text. Save it with the encoding UTF-8.'],
        [
          'more.js',
          'skill/too-large',
          'The file is 1.1 MB; a skill may have at most 1 MB. Pass large data in as an input, or split the skill.',
        ],
        ['most.js', 1024 * 1024],
        ['utf16.js', 'skill/not-utf8', 'The file is not UTF-8 text. Save it with the encoding UTF-8.'],
      ],
    );
  });

  it('follows links within the workspace and refuses those that lead out', async () => {
    await mkdir(join(root, 'lib/inner'), { recursive: true });
    await writeFile(join(root, 'lib/inner/x.js'), 'x');
    await lay({
      'alias.js': '->../lib/inner/x.js',
      lib: '->../lib',
      'out.js': '->../../secret.js',
      outside: '->../..',
      'elsewhere.md': '->../../secret.js',
    });
    assert.deepEqual(await drawn(), [
      'alias.js: x',
      'lib/inner/x.js: x',
      'out.js! skill/outside-workspace',
      'outside! skill/outside-workspace',
    ]);
    assert.deepEqual(
      [
        await one('alias.js'),
        await one('lib/inner/x.js'),
        await one('out.js'),
        await one('outside/secret.js'),
      ],
      ['x', 'x', 'skill/outside-workspace', 'skill/outside-workspace'],
    );
  });

  it('is refused when it is itself a link out of the workspace', async () => {
    await rm(folder, { recursive: true });
    await symlink(temporary, folder);
    assert.deepEqual(await drawn(), ['.! skill/outside-workspace']);
    assert.equal(await one('secret.js'), 'skill/outside-workspace');
  });

  it('is not fooled by a neighbour whose name begins as the workspace does', async () => {
    await mkdir(join(temporary, 'workspace-too'));
    await writeFile(join(temporary, 'workspace-too/a.js'), 'a');
    await lay({ 'a.js': '->../../workspace-too/a.js' });
    assert.deepEqual(await drawn(), ['a.js! skill/outside-workspace']);
  });

  it('ends circles of links, and reads a folder that is linked twice once', async () => {
    await mkdir(join(root, 'lib'));
    await writeFile(join(root, 'lib/x.js'), 'x');
    await lay({
      'math/a.js': 'a',
      'math/up': '->..',
      'math/self': '->.',
      'one.js': '->two.js',
      'two.js': '->one.js',
      'gone.js': '->nowhere.js',
      'gone.txt': '->nowhere.js',
      first: '->../lib',
      second: '->../lib',
    });
    assert.deepEqual(await drawn(), [
      'first/x.js: x',
      'gone.js! skill/unreadable',
      'math/a.js: a',
      'math/self! skill/outside-workspace',
      'math/up! skill/outside-workspace',
      'one.js! skill/outside-workspace',
      'second! skill/outside-workspace',
      'two.js! skill/outside-workspace',
    ]);
    assert.deepEqual(
      [
        await one('math/up/math/a.js'),
        await one('math/self/a.js'),
        await one('gone.js'),
        await one('one.js'),
      ],
      ['nothing', 'nothing', 'skill/unreadable', 'skill/outside-workspace'],
    );
  });

  it('reports a pipe rather than wait for it', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [join(folder, 'pipe.js')]);
    assert.deepEqual(await drawn(), ['pipe.js! skill/unreadable']);
  });

  it('reports a file that may not be read', async function () {
    // An account that may read everything meets no EACCES; reading this file fails for it, too.
    if (process.platform !== 'linux') this.skip();
    await symlink('/proc/self/mem', join(folder, 'a.js'));
    const [entry] = await readSkillFolder(folder, { boundary: '/' });
    assert.deepEqual(entry, {
      path: 'a.js',
      code: 'skill/unreadable',
      message: 'The file cannot be read (EIO).',
    });
  });

  it('gives one file after a change', async () => {
    await lay({ 'text/a.js': 'a', 'notes.md': 'no', '.local/x.js': 'no', 'dir.js/x.js': 'x' });
    const asked = [
      'text/a.js',
      'gone.js',
      'gone/a.js',
      'notes.md',
      '.local/x.js',
      '../../secret.js',
      'dir.js',
    ];
    assert.deepEqual(await Promise.all(asked.map(one)), [
      'a',
      'nothing',
      'nothing',
      'nothing',
      'nothing',
      'nothing',
      'nothing',
    ]);
  });
});
