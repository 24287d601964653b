/**
 * `npm test`: everything, the quick before the slow, with one line at the end that counts all tests, and one
 * for each that failed.
 *
 * What it needs beyond npm's packages is a Chromium (test/host/browser.ts says how to get one).
 */

import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { findBrowser } from './browser.ts';
import { npmCommand, show } from './command.ts';
import { MissingError, main, root } from './main.ts';
import { readTally, type Tally, tallyVariable } from './tally.ts';

interface Step {
  readonly title: string;
  /** Arguments of npm. */
  readonly npm: readonly string[];
  /** Its tests are counted; a step without tests counts only when it fails. */
  readonly hasTests: boolean;
  /** When it fails, the rest makes no sense. */
  readonly isNeeded?: boolean;
}

const reporter = ['--', '--reporter', './test/host/tally-reporter.ts'];

const steps: readonly Step[] = [
  { title: 'Lint, format, types, house rules', npm: ['run', 'check'], hasTests: false },
  { title: 'Unit tests', npm: ['run', 'test:unit', ...reporter], hasTests: true },
  { title: 'Build', npm: ['run', 'build'], hasTests: false, isNeeded: true },
  { title: 'Pages in a browser', npm: ['run', 'test:page', ...reporter], hasTests: true },
  { title: 'Extension in VS Code', npm: ['run', 'test:vscode', '--', '--no-build'], hasTests: true },
  { title: 'Window of VS Code', npm: ['run', 'test:workbench', ...reporter], hasTests: true },
];

await main(async () => {
  const output = path.join(root, '.test-output');
  await mkdir(output, { recursive: true });
  warnOfMissingBrowser();
  let passed = 0;
  let failed = 0;
  const failures: string[] = [];
  for (const [index, step] of steps.entries()) {
    console.log(`\n=== ${step.title} ===`);
    const tallyFile = path.join(output, `tally-${index}.json`);
    await rm(tallyFile, { force: true });
    const started = performance.now();
    const code = await run(step, tallyFile);
    const tally = counted(step, code, await readTally(tallyFile));
    passed += tally.passed;
    failed += tally.failed;
    failures.push(...tally.failures.map(failure => `${step.title}: ${failure}`));
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `=== ${step.title}: ${code === 0 ? 'right' : `failed (exit code ${code})`}, ${seconds} s ===`,
    );
    if (code !== 0 && step.isNeeded) break;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  // Again, for a log of which only the end is kept.
  for (const failure of failures) console.log(`  ${failure}`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

async function run(step: Step, tallyFile: string): Promise<number> {
  const { command, args } = npmCommand(step.npm);
  return await show(command, args, { cwd: root, env: { ...process.env, [tallyVariable]: tallyFile } });
}

/** A step that fails without a failed test, or does not come to its end, is one failure itself. */
function counted(step: Step, code: number, tally: Tally | undefined): Tally {
  const known = (step.hasTests ? tally : undefined) ?? { passed: 0, failed: 0, failures: [] };
  const isUnexplained = known.failed === 0 && (code !== 0 || (step.hasTests && tally === undefined));
  return isUnexplained ? { ...known, failed: 1, failures: [`ended with exit code ${code}`] } : known;
}

/** Said before the long part, and not only where it stops. */
function warnOfMissingBrowser(): void {
  try {
    findBrowser();
  } catch (error) {
    if (!(error instanceof MissingError)) throw error;
    console.error(`Missing: ${error.message}`);
  }
}
