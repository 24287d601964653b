/** `skillsmith run --record` and `skillsmith replay`: recordings in files, and whether skills still do the same. */

import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerPool } from '../../src/node/pool.ts';
import { commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace, sourcePool } from './workspace.ts';

const twice = `/** Adds twice. */
export default async function twice(n) {
  console.log('at', Date.now());
  return (await callSkill('add', { a: n, b: n })).sum;
}
`;
const add = '/** Adds. */\nexport default (a, b) => ({ sum: a + b });\n';

describe('replay on the command line', () => {
  let root: string;
  let pool: RunnerPool;

  before(() => {
    pool = sourcePool();
  });
  after(() => pool.dispose());
  beforeEach(async () => {
    root = await makeWorkspace({ '.skills/twice.js': twice, '.skills/add.js': add });
  });
  afterEach(() => removeWorkspace(root));

  async function skillsmith(...args: readonly string[]) {
    const terminal = new FakeTerminal(root);
    const code = await commandLine({
      args,
      terminal,
      version: async () => '1.2.3',
      problemPage: async () => '',
      createRunner: () => ({ run: (request, world) => pool.run(request, world), dispose: () => undefined }),
    });
    assert.equal(terminal.listenerCount, 0);
    return { code, ...terminal.written };
  }
  const change = (name: string, text: string) => writeFile(join(root, '.skills', name), text);
  const recorded = () => skillsmith('run', 'twice', '--inputs', '{"n": 2}', '--record', 'r.recording.json');

  it('records a run beside printing its result', async () => {
    const { code, out } = await recorded();
    assert.deepEqual([code, out], [0, '4\n']);
    const file = JSON.parse(await readFile(join(root, 'r.recording.json'), 'utf8'));
    assert.deepEqual([file.recording, file.skill, file.inputs], [1, 'twice', { n: 2 }]);
  });

  it('says that a run is the same', async () => {
    await recorded();
    const { code, out, err } = await skillsmith('replay', 'r.recording.json');
    assert.match(out, /^The same: twice completed in [\d.]+ ms, as recorded\.\n$/);
    assert.deepEqual([code, err], [0, '']);
  });

  it('says where a run is another one, with what was recorded and what is now', async () => {
    await recorded();
    await change('twice.js', twice.replace('b: n', 'b: n + 1'));
    assert.deepEqual(await skillsmith('replay', 'r.recording.json'), {
      code: 1,
      out: '',
      err: 'Not the same: Call 2 is another one.\n  recorded  add({"a":2,"b":2})\n  now       add({"a":2,"b":3})\n',
    });
  });

  it('runs the skills as they were recorded when that is asked for', async () => {
    await recorded();
    await change('add.js', add.replace('+', '*'));
    assert.equal((await skillsmith('replay', 'r.recording.json', '--recorded')).code, 0);
  });

  it('needs no folder with skills', async () => {
    await recorded();
    await rename(join(root, '.skills'), join(root, 'elsewhere'));
    assert.equal((await skillsmith('replay', 'r.recording.json')).code, 0);
  });

  it('prints an object for other programs', async () => {
    await recorded();
    await change('add.js', add.replace('+', '-'));
    const { code, out } = await skillsmith('replay', 'r.recording.json', '--json');
    const { outcome, ...report } = JSON.parse(out);
    assert.equal(code, 1);
    assert.deepEqual(report, {
      skill: 'twice',
      isSame: false,
      divergence: { kind: 'end', message: 'It ends in another way.', expected: 4, actual: 0 },
    });
    assert.equal(outcome.status, 'completed');
  });

  const refusals: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no file', [], /Which recording\?/],
    ['a file that is not there', ['none.json'], /none\.json cannot be read/],
    ['a file that is no recording', ['.skills/add.js'], /add\.js: The recording cannot be read: line 1/],
    ['a root without skills', ['r.recording.json', '--root', '/'], /no \.skills folder/],
  ];
  for (const [title, args, message] of refusals) {
    it(`refuses ${title}`, async () => {
      await recorded();
      const { code, err } = await skillsmith('replay', ...args);
      assert.equal(code, 2);
      assert.match(err, message);
    });
  }

  it('says when the recording cannot be written', async () => {
    const { code, err } = await skillsmith(
      'run',
      'add',
      '--inputs',
      '{"a":1,"b":2}',
      '--record',
      'no/such/x.json',
    );
    assert.equal(code, 2);
    assert.match(err, /recording cannot be written/);
  });
});
