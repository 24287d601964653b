/** `skillsmith replay`: a recorded run once more, with the skills of today; whether it still does the same. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Disposable } from '../base/disposal.ts';
import { stripTypes } from '../node/typescript.ts';
import type { LogLine, Outcome } from '../run/outcome.ts';
import type { Runner, SkillSource } from '../run/port.ts';
import { RecordedSkills, type RunRecording } from '../run/recording.ts';
import { RecordingError, readRecording } from '../run/recording-text.ts';
import { type Difference, obstacleToReplay, replay } from '../run/replay.ts';
import type { ReplayCommand } from './arguments.ts';
import { cancelledCode, cancelOnInterrupt } from './interrupt.ts';
import { type RunReport, reportOf } from './report.ts';
import { printable, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What `replay --json` prints. The shape is a contract; the README documents it. */
export interface ReplayReport {
  readonly skill: string;
  readonly isSame: boolean;
  /** Where it was another run; absent when it was the same. */
  readonly divergence?: {
    readonly kind: Difference['kind'];
    readonly message: string;
    readonly expected?: unknown;
    readonly actual?: unknown;
  };
  readonly outcome: RunReport;
}

export interface ReplayParts {
  /** The skills of today; `undefined` when there is no folder with skills. */
  readonly source: SkillSource | undefined;
  readonly createRunner: (threads: number) => Runner & Disposable;
  readonly terminal: Terminal;
}

/**
 * @returns the exit code: 0 for the same, 1 for another run, 130 when it was cancelled
 * @throws UsageError when the file is no recording that can be replayed
 */
export async function replayFile(command: ReplayCommand, parts: ReplayParts): Promise<number> {
  const { terminal } = parts;
  const recording = await recordingIn(command.file, terminal);
  const cancel = cancelOnInterrupt(terminal);
  const runner = parts.createRunner(1);
  try {
    const source = command.recorded ? undefined : parts.source;
    const { outcome, divergence } = await replay(recording, {
      runner,
      source: source ?? new RecordedSkills(recording.skills, stripTypes),
      signal: cancel.signal,
    });
    if (cancel.signal.aborted) return cancelledCode;
    const report = reportOfReplay(outcome, divergence);
    if (command.json) terminal.out.write(`${JSON.stringify(report, undefined, 2)}\n`);
    else write(report, terminal);
    return divergence === undefined ? 0 : 1;
  } finally {
    runner.dispose();
    cancel.dispose();
  }
}

async function recordingIn(file: string, { currentFolder }: Terminal): Promise<RunRecording> {
  const path = resolve(currentFolder, file);
  try {
    const recording = await readRecording(await readFile(path, 'utf8'));
    const obstacle = obstacleToReplay(recording);
    if (obstacle !== undefined) throw new UsageError(`${file}: ${obstacle}`);
    return recording;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof RecordingError) throw new UsageError(`${file}: ${error.message}`);
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function reportOfReplay(outcome: Outcome, divergence: Difference | undefined): ReplayReport {
  return {
    skill: outcome.skill,
    isSame: divergence === undefined,
    ...(divergence && { divergence: described(divergence) }),
    outcome: reportOf(outcome),
  };
}

function described(difference: Difference): NonNullable<ReplayReport['divergence']> {
  const { kind } = difference;
  switch (kind) {
    case 'call': {
      const [expected, actual] = [callText(difference.expected), callText(difference.actual)];
      const message = `Call ${difference.number} is another one.`;
      return { kind, message, ...(expected !== undefined && { expected }), actual };
    }
    case 'question':
      return {
        kind,
        message: 'It asks the world something that the recorded run did not.',
        actual: difference.actual,
      };
    case 'clock':
      return { kind, message: 'It looks at the clock more often than the recorded run did.' };
    case 'log': {
      const message = `Line ${difference.number} of the log is another one.`;
      const [expected, actual] = [logText(difference.expected), logText(difference.actual)];
      return { kind, message, ...(expected && { expected }), ...(actual && { actual }) };
    }
    case 'end': {
      const [expected, actual] = [endOf(difference.expected), endOf(difference.actual)];
      return { kind, message: 'It ends in another way.', expected, actual };
    }
  }
}

/** `square({"x":3})`, from `1,"square",{"x":3}`. */
function callText(call: string | undefined): string | undefined {
  const [, name, inputs] = /^\d+,("(?:[^"\\]|\\.)*"),(.*)$/s.exec(call ?? '') ?? [];
  return name === undefined ? call : `${JSON.parse(name)}(${inputs})`;
}

function logText(line: LogLine | undefined): string | undefined {
  return line && `[${line.skill}] ${line.level}: ${line.text}`;
}

/** The result, or the error in a sentence. */
function endOf({ status, result, error }: Outcome): unknown {
  return status === 'completed' ? (result ?? null) : `${error?.name}: ${error?.message}`;
}

function write({ skill, divergence, outcome }: ReplayReport, { out, err }: Terminal): void {
  if (divergence === undefined) {
    out.write(`The same: ${skill} ${outcome.status} in ${outcome.durationMs} ms, as recorded.\n`);
    return;
  }
  err.write(`${err.paint('red', 'Not the same')}: ${divergence.message}\n`);
  for (const [title, value] of [
    ['recorded', divergence.expected],
    ['now', divergence.actual],
  ]) {
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    err.write(`  ${String(title).padEnd(8)}  ${printable(text.slice(0, 2_000))}\n`);
  }
}
