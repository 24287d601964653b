import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerPool } from '../../src/node/pool.ts';
import { commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace, sourcePool } from './workspace.ts';

const files = {
  '.skills/add.js': [
    '/**',
    ' * Adds two numbers.',
    ' * @param {number} a - one',
    ' * @param {number} [b=2] - other',
    ' * @tags numbers',
    ' */',
    'export default function add(a, b = 2) {',
    "  console.log('adding', { a, b });",
    "  console.warn('careful');",
    '  return { sum: a + b };',
    '}',
  ].join('\n'),
  '.skills/text/echo.js': '/** Returns what it gets. */\nfunction echo(inputs) {\n  return inputs;\n}\n',
  '.skills/text/twice.js':
    "/** Adds twice. */\nexport default async function twice(n) {\n  return (await callSkill('add', { a: n, b: n })).sum;\n}\n",
  '.skills/bad/broken.js': 'export default function broken( {\n',
  '.skills/bad/lost.js':
    "/** Calls nobody. */\nexport default async function lost() {\n  return callSkill('ad', {});\n}\n",
  '.skills/bad/thrower.js':
    '/** Throws. */\nexport default async function thrower() {\n  await skills.inner({});\n}\n',
  '.skills/bad/inner.js': '/** Throws. */\nfunction inner() {\n  return null.x;\n}\n',
  '.skills/bad/nested.js':
    "/** Calls wrongly. */\nexport default async function nested() {\n  return callSkill('add', { a: 'x' });\n}\n",
  '.skills/bad/loop.js': '/** Never ends. */\nfunction loop() {\n  for (;;);\n}\n',
  '.skills/bad/nap.js':
    "/** Sleeps. */\nexport default async function nap() {\n  console.log('zzz');\n  await sleep(60000);\n}\n",
  '.skills/bad/escape.js':
    '/** Draws. */\nfunction escape() {\n  console.log("\\u001b[2Jgone");\n  throw new Error("\\u001b]0;title\\u0007");\n}\n',
  '.skills/bad/latin.js': Buffer.from([0x27, 0xe9, 0x27]),
};

