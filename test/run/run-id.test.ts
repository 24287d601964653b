/** Names of runs are in the order of their starts, whatever the clock does. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RunIds, runIdAt } from '../../src/run/run-id.ts';

describe('ids of runs', () => {
  it('grow strictly, also when the clock is set back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e13 }), { minLength: 2 }), times => {
        let at = 0;
        const ids = new RunIds({ now: () => times[at++] as number, random: () => 0.999999999 });
        const made = times.map(() => ids.next());
        assert.deepEqual(made, [...new Set(made)].sort());
        assert.ok(made.every(id => /^[a-z0-9]{15}$/.test(id)));
      }),
    );
  });

  it('differ between processes that start a run in the same millisecond', () => {
    const one = new RunIds({ now: () => 1, random: () => 0.25 });
    const other = new RunIds({ now: () => 1, random: () => 0.75 });
    assert.notEqual(one.next(), other.next());
  });

  it('say when the run was started', () => {
    const ids = new RunIds({ now: () => 1_700_000_000_000.7, random: () => 0 });
    assert.ok(ids.next() >= runIdAt(1_700_000_000_000));
    assert.ok(ids.next() < runIdAt(1_700_000_000_001));
  });
});
