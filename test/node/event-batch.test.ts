/** When events leave a worker: few at once, many in batches, and none stays behind for long. */

import assert from 'node:assert/strict';
import { EventBatch } from '../../src/node/event-batch.ts';
import type { RunEvent } from '../../src/run/outcome.ts';

function logEvent(text: string): RunEvent {
  return { type: 'log', line: { level: 'log', text, skill: 'a', atMs: 0 } };
}

function busyFor(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('a batch of events', () => {
  let sent: number[];
  let batch: EventBatch;

  beforeEach(() => {
    sent = [];
    batch = new EventBatch(events => sent.push(events.length));
  });
  afterEach(() => batch.flush());

  const add = (count: number) => {
    for (let i = 0; i < count; i++) batch.add(logEvent('x'));
  };
  const total = () => sent.reduce((sum, count) => sum + count, 0);

  it('leaves at once while there are few', () => {
    add(3);
    assert.deepEqual(sent, [1, 1, 1]);
  });

  it('is gathered when there are many', () => {
    add(5000);
    assert.ok(sent.length < 1000, `${sent.length} messages`);
    batch.flush();
    assert.equal(total(), 5000);
  });

  it('leaves a thread that logs much and then hangs', () => {
    add(40);
    busyFor(2);
    add(1);
    assert.equal(total(), 41);
  });

  it('leaves when it is large, whatever the time', () => {
    add(20);
    const before = sent.length;
    batch.add(logEvent('y'.repeat(300_000)));
    assert.equal(sent.length, before + 1);
    assert.equal(total(), 21);
  });

  it('leaves by itself when nothing follows', async () => {
    add(40);
    await new Promise(resolve => setTimeout(resolve, 40));
    assert.equal(total(), 40);
  });
});
