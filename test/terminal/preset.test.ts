/** `skillsmith run --preset`: with inputs that were saved in the editor. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DirectWriter } from '../../src/node/store/writer.ts';
import { commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace, sourcePool } from './workspace.ts';

describe('a run with a preset', () => {
  const pool = sourcePool();
  let root: string;

  after(() => pool.dispose());
  beforeEach(async () => {
    root = await makeWorkspace({
      '.skills/sum.js': '/** Adds. */\nexport default (a, b) => a + b;\n',
      '.skills/other.js': '/** One. */\nexport default () => 1;\n',
    });
  });
  afterEach(() => removeWorkspace(root));

  async function save(skill: string, ...names: readonly string[]): Promise<void> {
    const writer = new DirectWriter({ skillsFolder: join(root, '.skills'), onNotice: assert.fail });
    for (const name of names) await writer.areas.presets.save(skill, { name, inputs: { a: 1, b: 2 } });
    writer.dispose();
  }

  async function run(skill: string, ...flags: readonly string[]) {
    const terminal = new FakeTerminal(root);
    const code = await commandLine({
      args: ['run', skill, ...flags],
      terminal,
      version: async () => '1.2.3',
      problemPage: async () => '',
      createRunner: () => ({ run: (request, world) => pool.run(request, world), dispose: () => undefined }),
    });
    return { code, ...terminal.written };
  }

  it('takes its inputs, of which single ones may be given anew', async () => {
    await save('sum', 'small');
    assert.deepEqual(await run('SUM', '--preset', 'small'), { code: 0, out: '3\n', err: '' });
    const changed = await run('sum', '--preset', 'small', '--inputs', '{"b": 40}');
    assert.deepEqual(changed, { code: 0, out: '41\n', err: '' });
  });

  const cases: readonly (readonly [skill: string, name: string, message: string])[] = [
    ['sum', 'smal', '"sum" has no preset "smal": did you mean "small"? It has "large", "small".'],
    ['sum', 'zero', '"sum" has no preset "zero". It has "large", "small".'],
    [
      'other',
      'small',
      '"other" has no preset "small": it has none. Save one in the Run panel of the editor.',
    ],
  ];
  for (const [skill, name, message] of cases)
    it(`names those that there are: ${skill} ${name}`, async () => {
      await save('sum', 'small', 'large');
      assert.deepEqual(await run(skill, '--preset', name), {
        code: 2,
        out: '',
        err: `skillsmith: ${message}\n`,
      });
    });

  it('says of an unknown skill that it is unknown, and of a folder without a database that it has no presets', async () => {
    assert.match((await run('summ', '--preset', 'small')).err, /did you mean "sum"/);
    assert.match((await run('sum', '--preset', 'small')).err, /it has none/);
  });
});
