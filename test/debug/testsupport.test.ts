/** The session as Microsoft's own test client for debug adapters sees it, over a socket. */

import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DebugSession } from '../../src/debug/session.ts';
import { RealHost } from './real.ts';
import { checkout, items, price } from './story.ts';

describe('The test client for debug adapters', () => {
  let host: RealHost;
  let server: Server;
  let client: DebugClient;

  beforeEach(async () => {
    host = new RealHost({
      checkout,
      price,
      fails: "export default function fails() {\n  throw new RangeError('too much');\n}\n",
    });
    server = createServer(socket => serve(socket, host)).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    client = new DebugClient('', '', 'skillsmith');
    await client.start((server.address() as AddressInfo).port);
  });

  afterEach(async () => {
    await client.stop();
    server.close();
    host.dispose();
  });

  it('hits a breakpoint, which has moved to the next statement', async () => {
    await client.hitBreakpoint(
      { skill: 'checkout', inputs: { items } },
      { path: '/skills/price.js', line: 7 },
      { path: '/skills/price.js', line: 9 },
      { path: '/skills/price.js', line: 9, verified: true },
    );
  });

  it('runs to the end', async () => {
    await Promise.all([
      client.configurationSequence(),
      client.launch({ skill: 'checkout', inputs: { items } }),
      client.assertOutput('stdout', 'price is known'),
      client.waitForEvent('terminated'),
    ]);
  });

  it('stops on entry', async () => {
    await Promise.all([
      client.configurationSequence(),
      client.launch({ skill: 'checkout', inputs: { items }, stopOnEntry: true }),
      client.assertStoppedLocation('entry', { path: '/skills/checkout.js', line: 3, column: 3 }),
    ]);
  });

  it('stops at an error that nobody catches', async () => {
    await Promise.all([
      client
        .waitForEvent('initialized')
        .then(() => client.setExceptionBreakpointsRequest({ filters: ['uncaught'] }))
        .then(() => client.configurationDoneRequest()),
      client.launch({ skill: 'fails' }),
      client.assertStoppedLocation('exception', { path: '/skills/fails.js', line: 2 }),
    ]);
  });

  it('steps, and steps back', async () => {
    await client.hitBreakpoint(
      { skill: 'checkout', inputs: { items } },
      { path: '/skills/price.js', line: 3 },
    );
    const { body } = await client.threadsRequest();
    const threadId = body.threads.at(-1)?.id ?? 0;
    const stopped = (line: number) =>
      client.assertStoppedLocation('step', { path: '/skills/price.js', line });
    await Promise.all([client.nextRequest({ threadId }), stopped(4)]);
    await Promise.all([client.stepBackRequest({ threadId }), stopped(3)]);
  });

  it('is told that a request is not known', async () => {
    await client.initializeRequest();
    await assert.rejects(client.customRequest('nonsense'), /does not know the request "nonsense"/);
  });
});

/** Messages on a socket: a header with the length, then JSON. */
function serve(socket: Socket, host: RealHost): void {
  const session = new DebugSession(host, message => {
    const text = JSON.stringify(message);
    socket.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  });
  let received = Buffer.alloc(0);
  socket.on('data', data => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const end = received.indexOf('\r\n\r\n');
      const length = Number(
        /Content-Length: (\d+)/.exec(received.toString('utf8', 0, Math.max(0, end)))?.[1],
      );
      if (end < 0 || received.length < end + 4 + length) return;
      const text = received.toString('utf8', end + 4, end + 4 + length);
      received = received.subarray(end + 4 + length);
      session.receive(JSON.parse(text) as DebugProtocol.ProtocolMessage);
    }
  });
  socket.on('close', () => session.dispose());
  socket.on('error', () => session.dispose());
}
