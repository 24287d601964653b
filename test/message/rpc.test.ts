/** The RPC between editor and page: every request is answered, and nothing hostile gets through. */

import assert from 'node:assert/strict';
import { toDisposable } from '../../src/base/disposal.ts';
import { type MessagePort, Rpc, RpcError } from '../../src/message/rpc.ts';

interface Requests {
  double: { params: { readonly n: number }; answer: number };
  explode: { params: undefined; answer: undefined };
  never: { params: undefined; answer: undefined };
}
interface Events {
  tick: { readonly at: number };
}

/** Two ports joined by a wire that copies as `postMessage` over a process border does. */
function wire() {
  const listeners: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [
    new Set(),
    new Set(),
  ];
  const port = (mine: 0 | 1): MessagePort => ({
    post: message => {
      const text = JSON.stringify(message);
      queueMicrotask(() => {
        for (const listener of listeners[mine === 0 ? 1 : 0]) listener(JSON.parse(text));
      });
    },
    onMessage: listener => {
      listeners[mine].add(listener);
      return toDisposable(() => listeners[mine].delete(listener));
    },
  });
  const alive = () => listeners[0].size + listeners[1].size;
  const send = (message: unknown) => {
    for (const listener of listeners[0]) listener(message);
  };
  return { page: port(1), editor: port(0), alive, send };
}

function pair() {
  const { page: pagePort, editor: editorPort, ...rest } = wire();
  const page = new Rpc<Requests, Events>(pagePort);
  const editor = new Rpc<Requests, Events>(editorPort);
  const seen: unknown[] = [];
  editor.handle(
    {
      double: ({ n }) => {
        seen.push(n);
        return n * 2;
      },
      explode: () => {
        throw new TypeError('boom');
      },
      never: () => new Promise(() => undefined),
    },
    {
      double: {
        parse: params => {
          const n = (params as { n?: unknown } | null)?.n;
          if (typeof n !== 'number') throw new Error('n: expected number');
          return { n };
        },
      },
      explode: { parse: () => undefined },
      never: { parse: () => undefined },
    },
  );
  const dispose = () => {
    page.dispose();
    editor.dispose();
    assert.equal(rest.alive(), 0);
  };
  return { page, editor, seen, dispose, ...rest };
}

const asks = (rpc: Rpc<Requests, Events>, name: string, params?: unknown) =>
  (rpc.request as (name: string, params?: unknown) => Promise<unknown>).call(rpc, name, params);

describe('Rpc', () => {
  it('answers a request', async () => {
    const { page, dispose } = pair();
    assert.equal(await page.request('double', { n: 21 }), 42);
    dispose();
  });

  it('answers each request with its own answer, in whatever order', async () => {
    const { page, dispose } = pair();
    assert.deepEqual(await Promise.all([1, 2, 3].map(n => page.request('double', { n }))), [2, 4, 6]);
    dispose();
  });

  it('answers an unknown name with an error, inherited names too', async () => {
    const { page, dispose } = pair();
    for (const name of ['nobody', 'constructor', '__proto__', 'toString']) {
      await assert.rejects(asks(page, name), { name: 'RpcError', message: `Unknown request "${name}"` });
    }
    dispose();
  });

  it('answers when the handler throws', async () => {
    const { page, dispose } = pair();
    await assert.rejects(page.request('explode'), { name: 'RpcError', message: 'boom' });
    dispose();
  });

  it('does not show bad parameters to the handler', async () => {
    const { page, seen, dispose } = pair();
    await assert.rejects(asks(page, 'double', { n: '1' }), { message: 'n: expected number' });
    await assert.rejects(asks(page, 'double'), { message: 'n: expected number' });
    assert.deepEqual(seen, []);
    dispose();
  });

  it('rejects what is pending when it is disposed, and what is asked later', async () => {
    const { page, dispose } = pair();
    const pending = page.request('never');
    dispose();
    await assert.rejects(pending, RpcError);
    await assert.rejects(page.request('double', { n: 1 }), RpcError);
  });

  it('answers "nobody" once the handlers are gone', async () => {
    const { page, editor, dispose } = pair();
    editor.handle({} as never, {} as never).dispose();
    await assert.rejects(page.request('double', { n: 1 }), { message: 'Nobody answers "double"' });
    dispose();
  });

  it('ignores messages that are not its own', async () => {
    const { page, send, seen, dispose } = pair();
    const hostile = [
      null,
      7,
      'x',
      [],
      {},
      { rpc: 'request' },
      { rpc: 'request', id: '1', name: 'double' },
      { rpc: 'request', id: 1, name: {} },
      { rpc: 'answer', id: 99, answer: 1 },
      { rpc: 'answer', id: 1, error: {} },
      { rpc: 'event' },
      { rpc: 'event', name: 'constructor' },
      { rpc: 'run', id: 1, name: 'double' },
    ];
    for (const message of hostile) assert.doesNotThrow(() => send(message));
    assert.deepEqual(seen, []);
    assert.equal(await page.request('double', { n: 2 }), 4);
    dispose();
  });

  it('delivers events in order until the listener ends', async () => {
    const { page, editor, dispose } = pair();
    const seen: number[] = [];
    const listening = page.on('tick', ({ at }) => seen.push(at));
    editor.notify('tick', { at: 1 });
    editor.notify('tick', { at: 2 });
    await page.request('double', { n: 1 });
    listening.dispose();
    editor.notify('tick', { at: 3 });
    await page.request('double', { n: 1 });
    assert.deepEqual(seen, [1, 2]);
    dispose();
  });
});
