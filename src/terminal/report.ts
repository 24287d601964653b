/** An outcome as `run --json` prints it. The shape is a contract; the README documents it. */

import type { JsonValue } from '../base/json.ts';
import type { CacheLevel, Call, LogLevel, Outcome, RunStatus } from '../run/outcome.ts';

export interface RunReport {
  readonly skill: string;
  readonly status: RunStatus;
  /** Present when completed. */
  readonly result?: JsonValue;
  /** Present unless completed. */
  readonly error?: ErrorReport;
  readonly logs: readonly LogReport[];
  readonly calls: CallReport;
  readonly durationMs: number;
}

export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  /** For errors that Skillsmith raises. */
  readonly code?: string;
  readonly chain: readonly string[];
  /** Relative to the skills folder. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly stack: string;
}

export interface LogReport {
  readonly level: LogLevel;
  readonly text: string;
  readonly skill: string;
  readonly line?: number;
}

export interface CallReport {
  readonly skill: string;
  readonly status: Call['status'];
  readonly durationMs: number;
  /** Who had the result, when no code of the skill ran. */
  readonly cached?: CacheLevel;
  readonly calls: readonly CallReport[];
}

export function reportOf({ skill, status, result, error, logs, calls, durationMs }: Outcome): RunReport {
  return {
    skill,
    status,
    ...(status === 'completed' ? { result: result ?? null } : {}),
    ...(error === undefined ? {} : { error: errorReport(error) }),
    logs: logs.map(line => ({
      level: line.level,
      text: line.text,
      skill: line.skill,
      ...(line.line === undefined ? {} : { line: line.line }),
    })),
    calls: callReport(calls),
    durationMs: microseconds(durationMs),
  };
}

export function errorReport(error: NonNullable<Outcome['error']>): ErrorReport {
  const { name, message, code, chain, file, line, column, stack } = error;
  return {
    name,
    message,
    ...(code === undefined ? {} : { code }),
    chain,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    stack,
  };
}

function callReport({ skill, status, durationMs, cached, calls }: Call): CallReport {
  return {
    skill,
    status,
    durationMs: microseconds(durationMs),
    ...(cached !== undefined && { cached }),
    calls: calls.map(callReport),
  };
}

/** What a clock says beyond that is noise. */
export function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
