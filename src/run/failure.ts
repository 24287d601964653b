/** The errors that a run raises itself: a code, a name, and a sentence that says the limit and how to change it. */

import type { Limits, RunErrorCode } from './outcome.ts';

/** Thrown while the host answers a guest, or kept as the reason why a run ended. */
export class RunFailure extends Error {
  readonly code: RunErrorCode;

  constructor(code: RunErrorCode, message: string) {
    super(message);
    this.code = code;
    this.name = failureNames[code];
  }
}

/** What authors read as the error's name, and can compare in a `catch`. */
const failureNames = {
  'run/unknown-skill': 'SkillNotFoundError',
  'run/invalid-skill': 'InvalidSkillError',
  'run/invalid-inputs': 'InvalidInputsError',
  'run/circular': 'CircularDependencyError',
  'run/depth-limit': 'DepthLimitError',
  'run/time-limit': 'TimeLimitError',
  'run/memory-limit': 'MemoryLimitError',
  'run/stack-limit': 'StackLimitError',
  'run/result-limit': 'ResultLimitError',
  'run/not-json': 'NotJsonError',
  'run/waits-for-ever': 'WaitsForEverError',
  'run/cancelled': 'CancelledError',
  'run/crashed': 'SandboxError',
  'run/unavailable': 'UnavailableError',
  'run/not-recorded': 'NotRecordedError',
} as const satisfies Record<RunErrorCode, string>;

export function timeLimit(limits: Limits): RunFailure {
  return new RunFailure(
    'run/time-limit',
    `The run took longer than its time limit of ${limits.timeMs} ms. Raise it with the setting ` +
      'skillsmith.run.timeout, with --timeout on the command line, or with @timeout in the comment of the skill.',
  );
}

export function memoryLimit(limits: Limits): RunFailure {
  return new RunFailure(
    'run/memory-limit',
    `The run needed more memory than its limit of ${Math.round(limits.memoryBytes / 1024 / 1024)} MB. ` +
      'Raise it with the setting skillsmith.run.memory, or work on smaller pieces.',
  );
}

export function resultLimit(limits: Limits, chars: number): RunFailure {
  return new RunFailure(
    'run/result-limit',
    `The result has ${chars} characters of JSON, more than the limit of ${limits.resultChars}. ` +
      'Raise it with the setting skillsmith.run.resultSize, or return less.',
  );
}

export function depthLimit(limits: Limits, chain: readonly string[]): RunFailure {
  return new RunFailure(
    'run/depth-limit',
    `Max call depth (${limits.depth}) exceeded: ${chain.join(' → ')}. ` +
      'The setting skillsmith.run.maxDepth raises it.',
  );
}

export function circular(chain: readonly string[]): RunFailure {
  return new RunFailure('run/circular', `Circular dependency detected: ${chain.join(' → ')}`);
}

export function stackLimit(): RunFailure {
  return new RunFailure(
    'run/stack-limit',
    'Functions called one another too deeply (stack overflow). Look for a recursion that does not end, ' +
      'or use a loop.',
  );
}

export function waitsForEver(): RunFailure {
  return new RunFailure(
    'run/waits-for-ever',
    'The skill waits for ever: it awaits a promise that nothing can settle any more.',
  );
}

export function cancelled(): RunFailure {
  return new RunFailure('run/cancelled', 'The run was cancelled.');
}

export function crashed(why: string): RunFailure {
  return new RunFailure('run/crashed', `The sandbox broke down (${why}). The next run gets a new one.`);
}

/** @param question - as a recording knows it: `intl.call {…}` */
export function notRecorded(question: string): RunFailure {
  return new RunFailure(
    'run/not-recorded',
    `The run asks what its recording has no answer to: ${question.slice(0, 200)}. ` +
      'Let it ask the world instead, which is what a replay does unless told otherwise.',
  );
}
