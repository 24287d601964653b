/** Mocha inside the extension host: the part of the bundle that both hosts call. */

import { format } from 'node:util';
import { collectFailures, writeTally } from './tally.ts';

export interface SuiteOptions {
  readonly files: readonly { readonly name: string; readonly load: () => Promise<unknown> }[];
  /** Undefined: all tests. */
  readonly grep: string | undefined;
  readonly color: boolean;
  /** Put before everything that the tests say, so that a host can tell it from what VS Code says itself. */
  readonly mark: string;
  readonly tallyFile: string;
}

/** Rejects when a test fails. The numbers are in the tally file either way. */
export async function runSuite(options: SuiteOptions): Promise<void> {
  // Not bundled: mocha is a module that asks Node for its parts.
  const { default: Runner } = await import('mocha');
  Object.assign(Runner.reporters.Base, { consoleLog: markConsole(options.mark) });
  const mocha = new Runner({
    ui: 'bdd',
    timeout: 30_000,
    // A window on a busy machine may be late; what is wrong is wrong each time.
    retries: 2,
    slow: 2_000,
    color: options.color,
    ...(options.grep === undefined ? {} : { grep: options.grep }),
  });
  for (const { name, load } of options.files) {
    mocha.suite.emit('pre-require', globalThis, name, mocha);
    mocha.suite.emit('require', await load(), name, mocha);
    mocha.suite.emit('post-require', globalThis, name, mocha);
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  const runner = mocha.run(() => resolve());
  const failed = collectFailures(runner);
  await promise;
  const { passes = 0, failures = 0 } = runner.stats ?? {};
  await writeTally(options.tallyFile, { passed: passes, failed: failures, failures: failed });
  if (failures > 0) throw new Error(`${failures} of ${passes + failures} tests failed`);
  if (passes === 0) throw new Error('No test ran.');
}

/** Formats here, where the values are, and not after they have crossed to the window. VS Code's console cannot be changed, so it is replaced. */
function markConsole(mark: string): typeof console.log {
  const inner = console;
  const log = (...values: unknown[]) => inner.log(mark + format(...values));
  globalThis.console = Object.create(
    inner,
    Object.fromEntries(['log', 'info', 'warn', 'error'].map(name => [name, { value: log }])),
  );
  return log;
}
