/** Clients that ask for what there is not: each request is answered, and the session goes on. */

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Client, Refused } from './client.ts';
import { MemoryHost, story } from './story.ts';

describe('A debug session that is asked for what there is not', () => {
  let host: MemoryHost;
  let client: Client;

  beforeEach(() => {
    host = new MemoryHost();
    client = new Client(host);
  });

  afterEach(() => client.session.dispose());

  it('answers requests that it does not know', async () => {
    await assert.rejects(
      client.send('disassemble', {}),
      /^Error: Skillsmith's debugger does not know the request "disassemble"\.$/,
    );
    await assert.rejects(client.send('toString'), /does not know the request "toString"/);
  });

  it('answers whatever the arguments are', async () => {
    await client.launch({ skill: 'checkout' }, { breakpoints: ['price.js:5'] });
    await client.event('stopped');
    const names = [
      'setBreakpoints',
      'stackTrace',
      'variables',
      'evaluate',
      'scopes',
      'source',
      'goto',
      'cancel',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (name, args) => {
        await client.send(name, args).catch(error => assert(error instanceof Refused, String(error)));
      }),
      { numRuns: 300 },
    );
    assert.equal((await client.request('threads')).threads.length, 1);
  });

  const launches: readonly (readonly [object, RegExp])[] = [
    [{}, /Nothing says what to debug\. Set "skill" to the name of a skill/],
    [{ skill: 7 }, /"skill" has to be the name of a skill\. Correct it in launch\.json\./],
    [{ skill: ' ' }, /"skill" has to be/],
    [{ program: [] }, /"program" has to be the path of a skill's file/],
    [{ skill: 'checkout', inputs: [1] }, /"inputs" has to be an object/],
    [{ skill: 'checkout', timeout: 0 }, /"timeout" has to be a number of milliseconds from 1 to 300000/],
    [{ skill: 'checkout', recording: {} }, /"recording" has to be the id or the file of a recorded run/],
    [{ skill: 'checkout', skipFiles: 'x' }, /"skipFiles" has to be a list of globs/],
    [{ skill: 'checkout', stopOnEntry: 1 }, /"stopOnEntry" has to be true or false/],
    [{ skill: 'chekout' }, /No skill is called "chekout"\. Create it, or correct the name\./],
  ];
  for (const [args, message] of launches)
    it(`says why it does not launch ${JSON.stringify(args)}`, async () => {
      await client.initialize();
      await assert.rejects(client.send('launch', args), { message, isShown: true } as object);
    });

  it('says what has to come first', async () => {
    await assert.rejects(client.send('launch', { skill: 'checkout' }), /has to be initialized before/);
    await assert.rejects(client.request('threads'), /The run has not begun yet/);
    await assert.rejects(client.request('setBreakpoints', { source: {} }), /Nothing has been launched yet/);
    await assert.rejects(client.initialize({ pathFormat: 'uri' }), /set "pathFormat" to "path"/);
    await client.launch({ skill: 'checkout' });
    await assert.rejects(client.send('launch', { skill: 'checkout' }), /has been launched already/);
  });

  it('finds nothing under the numbers of an earlier stop, and never something else', async () => {
    await client.launch({ skill: 'checkout' }, { breakpoints: ['price.js:5'] });
    await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    const frameId = stackFrames[0]?.id ?? 0;
    const { scopes } = await client.request('scopes', { frameId });
    await client.step('next');
    await assert.rejects(
      client.request('scopes', { frameId }),
      /at an earlier stop\. Select one of the call stack/,
    );
    await assert.rejects(
      client.request('variables', { variablesReference: scopes[0]?.variablesReference ?? 0 }),
      /at an earlier stop\. Evaluate it again/,
    );
  });

  it('survives a value that cannot be shown', async () => {
    const locals = {
      get thrower() {
        throw new Error('not today');
      },
      long: 'x'.repeat(50_000_000),
    };
    host.story = { moments: [{ stack: [{ skill: 'price', line: 3, locals }] }] };
    await client.launch({ skill: 'price', stopOnEntry: true });
    await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
    const frameId = stackFrames[0]?.id ?? 0;
    const { scopes } = await client.request('scopes', { frameId });
    const { variables } = await client.request('variables', {
      variablesReference: scopes[0]?.variablesReference ?? 0,
    });
    await assert.rejects(
      client.request('variables', { variablesReference: variables[0]?.variablesReference ?? 0 }),
      /not today/,
    );
    await assert.rejects(client.request('evaluate', { expression: 'x ?', frameId }), /Unexpected token/);
    assert.equal((await client.request('threads')).threads.length, 1);
  });

  it('answers a request that is cancelled at once, and only once', async () => {
    host.story = { moments: story.moments };
    await client.launch({ skill: 'checkout', stopOnEntry: true });
    await client.event('stopped');
    const [debuggee] = host.started;
    assert(debuggee);
    const { promise, resolve } = Promise.withResolvers<never>();
    debuggee.ask = () => promise;
    const evaluated = client.request('evaluate', { expression: 'slow()', context: 'repl' });
    await client.request('cancel', { requestId: client.lastSeq });
    await assert.rejects(evaluated, { message: 'cancelled' });
    resolve({} as never);
  });

  it('answers what is asked of a run that ends meanwhile', async () => {
    await client.launch({ skill: 'checkout', stopOnEntry: true });
    await client.event('stopped');
    const [debuggee] = host.started;
    assert(debuggee);
    debuggee.ask = () => new Promise(() => undefined);
    const asked = ['stackTrace', 'continue'].map(name => client.send(name, { threadId: 1 }));
    debuggee.end();
    const answers = await Promise.allSettled(asked);
    assert.deepEqual(
      answers.map(answer => answer.status === 'rejected' && answer.reason.message),
      Array(2).fill('The run ended before this could be answered.'),
    );
    await client.event('terminated');
  });

  it('answers all that waits when the client leaves, and ends the run', async () => {
    await client.initialize();
    const launched = client.send('launch', { skill: 'checkout' });
    await client.event('initialized');
    await client.request('disconnect', {});
    await assert.rejects(launched, /The debug session has ended/);
  });

  it('says nothing after it was disposed', async () => {
    await client.launch({ skill: 'checkout', stopOnEntry: true });
    await client.event('stopped');
    const before = client.events.length;
    client.session.dispose();
    await new Promise(resolve => setTimeout(resolve, 5));
    assert.equal(client.events.length, before);
  });

  it('ignores messages that are no requests', () => {
    client.session.receive({ seq: 1, type: 'event' });
    client.session.receive({ seq: 2, type: 'request' });
    assert.deepEqual(client.events, []);
  });
});
