/** A real pool over worker threads for tests, from the sources or from the built product. */

import { pathToFileURL } from 'node:url';
import type { JsonObject } from '../../src/base/json.ts';
import { createRunnerPool, type RunnerPool } from '../../src/node/pool.ts';
import { defaultLimits, type Limits, type Outcome } from '../../src/run/outcome.ts';
import type { RunWorld } from '../../src/run/port.ts';
import { wasmPath } from './in-process.ts';
import { MemorySkills } from './skill-source.ts';

export function testPool(size = 1): RunnerPool {
  return createRunnerPool({
    workerUrl: new URL('../../src/node/worker.ts', import.meta.url),
    wasmUrl: pathToFileURL(wasmPath),
    size: () => size,
  });
}

/** Runs the one skill `main` of this code; the time limit is 300 ms unless told. */
export function runCode(
  pool: RunnerPool,
  code: string,
  options: {
    readonly inputs?: JsonObject;
    readonly limits?: Partial<Limits>;
    readonly world?: Partial<RunWorld>;
  } = {},
): Promise<Outcome> {
  const limits = { ...defaultLimits, timeMs: 300, ...options.limits };
  const source = new MemorySkills({ main: code });
  return pool.run({ skill: 'main', inputs: options.inputs ?? {}, limits }, { source, ...options.world });
}
