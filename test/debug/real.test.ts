/** A session over real runs: what people see when they debug skills in the sandbox. */

import assert from 'node:assert/strict';
import { Client } from './client.ts';
import { RealHost } from './real.ts';
import { checkout, items, price } from './story.ts';

describe('Debugging real skills', () => {
  let host: RealHost;
  let client: Client;

  function begin(files: Readonly<Record<string, string>>): void {
    host = new RealHost(files);
    client = new Client(host);
  }

  afterEach(() => {
    client.session.dispose();
    host.dispose();
  });

  /** Where it is, and the variables of the function. */
  const drawn = (...lines: readonly string[]) => lines.join('\n');

  it('stops at a breakpoint in a callee, steps, and steps back', async () => {
    begin({ checkout, price });
    await client.launch({ skill: 'checkout', inputs: { items } }, { breakpoints: ['price.js:5'] });
    const at = (reason: string, item: string, total: string) =>
      drawn(
        reason,
        '  price price.js:5',
        '  checkout checkout.js:3',
        `  Block: item = ${item}`,
        `  Local: items = [ { price: 2 }, { price: 3 } ], total = ${total}`,
        '  Skill: price = [Function: price]',
      );
    assert.equal(await client.stopped(), at('Paused on breakpoint', '{ price: 2 }', '0'));
    assert.equal(await client.step('next'), at('Paused on breakpoint', '{ price: 3 }', '2'));
    assert.equal(await client.step('stepBack'), at('Paused on step', '{ price: 2 }', '0'));
    assert.equal(await client.step('stepOut'), at('Paused on breakpoint', '{ price: 3 }', '2'));
    await client.request('setBreakpoints', { source: { path: '/skills/price.js' }, breakpoints: [] });
    assert.match(await client.step('stepOut'), /^Paused on step\n {2}checkout checkout\.js:[34]/);
    await client.request('continue', { threadId: client.thread });
    await client.event('terminated');
    assert.match(
      client.console,
      /^stdout price is known \(checkout\.js:4\)\nstdout checkout completed in .*: \{ total: 5 \}$/,
    );
  });

  it('stops on entry, steps into a callee and over it, evaluates there and sets values', async () => {
    begin({ checkout, price });
    await client.launch({ skill: 'checkout', inputs: { items }, stopOnEntry: true });
    assert.match(await client.stopped(), /^Paused on entry\n {2}checkout checkout\.js:3/);
    assert.match(await client.step('stepIn'), /^Paused on step\n {2}price price\.js:3/);
    assert.match(await client.step('next'), /^Paused on step\n {2}price price\.js:4/);
    const { stackFrames } = await client.request('stackTrace', { threadId: client.thread });
    const frameId = stackFrames[0]?.id ?? 0;
    const { result } = await client.request('evaluate', { expression: 'items.length * 2', frameId });
    assert.equal(result, '4');
    await client.request('setExpression', { expression: 'total', value: '100', frameId });
    const { targets } = await client.request('completions', { text: 'items.ma', column: 9, frameId });
    assert(targets.some(({ label, length }) => label === 'map' && length === 2));
    await client.request('continue', { threadId: client.thread });
    await client.event('terminated');
    assert.match(client.console, /\{ total: 105 \}$/);
  });

  it('stops at errors that nobody catches, and goes back from there', async () => {
    begin({
      fails: "export default function fails() {\n  const a = 1;\n  throw new TypeError('no ' + a);\n}\n",
    });
    await client.launch({ skill: 'fails' }, { exceptions: ['uncaught'] });
    assert.match(await client.stopped(), /^Paused on error\n {2}fails fails\.js:3/);
    const info = await client.request('exceptionInfo', { threadId: client.thread });
    assert.deepEqual(
      [info.exceptionId, info.description, info.breakMode],
      ['TypeError', 'no 1', 'unhandled'],
    );
    assert.match(await client.step('stepBack'), /^Paused on step\n {2}fails fails\.js:[23]/);
  });

  it('evaluates what never ends for a while only, and goes on', async () => {
    begin({ checkout, price });
    await client.launch({ skill: 'checkout', inputs: { items } }, { breakpoints: ['price.js:9'] });
    await client.stopped();
    const { stackFrames } = await client.request('stackTrace', { threadId: client.thread });
    const frameId = stackFrames[0]?.id ?? 0;
    const context = 'repl';
    await assert.rejects(client.request('evaluate', { expression: 'while (true) {}', frameId, context }));
    assert.equal((await client.request('evaluate', { expression: 'total', frameId, context })).result, '5');
  });

  it('pauses what goes on for ever, and ends it', async () => {
    begin({ spin: 'export default function spin() {\n  let i = 0;\n  while (true) i++;\n}\n' });
    await client.launch({ skill: 'spin' });
    await client.request('pause', { threadId: 1 });
    assert.match(await client.stopped(), /^Paused\n {2}spin spin\.js:[23]/);
    await client.request('continue', { threadId: client.thread });
    await client.request('terminate');
    await client.event('terminated');
    assert.match(client.console, /^console spin was cancelled/);
  });

  it('runs an edited skill with the same answers to the same place', async () => {
    const dice = (sides: number) =>
      `export default function dice() {\n  const seed = Math.random();\n  const thrown = Math.floor(seed * ${sides});\n  return { seed, thrown };\n}\n`;
    begin({ dice: dice(6) });
    await client.launch({ skill: 'dice' }, { breakpoints: ['dice.js:4'] });
    const values = (drawing: string) =>
      /seed = ([\d.e-]+), thrown = (\d+)/.exec(drawing)?.slice(1).map(Number);
    const before = values(await client.stopped());
    await assert.rejects(client.send('applyChange'), /No skill of this run has changed\. Edit one first\./);
    host.skills.set('dice.js', 'export default function (');
    await assert.rejects(
      client.send('applyChange'),
      /^Error: The change is not applied\. The skill "dice" cannot run/,
    );
    host.skills.set('dice.js', `// More sides.\n${dice(1000)}`);
    await client.send('applyChange');
    const drawing = await client.stopped();
    assert.match(drawing, /dice dice\.js:5/);
    const after = values(drawing);
    assert.equal(after?.[0], before?.[0]);
    assert.equal(after?.[1], Math.floor((before?.[0] ?? 0) * 1000));
    const { body } = client.events.findLast(({ event }) => event === 'breakpoint') ?? {};
    assert.deepEqual([body?.breakpoint.verified, body?.breakpoint.line], [true, 4]);
    assert.match(client.console, /Run again with the changed skills/);
  });

  it('has the same clock when it is taken back', async () => {
    begin({ now: 'export default function now() {\n  const at = Date.now();\n  return at;\n}\n' });
    await client.launch({ skill: 'now' }, { breakpoints: ['now.js:3'] });
    const at = (drawing: string) => /at = (\d+)/.exec(drawing)?.[1];
    const first = at(await client.stopped());
    await client.step('stepBack');
    assert.equal(at(await client.step('next')), first);
  });
});
