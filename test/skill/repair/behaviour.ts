/** Runs skills in the real sandbox, before and after a refactoring. */

import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/base/json.ts';
import { InProcess } from '../../fakes/in-process.ts';
import { MemorySkills } from '../../fakes/skill-source.ts';
import type { Files } from './bench.ts';

const runner = new InProcess();

/** What a run shows: status, result, the error's message and the log's lines. */
export async function observed(files: Files, skill: string, inputs: JsonObject): Promise<object> {
  const { status, result, error, logs } = await runner.run(skill, new MemorySkills(files), { inputs });
  return { status, result, error: error?.message, logs: logs.map(({ text }) => text) };
}

/** Asserts that a skill does the same with each of the inputs. */
export async function assertSame(
  before: Files,
  after: Files,
  skill: string,
  inputs: readonly JsonObject[],
): Promise<void> {
  for (const one of inputs) {
    const expected = await observed(before, skill, one);
    const found = await observed(after, skill, one);
    assert.deepEqual(found, expected, `with ${JSON.stringify(one)}:\n${Object.entries(after).join('\n')}`);
  }
}
