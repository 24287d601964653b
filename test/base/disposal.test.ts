// Disposal: everything ends once, in reverse order, whatever throws.
import assert from 'node:assert/strict';
import { DisposableStore, toDisposable } from '../../src/base/disposal.ts';

describe('DisposableStore', () => {
  it('disposes in reverse order, once', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    for (const name of ['a', 'b', 'c']) store.add(toDisposable(() => ended.push(name)));
    store.dispose();
    store.dispose();
    assert.deepEqual(ended, ['c', 'b', 'a']);
  });

  it('disposes the rest when one throws, and says so afterwards', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    store.add(toDisposable(() => ended.push('first')));
    store.add({
      dispose() {
        throw new Error('stuck');
      },
    });
    assert.throws(
      () => store.dispose(),
      (error: AggregateError) => error.errors[0].message === 'stuck',
    );
    assert.deepEqual(ended, ['first']);
  });

  it('disposes at once what comes after the end', () => {
    const store = new DisposableStore();
    store.dispose();
    let ended = false;
    store.add(toDisposable(() => (ended = true)));
    assert.ok(ended);
  });
});
