/** A batch on the command line: lines in the order of the rows, results that are continued, and what is refused. */

import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerPool } from '../../src/node/pool.ts';
import type { RunRequest } from '../../src/run/outcome.ts';
import { commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace, sourcePool } from './workspace.ts';

const files = {
  '.skills/half.js':
    "/**\n * Half of an even number.\n * @param {number} n\n */\nfunction half(n) {\n  if (n % 2) throw new RangeError(n + ' is odd');\n  return n / 2;\n}\n",
  '.skills/word.js': '/** @param {string} text */\nfunction word(text) {\n  return text.length;\n}\n',
  '.skills/broken.js': 'function broken( {\n',
  '.skills/slow.js':
    '/** @param {number} n */\nexport default async function slow(n) {\n  await sleep(60000);\n}\n',
  'even.csv': 'n\n2\n4\n6\n',
  'mixed.jsonl': '{"n": 2}\n{"n": 3}\n\n{"n": "x"}\n{"n": 4}\n',
};

describe('a batch on the command line', function () {
  this.timeout(30_000);
  let root: string;
  let pool: RunnerPool;
  /** The `n` of each run that was asked for, since the test began. */
  let asked: unknown[];
  before(() => {
    pool = sourcePool();
  });
  beforeEach(async () => {
    root = await makeWorkspace(files);
    asked = [];
  });
  afterEach(() => removeWorkspace(root));
  after(() => pool.dispose());

  function start(args: readonly string[], change: (terminal: FakeTerminal) => void = () => undefined) {
    const terminal = new FakeTerminal(root);
    change(terminal);
    const ended = commandLine({
      args: ['batch', ...args],
      terminal,
      version: async () => '0',
      problemPage: async () => '',
      createRunner: () => ({
        run: (request: RunRequest, world) => {
          asked.push(request.inputs.n ?? request.inputs.text);
          return pool.run(request, world);
        },
        dispose: () => undefined,
      }),
    });
    return { terminal, ended };
  }

  async function batch(...args: readonly string[]) {
    const { terminal, ended } = start(args);
    const code = await ended;
    return { code, ...terminal.written };
  }

  /** `1 completed 1`, `2 failed RangeError: 3 is odd` */
  function drawn(lines: string): readonly string[] {
    return lines
      .trimEnd()
      .split('\n')
      .map(line => {
        const { row, status, result, error, durationMs, key } = JSON.parse(line);
        assert.equal(typeof durationMs, 'number');
        assert.match(key, /^[0-9a-f]{16}$/);
        const told = error === undefined ? JSON.stringify(result) : `${error.name}: ${error.message}`;
        return `${row} ${status} ${told}`;
      });
  }

  const results = (name = 'out.jsonl') => readFile(join(root, name), 'utf8');

  it('prints a line for each row, in their order', async () => {
    const { code, out, err } = await batch('half', '--inputs', 'even.csv', '--concurrency', '2');
    assert.equal(code, 0);
    assert.deepEqual(drawn(out), ['1 completed 1', '2 completed 2', '3 completed 3']);
    assert.match(err, /^3 completed in \d+\.\d s\n$/);
  });

  it('goes on after rows that fail or do not fit, and says where they are', async () => {
    const { code, out, err } = await batch('half', '--inputs', 'mixed.jsonl');
    assert.equal(code, 1);
    assert.deepEqual(drawn(out), [
      '1 completed 1',
      '2 failed RangeError: 3 is odd',
      '3 failed InvalidInputsError: row 3 (line 4): n: expected number, got "x"',
      '4 completed 2',
    ]);
    assert.deepEqual(err.replace(/in [\d.]+ s/, 'in 0 s').split('\n'), [
      'row 2 (line 2): RangeError: 3 is odd',
      'row 3 (line 4): n: expected number, got "x"',
      '2 completed, 2 failed in 0 s',
      '',
    ]);
    assert.deepEqual(asked, [2, 3, 4]);
  });

  it('stops at an error where it is to, and says what was not run', async () => {
    const { code, out, err } = await batch(
      'half',
      '--inputs',
      'mixed.jsonl',
      '--stop-on-error',
      '--concurrency',
      '1',
    );
    assert.equal(code, 1);
    assert.deepEqual(drawn(out), ['1 completed 1', '2 failed RangeError: 3 is odd']);
    assert.match(err, /\n1 completed, 1 failed, 2 not run in /);
  });

  it('reads standard input', async () => {
    const { terminal, ended } = start(['word', '--inputs', '-'], one => {
      one.input = 'text\n007\n';
    });
    assert.equal(await ended, 0);
    assert.deepEqual(drawn(terminal.written.out), ['1 completed 3']);
  });

  it('has nothing to say of no rows but that', async () => {
    await writeFile(join(root, 'none.jsonl'), '\n');
    assert.deepEqual(await batch('half', '--inputs', 'none.jsonl'), {
      code: 0,
      out: '',
      err: 'nothing to run\n',
    });
  });

  it('ends at Ctrl-C: what is on has no line, and the exit code is 130', async () => {
    await writeFile(join(root, 'many.jsonl'), '{"n": 1}\n'.repeat(5));
    const { terminal, ended } = start([
      'slow',
      '--inputs',
      'many.jsonl',
      '--concurrency',
      '2',
      '--out',
      'out.jsonl',
    ]);
    while (asked.length < 2) await new Promise(resolve => setTimeout(resolve, 5));
    terminal.interrupt();
    assert.equal(await ended, 130);
    assert.match(
      terminal.written.err,
      /^2 cancelled, 3 not run in .*\nThe same command goes on from here\.\n$/,
    );
    assert.equal(await results(), '');
    assert.equal(terminal.listenerCount, 0);
  });

  const refused: readonly (readonly [args: readonly string[], said: RegExp])[] = [
    [['haf', '--inputs', 'even.csv'], /No skill is called "haf": did you mean "half"\?/],
    [['broken', '--inputs', 'even.csv'], /The skill "broken" cannot run: /],
    [['half', '--inputs', 'nothing.csv'], /nothing\.csv cannot be read: /],
    [['word', '--inputs', 'even.csv'], /even\.csv: The headings do not fit the skill: column 1 \("n"\)/],
    [['half', '--inputs', 'even.csv', '--out', './even.csv'], /--out and --inputs are the same file/],
    [['half', '--inputs', 'even.csv', '--out', 'no/where.jsonl'], /no\/where\.jsonl cannot be written: /],
  ];
  for (const [args, said] of refused)
    it(`refuses ${args.join(' ')} before anything runs`, async () => {
      const { code, out, err } = await batch(...args);
      assert.deepEqual([code, out, asked], [2, '', []]);
      assert.match(err, said);
    });

  describe('with --out', () => {
    const half = (...more: readonly string[]) =>
      batch('half', '--inputs', 'rows.jsonl', '--out', 'out.jsonl', ...more);
    const write = (...rows: readonly number[]) =>
      writeFile(join(root, 'rows.jsonl'), rows.map(n => `{"n": ${n}}\n`).join(''));

    it('runs only rows that have no line yet', async () => {
      await write(2, 4);
      assert.equal((await half()).code, 0);
      await write(2, 4, 6, 8);
      const { code, out, err } = await half();
      assert.deepEqual([code, out, asked], [0, '', [2, 4, 6, 8]]);
      assert.match(err, /^2 completed in .*; 2 from before\n$/);
      assert.deepEqual(drawn(await results()), [
        '1 completed 1',
        '2 completed 2',
        '3 completed 3',
        '4 completed 4',
      ]);
    });

    it('has nothing to do the second time', async () => {
      await write(2, 3);
      await half();
      const before = await results();
      const { code, err } = await half();
      assert.equal(code, 1);
      assert.equal(err, 'nothing to run; 2 from before, 1 of them failed\n');
      assert.equal(await results(), before);
    });

    for (const [what, cut] of [
      ['in its middle', -20],
      ['but for its line end', -1],
      ['but for its beginning', undefined],
    ] as const)
      it(`runs the row of a last line again that is torn ${what}`, async () => {
        await write(2, 4, 6);
        await half();
        const whole = await results();
        const keep = cut === undefined ? whole.indexOf('\n') + 4 : whole.length + cut;
        await truncate(join(root, 'out.jsonl'), keep);
        asked = [];
        assert.equal((await half()).code, 0);
        assert.deepEqual(asked, cut === undefined ? [4, 6] : [6]);
        assert.deepEqual(drawn(await results()), ['1 completed 1', '2 completed 2', '3 completed 3']);
      });

    it('runs what failed again where it is told to, and puts the results in their places', async () => {
      await write(2, 3, 4, 5);
      await half();
      const repaired = files['.skills/half.js'].replace('if (n % 2)', 'if (n % 2 && n > 3)');
      await writeFile(join(root, '.skills/half.js'), repaired);
      await write(2, 3, 4, 5, 6);
      asked = [];
      const { code, err } = await half('--retry-failed');
      assert.equal(code, 1);
      assert.deepEqual(asked, [3, 5, 6]);
      assert.match(
        err,
        /^row 4 \(line 4\): RangeError: 5 is odd\n2 completed, 1 failed in .*; 2 from before\n$/,
      );
      assert.deepEqual(drawn(await results()), [
        '1 completed 1',
        '2 completed 1.5',
        '3 completed 2',
        '4 failed RangeError: 5 is odd',
        '5 completed 3',
      ]);
      assert.deepEqual(
        (await readdir(root)).filter(name => name.startsWith('out.')),
        ['out.jsonl'],
      );
    });

    it('takes over what a retry left that was killed', async () => {
      await write(2, 3, 5);
      await half();
      const [, second = ''] = (await results()).split('\n');
      const { error: _error, ...line } = JSON.parse(second);
      const retried = JSON.stringify({ ...line, status: 'completed', result: 7 });
      await writeFile(join(root, 'out.jsonl.retry'), `${retried}\n{"row":3,"sta`);
      asked = [];
      await half();
      assert.deepEqual(asked, []);
      assert.deepEqual(drawn(await results()), [
        '1 completed 1',
        '2 completed 7',
        '3 failed RangeError: 5 is odd',
      ]);
    });

    const foreign: readonly (readonly [what: string, change: () => Promise<unknown>, said: RegExp])[] = [
      ['of other rows', () => write(2, 5, 6), /line 2 is of other inputs or another skill/],
      ['of more rows', () => write(2), /it has more lines than there are rows \(1\)/],
      [
        'with a line that is none',
        () => appendFile(join(root, 'out.jsonl'), 'mine\n'),
        /line 4 is no result of row 4/,
      ],
      [
        'that somebody else writes',
        () => writeFile(join(root, 'out.jsonl'), 'my own notes'),
        /line 1 is no result of row 1/,
      ],
    ];
    for (const [what, change, said] of foreign)
      it(`refuses results ${what}, and changes nothing`, async () => {
        await write(2, 4, 6);
        await half();
        await change();
        const before = await results();
        asked = [];
        const { code, err } = await half();
        assert.equal(code, 2);
        assert.match(err, said);
        assert.deepEqual(asked, []);
        assert.equal(await results(), before);
      });

    it('refuses results of another skill', async () => {
      await writeFile(join(root, 'rows.jsonl'), '{"text": "a"}\n');
      await batch('word', '--inputs', 'rows.jsonl', '--out', 'out.jsonl');
      const { code, err } = await half();
      assert.equal(code, 2);
      assert.match(err, /another skill/);
    });

    it('refuses results of a table with other headings', async () => {
      await writeFile(
        join(root, '.skills/pair.js'),
        '/**\n * @param {number} a\n * @param {number} b\n */\nfunction pair(a, b) {\n  return a - b;\n}\n',
      );
      await writeFile(join(root, 'rows.csv'), 'a,b\n1,2\n');
      await batch('pair', '--inputs', 'rows.csv', '--out', 'out.jsonl');
      await writeFile(join(root, 'rows.csv'), 'b,a\n1,2\n');
      assert.equal((await batch('pair', '--inputs', 'rows.csv', '--out', 'out.jsonl')).code, 2);
    });

    it('stops when another program writes to its file', async () => {
      await writeFile(join(root, 'rows.jsonl'), '{"n": 2}\n'.repeat(400));
      const { terminal, ended } = start(['half', '--inputs', 'rows.jsonl', '--out', 'out.jsonl']);
      while (asked.length < 50) await new Promise(resolve => setTimeout(resolve, 1));
      await appendFile(join(root, 'out.jsonl'), 'other\n');
      assert.equal(await ended, 1);
      assert.match(
        terminal.written.err,
        /out\.jsonl cannot be written: another program has changed it meanwhile/,
      );
    });
  });
});
