// Events: order, ending, and listeners that throw.
import assert from 'node:assert/strict';
import { Emitter } from '../../src/base/event.ts';

describe('Emitter', () => {
  it('fires in order of registration, the same listener as often as it was added', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>();
    const listener = (value: string) => heard.push(value);
    const first = emitter.event(listener);
    emitter.event(value => heard.push(`${value}!`));
    const again = emitter.event(listener);
    emitter.fire('x');
    assert.deepEqual(heard, ['x', 'x!', 'x']);
    first.dispose();
    again.dispose();
    assert.equal(emitter.listenerCount, 1);
  });

  it('reaches the others when one throws', () => {
    const heard: number[] = [];
    const emitter = new Emitter<number>();
    emitter.event(() => {
      throw new Error('deaf');
    });
    emitter.event(value => heard.push(value));
    assert.throws(() => emitter.fire(1), AggregateError);
    assert.deepEqual(heard, [1]);
  });

  it('is silent after disposal', () => {
    const emitter = new Emitter<number>();
    emitter.event(() => assert.fail('heard after the end'));
    emitter.dispose();
    emitter.fire(1);
    emitter.event(() => assert.fail('heard after the end'));
    emitter.fire(2);
    assert.equal(emitter.listenerCount, 0);
  });
});
