/** A run that is debugged is the run that it would have been: each of the pitfalls, with probes and without. */

import assert from 'node:assert/strict';
import { MemorySkills } from '../../fakes/skill-source.ts';
import { type Pitfall, pitfalls } from './pitfalls.ts';
import { assertRepeats, assertSame, type Way } from './twins.ts';

describe('programs with probes do what they do without', function () {
  this.timeout(60_000);
  for (const [about, programs] of Object.entries(pitfalls))
    describe(about, () => {
      for (const pitfall of programs) it(pitfall.title, () => check(pitfall));
    });
});

async function check(pitfall: Pitfall): Promise<void> {
  const source = new MemorySkills({ [`main.${pitfall.extension ?? 'js'}`]: pitfall.code, ...pitfall.others });
  const ways: readonly Way[] = pitfall.isBottomless
    ? ['unwatched']
    : ['unwatched', 'conditions', 'every probe'];
  const outcome = await assertSame(source, ways);
  if (ways.includes('every probe')) await assertRepeats(source);
  assert.equal(outcome.status, pitfall.status ?? 'completed', JSON.stringify(outcome.error));
}
