/** What ran, on the command line: recorded by `run`, shown by `runs` and `stats`. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerPool } from '../../src/node/pool.ts';
import { type CommandLineOptions, commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace, sourcePool } from './workspace.ts';

const files = {
  '.skills/add.js': '/** Adds. */\nexport default (a, b) => a + b;',
  '.skills/twice.js': "/** Doubles. */\nexport default async a => callSkill('add', { a, b: a });",
  '.skills/fail.js': "/** Fails. */\nfunction fail() {\n  throw new TypeError('no \\u001b[2J');\n}\n",
  '.skills/login.js':
    '/** Logs in.\n * @secret key */\nexport default key => {\n  console.log(key);\n  return { key };\n};',
};

interface Report {
  readonly [key: string]: unknown;
}

describe('runs and stats', () => {
  let root: string;
  let pool: RunnerPool;

  before(() => {
    pool = sourcePool();
  });
  after(() => pool.dispose());
  beforeEach(async () => {
    root = await makeWorkspace(files);
  });
  afterEach(() => removeWorkspace(root));

  async function skillsmith(args: readonly string[], options: Partial<CommandLineOptions> = {}) {
    const terminal = new FakeTerminal(root);
    const code = await commandLine({
      args,
      terminal,
      version: async () => '1',
      problemPage: async () => '',
      createRunner: () => ({ run: (request, world) => pool.run(request, world), dispose: () => undefined }),
      ...options,
    });
    return { code, ...terminal.written };
  }

  async function json(...args: readonly string[]): Promise<readonly Report[]> {
    const { code, out } = await skillsmith([...args, '--json']);
    assert.equal(code, 0);
    return JSON.parse(out) as readonly Report[];
  }

  async function runThree(): Promise<void> {
    await skillsmith(['run', 'add', '--inputs', '{"a": 1, "b": 2}']);
    await skillsmith(['run', 'twice', '--inputs', '{"a": 1}']);
    await skillsmith(['run', 'fail']);
  }

  it('are empty where nothing ran, and make no file', async () => {
    assert.deepEqual([await json('runs'), await json('stats')], [[], []]);
    assert.equal((await skillsmith(['runs'])).err, 'No runs here yet, or none that fit.\n');
    assert.equal(existsSync(join(root, '.skills/.local')), false);
  });

  it('show each run, newest first, with the properties that are documented', async () => {
    const before = Date.now();
    await runThree();
    const runs = await json('runs');
    assert.deepEqual(
      runs.map(({ skill, status, error, startedBy }) => [skill, status, error, startedBy]),
      [
        ['fail', 'failed', 'no \u001b[2J', 'command-line'],
        ['twice', 'completed', null, 'command-line'],
        ['add', 'completed', null, 'command-line'],
      ],
    );
    const { id, startedAt, durationMs } = runs[0] ?? {};
    assert.match(String(id), /^[a-z0-9]{15}$/);
    assert.equal(typeof durationMs, 'number');
    const time = Date.parse(String(startedAt));
    assert.ok(time >= before - 1000 && time <= Date.now() && String(startedAt).endsWith('Z'));
  });

  it('choose by skill, outcome, time and number', async () => {
    await runThree();
    const names = async (...args: readonly string[]) =>
      (await json('runs', ...args)).map(({ skill }) => skill);
    assert.deepEqual(await names('--skill', 'ADD'), ['add']);
    assert.deepEqual(await names('--status', 'failed'), ['fail']);
    assert.deepEqual(await names('--limit', '2'), ['fail', 'twice']);
    assert.deepEqual(await names('--since', '1h'), ['fail', 'twice', 'add']);
    assert.deepEqual(await names('--since', '2126-01-01'), []);
  });

  it('count runs and calls, and rates of success', async () => {
    await runThree();
    const stats = await json('stats');
    assert.deepEqual(
      stats.map(({ name, runs, calls, successRate }) => [name, runs, calls, successRate]),
      [
        ['add', 1, 1, 1],
        ['fail', 1, 0, 0],
        ['twice', 1, 0, 1],
      ],
    );
    assert.deepEqual(Object.keys(stats[0] ?? {}), [
      'name',
      'runs',
      'calls',
      'successRate',
      'meanMs',
      'p50Ms',
      'p95Ms',
      'cacheHits',
      'tokens',
      'failures',
      'trend',
    ]);
  });

  it('know a skill that never ran, and suggest one that was perhaps meant', async () => {
    assert.deepEqual(
      (await json('stats', '--skill', 'add')).map(({ name, runs, meanMs }) => [name, runs, meanMs]),
      [['add', 0, null]],
    );
    const { code, err } = await skillsmith(['stats', '--skill', 'adf']);
    assert.deepEqual([code, err], [2, 'skillsmith: No skill has the name "adf": did you mean "add"?\n']);
  });

  it('draw aligned tables in which nothing steers the terminal', async () => {
    await runThree();
    const tables = `${(await skillsmith(['runs'])).out}\n${(await skillsmith(['stats'])).out}`
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '2026-01-31 09:30:00')
      .replaceAll(/\b0[0-9a-z]{14}\b/g, '0mx0a2j3zlmpdlx')
      .replaceAll(/ *\d+(\.\d)? ms/g, match => '1 ms'.padStart(match.length));
    assert.equal(
      tables.replaceAll(/ {2,}/g, '  '),
      `started  run  skill  outcome  time  by  error
2026-01-31 09:30:00  0mx0a2j3zlmpdlx  fail  failed  1 ms  command-line  TypeError: no \\x1b[2J
2026-01-31 09:30:00  0mx0a2j3zlmpdlx  twice  completed  1 ms  command-line
2026-01-31 09:30:00  0mx0a2j3zlmpdlx  add  completed  1 ms  command-line

skill  runs  calls  success  mean  p50  p95  last failure
add  1  1  100 %  1 ms  1 ms  1 ms
fail  1  0  0 %  1 ms  1 ms  1 ms  no \\x1b[2J
twice  1  0  100 %  1 ms  1 ms  1 ms
`,
    );
    const places = tables
      .split('\n')
      .slice(0, 4)
      .map(line => line.search(/outcome|failed|completed/));
    assert.equal(new Set(places).size, 1);
  });

  it('never see a secret', async () => {
    const { out } = await skillsmith(['run', 'login', '--inputs', '{"key": "hunter2"}']);
    assert.match(out, /hunter2/);
    const [run] = await json('runs');
    assert.equal(run?.skill, 'login');
    for (const name of ['state.db', 'state.db-wal']) {
      const file = join(root, '.skills/.local', name);
      if (existsSync(file)) assert.ok(!(await readFile(file)).includes('hunter2'));
    }
  });

  it('say what they need where Node has no database, while skills run all the same', async () => {
    const historyOf = () => undefined;
    const ran = await skillsmith(['run', 'add', '--inputs', '{"a": 1, "b": 2}'], { historyOf });
    assert.deepEqual(ran, { code: 0, out: '3\n', err: '' });
    for (const command of ['runs', 'stats']) {
      const { code, out, err } = await skillsmith([command, '--json'], { historyOf });
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /needs Node 22\.13 or later; this is Node/);
    }
  });

  it('do without a run that cannot be recorded, and say so', async () => {
    await writeFile(join(root, '.skills/.local'), 'a file where a folder should be');
    const { code, out, err } = await skillsmith(['run', 'add', '--inputs', '{"a": 1, "b": 2}']);
    assert.deepEqual([code, out], [0, '3\n']);
    assert.match(err, /^skillsmith: This run is not in the history: [^\n]*\n$/);
  });

  it('say why there is nothing to show when the database cannot be read', async () => {
    await mkdir(join(root, '.skills/.local/state.db'), { recursive: true });
    for (const args of [
      ['runs'],
      ['stats', '--json'],
      ['search', '--sort', 'runs'],
      ['replay', '0mx0a2j3z'],
    ]) {
      const { code, out, err } = await skillsmith(args);
      assert.deepEqual([code, out], [2, ''], args[0]);
      assert.match(err, /^skillsmith: [^\n]*state\.db: unable to open database file\)\n$/m);
      assert.doesNotMatch(err, /unexpected|\n {4}at /);
    }
  });

  it('go on with a new database when somebody deletes it', async () => {
    await runThree();
    await rm(join(root, '.skills/.local'), { recursive: true });
    await skillsmith(['run', 'fail']);
    assert.equal((await json('runs')).length, 1);
  });
});
