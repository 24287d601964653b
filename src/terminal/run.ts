/** `skillsmith run`: one skill, its logs while it runs, then its result or its error. */

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Disposable } from '../base/disposal.ts';
import type { JsonObject } from '../base/json.ts';
import {
  defaultLimits,
  type LogLevel,
  type LogLine,
  type Outcome,
  type RunErrorCode,
  type RunRequest,
  type RunStatus,
} from '../run/outcome.ts';
import type { Runner, RunWorld } from '../run/port.ts';
import { record } from '../run/recording.ts';
import { writeRecording } from '../run/recording-text.ts';
import type { OpenHistory } from './history.ts';
import { readInputs } from './inputs.ts';
import { cancelledCode, cancelOnInterrupt } from './interrupt.ts';
import { counted } from './list.ts';
import { presetInputs } from './presets.ts';
import { reportOf } from './report.ts';
import { openResults, type RedisParts } from './results.ts';
import type { RunCommand } from './run-arguments.ts';
import type { OpenSkills } from './skill-root.ts';
import { type Output, printable, type Style, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export const exitCodes: Readonly<Record<RunStatus, number>> = {
  completed: 0,
  failed: 1,
  'timed-out': 124,
  cancelled: cancelledCode,
};

/** Refusals before any code ran: exit code 2, as for wrong usage. */
const refusals: ReadonlySet<RunErrorCode | undefined> = new Set<RunErrorCode>([
  'run/unknown-skill',
  'run/invalid-skill',
  'run/invalid-inputs',
]);

const styles: Readonly<Record<LogLevel, Style | undefined>> = {
  debug: 'dim',
  log: undefined,
  info: undefined,
  warn: 'yellow',
  error: 'red',
};

export interface RunSurroundings {
  readonly skills: OpenSkills;
  /** Asked once, when there is something to run; its runner is disposed here. */
  readonly createRunner: (threads: number) => Runner & Disposable;
  /** Without it the run is not recorded. */
  readonly history: OpenHistory | undefined;
  readonly redis?: RedisParts;
}

/**
 * @returns the exit code
 * @throws UsageError when the inputs are not a JSON object, or the preset is not there
 */
export async function run(
  command: RunCommand,
  surroundings: RunSurroundings,
  terminal: Terminal,
): Promise<number> {
  const { skills, createRunner, history } = surroundings;
  const inputs = await inputsOf(command, skills, terminal);
  const { out, err } = terminal;
  const cancel = cancelOnInterrupt(terminal);
  const runner = createRunner(1);
  const results = openResults(command, skills, { ...surroundings, terminal });
  try {
    const time = command.timeoutMs === undefined ? {} : { timeMs: command.timeoutMs };
    const request = {
      skill: command.skill,
      inputs,
      limits: defaultLimits,
      useCache: !command.noCache,
      ...time,
    };
    const kept = history?.recorded(runner) ?? runner;
    const world: RunWorld = {
      source: skills.catalogue,
      results,
      signal: cancel.signal,
      onEvent: event => {
        if (event.type === 'log' && !command.json) err.write(logText(event.line, err));
      },
    };
    const outcome =
      command.record === undefined
        ? await kept.run(request, world)
        : await recorded(kept, request, world, resolve(terminal.currentFolder, command.record));
    if (command.json) out.write(`${JSON.stringify(reportOf(outcome), undefined, 2)}\n`);
    else writeOutcome(outcome, skills.shown, terminal);
    await history?.history.settled();
    return exitCodeOf(outcome);
  } finally {
    runner.dispose();
    cancel.dispose();
    await results.close();
  }
}

/** What is given goes on top of the preset. A skill that is unknown is told as such, with or without one. */
async function inputsOf(
  command: RunCommand,
  { catalogue, folder }: OpenSkills,
  terminal: Terminal,
): Promise<JsonObject> {
  const given = await readInputs(command.inputs, terminal);
  const skill = catalogue.find(command.skill)?.name;
  if (command.preset === undefined || skill === undefined) return given;
  return { ...presetInputs(folder, { skill, name: command.preset }, terminal), ...given };
}

/** @throws UsageError when the file cannot be written */
async function recorded(
  runner: Runner,
  request: RunRequest,
  world: RunWorld,
  file: string,
): Promise<Outcome> {
  const recording = await record(runner, request, world);
  if (recording.secrets.length > 0)
    throw new UsageError(
      `The recording is not written, as it would hold what the run was given in secret (@secret of ${recording.secrets.join(', ')}).`,
    );
  try {
    await writeFile(file, await writeRecording(recording));
  } catch (error) {
    throw new UsageError(
      `The recording cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return recording.outcome;
}

/** The exit code of a run. A call that was refused while the skill ran would stand in the call tree. */
export function exitCodeOf({ status, error, calls }: Outcome): number {
  return refusals.has(error?.code) && calls.calls.length === 0 ? 2 : exitCodes[status];
}

export function logText({ level, text, skill, line }: LogLine, { paint }: Output): string {
  const place = paint('dim', line === undefined ? `[${skill}]` : `[${skill}:${line}]`);
  const style = styles[level];
  const said = printable(level === 'log' || level === 'info' ? text : `${level}: ${text}`);
  return `${place} ${style === undefined ? said : paint(style, said)}\n`;
}

/** The result on standard output, or the error on the other one. */
export function writeOutcome(outcome: Outcome, shown: OpenSkills['shown'], { out, err }: Terminal): void {
  const { status, error, droppedLogs, calls } = outcome;
  if (calls.cached !== undefined)
    err.write(err.paint('dim', `Nothing ran: the result is cached (${calls.cached}).\n`));
  if (droppedLogs > 0)
    err.write(`${counted(droppedLogs, 'more log line')} not shown: the log reached its limit.\n`);
  if (status === 'completed') out.write(`${JSON.stringify(outcome.result ?? null, undefined, 2)}\n`);
  if (error !== undefined) err.write(errorText(error, shown, err));
}

function errorText(
  error: NonNullable<Outcome['error']>,
  shown: OpenSkills['shown'],
  { paint }: Output,
): string {
  const lines = [`${paint('red', printable(error.name))}: ${printable(error.message)}`];
  if (error.chain.length > 1) lines.push(`  in ${error.chain.join(' → ')}`);
  for (const frame of error.stack.split('\n')) {
    if (frame.trim() === '') continue;
    const linked = frame
      .trim()
      .replace(/([^\s()]+):(\d+):(\d+)/, (_all, file, line, column) => `${shown(file)}:${line}:${column}`);
    lines.push(paint('dim', `  ${printable(linked)}`));
  }
  return `${lines.join('\n')}\n`;
}
