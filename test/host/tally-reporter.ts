/** Mocha's spec reporter, which also leaves its numbers in the file that the environment names. */

import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { collectFailures, type Tally, tallyVariable } from './tally.ts';

export default class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const failures = collectFailures(runner);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env[tallyVariable];
      if (!file) return;
      const tally: Tally = { passed: this.stats.passes, failed: this.stats.failures, failures };
      writeFileSync(file, JSON.stringify(tally));
    });
  }
}
