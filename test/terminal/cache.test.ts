/** `skillsmith run` with skills whose results are cached: in the run itself, and over a Redis that is shared. */

import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRunnerPool, type RunnerPool } from '../../src/node/pool.ts';
import { commandLine } from '../../src/terminal/command-line.ts';
import { RedisServer } from '../host/redis.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace } from './workspace.ts';

const sum = '/** Adds. @cache 1h */\nexport default (a, b) => { console.log("ran"); return a + b; };\n';
const twice =
  '/** Adds twice. */\nexport default async n => [await skills.sum({ a: n, b: n }), await skills.sum({ b: n, a: n })];\n';

describe('cached results on the command line', function () {
  this.timeout(30_000);
  let root: string;
  let pool: RunnerPool;
  let server: RedisServer;

  before(async () => {
    pool = createRunnerPool({
      workerUrl: new URL('../../src/node/worker.ts', import.meta.url),
      wasmUrl: new URL(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm')),
      size: () => 1,
      cachePatienceMs: 5_000,
    });
    server = await RedisServer.create();
  });
  after(() => pool.dispose());
  beforeEach(async () => {
    root = await makeWorkspace({ '.skills/twice.js': twice, '.skills/sum.js': sum });
    await server.start();
  });
  afterEach(async () => {
    await server.stop();
    await removeWorkspace(root);
  });

  async function skillsmith(environment: string | undefined, ...args: readonly string[]) {
    const terminal = new FakeTerminal(root);
    const code = await commandLine({
      args,
      terminal,
      version: async () => '1.2.3',
      problemPage: async () => '',
      createRunner: () => ({ run: (request, world) => pool.run(request, world), dispose: () => undefined }),
      redis: { url: environment, load: () => import('../../src/node/redis/link.ts'), patienceMs: 5_000 },
    });
    return { code, ...terminal.written };
  }

  const sumOver = (...flags: readonly string[]) =>
    skillsmith(undefined, 'run', 'sum', '--inputs', '{"a":1,"b":2}', ...flags);

  /** As on another machine: the folder has no database yet. */
  const forget = () => rm(join(root, '.skills/.local'), { recursive: true, force: true });

  it('say in JSON who had them', async () => {
    const { code, out } = await skillsmith(undefined, 'run', 'twice', '--inputs', '{"n":2}', '--json');
    const { result, calls, logs } = JSON.parse(out);
    assert.deepEqual([code, result, logs.length], [0, [4, 4], 1]);
    assert.deepEqual(
      calls.calls.map(({ skill, cached }: Record<string, unknown>) => [skill, cached]),
      [
        ['sum', undefined],
        ['sum', 'memory'],
      ],
    );
  });

  it('are shared over the server that a flag or the environment names', async () => {
    const shared = ['--redis', server.url];
    assert.equal((await sumOver(...shared)).err, '[sum:2] ran\n');
    const nearest = await sumOver(...shared);
    assert.equal(nearest.err, 'Nothing ran: the result is cached (database).\n');
    await forget();
    const again = await sumOver(...shared);
    assert.deepEqual(again, { code: 0, out: '3\n', err: 'Nothing ran: the result is cached (redis).\n' });
    await forget();
    const other = await skillsmith(server.url, 'run', 'sum', '--inputs', '{"b":2,"a":1}', '--json');
    assert.equal(JSON.parse(other.out).calls.cached, 'redis');
    assert.equal((await sumOver(...shared, '--no-cache')).err, '[sum:2] ran\n');
    await writeFile(join(root, '.skills/sum.js'), sum.replace('a + b', 'b + a'));
    assert.equal((await sumOver(...shared)).err, '[sum:2] ran\n');
  });

  it('are counted, told of, and cleared', async () => {
    const none = await skillsmith(undefined, 'cache');
    assert.match(none.out, /^No result was ever looked up/);
    assert.equal((await skillsmith(undefined, 'stats')).err, 'No skill has run here yet.\n');
    const shared = ['--redis', server.url];
    await sumOver(...shared);
    await sumOver(...shared);
    await skillsmith(undefined, 'run', 'twice', '--inputs', '{"n":2}');
    const text =
      'Results of skills tagged @cache: 2 hits (1 from memory, 1 from the database, 0 from Redis), 2 missed, 0 evicted, 2 kept.\n';
    assert.deepEqual(await skillsmith(undefined, 'cache'), { code: 0, out: text, err: '' });
    assert.equal((await skillsmith(undefined, 'stats')).err, text);
    assert.equal((await skillsmith(undefined, 'stats', '--json')).err, '');
    const cleared = await skillsmith(undefined, 'cache', '--clear', '--json');
    assert.deepEqual(JSON.parse(cleared.out), {
      entries: 0,
      hits: { memory: 1, database: 1, redis: 0 },
      misses: 2,
      evictions: 0,
      cleared: 2,
    });
    assert.equal((await sumOver()).err, '[sum:2] ran\n');
    assert.match((await skillsmith(undefined, 'cache', '--clear')).out, /^1 result cleared\.\n/);
  });

  it('are done without when the server is away, which is told once', async () => {
    await server.stop();
    const { code, out, err } = await skillsmith(server.url, 'run', 'twice', '--inputs', '{"n":2}');
    assert.deepEqual([code, JSON.parse(out)], [0, [4, 4]]);
    assert.equal(err.match(/Redis at 127\.0\.0\.1:\d+ is of no use now/g)?.length, 1);
  });

  it('need no server where nothing is tagged', async () => {
    await server.stop();
    await writeFile(join(root, '.skills/sum.js'), sum.replace('@cache 1h', ''));
    assert.equal((await sumOver('--redis', server.url)).err, '[sum:2] ran\n');
  });
});
