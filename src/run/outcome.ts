/** What a run is asked for and what it returns: plain data that crosses threads, files and pages. */

import type { JsonObject, JsonValue } from '../base/json.ts';

/** Every limit of a run. Each has its own error, which names the limit and how to change it. */
export interface Limits {
  /** Wall-clock time of the whole run, 1 to 300,000 ms. */
  readonly timeMs: number;
  /** Memory of the sandbox, in bytes. */
  readonly memoryBytes: number;
  /** Longest call chain, the started skill included. */
  readonly depth: number;
  readonly toolCalls: number;
  /** Characters of log kept; what comes after is counted, not kept. */
  readonly logChars: number;
  /** Characters of JSON in the result. */
  readonly resultChars: number;
}

export const defaultLimits: Limits = {
  timeMs: 30_000,
  memoryBytes: 64 * 1024 * 1024,
  depth: 5,
  toolCalls: 10_000,
  logChars: 1_000_000,
  resultChars: 20_000_000,
};

/** Who asked for a run. */
export type RunStarter = 'editor' | 'command-line' | 'workflow' | 'agent';

export interface RunRequest {
  /** Made by `RunIds`; whoever records the run makes one where there is none. */
  readonly id?: string;
  readonly startedBy?: RunStarter;
  readonly skill: string;
  readonly inputs: JsonObject;
  readonly limits: Limits;
  /**
   * The time that a person asked for in this one run, as `--timeout` does: wins over the skill's `@timeout`, which
   * wins over `limits.timeMs`.
   */
  readonly timeMs?: number;
  /** False: every skill runs, also those whose results are cached; what comes of it replaces what was cached. */
  readonly useCache?: boolean;
}

/** Who had the result of a call that did not have to run. */
export type CacheLevel = 'memory' | 'database' | 'redis';

export type RunStatus = 'completed' | 'failed' | 'cancelled' | 'timed-out';

/** The end of a run, whatever it was. */
export interface Outcome {
  readonly skill: string;
  readonly status: RunStatus;
  /** Present when completed; `null` when the skill returned `undefined`. */
  readonly result?: JsonValue;
  /** Present unless completed. */
  readonly error?: RunError;
  readonly logs: readonly LogLine[];
  /** Log lines that came after the limit and were not kept. */
  readonly droppedLogs: number;
  readonly calls: Call;
  /** Calls that came after the first 100,000 and are not in the tree; absent when there are none. */
  readonly droppedCalls?: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly inputBytes: number;
  readonly resultBytes: number;
  /** Estimated tokens of inputs and result: four characters of JSON each. */
  readonly estimatedTokens: number;
}

/** An error in the author's terms. */
export interface RunError {
  /** `TypeError`, or one of ours: `SkillNotFoundError`, `InvalidInputsError`, `TimeLimitError`, … */
  readonly name: string;
  readonly message: string;
  /** For errors that Skillsmith raises: `run/time-limit`, `run/circular`, `run/invalid-inputs`, … */
  readonly code?: RunErrorCode;
  /** The chain that it rose through, the started skill first: `['checkout', 'price', 'tax']`. */
  readonly chain: readonly string[];
  /** Where it was thrown, in the author's file: path relative to the skills folder, line and column from one. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Frames of the authors' files only, innermost first, as text: `at price (price.js:12:7)`. */
  readonly stack: string;
}

/** One sentence for each error that is Skillsmith's own. */
export const runErrors = {
  'run/unknown-skill': 'No skill has this name.',
  'run/invalid-skill': 'The skill has errors and cannot run.',
  'run/invalid-inputs': "The inputs do not fit the skill's signature.",
  'run/circular': 'A skill that is already on its own call chain was called again.',
  'run/depth-limit': 'The call chain grew longer than the maximum depth.',
  'run/time-limit': 'The run took longer than its time limit.',
  'run/memory-limit': 'The run needed more memory than its limit.',
  'run/stack-limit': 'Functions called one another too deeply.',
  'run/result-limit': 'The result is larger than the limit.',
  'run/not-json': 'A value cannot cross a boundary because JSON cannot carry it.',
  'run/waits-for-ever': 'The skill awaits a promise that nothing can settle any more.',
  'run/cancelled': 'The run was cancelled.',
  'run/crashed': 'The sandbox itself broke down; the next run gets a new one.',
  'run/unavailable': 'A feature of JavaScript that the sandbox does not have was used.',
  'run/not-recorded':
    'A replay that may not ask the world put a question that its recording has no answer to.',
} as const satisfies Record<string, string>;

export type RunErrorCode = keyof typeof runErrors;

export type LogLevel = 'debug' | 'log' | 'info' | 'warn' | 'error';

export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
  readonly skill: string;
  /** In the skill's file, from one; absent when unknown. */
  readonly line?: number;
  readonly column?: number;
  /** Relative to the skills folder. */
  readonly file?: string;
  /** Milliseconds since the run's start. */
  readonly atMs: number;
}

/** A node of the call tree; the root is the run itself. */
export interface Call {
  /** Unique in the run; the root is 1. */
  readonly id: number;
  readonly skill: string;
  /** From the started skill to this one. */
  readonly chain: readonly string[];
  readonly status: RunStatus | 'running';
  /** Milliseconds since the run's start. */
  readonly startedMs: number;
  readonly durationMs: number;
  readonly inputBytes: number;
  readonly resultBytes: number;
  /** The message of the error that it ended with. */
  readonly error?: string;
  /** The result was cached, and none of its code ran: who had it. */
  readonly cached?: CacheLevel;
  readonly calls: readonly Call[];
}

/** What happens while a run is on, in order. */
export type RunEvent =
  | { readonly type: 'log'; readonly line: LogLine }
  | {
      readonly type: 'call-started';
      readonly id: number;
      readonly parent: number;
      readonly skill: string;
      readonly startedMs: number;
      readonly inputBytes: number;
    }
  | {
      readonly type: 'call-ended';
      readonly id: number;
      readonly status: RunStatus;
      readonly durationMs: number;
      readonly resultBytes: number;
      readonly error?: string;
      readonly cached?: CacheLevel;
    };
