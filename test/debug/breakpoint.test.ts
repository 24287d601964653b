/** Where breakpoints end up, what is said of those that have no place, and what the run is told. */

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Breakpoints } from '../../src/run/debug/debuggee.ts';
import { Client } from './client.ts';
import { MemoryHost, price } from './story.ts';

type Wish = DebugProtocol.SourceBreakpoint;

describe('Breakpoints', () => {
  let host: MemoryHost;
  let client: Client;

  beforeEach(async () => {
    host = new MemoryHost();
    client = new Client(host);
    await client.initialize();
    void client.send('launch', { skill: 'checkout' });
    await client.event('initialized');
  });

  afterEach(() => client.session.dispose());

  /** `✓ 3:3`, or `✗ 3` and why. */
  async function set(breakpoints: Wish[], path = '/skills/price.js'): Promise<readonly string[]> {
    const answer = await client.request('setBreakpoints', { source: { path }, breakpoints });
    return answer.breakpoints.map(({ verified, line, column, message }) =>
      [verified ? `✓ ${line}:${column}` : `✗ ${line ?? '?'}`, message]
        .filter(text => text !== undefined)
        .join(' '),
    );
  }

  async function begun(): Promise<Breakpoints> {
    await client.request('configurationDone');
    await client.event('terminated');
    const commands = host.started.at(-1)?.commands ?? [];
    const last = commands.findLast(({ type }) => type === 'breakpoints');
    return last?.type === 'breakpoints' ? last.breakpoints : (host.started.at(-1)?.begun as Breakpoints);
  }

  it('have a place at once, or move to the next that there is', async () => {
    const lines = [1, 2, 3, 5, 7, 8, 9];
    assert.deepEqual(await set(lines.map(line => ({ line }))), [
      '✓ 3:3',
      '✓ 3:3',
      '✓ 3:3',
      '✓ 5:5',
      '✓ 9:3',
      '✓ 9:3',
      '✓ 9:3',
    ]);
  });

  it('say where none follows', async () => {
    assert.deepEqual(await set([{ line: 400 }]), ['✗ 400 No statement follows where the run could stop.']);
  });

  it('say why in a file that does not parse, in one that is gone, and in one elsewhere', async () => {
    host.skills.set('broken.js', 'export default function (');
    const [broken] = await set([{ line: 1 }], '/skills/broken.js');
    assert.match(broken ?? '', /^✗ 1 The skill "broken" cannot run: .* \(broken\.js:1:25\)$/);
    assert.deepEqual(await set([{ line: 1 }], '/skills/gone.js'), [
      '✗ 1 gone.js is no skill that can be read.',
    ]);
    assert.deepEqual(await set([{ line: 1 }], '/elsewhere/price.js'), [
      '✗ ? This file is not among the skills that are debugged.',
    ]);
  });

  it('may be in a column', async () => {
    host.skills.set('row.js', 'export default () => { let a = 1; a++; return a; };\n');
    assert.deepEqual(
      await set([{ line: 1, column: 30 }, { line: 1, column: 36 }, { line: 1 }], '/skills/row.js'),
      ['✓ 1:35', '✓ 1:40', '✓ 1:24'],
    );
    const { breakpoints } = await client.request('breakpointLocations', {
      source: { path: '/skills/row.js' },
      line: 1,
    });
    assert.deepEqual(
      breakpoints.map(({ column }) => column),
      [24, 35, 40],
    );
    const some = await client.request('breakpointLocations', {
      source: { path: '/skills/row.js' },
      line: 1,
      column: 35,
      endColumn: 40,
    });
    assert.deepEqual(
      some.breakpoints.map(({ column }) => column),
      [35, 40],
    );
  });

  it('keep their numbers, and so their hits, while others come and go', async () => {
    const ids = async (lines: readonly number[]) => {
      const { breakpoints } = await client.request('setBreakpoints', {
        source: { path: '/skills/price.js' },
        breakpoints: lines.map(line => ({ line, hitCondition: '2' })),
      });
      return breakpoints.map(({ id }) => id);
    };
    const [three, five] = await ids([3, 5]);
    assert.deepEqual(await ids([5]), [five]);
    const [again, same] = await ids([3, 5]);
    assert.equal(same, five);
    assert.notEqual(again, three);
  });

  it('hand conditions, hit counts and messages on to the run', async () => {
    assert.deepEqual(
      await set([
        { line: 3, condition: 'items.length > 1', hitCondition: '> 4', logMessage: ' ' },
        { line: 5, logMessage: 'adds {item.price}' },
        { line: 9, hitCondition: 'often' },
      ]),
      ['✓ 3:3', '✓ 5:5', '✗ 9 "often" is no hit count. Write 5, >= 5, or % 5 for every fifth time.'],
    );
    const { lines } = await begun();
    assert.deepEqual(
      lines.map(({ id, probe, ...rest }) => rest),
      [
        { file: 'price.js', condition: 'items.length > 1', hitCondition: '> 4' },
        { file: 'price.js', logMessage: 'adds {item.price}' },
      ],
    );
    assert.equal(client.console.split('\n')[0], 'stdout adds 2 (price.js:5)');
  });

  it('on functions take names of skills and of functions in them', async () => {
    host.skills.set('tools.js', 'export default () => inner();\nfunction inner() { return 1; }\n');
    host.skills.set('uses.js', "export default () => callSkill('tools');\n");
    const other = new Client(host);
    await other.initialize();
    void other.send('launch', { skill: 'uses' });
    await other.event('initialized');
    const { breakpoints } = await other.request('setFunctionBreakpoints', {
      breakpoints: [
        { name: 'Price' },
        { name: 'inner' },
        { name: 'nobody' },
        { name: 'tools', hitCondition: 'x' },
      ],
    });
    assert.deepEqual(
      breakpoints.map(({ verified, message }) => message ?? verified),
      [
        true,
        true,
        'No skill, and no function in the skills that uses calls, is named "nobody".',
        '"x" is no hit count. Write 5, >= 5, or % 5 for every fifth time.',
      ],
    );
    other.session.dispose();
  });

  it('on errors take names', async () => {
    const { breakpoints } = await client.request('setExceptionBreakpoints', {
      filters: ['uncaught'],
      filterOptions: [
        { filterId: 'caught', condition: 'TypeError, RangeError' },
        { filterId: 'caught', condition: 'x > 1' },
        { filterId: 'strange' },
      ],
    } as DebugProtocol.SetExceptionBreakpointsArguments);
    assert.deepEqual(
      breakpoints?.map(({ verified, message }) => message ?? verified),
      [
        true,
        true,
        '">" is no name of an error. Write names: TypeError, RangeError.',
        'There is no filter of errors called "strange".',
      ],
    );
    const { exceptions } = await begun();
    assert.deepEqual(exceptions, { uncaught: true, caught: true, caughtNames: ['TypeError', 'RangeError'] });
  });

  it('on variables stop at each change', async () => {
    await set([{ line: 9 }]);
    await client.request('configurationDone');
    await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    const frameId = stackFrames[0]?.id ?? 0;
    const { scopes } = await client.request('scopes', { frameId });
    const variablesReference = scopes[0]?.variablesReference ?? 0;
    await client.request('variables', { variablesReference });
    const info = await client.request('dataBreakpointInfo', { name: 'total', variablesReference });
    assert.deepEqual([info.dataId, info.accessTypes], ['checkout:total', ['write']]);
    const none = await client.request('dataBreakpointInfo', { name: 'nothing', variablesReference });
    assert.deepEqual(none, {
      dataId: null,
      description: 'Changes of nothing cannot be watched: it is no variable.',
    });
    const { breakpoints } = await client.request('setDataBreakpoints', {
      breakpoints: [{ dataId: 'checkout:total' }, { dataId: 'checkout:x', condition: 'x > 1' }],
    });
    assert.deepEqual(
      breakpoints.map(({ verified, message }) => message ?? verified),
      [true, 'It stops at each change: remove the condition and the hit count.'],
    );
    const sent = host.started[0]?.commands.findLast(({ type }) => type === 'breakpoints');
    assert(sent?.type === 'breakpoints');
    assert.deepEqual(
      sent.breakpoints.data.map(({ dataId }) => dataId),
      ['checkout:total'],
    );
  });

  it('follow the text that runs where a skill was edited since, and say so', async () => {
    await set([{ line: 3 }]);
    await client.request('configurationDone');
    await client.event('stopped');
    host.skills.set('price.js', `\n\n${price}`);
    assert.deepEqual(await set([{ line: 5 }]), [
      '✓ 5:5 The skill was edited since the run began. Restart to debug the edited one.',
    ]);
  });

  it('may be ten thousand', async () => {
    const count = 10_000;
    const lines = Array.from({ length: count }, (_, at) => `  total += ${at};`);
    host.skills.set(
      'long.js',
      ['export default function () {', '  let total = 0;', ...lines, '}'].join('\n'),
    );
    const wanted = lines.map((_, at) => ({ line: at + 3 }));
    await set([{ line: 3 }], '/skills/long.js');
    const started = performance.now();
    const drawn = await set(wanted, '/skills/long.js');
    const tookMs = performance.now() - started;
    assert.equal(drawn.at(-1), `✓ ${count + 2}:3`);
    assert(tookMs < 1000, `took ${tookMs} ms`);
    assert.equal((await begun()).lines.length, count);
  });
});
