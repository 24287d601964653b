/** Programs that nobody wrote run with probes as they do without. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MemorySkills } from '../../fakes/skill-source.ts';
import { program } from './generated.ts';
import { assertRepeats, assertSame } from './twins.ts';

describe('made-up programs with probes do what they do without', function () {
  this.timeout(120_000);

  it('stopped nowhere and everywhere, with the same moments each time', () =>
    fc.assert(
      fc.asyncProperty(program, async code => {
        const source = new MemorySkills({ main: code });
        const { error } = await assertSame(source, ['unwatched', 'every probe']);
        assert.notEqual(error?.code, 'run/invalid-skill', error?.message);
        await assertRepeats(source);
      }),
      { numRuns: 60 },
    ));
});
