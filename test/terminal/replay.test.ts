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

/** Asks for a rate, and gives up politely. */
const quote = `/** Quotes. */
export default async function quote(amount, region = 'eu') {
  try {
    const { rate } = await callSkill('rate', { region });
    console.log('rate', rate);
    return amount * rate * (await callSkill('discount', { amount }));
  } catch (error) {
    return \`no quote: \${error.name} \${error.message}\`;
  }
}
`;
const priced = {
  '.skills/shop/quote.js': quote,
  '.skills/rate.js': '/** Rates. */\nexport default region => ({ rate: region.length });\n',
  '.skills/discount.js': '/** Discounts. */\nexport default amount => (amount > 10 ? 0.5 : 1);\n',
};

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
      err: 'Not the same: Call 2 (twice → add) is another one.\n  recorded  add({"a":2,"b":2})\n  now       add({"a":2,"b":3})\n',
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

  /** Runs it, and says which run that was. */
  async function ran(skill: string, inputs: object, ...args: readonly string[]): Promise<string> {
    await skillsmith('run', skill, '--inputs', JSON.stringify(inputs), ...args);
    const [newest] = JSON.parse((await skillsmith('runs', '--json')).out);
    return newest.id;
  }

  it('takes a run of the history, by the beginning of its id', async () => {
    const id = await ran('twice', { n: 2 });
    for (const name of [id, id.slice(0, 6), id.toUpperCase()]) {
      const { code, out } = await skillsmith('replay', name);
      assert.match(out, /^The same: twice completed/);
      assert.equal(code, 0);
    }
    await change('add.js', add.replace('+', '-'));
    assert.equal((await skillsmith('replay', id)).code, 1);
    assert.equal((await skillsmith('replay', id, '--recorded')).code, 0);
  });

  it('lists the ids with the runs', async () => {
    const id = await ran('twice', { n: 2 });
    assert.match((await skillsmith('runs')).out, new RegExp(`^started +run .*\\n.* ${id}  twice`));
  });

  it('takes runs that failed, or were out of time', async () => {
    await change(
      'fails.js',
      '/** Fails. */\nexport default () => { throw new RangeError("at " + Date.now()); };\n',
    );
    await change('spins.js', '/** Spins. */\nexport default () => { for (;;); };\n');
    const failed = await ran('fails', {});
    assert.match((await skillsmith('replay', failed)).out, /^The same: fails failed/);
    const late = await ran('spins', {}, '--timeout', '50');
    assert.match((await skillsmith('replay', late)).out, /^The same: spins timed-out/);
  });

  it('refuses an id that is none, or that of several runs', async () => {
    const [one] = [await ran('twice', { n: 2 }), await ran('twice', { n: 3 })];
    const several = await skillsmith('replay', one.slice(0, 2));
    assert.match(
      several.err,
      new RegExp(`Several runs begin with "${one.slice(0, 2)}": ${one}, .*Give more`),
    );
    const none = await skillsmith('replay', 'zzz');
    assert.match(none.err, /no file "zzz", and no run whose id begins like that/);
    assert.deepEqual([several.code, none.code], [2, 2]);
  });

  it('says why a run with secrets has no recording, and writes none', async () => {
    await change('login.js', '/** Logs in.\n * @secret key */\nexport default key => key.length;\n');
    await change(
      'outer.js',
      '/** Logs in. */\nexport default async word => callSkill("login", { key: word });\n',
    );
    for (const [skill, inputs] of [
      ['login', { key: 'hunter2' }],
      ['outer', { word: 'hunter2' }],
    ] as const) {
      const { code, err } = await skillsmith('replay', await ran(skill, inputs));
      assert.match(err, /cannot be replayed: it was given secret values/);
      assert.equal(code, 2);
    }
    const args = ['run', 'outer', '--inputs', '{"word":"hunter2"}', '--record', 's.recording.json'];
    const { code, err } = await skillsmith(...args);
    assert.match(err, /recording is not written.*@secret of login/);
    assert.equal(code, 2);
    await assert.rejects(readFile(join(root, 's.recording.json')), /ENOENT/);
  });

  describe('of what would have been', () => {
    beforeEach(async () => {
      await removeWorkspace(root);
      root = await makeWorkspace(priced);
    });
    const quoted = () => ran('quote', { amount: 100 });

    const changes: readonly (readonly [
      string,
      readonly string[],
      Partial<{ code: number; out: string; err: RegExp }>,
    ])[] = [
      [
        'another result of a call',
        ['--call', '2={"rate": 3}'],
        { code: 0, out: '150\n', err: /^\[quote:5\] rate 3\n$/ },
      ],
      [
        'a call that fails',
        ['--fail', '2=NetworkError: no route'],
        { code: 0, out: '"no quote: NetworkError no route"\n', err: /^Unused|^$/ },
      ],
      [
        'another input',
        ['--set-input', 'amount=8'],
        { out: '16\n', err: /Leaves the recording: Call 3 \(quote → discount\)/ },
      ],
      [
        'an input that was not given',
        ['--set-input', 'region="row"'],
        {
          out: '150\n',
          err: /Leaves the recording: Call 2 .*\n {2}recorded {2}rate\(\{"region":"eu"\}\)\n {2}now {7}rate\(\{"region":"row"\}\)/,
        },
      ],
      ['several answers', ['--call', '2={"rate": 1}', '--call', '3=1'], { out: '100\n' }],
      [
        'an answer that nothing asks for',
        ['--fail', '2=gone', '--call', '3=1'],
        { out: '"no quote: Error gone"\n', err: /Unused: call 3 was not made again/ },
      ],
      [
        'inputs that the skill refuses',
        ['--set-input', 'amont=1'],
        { code: 2, out: '', err: /InvalidInputsError/ },
      ],
      [
        'a call that was not made',
        ['--call', '9=1'],
        { code: 2, err: /no call 9 in this run: it made the calls 2 to 3\.\n {2}2 rate/ },
      ],
      ['the run as a call', ['--call', '1=1'], { code: 2, err: /Call 1 is the run itself/ }],
      [
        'a place that is not in the inputs',
        ['--set-input', 'amount[3]=1'],
        { code: 2, err: /have no place amount\[3\]/ },
      ],
    ];
    for (const [title, args, expected] of changes)
      it(`tells of ${title}`, async () => {
        const { code, out, err } = await skillsmith('replay', await quoted(), ...args);
        if (expected.code !== undefined) assert.equal(code, expected.code, err);
        if (expected.out !== undefined) assert.equal(out, expected.out, err);
        if (expected.err !== undefined) assert.match(err, expected.err);
      });

    it('prints an object for other programs', async () => {
      const { out } = await skillsmith(
        'replay',
        await quoted(),
        '--json',
        '--set-input',
        'amount=8',
        '--call',
        '2={"rate":3}',
      );
      const { outcome, ...report } = JSON.parse(out);
      assert.deepEqual(report, {
        skill: 'quote',
        divergence: {
          kind: 'call',
          message: 'Call 3 (quote → discount) is another one.',
          call: { number: 3, chain: ['quote', 'discount'] },
          expected: 'discount({"amount":100})',
          actual: 'discount({"amount":8})',
        },
        unused: [],
      });
      assert.equal(outcome.result, 24);
    });

    it('has the exit code of the run', async () => {
      await change('shop/quote.js', quote.replace('return `no quote', 'throw error; `no quote'));
      assert.equal((await skillsmith('replay', await quoted(), '--fail', '2=x')).code, 1);
    });

    it('ends where it may not ask the world', async () => {
      await change(
        'rate.js',
        '/** R. */\nexport default region => ({ rate: new Date(region, 6).getMonth() });\n',
      );
      const id = await ran('quote', { amount: 1, region: '2020' });
      const { code, err } = await skillsmith(
        'replay',
        id,
        '--set-input',
        'region="2044"',
        '--beyond',
        'refuse',
      );
      assert.match(err, /NotRecordedError: .*clock\.zone 2044/);
      assert.equal(code, 1);
    });

    it('saves the recording beside the skill, where it is no skill, the same each time', async () => {
      const id = await quoted();
      const { code, out } = await skillsmith('replay', id, '--save');
      assert.deepEqual([code, out], [0, '.skills/shop/quote.recording.json\n']);
      const file = join(root, '.skills/shop/quote.recording.json');
      const text = await readFile(file, 'utf8');
      await skillsmith('replay', id, '--save');
      assert.equal(await readFile(file, 'utf8'), text);
      const names = JSON.parse((await skillsmith('list', '--json')).out).map(
        ({ name }: { name: string }) => name,
      );
      assert.deepEqual(names.sort(), ['discount', 'quote', 'rate']);
      assert.equal((await skillsmith('check')).code, 0);
      assert.equal((await skillsmith('replay', '.skills/shop/quote.recording.json')).code, 0);
    });
  });
});
