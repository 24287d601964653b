/** A batch as a process: Ctrl-C, SIGKILL in its middle and the same command again, pipes that close, many rows. */

import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeWorkspace, removeWorkspace } from './workspace.ts';

const program = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const files = {
  '.skills/double.js':
    '/** @param {number} n */\nexport default async function double(n) {\n  await sleep(2);\n  return n * 2;\n}\n',
  '.skills/long.js': "/** @param {number} n */\nfunction long(n) {\n  return 'x'.repeat(n);\n}\n",
};

describe('a batch as a process', function () {
  this.timeout(60_000);
  let root: string;
  beforeEach(async () => {
    root = await makeWorkspace(files);
  });
  afterEach(() => removeWorkspace(root));

  function start(...args: readonly string[]): ChildProcess {
    const { FORCE_COLOR: _forced, NODE_OPTIONS: _options, ...env } = process.env;
    return spawn(process.execPath, [program, 'batch', ...args], { cwd: root, env });
  }

  function left(child: ChildProcess): Promise<{ code: number | null; err: string }> {
    return new Promise(resolve => {
      let err = '';
      child.stderr?.on('data', chunk => {
        err += String(chunk);
      });
      child.stdout?.resume();
      child.on('close', code => resolve({ code, err }));
    });
  }

  const rows = (count: number) =>
    writeFile(join(root, 'rows.jsonl'), Array.from({ length: count }, (_, n) => `{"n": ${n}}\n`).join(''));
  const doubles = ['double', '--inputs', 'rows.jsonl', '--out', 'out.jsonl', '--concurrency', '2'];

  async function whenWritten(bytes: number): Promise<void> {
    for (;;) {
      const size = await stat(join(root, 'out.jsonl')).then(
        ({ size }) => size,
        () => 0,
      );
      if (size >= bytes) return;
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  async function resultsOf(count: number): Promise<void> {
    const lines = (await readFile(join(root, 'out.jsonl'), 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.map(line => JSON.parse(line)).map(({ row, result }) => [row, result]),
      Array.from({ length: count }, (_, n) => [n + 1, n * 2]),
    );
  }

  it('goes on after Ctrl-C', async () => {
    await rows(300);
    const child = start(...doubles);
    const ended = left(child);
    await whenWritten(2_000);
    child.kill('SIGINT');
    const { code, err } = await ended;
    assert.equal(code, 130);
    assert.match(err, /completed, \d cancelled, \d+ not run in .*\nThe same command goes on from here\.\n$/);
    const again = await left(start(...doubles));
    assert.equal(again.code, 0);
    assert.match(again.err, /; \d+ from before\n$/);
    await resultsOf(300);
  });

  it('goes on after it was killed, again and again, and loses nothing', async () => {
    await rows(300);
    for (const bytes of [1_000, 12_000]) {
      const child = start(...doubles);
      const ended = left(child);
      await whenWritten(bytes);
      child.kill('SIGKILL');
      assert.equal((await ended).code, null);
    }
    assert.equal((await left(start(...doubles))).code, 0);
    await resultsOf(300);
  });

  it('ends quietly and soon when nobody reads on', async function () {
    if (process.platform === 'win32') this.skip();
    await rows(3_000);
    const command = `"${process.execPath}" "${program}" batch double --inputs rows.jsonl 2> err | head -n 2; exit "\${PIPESTATUS[0]}"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: root });
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line).result),
      [0, 2],
    );
    assert.match(await readFile(join(root, 'err'), 'utf8'), /^\d[\d,]* completed, .*not run in .*\n$/);
  });

  it('waits for a reader that is slow, instead of keeping what it has not read', async () => {
    await writeFile(join(root, 'rows.jsonl'), '{"n": 1000000}\n'.repeat(600));
    const child = start('long', '--inputs', 'rows.jsonl', '--concurrency', '2');
    const ended = new Promise<unknown>(resolve => child.on('exit', resolve));
    await new Promise(resolve => child.stdout?.once('readable', resolve));
    await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 3_000))]);
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const peak = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
    assert.ok(peak < 450, `${peak} MB`);
    assert.equal(child.exitCode, null);
    child.kill('SIGKILL');
    await ended;
  });
});
