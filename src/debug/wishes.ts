/** Reads what a client wrote into a launch configuration. */

import { isJsonObject } from '../base/json.ts';
import { DebugFault } from './fault.ts';
import type { LaunchWishes } from './host.ts';

/** A launch as the session takes it: what to debug, and how to begin. */
export interface Launch {
  readonly wishes: LaunchWishes;
  readonly stopOnEntry: boolean;
  /** Breakpoints are there and do nothing. */
  readonly noDebug: boolean;
}

/** @throws {DebugFault} when something is of another type than it has to be */
export function readLaunch(args: unknown): Launch {
  if (!isJsonObject(args)) throw wrong('The launch configuration', 'an object');
  const { skill, program, inputs, timeout, recording, skipFiles, stopOnEntry, noDebug } = args;
  if (!isTextOrNone(skill)) throw wrong('"skill"', 'the name of a skill');
  if (!isTextOrNone(program)) throw wrong('"program"', "the path of a skill's file");
  if (!isTextOrNone(recording)) throw wrong('"recording"', 'the id or the file of a recorded run');
  if (inputs !== undefined && !isJsonObject(inputs)) throw wrong('"inputs"', 'an object: { "name": value }');
  if (timeout !== undefined && !isTimeout(timeout))
    throw wrong('"timeout"', 'a number of milliseconds from 1 to 300000');
  if (skipFiles !== undefined && !isTexts(skipFiles)) throw wrong('"skipFiles"', 'a list of globs');
  if (stopOnEntry !== undefined && typeof stopOnEntry !== 'boolean')
    throw wrong('"stopOnEntry"', 'true or false');
  if (skill === undefined && program === undefined && recording === undefined)
    throw new DebugFault(
      'badArguments',
      'Nothing says what to debug. Set "skill" to the name of a skill, or "recording" to a recorded run.',
      { isShown: true },
    );
  return {
    wishes: {
      ...(skill !== undefined && { skill }),
      ...(program !== undefined && { program }),
      ...(inputs !== undefined && { inputs }),
      ...(timeout !== undefined && { timeout }),
      ...(recording !== undefined && { recording }),
      ...(skipFiles !== undefined && { skipFiles }),
    },
    stopOnEntry: stopOnEntry === true,
    noDebug: noDebug === true,
  };
}

function wrong(what: string, expected: string): DebugFault {
  return new DebugFault('badArguments', `${what} has to be ${expected}. Correct it in launch.json.`, {
    isShown: true,
  });
}

function isTextOrNone(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && value.trim() !== '');
}

function isTimeout(value: unknown): value is number {
  return typeof value === 'number' && value >= 1 && value <= 300_000;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
