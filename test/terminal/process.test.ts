/** The command line as a process: streams, signals, pipes, and the bundle that is shipped. */

import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeWorkspace, removeWorkspace } from './workspace.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const source = join(project, 'src/cli.ts');

const files = {
  '.skills/echo.js': '/** Returns what it gets. */\nfunction echo(inputs) {\n  return inputs;\n}\n',
  '.skills/big.js': "/** Much. */\nfunction big(size) {\n  return 'x'.repeat(size);\n}\n",
  '.skills/noisy.js':
    '/** Throws. */\nfunction noisy() {\n  console.warn("careful");\n  throw new Error("no");\n}\n',
  '.skills/nap.js':
    "/** Sleeps. */\nexport default async function nap() {\n  console.log('zzz');\n  await sleep(60000);\n}\n",
  '.skills/loop.js': "/** Never ends. */\nfunction loop() {\n  console.log('zzz');\n  for (;;);\n}\n",
  '.skills/typed.ts':
    '/** Types. */\nexport default function typed(n: number): number {\n  return n + 1;\n}\n',
};

interface Options {
  readonly program?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process when its standard error says this for the first time. */
  readonly on?: readonly [said: string, then: (child: ChildProcess) => void];
}

interface Left {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('the command line as a process', function () {
  this.timeout(30_000);
  let root: string;
  before(async () => {
    root = await makeWorkspace(files);
  });
  after(() => removeWorkspace(root));

  async function skillsmith(args: readonly string[], options: Options = {}): Promise<Left> {
    const { program = source, input = '', env = {}, on } = options;
    const { NO_COLOR: _none, FORCE_COLOR: _forced, NODE_OPTIONS: _options, ...inherited } = process.env;
    const child = spawn(process.execPath, [program, ...args], { cwd: root, env: { ...inherited, ...env } });
    child.stdin.end(input);
    if (on !== undefined) {
      let said = '';
      const listen = (chunk: Buffer): void => {
        said += String(chunk);
        if (!said.includes(on[0])) return;
        child.stderr.off('data', listen);
        on[1](child);
      };
      child.stderr.on('data', listen);
    }
    const ended = new Promise<number | null>(resolve => child.on('close', resolve));
    const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return { code, out, err };
  }

  it('answers on the streams and with the codes that are documented', async () => {
    const left = await Promise.all([
      skillsmith(['run', 'echo', '--inputs-file', '-'], { input: '{"a": "ü"}' }),
      skillsmith(['run', 'noisy']),
      skillsmith(['run', 'nothing']),
      skillsmith(['run', 'loop', '--timeout', '100']),
      skillsmith(['run', 'typed', '--inputs', '{"n": 1}']),
    ]);
    assert.deepEqual(
      left.map(({ code, out }) => [code, out]),
      [
        [0, '{\n  "a": "ü"\n}\n'],
        [1, ''],
        [2, ''],
        [124, ''],
        [0, '2\n'],
      ],
    );
    assert.equal(left[1]?.err, '[noisy:3] warn: careful\nError: no\n  at noisy (.skills/noisy.js:4:9)\n');
    assert.equal(left[4]?.err, '');
  });

  it('writes large results whole before it ends', async () => {
    const { code, out } = await skillsmith(['run', 'big', '--inputs', '{"size": 5000000}']);
    assert.equal(code, 0);
    assert.equal(out.length, 5_000_003);
  });

  it('colours only where it is told to, as this is no terminal', async () => {
    const coloured = '\u001b[';
    const [none, forced, both] = await Promise.all([
      skillsmith(['run', 'noisy']),
      skillsmith(['run', 'noisy'], { env: { FORCE_COLOR: '1' } }),
      skillsmith(['list'], { env: { FORCE_COLOR: '0', NO_COLOR: '1' } }),
    ]);
    assert.deepEqual(
      [none, forced, both].map(({ out, err }) => (out + err).includes(coloured)),
      [false, true, false],
    );
  });

  it('takes no offence when nobody reads on', async function () {
    if (process.platform === 'win32') this.skip();
    const command = `"${process.execPath}" "${source}" run big --inputs '{"size": 5000000}' | head -c 10; exit "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command], { cwd: root });
    assert.deepEqual([stdout, stderr], ['"xxxxxxxxx', '']);
  });

  for (const name of ['nap', 'loop']) {
    it(`cancels ${name} at Ctrl-C and tells the outcome`, async () => {
      const { code, out, err } = await skillsmith(['run', name], {
        on: ['zzz', child => child.kill('SIGINT')],
      });
      assert.equal(code, 130);
      assert.equal(out, '');
      assert.match(err, /\nCancelledError: /);
    });
  }

  it('lives from the bundle, on the Node of the machine, without a build beside it', async () => {
    const home = await makeWorkspace({});
    try {
      await copyFile(join(project, 'package.json'), join(home, 'package.json'));
      const dist = join(home, 'dist');
      await mkdir(dist);
      await promisify(execFile)(process.execPath, ['esbuild.mjs', `--outdir=${dist}`], { cwd: project });
      const program = join(dist, 'cli.js');
      const [version, ran, checked] = await Promise.all([
        skillsmith(['--version'], { program }),
        skillsmith(['run', 'typed', '--inputs', '{"n": 41}', '--json'], { program }),
        skillsmith(['check'], { program }),
      ]);
      assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
      assert.equal((JSON.parse(ran.out) as { result: number }).result, 42);
      assert.equal(checked.code, 0);
      assert.match(checked.out, /^\.skills\/loop\.js:4:3 warning skill\/endless-loop .*\n$/);
      assert.equal(checked.err, '6 skills checked: 1 warning\n');
      if (process.platform !== 'win32') {
        assert.equal((await stat(program)).mode & 0o111, 0o111);
        await writeFile(join(root, 'in.json'), '{"a": 1}');
        const direct = await promisify(execFile)(program, ['run', 'echo', '--inputs-file', 'in.json'], {
          cwd: root,
        });
        assert.deepEqual(JSON.parse(direct.stdout), { a: 1 });
      }
    } finally {
      await removeWorkspace(home);
    }
  });
});
