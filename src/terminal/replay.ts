/** `skillsmith replay`: a recorded run once more, with the skills of today; whether it still does the same. */

import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Disposable } from '../base/disposal.ts';
import { isJsonObject, type JsonObject, withValueAt } from '../base/json.ts';
import type { RunHistory } from '../library/history.ts';
import { stripTypes } from '../node/typescript.ts';
import { type DifferenceText, differenceText } from '../run/difference.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Runner, SkillSource } from '../run/port.ts';
import { RecordedSkills, type RunRecording } from '../run/recording.ts';
import { recordingExtension, writeRecording } from '../run/recording-text.ts';
import { callLines, fork, obstacleToFork, replay as replayed } from '../run/replay.ts';
import type { CallAnswer } from '../run/tape.ts';
import { cancelledCode, cancelOnInterrupt } from './interrupt.ts';
import { findRecording } from './recording.ts';
import type { ReplayChanges, ReplayCommand } from './replay-arguments.ts';
import { type RunReport, reportOf } from './report.ts';
import { exitCodeOf, logText, writeOutcome } from './run.ts';
import type { OpenSkills } from './skill-root.ts';
import { printable, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What `replay --json` prints. The shape is a contract; the README documents it. */
export interface ReplayReport {
  readonly skill: string;
  readonly isSame: boolean;
  /** Where it was another run; absent when it was the same. */
  readonly divergence?: DifferenceText;
  readonly outcome: RunReport;
}

/** What it prints of what would have been. */
export interface ForkReport {
  readonly skill: string;
  /** Where the run left the recording; absent when it called and asked the same to its end. */
  readonly divergence?: DifferenceText;
  /** Calls with another answer that were not made again. */
  readonly unused: readonly number[];
  readonly outcome: RunReport;
}

export interface ReplayParts {
  /** The skills of today; `undefined` when there is no folder with skills. */
  readonly today: OpenSkills | undefined;
  /** Of their runs. */
  readonly history: RunHistory | undefined;
  readonly createRunner: (threads: number) => Runner & Disposable;
  readonly terminal: Terminal;
}

interface Stage {
  readonly runner: Runner;
  readonly source: SkillSource;
  readonly signal: AbortSignal;
}

/**
 * @returns the exit code: 0 for the same, 1 for another run, 130 when it was cancelled; of a fork that of the run
 * @throws UsageError when there is no recording that can be replayed
 */
export async function replay(command: ReplayCommand, parts: ReplayParts): Promise<number> {
  const { terminal, today } = parts;
  const recording = await findRecording(command.recording, parts);
  if (command.save) return save(recording, parts);
  const cancel = cancelOnInterrupt(terminal);
  const runner = parts.createRunner(1);
  try {
    const source =
      (command.recorded ? undefined : today?.catalogue) ?? new RecordedSkills(recording.skills, stripTypes);
    const stage = { runner, source, signal: cancel.signal };
    const { changes } = command;
    return changes === undefined
      ? await compare(recording, command, stage, terminal)
      : await whatIf(recording, { ...command, changes }, stage, parts);
  } finally {
    runner.dispose();
    cancel.dispose();
  }
}

async function compare(
  recording: RunRecording,
  { json }: ReplayCommand,
  stage: Stage,
  terminal: Terminal,
): Promise<number> {
  const { outcome, divergence } = await replayed(recording, stage);
  if (stage.signal.aborted) return cancelledCode;
  const report: ReplayReport = {
    skill: outcome.skill,
    isSame: divergence === undefined,
    ...(divergence && { divergence: differenceText(divergence) }),
    outcome: reportOf(outcome),
  };
  if (json) terminal.out.write(`${JSON.stringify(report, undefined, 2)}\n`);
  else writeReplay(report, terminal);
  return divergence === undefined ? 0 : 1;
}

async function whatIf(
  recording: RunRecording,
  { json, changes }: ReplayCommand & { readonly changes: ReplayChanges },
  stage: Stage,
  { terminal, today }: ReplayParts,
): Promise<number> {
  const overrides = overridesOf(recording, changes);
  const obstacle = obstacleToFork(recording, overrides);
  if (obstacle !== undefined) throw new UsageError(`${obstacle}\n${callList(recording)}`);
  const { outcome, divergence, unused } = await fork(recording, {
    ...stage,
    overrides,
    beyond: changes.beyond,
  });
  const left = divergence && differenceText(divergence);
  if (json) {
    const report: ForkReport = {
      skill: outcome.skill,
      ...(left && { divergence: left }),
      unused,
      outcome: reportOf(outcome),
    };
    terminal.out.write(`${JSON.stringify(report, undefined, 2)}\n`);
  } else writeFork(outcome, { left, unused }, today?.shown ?? (path => path), terminal);
  return exitCodeOf(outcome);
}

function overridesOf(
  { request }: RunRecording,
  { inputs, calls }: ReplayChanges,
): { readonly inputs?: JsonObject; readonly calls: ReadonlyMap<number, CallAnswer> } {
  if (inputs.length === 0) return { calls };
  let changed = request.inputs;
  for (const { text, path, value } of inputs) {
    const next = withValueAt(changed, path, value);
    if (!isJsonObject(next))
      throw new UsageError(
        `The inputs of the recorded run have no place ${text}: ${JSON.stringify(request.inputs)}`,
      );
    changed = next;
  }
  return { inputs: changed, calls };
}

const shownCalls = 40;

function callList(recording: RunRecording): string {
  const lines = callLines(recording).slice(1);
  const shown = lines.slice(0, shownCalls).map(line => `  ${printable(line.slice(0, 200))}`);
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n');
}

/** Beside the skill as it is now or, where it is gone, was then. */
async function save(recording: RunRecording, { today, terminal }: ReplayParts): Promise<number> {
  const { skill } = recording.request;
  if (today === undefined) throw new UsageError('There is no .skills folder here to save the recording in.');
  const known = today.catalogue.find(skill);
  const then = new RecordedSkills(recording.skills, stripTypes).find(skill);
  const path = join(
    dirname((known ?? then)?.path ?? ''),
    `${(known ?? then)?.name ?? skill}${recordingExtension}`,
  );
  try {
    await writeFile(join(today.folder, path), await writeRecording(recording));
  } catch (error) {
    throw new UsageError(
      `The recording cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  terminal.out.write(`${today.shown(path)}\n`);
  return 0;
}

function writeReplay({ skill, divergence, outcome }: ReplayReport, terminal: Terminal): void {
  const { out, err } = terminal;
  if (divergence === undefined) {
    out.write(`The same: ${skill} ${outcome.status} in ${outcome.durationMs} ms, as recorded.\n`);
    return;
  }
  err.write(`${err.paint('red', 'Not the same')}: ${divergence.message}\n`);
  writeSides(divergence, terminal);
}

function writeFork(
  outcome: Outcome,
  { left, unused }: { readonly left: DifferenceText | undefined; readonly unused: readonly number[] },
  shown: OpenSkills['shown'],
  terminal: Terminal,
): void {
  const { err } = terminal;
  for (const line of outcome.logs) err.write(logText(line, err));
  writeOutcome(outcome, shown, terminal);
  if (left !== undefined) {
    err.write(`${err.paint('yellow', 'Leaves the recording')}: ${left.message}\n`);
    writeSides(left, terminal);
  }
  for (const call of unused)
    err.write(
      `${err.paint('yellow', 'Unused')}: call ${call} was not made again, so that nothing answered it.\n`,
    );
}

function writeSides({ expected, actual }: DifferenceText, { err }: Terminal): void {
  for (const [title, value] of [
    ['recorded', expected],
    ['now', actual],
  ]) {
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    err.write(`  ${String(title).padEnd(8)}  ${printable(text.slice(0, 2_000))}\n`);
  }
}
