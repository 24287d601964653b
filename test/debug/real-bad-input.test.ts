/** What people do to a debugger that they should not, on real runs: it says what is wrong, and the session goes on. */

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Client } from './client.ts';
import { RealHost } from './real.ts';

type Wish = DebugProtocol.SourceBreakpoint;

describe('Debugging real skills that are asked too much', () => {
  let host: RealHost;
  let client: Client;

  /** Launches a skill `it` of these lines with its breakpoints. */
  async function begin(lines: readonly string[], breakpoints: readonly Wish[] = []): Promise<void> {
    host = new RealHost({ it: lines.join('\n') });
    client = new Client(host);
    await client.initialize();
    const launched = client.send('launch', { skill: 'it', inputs: {} });
    await client.event('initialized');
    await client.request('setBreakpoints', {
      source: { path: '/skills/it.js' },
      breakpoints: [...breakpoints],
    });
    await client.request('configurationDone');
    await launched;
  }

  afterEach(() => {
    client.session.dispose();
    host.dispose();
  });

  async function topFrame(): Promise<number> {
    const { stackFrames } = await client.request('stackTrace', { threadId: client.thread, levels: 1 });
    return stackFrames[0]?.id ?? 0;
  }

  async function local(name: string): Promise<DebugProtocol.Variable> {
    const { scopes } = await client.request('scopes', { frameId: await topFrame() });
    for (const { variablesReference } of scopes) {
      const { variables } = await client.request('variables', { variablesReference });
      const found = variables.find(variable => variable.name === name);
      if (found) return found;
    }
    throw new assert.AssertionError({ message: `no variable ${name}` });
  }

  const evaluate = async (expression: string) =>
    (await client.request('evaluate', { expression, frameId: await topFrame(), context: 'repl' })).result;

  const loop = [
    'export default function it() {',
    '  let sum = 0;',
    '  for (let i = 0; i < 5; i++) {',
    '    sum += i;',
    '  }',
    '  return sum;',
    '}',
  ];

  it('stops at a condition that throws, and says what it threw', async () => {
    await begin(loop, [{ line: 4, condition: 'nothing.here' }]);
    const { description } = await client.event<DebugProtocol.StoppedEvent>('stopped');
    assert.match(description ?? '', /^Paused on breakpoint: The condition "nothing\.here" failed: .*nothing/);
  });

  it('stops at a condition that never returns', async () => {
    await begin(loop, [{ line: 4, condition: '(() => { while (true); })()' }]);
    const { description } = await client.event<DebugProtocol.StoppedEvent>('stopped');
    assert.match(description ?? '', /^Paused on breakpoint: The condition .* failed: /);
    assert.equal(await evaluate('sum'), '0');
  });

  it('stops at a condition that is none', async () => {
    await begin(loop, [{ line: 4, condition: 'sum ===' }]);
    const { description } = await client.event<DebugProtocol.StoppedEvent>('stopped');
    assert.match(description ?? '', /^Paused on breakpoint: The condition "sum ===" failed: /);
  });

  it('counts hits, and writes instead of stopping', async () => {
    await begin(loop, [
      { line: 4, hitCondition: '% 2', condition: 'i > 0' },
      { line: 4, logMessage: 'sum is {sum}' },
    ]);
    await client.stopped();
    assert.equal(await evaluate('i'), '2');
    await client.request('continue', { threadId: client.thread });
    await client.stopped();
    assert.equal(await evaluate('i'), '4');
    assert.match(client.console, /^stdout sum is 0 \(it\.js:4\)\nstdout sum is 0 /);
  });

  it('evaluates nothing that has no end, and nothing that is no code', async () => {
    await begin(loop, [{ line: 4 }]);
    await client.stopped();
    await assert.rejects(evaluate('while (true) {}'));
    await assert.rejects(evaluate('1 +'));
    await assert.rejects(evaluate('throw new Error("mine")'), /mine/);
    assert.equal(await evaluate('sum'), '0');
    assert.equal(await evaluate('sum = 10'), '10');
    await client.request('setBreakpoints', { source: { path: '/skills/it.js' }, breakpoints: [] });
    await client.request('continue', { threadId: client.thread });
    await client.event('terminated');
    assert.match(client.console, /: 20$/);
  });

  it('shows a getter that throws when it is asked for', async () => {
    await begin(
      [
        'export default function it() {',
        '  const o = { get x() { throw new TypeError("not today"); } };',
        '  return 1;',
        '}',
      ],
      [{ line: 3 }],
    );
    await client.stopped();
    const { variables } = await client.request('variables', {
      variablesReference: (await local('o')).variablesReference,
    });
    const x = variables.find(({ name }) => name === 'x');
    assert.equal(x?.presentationHint?.lazy, true);
    const read = await client.request('variables', { variablesReference: x?.variablesReference ?? 0 }).then(
      ({ variables: [value] }) => value?.value,
      error => error.message,
    );
    assert.match(String(read), /not today/);
    assert.equal(await evaluate('1 + 1'), '2');
  });

  it('shows the beginning of a string of 50 MB, and copies it whole', async () => {
    await begin(
      ['export default function it() {', '  const long = "x".repeat(50_000_000);', '  return 1;', '}'],
      [{ line: 3 }],
    );
    await client.stopped();
    assert((await local('long')).value.length < 10_000);
    const copied = await client.request('evaluate', {
      expression: 'long.length',
      frameId: await topFrame(),
      context: 'clipboard',
    });
    assert.equal(copied.result, '50000000');
  });

  it('shows a stack of 1,000 frames', async () => {
    await begin(
      [
        'export default function it() {',
        '  const down = n => {',
        '    if (n === 0) return 0;',
        '    return down(n - 1);',
        '  };',
        '  return down(1000);',
        '}',
      ],
      [{ line: 3, condition: 'n === 0' }],
    );
    const { threadId = 1 } = await client.event<DebugProtocol.StoppedEvent>('stopped');
    const first = await client.request('stackTrace', { threadId, startFrame: 0, levels: 20 });
    assert.deepEqual([first.stackFrames.length, first.totalFrames], [20, 1002]);
    const rest = await client.request('stackTrace', { threadId, startFrame: 20, levels: 2000 });
    assert.equal(rest.stackFrames.length, 982);
    assert.equal(rest.stackFrames.at(-1)?.name, 'it');
  });

  it('shows a million elements by the page', async () => {
    await begin(
      [
        'export default function it() {',
        '  const many = Array.from({ length: 1_000_000 }, (_, i) => i * 2);',
        '  return many.length;',
        '}',
      ],
      [{ line: 3 }],
    );
    await client.stopped();
    const many = await local('many');
    assert.equal(many.indexedVariables, 1_000_000);
    const page = await client.request('variables', {
      variablesReference: many.variablesReference,
      filter: 'indexed',
      start: 500_000,
      count: 2,
    });
    assert.deepEqual(
      page.variables.map(({ name, value }) => `${name}: ${value}`),
      ['500000: 1000000', '500001: 1000002'],
    );
  });

  it('goes on with what was, when the file of a skill is gone', async () => {
    await begin(loop, [{ line: 4 }]);
    await client.stopped();
    host.skills.set('it.js', '');
    assert.match(await client.step('next'), /^Paused on step\n {2}it it\.js:3/);
    assert.match(await client.step('stepBack'), /^Paused on [a-z]+\n {2}it it\.js:4/);
  });

  it('ends while it is stopped', async () => {
    await begin(loop, [{ line: 4 }]);
    await client.stopped();
    await client.request('terminate');
    await client.event('terminated');
    assert.match(client.console, /^console it was cancelled/);
  });
});

