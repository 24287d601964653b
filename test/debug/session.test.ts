/** What people see of a debug session from launch to end. */

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Client } from './client.ts';
import { items, MemoryHost, story } from './story.ts';

describe('A debug session', () => {
  let host: MemoryHost;
  let client: Client;

  beforeEach(() => {
    host = new MemoryHost();
    client = new Client(host);
  });

  afterEach(() => client.session.dispose());

  it('stops at a breakpoint in a callee, steps, and steps back', async () => {
    await client.launch({ skill: 'checkout', inputs: { items } }, { breakpoints: ['price.js:5'] });
    const stack = ['  -- await price', '  checkout checkout.js:3'];
    const drawn = (...lines: readonly string[]) => lines.join('\n');
    const all = 'items = [{"price":2},{"price":3}]';
    assert.equal(
      await client.stopped(),
      drawn(
        'Paused on breakpoint',
        '  price price.js:5',
        ...stack,
        `  Local: ${all}, total = 0, item = {"price":2}`,
      ),
    );
    assert.equal(
      await client.step('next'),
      drawn(
        'Paused on breakpoint',
        '  price price.js:5',
        ...stack,
        `  Local: ${all}, total = 2, item = {"price":3}`,
      ),
    );
    assert.equal(
      await client.step('stepBack'),
      drawn(
        'Paused on step',
        '  price price.js:5',
        ...stack,
        `  Local: ${all}, total = 0, item = {"price":2}`,
      ),
    );
    assert.equal(
      await client.step('stepOut'),
      drawn(
        'Paused on breakpoint',
        '  price price.js:5',
        ...stack,
        `  Local: ${all}, total = 2, item = {"price":3}`,
      ),
    );
    assert.equal(
      await client.step('stepOut'),
      drawn('Paused on step', '  checkout checkout.js:4', `  Local: ${all}, price = 5`),
    );
  });

  it('goes back to a breakpoint, and to the start where there is none', async () => {
    await client.launch({ skill: 'checkout' }, { breakpoints: ['checkout.js:5'] });
    await client.stopped();
    await client.request('setBreakpoints', {
      source: { path: '/skills/price.js' },
      breakpoints: [{ line: 3 }],
    });
    const first = (drawing: string) => drawing.split('\n').slice(0, 2).join(', ').replace(/ +/g, ' ');
    assert.equal(first(await client.step('reverseContinue')), 'Paused on breakpoint, price price.js:3');
    assert.equal(
      first(await client.step('reverseContinue')),
      'Paused at the start of the run, checkout checkout.js:3',
    );
    await assert.rejects(client.step('reverseContinue'), {
      message: 'This is the start of the run: there is nothing further back.',
      isShown: true,
    });
    assert.equal(first(await client.step('stepIn')), 'Paused on breakpoint, price price.js:3');
  });

  it('restarts a frame, and runs to a line', async () => {
    await client.launch({ skill: 'checkout' }, { breakpoints: ['price.js:9'] });
    await client.stopped();
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    assert.match(
      await client.step('restartFrame', { frameId: stackFrames[0]?.id }),
      /^Paused on restart of the frame\n {2}price price.js:3/,
    );
    const { targets } = await client.request('gotoTargets', {
      source: { path: '/skills/checkout.js' },
      line: 4,
    });
    assert.deepEqual(
      targets.map(({ label, line }) => [label, line]),
      [['Run to line 4, column 3', 4]],
    );
    await client.request('setBreakpoints', { source: { path: '/skills/price.js' }, breakpoints: [] });
    assert.match(
      await client.step('goto', { targetId: targets[0]?.id }),
      /^Paused on step\n {2}checkout checkout.js:4/,
    );
  });

  it('stops on entry', async () => {
    await client.launch({ skill: 'checkout', stopOnEntry: true });
    assert.match(await client.stopped(), /^Paused on entry\n {2}checkout checkout.js:3/);
  });

  it('can be paused, and says so where it has to be stopped first', async () => {
    host.story = { moments: story.moments };
    await client.launch({ skill: 'checkout' });
    const { threads } = await client.request('threads');
    assert.deepEqual(threads, [{ id: 1, name: 'checkout' }]);
    await assert.rejects(client.request('evaluate', { expression: '1', context: 'repl' }), {
      message: 'The run goes on. Pause it, or set a breakpoint, to look into it.',
    });
    await client.request('pause', { threadId: 1 });
    assert.match(await client.stopped(), /^Paused\n {2}checkout checkout.js:5/);
  });

  it('shows the log with its places, and the result as a tree', async () => {
    await client.launch({ skill: 'checkout' });
    await client.event('terminated');
    assert.equal(
      client.console,
      'stdout price is known (checkout.js:4)\nstdout checkout completed in 3.1 ms: { total: 5 }',
    );
    const output = client.events.findLast(({ event }) => event === 'output');
    const { variablesReference } = output?.body ?? {};
    const { variables } = await client.request('variables', { variablesReference });
    assert.deepEqual(
      variables.map(({ name, value }) => [name, value]),
      [['result', '{ total: 5 }']],
    );
    const parts = await client.request('variables', {
      variablesReference: variables[0]?.variablesReference ?? 0,
    });
    assert.deepEqual(
      parts.variables.map(({ name, value, type }) => [name, value, type]),
      [['total', '5', 'number']],
    );
    const exited = client.events.find(({ event }) => event === 'exited');
    assert.equal(exited?.body.exitCode, 0);
  });

  it('shows log lines by their levels', async () => {
    const levels = ['debug', 'log', 'info', 'warn', 'error'] as const;
    const moments = levels.map(level => ({
      ...(story.moments[0] as (typeof story.moments)[0]),
      logs: { level, text: `a ${level}`, skill: 'checkout', atMs: 0 },
    }));
    host.story = { moments, end: { result: null } };
    await client.launch({ skill: 'checkout' });
    await client.event('terminated');
    assert.deepEqual(client.console.split('\n').slice(0, 5), [
      'stdout a debug',
      'stdout a log',
      'stdout a info',
      'console a warn',
      'stderr a error',
    ]);
  });

  it('shows the error that a run ends with, the calls it rose through, and links to its lines', async () => {
    host.story = {
      moments: [],
      end: {
        status: 'failed',
        error: {
          name: 'TypeError',
          message: 'item is undefined',
          chain: ['checkout', 'price'],
          file: 'price.js',
          line: 5,
          column: 14,
          stack: 'at price (price.js:5:14)\nat somewhere (else.js:1:1)',
        },
      },
    };
    await client.launch({ skill: 'checkout' });
    await client.event('terminated');
    assert.equal(
      client.console,
      `stderr TypeError: item is undefined
    calls: checkout → price
    at price (/skills/price.js:5:14)
    at somewhere (else.js:1:1) (price.js:5)`,
    );
    assert.equal(client.events.find(({ event }) => event === 'exited')?.body.exitCode, 1);
  });

  it('stops at errors with what they are and the calls they rise through', async () => {
    const error = {
      name: 'TypeError',
      message: 'no {price} here',
      isCaught: true,
      stack: 'at price (price.js:5:5)',
      chain: ['checkout', 'price'],
    };
    host.story = {
      moments: story.moments.map((moment, at) => (at === 3 ? { ...moment, error } : moment)),
      end: {},
    };
    await client.launch({ skill: 'checkout' }, { exceptions: ['caught'] });
    const { reason, text } = await client.event<DebugProtocol.StoppedEvent>('stopped');
    assert.deepEqual([reason, text], ['exception', 'TypeError: no {price} here']);
    assert.deepEqual(await client.request('exceptionInfo', { threadId: 1 }), {
      exceptionId: 'TypeError',
      description: 'no {price} here\nCalls: checkout → price',
      breakMode: 'always',
      details: {
        message: 'no {price} here',
        typeName: 'TypeError',
        stackTrace: 'at price (price.js:5:5)',
      },
    });
    await client.step('stepBack');
    await assert.rejects(client.request('exceptionInfo', { threadId: 1 }), /has not stopped at an error/);
  });

  it('sets variables, evaluates, completes', async () => {
    host.story = structuredClone(story);
    await client.launch({ skill: 'checkout' }, { breakpoints: ['price.js:9'] });
    await client.stopped();
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    const frameId = stackFrames[0]?.id ?? 0;
    const evaluate = async (expression: string, context?: string) =>
      (await client.request('evaluate', { expression, frameId, ...(context && { context }) })).result;
    assert.equal(await evaluate('total + items.length', 'hover'), '7');
    const { scopes } = await client.request('scopes', { frameId });
    const variablesReference = scopes[0]?.variablesReference ?? 0;
    const set = await client.request('setVariable', { variablesReference, name: 'total', value: '40 + 2' });
    assert.equal(set.value, '42');
    assert.equal(await evaluate('total', 'repl'), '42');
    await client.request('setExpression', { expression: 'total', value: '6', frameId });
    assert.equal(await evaluate('total', 'something new'), '6');
    const { targets } = await client.request('completions', {
      text: 'a = 1;\nto + 1',
      line: 2,
      column: 3,
      frameId,
    });
    assert.deepEqual(targets, [{ label: 'total', type: 'variable', start: 1, length: 2 }]);
  });

  it('shows large arrays by the page, and getters only when they are asked for', async () => {
    let calls = 0;
    const locals = {
      many: Array.from({ length: 1_000_000 }, (_, at) => at),
      lazy: {
        get size() {
          return ++calls;
        },
      },
    };
    host.story = { moments: [{ stack: [{ skill: 'price', line: 3, locals }] }], end: {} };
    await client.launch({ skill: 'price', stopOnEntry: true });
    await client.stopped();
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    const { scopes } = await client.request('scopes', { frameId: stackFrames[0]?.id ?? 0 });
    const { variables } = await client.request('variables', {
      variablesReference: scopes[0]?.variablesReference ?? 0,
    });
    const [many, lazy] = variables;
    assert.equal(many?.indexedVariables, 1_000_000);
    const page = await client.request('variables', {
      variablesReference: many?.variablesReference ?? 0,
      filter: 'indexed',
      start: 999_990,
      count: 100,
    });
    assert.deepEqual(page.variables.map(({ name, value }) => `${name}: ${value}`).slice(-2), [
      '999998: 999998',
      '999999: 999999',
    ]);
    calls = 0;
    const parts = await client.request('variables', { variablesReference: lazy?.variablesReference ?? 0 });
    const [size] = parts.variables;
    assert.deepEqual([size?.value, size?.presentationHint?.lazy, calls], ['(…)', true, 0]);
    const read = await client.request('variables', { variablesReference: size?.variablesReference ?? 0 });
    assert.deepEqual([read.variables[0]?.value, calls], ['1', 1]);
  });

  it('shows a stack 1,000 frames deep by the page', async () => {
    const stack = Array.from({ length: 1000 }, (_, at) => ({
      skill: at < 500 ? 'price' : 'checkout',
      line: 3,
      isAwaiting: at > 0 && at % 10 === 0,
    }));
    host.story = { moments: [{ stack }], end: {} };
    await client.launch({ skill: 'checkout', stopOnEntry: true });
    await client.event('stopped');
    const [debuggee] = host.started;
    const part = (startFrame: number, levels: number) =>
      client.request('stackTrace', { threadId: 1, startFrame, levels });
    const first = await part(0, 1);
    assert.deepEqual([first.stackFrames.length, first.totalFrames], [1, 1000]);
    const some = await part(1, 19);
    assert.deepEqual(
      some.stackFrames.flatMap(({ name, presentationHint }) => (presentationHint === 'label' ? name : [])),
      ['await'],
    );
    const rest = await part(20, 2000);
    assert.deepEqual([rest.stackFrames.length, rest.totalFrames], [1000 + 99 - 20, 1099]);
    const labels = rest.stackFrames.filter(({ presentationHint }) => presentationHint === 'label');
    assert.equal(
      labels.some(({ name }) => name === 'await price'),
      true,
    );
    assert.equal(debuggee?.commands.filter(({ type }) => type === 'stack').length, 3);
    assert.deepEqual((await client.request('scopes', { frameId: labels[0]?.id ?? 0 })).scopes, []);
  });

  it('counts lines and columns as the client does', async () => {
    await client.initialize({ linesStartAt1: false, columnsStartAt1: false });
    const launched = client.request('launch', { skill: 'checkout' } as object);
    await client.event('initialized');
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: '/skills/price.js' },
      breakpoints: [{ line: 4, column: 0 }],
    });
    assert.deepEqual([breakpoints[0]?.line, breakpoints[0]?.column], [4, 4]);
    await client.request('configurationDone');
    await launched;
    await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    assert.deepEqual([stackFrames[0]?.line, stackFrames[0]?.column], [4, 4]);
  });

  it('shows skills of a recording that are in no file any more, and tells of each that is loaded', async () => {
    host.recorded = ['price.js'];
    await client.launch({ skill: 'checkout' }, { breakpoints: ['checkout.js:3', 'price.js:3'] });
    await client.stopped();
    await client.request('continue', { threadId: 1 });
    await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    const source = stackFrames[0]?.source;
    assert.equal(source?.path, undefined);
    assert.equal(source?.origin, 'as recorded');
    const { content, mimeType } = await client.request('source', {
      sourceReference: source?.sourceReference ?? 0,
      source: source ?? {},
    });
    assert.match(content, /^\/\*\* Price of items/);
    assert.equal(mimeType, 'text/javascript');
    const { sources } = await client.request('loadedSources');
    assert.deepEqual(
      sources.map(({ name }) => name),
      ['checkout.js', 'price.js'],
    );
    const loaded = client.events.filter(({ event }) => event === 'loadedSource');
    assert.equal(loaded.length, 2);
  });

  it('tones down what steps skip', async () => {
    host.skipped = ['price.js'];
    await client.launch({ skill: 'checkout' }, { breakpoints: ['price.js:3'] });
    await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    assert.deepEqual(
      stackFrames.map(({ presentationHint }) => presentationHint),
      ['subtle', 'label', undefined],
    );
  });

  it('names the branches of a run', async () => {
    await client.launch({ skill: 'checkout' }, { breakpoints: ['price.js:3'] });
    await client.event('stopped');
    assert.deepEqual(await client.request('threads'), { threads: [{ id: 1, name: 'checkout → price' }] });
  });

  it('begins again with the breakpoints that there are', async () => {
    await client.launch({ skill: 'checkout' }, { breakpoints: ['price.js:3'] });
    await client.stopped();
    host.skills.set('price.js', `// A line more.\n${host.skills.find('price')?.text}`);
    await client.request('restart', {});
    const { breakpoint } = await client.event<DebugProtocol.BreakpointEvent>('breakpoint');
    assert.deepEqual([breakpoint.verified, breakpoint.line], [true, 4]);
    assert.equal(host.started.length, 2);
    await client.event('stopped');
    assert.equal(
      client.events.some(({ event }) => event === 'terminated'),
      false,
    );
  });

  it('ends when it is terminated, and says that it was cancelled', async () => {
    await client.launch({ skill: 'checkout' }, { breakpoints: ['price.js:3'] });
    await client.stopped();
    await client.request('terminate');
    await client.event('terminated');
    assert.equal(client.console, 'console checkout was cancelled after 1.0 ms');
    await assert.rejects(client.request('stackTrace', { threadId: 1 }), /The run has ended/);
    assert.deepEqual(await client.request('threads'), { threads: [] });
  });

  it('runs without stopping where nothing is to be debugged', async () => {
    await client.launch(
      { skill: 'checkout', noDebug: true, stopOnEntry: true },
      { breakpoints: ['price.js:3'] },
    );
    await client.event('terminated');
    assert.equal(
      client.events.some(({ event }) => event === 'stopped'),
      false,
    );
  });
});
