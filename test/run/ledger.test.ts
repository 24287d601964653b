/** The outcome of a run, whole whatever came of it. */

import assert from 'node:assert/strict';
import { type Ending, Ledger } from '../../src/run/ledger.ts';
import type { RunEvent } from '../../src/run/outcome.ts';

const started = (id: number, parent: number, skill: string): RunEvent => ({
  type: 'call-started',
  id,
  parent,
  skill,
  startedMs: id,
  inputBytes: 2,
});
const ended = (id: number): RunEvent => ({
  type: 'call-ended',
  id,
  status: 'completed',
  durationMs: 1,
  resultBytes: 4,
});
const ending: Ending = {
  status: 'timed-out',
  droppedLogs: 3,
  startedAt: 5,
  durationMs: 20,
  inputBytes: 10,
  resultBytes: 7,
};

describe('ledger', () => {
  it('gives calls that did not end the end of the run', () => {
    const ledger = new Ledger('a');
    for (const event of [started(1, 0, 'a'), started(2, 1, 'b'), started(3, 2, 'c'), ended(3)])
      ledger.apply(event);
    const { calls } = ledger.outcome(ending);
    assert.deepEqual([calls.status, calls.durationMs, calls.chain], ['timed-out', 19, ['a']]);
    const [b] = calls.calls;
    assert.deepEqual([b?.status, b?.durationMs, b?.chain], ['timed-out', 18, ['a', 'b']]);
    assert.deepEqual([b?.calls[0]?.status, b?.calls[0]?.resultBytes], ['completed', 4]);
  });

  it('has a call tree even when nothing began', () => {
    const outcome = new Ledger('a').outcome(ending);
    assert.deepEqual(
      [outcome.calls.skill, outcome.calls.calls, outcome.calls.status],
      ['a', [], 'timed-out'],
    );
  });

  it('counts calls beyond the first 100,000', () => {
    const ledger = new Ledger('a');
    ledger.apply(started(1, 0, 'a'));
    for (let id = 2; id <= 100_010; id++) {
      ledger.apply(started(id, 1, 'b'));
      ledger.apply(ended(id));
    }
    const outcome = ledger.outcome({ ...ending, status: 'completed', result: '1' });
    assert.equal(outcome.calls.calls.length, 99_999);
    assert.equal(outcome.droppedCalls, 10);
    assert.equal(outcome.result, 1);
  });

  it('estimates tokens by four characters each', () => {
    assert.equal(new Ledger('a').outcome(ending).estimatedTokens, 5);
  });
});
