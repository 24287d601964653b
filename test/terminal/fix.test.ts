import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoredVersions } from '../../src/node/store/versions.ts';
import { openState } from '../../src/node/store/writer.ts';
import { commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace } from './workspace.ts';

const files = {
  '.skills/square.js':
    '/** Squares. @param {number} x @returns {{ result: number }} */\nexport default x => ({ result: x * x });\n',
  '.skills/caller.js':
    "\ufeff/** Calls. */\r\nexport default async () => {\r\n  callSkill('SQUARE', { x: '12' });\r\n  return callSkill('square', { x: 2 }).result;\r\n};\r\n",
  '.skills/left.js': "/** Calls nobody. */\nexport default async () => await callSkill('nobody');\n",
  'elsewhere/shared.js': '/**\n * Adds.\n * @param {number} a\n */\nexport default (a, b) => [a, b];\n',
};

describe('check --fix', () => {
  let root: string;
  const place = (path: string) => join(root, path);
  const text = (path: string) => readFile(place(path), 'utf8');

  beforeEach(async () => {
    root = await makeWorkspace(files);
    await symlink('../elsewhere/shared.js', place('.skills/shared.js'));
  });
  afterEach(() => removeWorkspace(root));

  async function skillsmith(...args: readonly string[]) {
    const terminal = new FakeTerminal(root);
    const createRunner = () => {
      throw new Error('Checking runs nothing.');
    };
    const code = await commandLine({
      args,
      terminal,
      version: async () => '0',
      problemPage: async () => '',
      createRunner,
    });
    return { code, ...terminal.written };
  }

  it('makes the safe repairs, prints them and what is left', async () => {
    const { code, out, err } = await skillsmith('check', '--fix');
    assert.equal(code, 1);
    assert.deepEqual(out.split('\n').slice(0, -1), [
      '.skills/caller.js:3:3 fixed skill/missing-await Add `await`',
      '.skills/caller.js:3:14 fixed skill/name-case Write "square"',
      '.skills/caller.js:3:28 fixed skill/argument-type Change to 12',
      '.skills/caller.js:4:10 fixed skill/missing-await Add `await`',
      '.skills/shared.js:5:20 fixed skill/undocumented-parameter Add a `@param` for `b`',
      '.skills/left.js:2:45 error skill/unknown-skill There is no skill "nobody".',
    ]);
    assert.equal(err, '5 problems fixed in 2 files\n4 skills checked: 1 error\n');
    assert.equal(
      await text('.skills/caller.js'),
      "\ufeff/** Calls. */\r\nexport default async () => {\r\n  await callSkill('square', { x: 12 });\r\n  return (await callSkill('square', { x: 2 })).result;\r\n};\r\n",
    );
  });

  it('writes through a link, keeps the mode and leaves no draft behind', async () => {
    await chmod(place('elsewhere/shared.js'), 0o600);
    await skillsmith('check', '--fix');
    assert.match(await text('elsewhere/shared.js'), /@param \{\*\} b/);
    assert.equal((await stat(place('elsewhere/shared.js'))).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(place('elsewhere')), ['shared.js']);
  });

  it('keeps what was there and what it wrote as versions', async () => {
    await skillsmith('check', '--fix');
    await writeFile(place('.skills/square.js'), 'export default x => x;\n');
    await skillsmith('list');
    const database = openState(place('.skills'), assert.fail);
    const store = new StoredVersions(database);
    const drawn = (name: string) =>
      store.reading(() => store.versions(store.named(name)[0]?.id ?? 0)).map(({ origin }) => origin);
    assert.deepEqual(drawn('caller'), ['command-line', 'disk']);
    assert.deepEqual(drawn('square'), ['disk', 'disk']);
    database.dispose();
  });

  it('keeps nothing when there is nothing to write, and none were kept before', async () => {
    await skillsmith('check');
    await skillsmith('list');
    assert.deepEqual((await readdir(place('.skills'))).includes('.local'), false);
  });

  it('writes without versions where none can be kept, and says so once', async () => {
    await writeFile(place('.skills/.local'), 'no folder');
    const { err } = await skillsmith('check', '--fix');
    assert.match(await text('.skills/caller.js'), /await callSkill/);
    assert.equal(err.match(/Versions are not kept/g)?.length, 1);
  });

  it('changes nothing a second time, and nothing without the flag', async () => {
    const before = await text('.skills/caller.js');
    await skillsmith('check');
    assert.equal(await text('.skills/caller.js'), before);
    await skillsmith('check', '--fix');
    const after = await text('.skills/caller.js');
    const { out } = await skillsmith('check', '--fix');
    assert.equal(await text('.skills/caller.js'), after);
    assert.doesNotMatch(out, /fixed/);
  });

  it('keeps standard output an array of what is left with --json', async () => {
    const { out, err } = await skillsmith('check', '--fix', '--json');
    const left = JSON.parse(out) as { readonly code: string }[];
    assert.deepEqual(
      left.map(({ code }) => code),
      ['skill/unknown-skill'],
    );
    assert.match(err, /fixed skill\/name-case/);
  });

  it('says which file could not be written, and goes on with the others', async function () {
    if (process.getuid?.() === 0) this.skip();
    await mkdir(place('.skills/locked'));
    await chmod(place('elsewhere'), 0o500);
    const { err } = await skillsmith('check', '--fix');
    assert.match(err, /not fixed \.skills\/shared\.js: /);
    assert.match(err, /4 problems fixed in 1 file\n/);
    await chmod(place('elsewhere'), 0o700);
  });

  it('is a flag of check alone', async () => {
    const { code, err } = await skillsmith('list', '--fix');
    assert.equal(code, 2);
    assert.match(err, /"list" does not take --fix, which belongs to "check"/);
  });
});
