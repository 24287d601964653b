/** Runs a recording again: the same outcome, or the first place where it is another. */

import type { LogLine, Outcome } from './outcome.ts';
import type { Runner, SkillSource } from './port.ts';
import type { RunRecording } from './recording.ts';
import type { Divergence, Tape } from './tape.ts';

export interface ReplayOptions {
  readonly runner: Runner;
  /** The recording's own skills, or those of today, to see whether they still do the same. */
  readonly source: SkillSource;
  readonly signal?: AbortSignal;
}

export interface Replay {
  readonly outcome: Outcome;
  /** `undefined`: it did the same. */
  readonly divergence: Difference | undefined;
}

/** Where a replay left the recording, with what was recorded and what happened. */
export type Difference =
  | Divergence
  | {
      readonly kind: 'log';
      /** From one. */
      readonly number: number;
      readonly expected: LogLine | undefined;
      readonly actual: LogLine | undefined;
    }
  | { readonly kind: 'end'; readonly expected: Outcome; readonly actual: Outcome };

/** What keeps a recording from being replayed, in a sentence; `undefined` when nothing does. */
export function obstacleToReplay({ tape }: RunRecording): string | undefined {
  if (tape === undefined)
    return 'This run cannot be replayed: it had to be ended from outside, and left no recording of its answers.';
  if (tape.isCut) return 'This run cannot be replayed: it asked more of the world than a recording holds.';
  return undefined;
}

/** Never rejects. @throws Error when {@link obstacleToReplay} finds one */
export async function replay(recording: RunRecording, options: ReplayOptions): Promise<Replay> {
  const obstacle = obstacleToReplay(recording);
  if (obstacle !== undefined) throw new Error(obstacle);
  const { request, outcome: expected } = recording;
  const tape = recording.tape as Tape;
  let divergence: Divergence | undefined;
  const outcome = await options.runner.run(request, {
    source: options.source,
    tape,
    ...(options.signal && { signal: options.signal }),
    onDivergence: found => {
      divergence = found;
    },
  });
  return { outcome, divergence: firstOf(divergence, expected, outcome) };
}

/** A look at the clock more or less matters only where nothing else is different. */
function firstOf(
  divergence: Divergence | undefined,
  expected: Outcome,
  actual: Outcome,
): Difference | undefined {
  if (divergence !== undefined && divergence.kind !== 'clock') return divergence;
  return otherLog(expected.logs, actual.logs) ?? otherEnd(expected, actual) ?? divergence;
}

function otherLog(expected: readonly LogLine[], actual: readonly LogLine[]): Difference | undefined {
  const length = Math.max(expected.length, actual.length);
  for (let index = 0; index < length; index++) {
    const [before, now] = [expected[index], actual[index]];
    if (before?.text !== now?.text || before?.level !== now?.level || before?.skill !== now?.skill)
      return { kind: 'log', number: index + 1, expected: before, actual: now };
  }
  return undefined;
}

function otherEnd(expected: Outcome, actual: Outcome): Difference | undefined {
  const isSame = essence(expected) === essence(actual);
  return isSame ? undefined : { kind: 'end', expected, actual };
}

/** What an outcome is apart from times and places in files. */
function essence({ status, result, error }: Outcome): string {
  return JSON.stringify([status, result ?? null, error?.name, error?.message, error?.code, error?.chain]);
}