/** What a run leaves: exit code, standard output, standard error. */
interface Left {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('the command line', () => {
  let root: string;
  let pool: RunnerPool;
  let terminal: FakeTerminal;

  before(async () => {
    root = await makeWorkspace(files);
    pool = sourcePool();
  });
  after(async () => {
    pool.dispose();
    await removeWorkspace(root);
  });
  beforeEach(() => {
    terminal = new FakeTerminal(root);
  });
  afterEach(() => assert.equal(terminal.listenerCount, 0));

  async function skillsmith(...args: readonly string[]): Promise<Left> {
    const code = await commandLine({
      args,
      terminal,
      version: async () => '1.2.3',
      problemPage: () => readFile(new URL('../../media/problems.md', import.meta.url), 'utf8'),
      createRunner: () => ({ run: (request, world) => pool.run(request, world), dispose: () => undefined }),
    });
    return { code, ...terminal.written };
  }

  describe('list', () => {
    it('prints one line for each skill', async () => {
      const { code, out } = await skillsmith('list');
      assert.equal(code, 0);
      assert.deepEqual(
        out.split('\n').filter(line => /add|echo|twice|broken|lost/.test(line)),
        [
          'add(a, b?)        Adds two numbers.',
          'broken()    bad   (1 error)',
          'lost()      bad   (1 error) Calls nobody.',
          'echo()      text  Returns what it gets.',
          'twice(n)    text  Adds twice.',
        ],
      );
    });

    it('names files that cannot be read on standard error', async () => {
      const { err } = await skillsmith('list');
      assert.equal(
        err,
        '.skills/bad/latin.js: The file is not UTF-8 text. Save it with the encoding UTF-8.\n',
      );
    });

    it('as JSON is an array of objects with a name and all that is known', async () => {
      const { code, out } = await skillsmith('list', '--json');
      assert.equal(code, 0);
      const all = JSON.parse(out) as { name: string }[];
      assert.deepEqual(all.map(({ name }) => name).sort(), [
        'add',
        'broken',
        'echo',
        'escape',
        'inner',
        'loop',
        'lost',
        'nap',
        'nested',
        'thrower',
        'twice',
      ]);
      assert.deepEqual(
        all.find(({ name }) => name === 'add'),
        {
          name: 'add',
          category: '',
          path: 'add.js',
          form: 'function',
          language: 'javascript',
          signature: 'add(a: number, b?: number = 2)',
          summary: 'Adds two numbers.',
          description: 'Adds two numbers.',
          tags: ['numbers'],
          examples: [],
          deprecated: null,
          timeoutMs: null,
          cacheMs: null,
          inputs: {
            type: 'object',
            properties: {
              a: { type: 'number', description: 'one' },
              b: { type: 'number', description: 'other', default: 2 },
            },
            required: ['a'],
            additionalProperties: false,
          },
          result: null,
          calls: [],
        },
      );
    });
  });

  describe('explain', () => {
    it('prints what a code means, with code before and after', async () => {
      const { code, out } = await skillsmith('explain', 'missing-await');
      assert.equal(code, 0);
      assert.match(out, /^## skill\/missing-await\n\nThe promise of a call is dropped/);
      assert.match(out, /Before:[\s\S]*After:/);
      assert.doesNotMatch(out, /## skill\/unknown-parameter/);
    });

    it('does not know other codes', async () => {
      const { code, err } = await skillsmith('explain', 'mising-await');
      assert.equal(code, 2);
      assert.match(
        err,
        /There is no problem with the code "mising-await": did you mean "skill\/missing-await"\?/,
      );
    });
  });

  describe('check', () => {
    it('prints problems as file:line:column severity code message, and exits with 1', async () => {
      const { code, out, err } = await skillsmith('check');
      assert.equal(code, 1);
      assert.match(out, /^\.skills\/bad\/broken\.js:\d+:\d+ error skill\/syntax \S/m);
      assert.match(
        out,
        /^\.skills\/bad\/lost\.js:3:21 error skill\/unknown-skill There is no skill "ad": did you mean "add"\?$/m,
      );
      assert.match(out, /^\.skills\/bad\/latin\.js:1:1 error skill\/not-utf8 The file is not UTF-8/m);
      for (const line of out.trimEnd().split('\n')) {
        assert.match(line, /^\S+:\d+:\d+ (error|warning|information|hint) skill\/[a-z0-9-]+ \S/);
      }
      assert.match(err, /^12 skills checked: 4 errors, 1 warning, 2 notes\n$/);
    });

    it('names files from the current folder', async () => {
      terminal = new FakeTerminal(join(root, '.skills/text'));
      const { out } = await skillsmith('check');
      assert.match(out, /^\.\.\/bad\/broken\.js:/m);
    });

    it('as JSON is an array with places and related places', async () => {
      const { code, out } = await skillsmith('check', '--json');
      assert.equal(code, 1);
      const all = JSON.parse(out) as { file: string }[];
      assert.deepEqual(
        all.find(({ file }) => file.endsWith('lost.js')),
        {
          file: '.skills/bad/lost.js',
          line: 3,
          column: 21,
          endLine: 3,
          endColumn: 23,
          severity: 'error',
          code: 'skill/unknown-skill',
          message: 'There is no skill "ad": did you mean "add"?',
          related: [],
        },
      );
    });

    it('tells problems as it is asked to', async () => {
      const { code, out, err } = await skillsmith(
        'check',
        '--severity',
        'syntax=hint,not-utf8=warning',
        '--severity',
        'skill/unknown-skill=off',
        '--severity',
        'missing-argument=off',
        '--severity=argument-type=information',
      );
      assert.equal(code, 0);
      assert.match(out, /^\.skills\/bad\/broken\.js:\d+:\d+ hint skill\/syntax /m);
      assert.match(out, /^\.skills\/bad\/latin\.js:1:1 warning skill\/not-utf8 /m);
      assert.doesNotMatch(out, /unknown-skill|missing-argument/);
      assert.match(err, /checked: \d warnings/);
    });

    it('finds chains that are longer than it is told', async () => {
      assert.doesNotMatch((await skillsmith('check')).out, /chain-too-long/);
      const { out } = await skillsmith('check', '--max-depth', '1');
      assert.match(
        out,
        /^\.skills\/text\/twice\.js:3:\d+ warning skill\/chain-too-long The chain twice → add /m,
      );
    });

    it('exits with 0 when there are warnings alone', async () => {
      const other = await makeWorkspace({
        '.skills/a.js': '/**\n * A.\n * @param {number} b - no such\n */\nfunction a() {}\n',
      });
      try {
        const { code, out, err } = await skillsmith('check', '--root', other);
        assert.equal(code, 0);
        assert.match(out, /a\.js:3:\d+ warning skill\/unknown-parameter /);
        assert.equal(err, '1 skill checked: 1 warning\n');
      } finally {
        await removeWorkspace(other);
      }
    });

    it('says so when there is no problem, and when there is no skill', async () => {
      const other = await makeWorkspace({ '.skills/readme.md': '' });
      try {
        assert.deepEqual(await skillsmith('check', '--root', other), {
          code: 0,
          out: '',
          err: '0 skills checked: no problems\n',
        });
        terminal.written = { out: '', err: '' };
        assert.deepEqual(await skillsmith('list', '--root', other), {
          code: 0,
          out: '',
          err: 'There are no skills here yet.\n',
        });
      } finally {
        await removeWorkspace(other);
      }
    });
  });

  describe('run', () => {
    it('prints the result on standard output and logs on standard error', async () => {
      assert.deepEqual(await skillsmith('run', 'add', '--inputs', '{"a": 1}'), {
        code: 0,
        out: '{\n  "sum": 3\n}\n',
        err: '[add:8] adding { a: 1, b: 2 }\n[add:9] warn: careful\n',
      });
    });

    it('as JSON prints one object of the documented shape, and no logs beside it', async () => {
      const { code, out, err } = await skillsmith('run', 'twice', '--inputs', '{"n": 4}', '--json');
      assert.equal(code, 0);
      assert.equal(err, '');
      const withoutTimes = JSON.parse(out, (key, value: unknown) =>
        key === 'durationMs' ? typeof value : value,
      );
      assert.deepEqual(withoutTimes, {
        skill: 'twice',
        status: 'completed',
        result: 8,
        logs: [
          { level: 'log', text: 'adding { a: 4, b: 4 }', skill: 'add', line: 8 },
          { level: 'warn', text: 'careful', skill: 'add', line: 9 },
        ],
        calls: {
          skill: 'twice',
          status: 'completed',
          durationMs: 'number',
          calls: [{ skill: 'add', status: 'completed', durationMs: 'number', calls: [] }],
        },
        durationMs: 'number',
      });
    });

    it('tells a failure with chain and places that a terminal can open', async () => {
      const { code, out, err } = await skillsmith('run', 'thrower');
      assert.equal(code, 1);
      assert.equal(out, '');
      const [first, chain, ...frames] = err.trimEnd().split('\n');
      assert.match(first ?? '', /^TypeError: .*null/);
      assert.equal(chain, '  in thrower → inner');
      assert.match(frames[0] ?? '', /^ {2}at inner \(\.skills\/bad\/inner\.js:3:\d+\)$/);
    });

    it('as JSON tells a failure with every field of the error', async () => {
      const { code, out } = await skillsmith('run', 'thrower', '--json');
      assert.equal(code, 1);
      const report = JSON.parse(out) as { error: Record<string, unknown> };
      assert.deepEqual(Object.keys(report), ['skill', 'status', 'error', 'logs', 'calls', 'durationMs']);
      const { message, column, stack, ...error } = report.error;
      assert.deepEqual(error, {
        name: 'TypeError',
        chain: ['thrower', 'inner'],
        file: 'bad/inner.js',
        line: 3,
      });
      assert.deepEqual([typeof message, typeof column, typeof stack], ['string', 'number', 'string']);
    });

    it('refuses a name that two files have, and says so in the object, too', async () => {
      const twins = await makeWorkspace({
        '.skills/a/twin.js': 'export default () => 1;\n',
        '.skills/b/Twin.js': 'export default () => 2;\n',
        '.skills/caller.js': 'export default () => callSkill("twin");\n',
      });
      const message =
        'The skill "twin" cannot run: Two skills cannot have the same name, whatever their folder and case: b/Twin.js.';
      const plain = await skillsmith('run', 'twin', '--root', twins);
      assert.deepEqual([plain.code, plain.out], [2, '']);
      assert.ok(plain.err.startsWith(`InvalidSkillError: ${message}`), plain.err);
      const { error } = JSON.parse((await skillsmith('run', 'twin', '--root', twins, '--json')).out);
      assert.equal(error.code, 'run/invalid-skill');
      const caller = await skillsmith('run', 'caller', '--root', twins);
      assert.equal(caller.code, 1);
      assert.ok(caller.err.includes(message), caller.err);
      await removeWorkspace(twins);
    });

    it('prints the object for a file that cannot be read, too', async () => {
      const { code, out, err } = await skillsmith('run', 'latin', '--json');
      const { status, error } = JSON.parse(out);
      assert.deepEqual([code, err, status, error.code], [2, '', 'failed', 'run/invalid-skill']);
    });

    for (const [what, args, message] of [
      [
        'an unknown skill',
        ['twise'],
        'SkillNotFoundError: No skill is called "twise": did you mean "twice"?\n',
      ],
      ['a skill with errors', ['broken'], 'InvalidSkillError: The skill "broken" cannot run: '],
      [
        'a file that cannot be read',
        ['latin'],
        'InvalidSkillError: The skill "latin" cannot be read: bad/latin.js: The file is not UTF-8',
      ],
      ['a missing input', ['add'], 'InvalidInputsError: Invalid inputs for "add": a: '],
      [
        'a wrong input',
        ['add', '--inputs', '{"a":"1"}'],
        'InvalidInputsError: Invalid inputs for "add": a: expected number, got "1"\n',
      ],
      [
        'an unknown input',
        ['add', '--inputs', '{"a":1,"bb":2}'],
        'InvalidInputsError: Invalid inputs for "add": unknown input "bb"',
      ],
      [
        '__proto__ as input',
        ['add', '--inputs', '{"a":1,"__proto__":2}'],
        'InvalidInputsError: Invalid inputs for "add": unknown input "__proto__"',
      ],
      [
        'inputs that are no object',
        ['add', '--inputs', '[1]'],
        'skillsmith: --inputs must be a JSON object such as {"a": 3}, got an array.\n',
      ],
      [
        'inputs that are null',
        ['add', '--inputs', 'null'],
        'skillsmith: --inputs must be a JSON object such as {"a": 3}, got null.\n',
      ],
      [
        'inputs that are not JSON',
        ['add', '--inputs', '{a: 1}'],
        'skillsmith: --inputs is not JSON: expected a name in double quotes, found "a" (column 2).\n\n  {a: 1}\n   ^\n',
      ],
      [
        'no such inputs file',
        ['add', '--inputs-file', 'nope.json'],
        'skillsmith: nope.json cannot be read: ENOENT',
      ],
      [
        'a bad flag',
        ['add', '--tiemout', '5'],
        'skillsmith: Unknown flag "--tiemout": did you mean "--timeout"?\n',
      ],
    ] as const) {
      it(`exits with 2 for ${what}`, async () => {
        const { code, out, err } = await skillsmith('run', ...args);
        assert.equal(code, 2);
        assert.equal(out, '');
        assert.equal(err.slice(0, message.length), message);
      });
    }

    it('exits with 1 when a call inside is refused: that is a failure of the skill', async () => {
      assert.equal((await skillsmith('run', 'nested')).code, 1);
      assert.equal((await skillsmith('run', 'lost')).code, 1);
    });

    it('as JSON prints the object also for an unknown skill and invalid inputs', async () => {
      const { code, out } = await skillsmith('run', 'add', '--inputs', '{"a":"1"}', '--json');
      assert.equal(code, 2);
      const report = JSON.parse(out) as { status: string; error: { code: string } };
      assert.deepEqual([report.status, report.error.code], ['failed', 'run/invalid-inputs']);
    });

    it('lets no log and no error steer the terminal', async () => {
      const { err } = await skillsmith('run', 'escape');
      assert.equal(err.split('\n  at')[0], '[escape:3] \\x1b[2Jgone\nError: \\x1b]0;title\\x07');
    });

    it('reads inputs from a file, and from standard input', async () => {
      await writeFile(join(root, 'in.json'), '\uFEFF{"a": 40}');
      assert.match((await skillsmith('run', 'add', '--inputs-file', 'in.json')).out, /"sum": 42/);
      terminal.input = '{\n "a": 5\n}\n';
      assert.match((await skillsmith('run', 'add', '--inputs-file', '-')).out, /"sum": 7/);
    });

    it('says line and column of a mistake in a file', async () => {
      terminal.input = '{\n  "a": 1,\n  "b": 01\n}';
      const { code, err } = await skillsmith('run', 'add', '--inputs-file', '-');
      assert.equal(code, 2);
      assert.match(
        err,
        /^skillsmith: Standard input is not JSON: .* \(line 3, column 8\)\.\n\n {4}"b": 01\n {9}\^\n$/,
      );
    });

    it('exits with 124 when the time is over', async () => {
      const { code, err } = await skillsmith('run', 'loop', '--timeout', '50');
      assert.equal(code, 124);
      assert.match(err, /^TimeLimitError: .*50 ms.*--timeout/);
    });

    it('exits with 130 after Ctrl-C, with the outcome', async () => {
      terminal.onError = text => text.includes('zzz') && terminal.interrupt();
      const { code, err } = await skillsmith('run', 'nap');
      assert.equal(code, 130);
      assert.match(err, /^\[nap:3\] zzz\nCancelledError: /);
      assert.deepEqual(terminal.exits, []);
    });

    it('tells a cancelled run as JSON, too', async () => {
      const running = skillsmith('run', 'nap', '--json');
      while (terminal.listenerCount === 0) await new Promise(setImmediate);
      terminal.interrupt();
      const { code, out } = await running;
      const report = JSON.parse(out) as { status: string; error: { code: string } };
      assert.deepEqual([code, report.status, report.error.code], [130, 'cancelled', 'run/cancelled']);
    });

    it('ends at once with 130 after a second Ctrl-C', async () => {
      terminal.onError = text => {
        if (!text.includes('zzz')) return;
        terminal.interrupt();
        terminal.interrupt();
      };
      await skillsmith('run', 'nap');
      assert.deepEqual(terminal.exits, [130]);
    });
  });

  describe('the root', () => {
    for (const folder of ['', '.skills', '.skills/text']) {
      it(`is found from ${folder === '' ? 'itself' : folder}`, async () => {
        terminal = new FakeTerminal(join(root, folder));
        assert.equal((await skillsmith('run', 'echo')).code, 0);
      });
    }

    it('is given with --root, relative to the current folder', async () => {
      terminal = new FakeTerminal(join(root, '.skills'));
      assert.equal((await skillsmith('run', 'echo', '--root', '..')).code, 0);
    });

    it('is missing: exit code 2, with what to do', async () => {
      assert.deepEqual(await skillsmith('list', '--root', '.skills'), {
        code: 2,
        out: '',
        err: `skillsmith: There is no .skills folder in ${root}/.skills. Give the folder above it: --root ${root}\n`,
      });
      terminal = new FakeTerminal('/');
      const { code, err } = await skillsmith('list');
      assert.equal(code, 2);
      assert.match(
        err,
        /There is no \.skills folder in \/ or above it\. Create one, or say where it is with --root DIR\./,
      );
    });
  });

  describe('help and version', () => {
    it('print on standard output', async () => {
      assert.deepEqual(await skillsmith('--version'), { code: 0, out: '1.2.3\n', err: '' });
      terminal.written = { out: '', err: '' };
      const { code, out } = await skillsmith('--help');
      assert.equal(code, 0);
      for (const word of ['list', 'check', 'run <name>', '--version', 'NO_COLOR'])
        assert.ok(out.includes(word), word);
    });

    for (const command of ['list', 'check', 'run']) {
      it(`of ${command} name every flag and fit a wide terminal`, async () => {
        const { out } = await skillsmith(command, '--help');
        assert.ok(
          out.includes(`skillsmith ${command}`) && out.includes('--root DIR') && out.includes('Examples:'),
        );
        for (const line of out.split('\n')) assert.ok(line.length <= 120, line);
      });
    }

    it('is what nothing at all gets, with exit code 2', async () => {
      const { code, out, err } = await skillsmith();
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /Usage:\n {2}skillsmith <command>/);
    });
  });
});