describe('Debugging real skills', () => {
  let host: RealHost;
  let client: Client;

  afterEach(() => {
    client.session.dispose();
    host.dispose();
  });

  async function begin(files: Readonly<Record<string, string>>, skill: string): Promise<void> {
    host = new RealHost(files);
    client = new Client(host);
    await client.initialize();
    void client.send('launch', { skill });
    await client.event('initialized');
  }

  it('stops at functions by name, at `debugger`, and where a variable changes', async () => {
    await begin(
      {
        it: 'export default function it() {\n  let sum = 0;\n  const add = n => {\n    sum += n;\n  };\n  debugger;\n  add(2);\n  sum++;\n  return sum;\n}\n',
      },
      'it',
    );
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'add' }] });
    await client.request('configurationDone');
    assert.match(await client.stopped(), /^Paused on debugger statement\n {2}it it\.js:6/);
    assert.match(await client.step('continue'), /^Paused on function breakpoint\n {2}it: add it\.js:4/);
    await client.request('setFunctionBreakpoints', { breakpoints: [] });
    const { stackFrames } = await client.request('stackTrace', { threadId: client.thread });
    const info = await client.request('dataBreakpointInfo', {
      name: 'sum',
      frameId: stackFrames[1]?.id ?? 0,
    });
    assert(info.dataId, info.description);
    await client.request('setDataBreakpoints', { breakpoints: [{ dataId: info.dataId }] });
    assert.match(await client.step('continue'), /^Paused on data breakpoint: sum was 0 and is 2\n/);
    assert.match(await client.step('continue'), /^Paused on data breakpoint: sum was 2 and is 3\n/);
  });

  it('stops in TypeScript, where it stands in the file', async () => {
    await begin(
      {
        'typed.ts':
          'interface Row { price: number }\nexport default function typed(): number {\n  const rows: Row[] = [{ price: 2 }];\n  return rows[0]!.price as number;\n}\n',
      },
      'typed',
    );
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: '/skills/typed.ts' },
      breakpoints: [{ line: 1 }, { line: 4 }],
    });
    assert.deepEqual(
      breakpoints.map(({ line, column }) => [line, column]),
      [
        [3, 3],
        [4, 3],
      ],
    );
    await client.request('configurationDone');
    assert.match(await client.stopped(), /^Paused on breakpoint\n {2}typed typed\.ts:3/);
    assert.match(await client.step('continue'), /^Paused on breakpoint\n {2}typed typed\.ts:4/);
  });

  it('shows branches that run side by side as threads', async () => {
    await begin(
      {
        both: "export default async function both() {\n  const [a, b] = await Promise.all([callSkill('one', { n: 1 }), callSkill('one', { n: 2 })]);\n  return a + b;\n}\n",
        one: '/** @param {number} n */\nexport default async function one(n) {\n  await null;\n  return n;\n}\n',
      },
      'both',
    );
    await client.request('setBreakpoints', {
      source: { path: '/skills/one.js' },
      breakpoints: [{ line: 4 }],
    });
    await client.request('configurationDone');
    const drawing = await client.stopped();
    assert.match(drawing, /^Paused on breakpoint\n {2}one one\.js:4\n {2}-- await one\n {2}both both\.js:2/);
    const { threads } = await client.request('threads');
    assert.deepEqual(
      threads.map(({ name }) => name),
      ['both → one', 'both → one'],
    );
  });
});
