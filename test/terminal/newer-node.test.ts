/** Going on in a newer Node: streams, exit codes and signals are those of one program. */

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { linkTo, makeWorkspace, removeWorkspace } from './workspace.ts';

const newerNode = fileURLToPath(new URL('../../src/terminal/newer-node.ts', import.meta.url));

/** What goes on: it does what its first argument says. */
const program = `
const [what] = process.argv.slice(2);
if (what === 'echo') process.stdin.pipe(process.stdout);
if (what === 'seven') process.exit(7);
if (what === 'wait') {
  let count = 0;
  process.on('SIGINT', () => { console.log('interrupted ' + ++count); setTimeout(() => process.exit(130), 200); });
  setTimeout(() => undefined, 20000);
  console.log('waits');
}
`;

/** As the door does it, in a Node that does not suffice. */
const door = (suffices: boolean) => `
import { runInNewerNode } from ${JSON.stringify(pathToFileURL(newerNode).href)};
const entry = new URL('./program.mjs', import.meta.url);
const code = await runInNewerNode({ entry, args: process.argv.slice(2), environment: process.env, suffices: ${suffices} });
console.error(code === undefined ? 'here' : 'there');
process.exit(code ?? 0);
`;

describe('a newer Node', () => {
  let root: string;
  before(async () => {
    root = await makeWorkspace({
      'dist/program.mjs': program,
      'dist/old.mjs': door(false),
      'dist/new.mjs': door(true),
      'alone/dist/program.mjs': program,
      'alone/dist/old.mjs': door(false),
    });
    await linkTo(
      process.execPath,
      `${root}/node_modules/node/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`,
    );
  });
  after(() => removeWorkspace(root));

  interface Options {
    readonly input?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly on?: (child: ChildProcess) => void;
  }

  async function start(file: string, what: string, { input = '', env = {}, on }: Options = {}) {
    const child = spawn(process.execPath, ['--no-warnings', `${root}/${file}`, what], {
      env: { ...process.env, ...env },
    });
    child.stdin.end(input);
    if (on) child.stdout.once('data', () => on(child));
    const ended = new Promise<number | null>(resolve => child.on('close', resolve));
    const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return { code, out, err: err.trim() };
  }

  it('reads and writes the same streams', async () => {
    assert.deepEqual(await start('dist/old.mjs', 'echo', { input: 'ü\n' }), {
      code: 0,
      out: 'ü\n',
      err: 'there',
    });
  });

  it('ends with the same code', async () => {
    assert.deepEqual(await start('dist/old.mjs', 'seven'), { code: 7, out: '', err: 'there' });
  });

  it('is told of an interruption once', async function () {
    if (process.platform === 'win32') this.skip();
    const on = (child: ChildProcess) => void child.kill('SIGINT');
    assert.deepEqual(await start('dist/old.mjs', 'wait', { on }), {
      code: 130,
      out: 'waits\ninterrupted 1\n',
      err: 'there',
    });
  });

  it('is ended with the program', async function () {
    if (process.platform === 'win32') this.skip();
    const on = (child: ChildProcess) => void child.kill('SIGTERM');
    assert.deepEqual(await start('dist/old.mjs', 'wait', { on }), {
      code: 143,
      out: 'waits\n',
      err: 'there',
    });
  });

  for (const [why, file, env] of [
    ['this one suffices', 'dist/new.mjs', {}],
    ['there is none', 'alone/dist/old.mjs', {}],
    ['it is the newer one already', 'dist/old.mjs', { SKILLSMITH_NEWER_NODE: '1' }],
  ] as const)
    it(`is not asked for when ${why}`, async () => {
      assert.deepEqual(await start(file, 'seven', { env }), { code: 0, out: '', err: 'here' });
    });
});
