/** Runs a recording again: the same outcome, the first place where it is another, or what would have been otherwise. */

import type { JsonObject } from '../base/json.ts';
import type { LogLine, Outcome } from './outcome.ts';
import type { Runner, SkillSource } from './port.ts';
import type { RunRecording } from './recording.ts';
import { type CallAnswer, type Divergence, type Fork, readCall, type Tape } from './tape.ts';

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

/** What is to be other than it was. */
export interface Overrides {
  /** All inputs of the run. */
  readonly inputs?: JsonObject;
  /** Calls by their numbers in the run, as in the call tree, with what they return or fail with instead of running. */
  readonly calls?: ReadonlyMap<number, CallAnswer>;
}

export interface ForkOptions extends ReplayOptions {
  readonly overrides: Overrides;
  /** Who answers what the recording has no answer to: the world, or nobody, which ends the run. */
  readonly beyond: Fork['beyond'];
}

export interface ForkedRun {
  readonly outcome: Outcome;
  /** Where the run left the recording; `undefined`: it called and asked the same to its end. */
  readonly divergence: Divergence | undefined;
  /** Calls with another answer that were not made again; in order. */
  readonly unused: readonly number[];
}

/** What keeps a recording from being replayed, in a sentence; `undefined` when nothing does. */
export function obstacleToReplay({ tape }: RunRecording): string | undefined {
  if (tape === undefined)
    return 'This run cannot be replayed: it had to be ended from outside, and left no recording of its answers.';
  if (tape.isCut) return 'This run cannot be replayed: it asked more of the world than a recording holds.';
  return undefined;
}

/** Never rejects. @throws Error when {@link obstacleToReplay} finds one */
export async function replay(recording: RunRecording, options: ReplayOptions): Promise<Replay> {
  const { request, outcome: expected } = recording;
  const tape = tapeOf(recording);
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

/**
 * What would have been if calls had answered otherwise, or the inputs had been others. Answers come from the recording
 * as long as the questions stay the same.
 * @throws Error when {@link obstacleToReplay} or {@link obstacleToFork} find one
 */
export async function fork(recording: RunRecording, options: ForkOptions): Promise<ForkedRun> {
  const obstacle = obstacleToFork(recording, options.overrides);
  if (obstacle !== undefined) throw new Error(obstacle);
  const { inputs, calls = new Map() } = options.overrides;
  const { request } = recording;
  let divergence: Divergence | undefined;
  let unused: readonly number[] = [];
  const outcome = await options.runner.run(inputs === undefined ? request : { ...request, inputs }, {
    source: options.source,
    tape: tapeOf(recording),
    fork: { hasOtherInputs: inputs !== undefined, calls: [...calls], beyond: options.beyond },
    ...(options.signal && { signal: options.signal }),
    onDivergence: found => {
      divergence = found;
    },
    onUnused: left => {
      unused = left;
    },
  });
  return { outcome, divergence, unused };
}

/** Why calls cannot be answered otherwise, in a sentence; `undefined` when they can. */
export function obstacleToFork({ tape }: RunRecording, { calls }: Overrides): string | undefined {
  const made = tape?.calls ?? [];
  for (const number of calls?.keys() ?? []) {
    if (number === 1)
      return 'Call 1 is the run itself: change its inputs, or the answers of the calls that it makes.';
    if (made[number - 1] !== undefined) continue;
    const most = made.length > 1 ? `it made the calls 2 to ${made.length}` : 'it called no other skill';
    return `There is no call ${number} in this run: ${most}.`;
  }
  return undefined;
}

/** The calls that a run made, for people who have to name one: `2 add({"a":1})`. */
export function callLines({ tape }: RunRecording): readonly string[] {
  return (tape?.calls ?? []).map((text, index) => {
    const call = readCall(text);
    return `${index + 1} ${call === undefined ? text : `${call.name}(${call.inputs})`}`;
  });
}

function tapeOf(recording: RunRecording): Tape {
  const obstacle = obstacleToReplay(recording);
  if (obstacle !== undefined) throw new Error(obstacle);
  return recording.tape as Tape;
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
