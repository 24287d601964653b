/** `skillsmith search`: what it prints, and what it refuses. */

import assert from 'node:assert/strict';
import { commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace } from './workspace.ts';

const files = {
  '.skills/text/slugify.js':
    '/**\n * Makes a title fit for an address.\n * @param {string} title - any\n * @tags web, text\n */\nexport default title => title;',
  '.skills/text/shorten.js':
    '/**\n * Cuts a title.\n * @param {string} title - any\n * @tags text\n */\nexport default title => title;',
  '.skills/broken.js': '/** Broken. */\nexport default (',
};

describe('search on the command line', () => {
  let root: string;
  before(async () => {
    root = await makeWorkspace(files);
  });
  after(() => removeWorkspace(root));

  async function skillsmith(...args: readonly string[]) {
    const terminal = new FakeTerminal(root);
    const code = await commandLine({
      args: ['search', ...args],
      terminal,
      version: async () => '1.2.3',
      problemPage: async () => '',
      createRunner: () => assert.fail('nothing runs'),
    });
    return { code, ...terminal.written };
  }
  const names = async (...args: readonly string[]) =>
    JSON.parse((await skillsmith(...args, '--json')).out).map(({ name }: { name: string }) => name);

  it('prints a line for each skill, the best first', async () => {
    assert.deepEqual(await skillsmith('adress'), {
      code: 0,
      out: 'slugify(title)  text  Makes a title fit for an address.\n',
      err: '',
    });
  });

  it('prints objects for other programs, as list does', async () => {
    const [first] = JSON.parse((await skillsmith('cuts', 'title', '--json')).out);
    assert.deepEqual([first.name, first.category, first.tags], ['shorten', 'text', ['text']]);
    assert.ok(first.score > 0);
  });

  it('narrows by category, tags and problems', async () => {
    assert.deepEqual(await names('--category', 'text'), ['shorten', 'slugify']);
    assert.deepEqual(await names('--tag', 'text', '--tag', 'web'), ['slugify']);
    assert.deepEqual(await names('--has-problems'), ['broken']);
    assert.deepEqual(await names('title', '--limit', '1', '--sort', 'name'), ['shorten']);
    assert.deepEqual(await names('--min-success-rate', '0.5'), []);
  });

  it('says when nothing is found', async () => {
    assert.deepEqual(await skillsmith('zzz'), {
      code: 0,
      out: '',
      err: 'No skill is found for "zzz". Try another word.\n',
    });
    assert.deepEqual(await skillsmith('zzz', '--json'), { code: 0, out: '[]\n', err: '' });
  });

  for (const [args, message] of [
    [['--sort', 'success_'], /did you mean "success"/],
    [['--min-success-rate', '95'], /from 0 to 1/],
    [['--limit', '0'], /--limit is a whole number/],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, err } = await skillsmith(...args);
      assert.equal(code, 2);
      assert.match(err, message);
    });
  }
});
