/** What can be asked of a run that is debugged, and what it tells: plain data that crosses threads. */

import type { Outcome, RunEvent } from '../outcome.ts';

/** In an author's file, which is named by its path below the skills folder. Lines and columns from one, in UTF-16. */
export interface StopPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place where the run can stop: a probe of a program, by its number there. See `stopPlaces`. */
export interface ProbeRef {
  readonly file: string;
  readonly probe: number;
}

/** A breakpoint that has found its place. */
export interface Breakpoint extends ProbeRef {
  /** The client's. */
  readonly id: number;
  /** Stops only where this expression is true in the frame. One that throws stops, and says so. */
  readonly condition?: string;
  /** `5`, `>= 5`, `% 5`: how many hits (that fulfil the condition) it takes. */
  readonly hitCondition?: string;
  /** Is written instead of stopping; `{expressions}` in braces are evaluated in the frame. */
  readonly logMessage?: string;
}

/** Stops before the first statement of a skill, or of a function in any skill, that has the name. */
export interface FunctionBreakpoint {
  readonly id: number;
  readonly name: string;
  readonly condition?: string;
  readonly hitCondition?: string;
}

/** Stops after the value of a variable has become another one. */
export interface DataBreakpoint {
  readonly id: number;
  /** From {@link Variable.dataId}. */
  readonly dataId: string;
}

export interface ExceptionStops {
  /** Errors that leave the run, or the call of a skill without being caught there. */
  readonly uncaught: boolean;
  /** Errors that a `catch` of the author's takes. */
  readonly caught: boolean;
  /** Only errors of these names; none, or `undefined`: of all. */
  readonly names?: readonly string[];
  /** Of those that are caught, only errors of these names. Absent: `names` says it for them as well. */
  readonly caughtNames?: readonly string[];
}

/** All breakpoints there are; replaces those that were set before. */
export interface Breakpoints {
  readonly lines: readonly Breakpoint[];
  readonly functions: readonly FunctionBreakpoint[];
  readonly data: readonly DataBreakpoint[];
  readonly exceptions: ExceptionStops;
  /** Steps do not stop in these files: paths below the skills folder. */
  readonly skipped: readonly string[];
}

export type StopCause =
  | 'entry'
  | 'breakpoint'
  | 'function breakpoint'
  | 'data breakpoint'
  | 'debugger statement'
  | 'exception'
  | 'step'
  | 'pause'
  | 'goto'
  /** Where a step back, or a reverse continue, found nothing further back. */
  | 'start of the run'
  | 'restart';

export interface Stop {
  readonly cause: StopCause;
  /** See {@link ThreadInfo}. */
  readonly thread: number;
  /** The breakpoints that were hit. */
  readonly breakpoints: readonly number[];
  /** What people should know beside the cause: a condition that failed, what a variable was before. */
  readonly text?: string;
  /** Whether the run can be taken back from here; false where nothing has run before. */
  readonly error?: StopError;
}

/** The error that a stop is about. */
export interface StopError {
  readonly name: string;
  readonly message: string;
  readonly isCaught: boolean;
  /** Formatted frames, innermost first, in the authors' files. */
  readonly stack: string;
  readonly chain: readonly string[];
}

/** One branch of the run: the call of a skill that has not ended and has no open call below it, or the one that is stopped. */
export interface ThreadInfo {
  /** The number of its innermost call. */
  readonly id: number;
  /** `checkout → price` */
  readonly name: string;
}

export interface StackFrame {
  /** Until the run goes on. */
  readonly id: number;
  /** `price`, or `price: total` for a function of a skill. */
  readonly name: string;
  readonly skill: string;
  readonly place: StopPlace;
  /** The frame waits for what is above it: an `await`, or a call of a skill. */
  readonly isAwaiting: boolean;
}

export type ScopeName = 'Block' | 'Local' | 'Closure' | 'Catch' | 'Inputs' | 'Skill' | 'Script' | 'Result';

export interface ScopeInfo {
  readonly name: ScopeName;
  /** Of the function, for a closure. */
  readonly detail?: string;
  /** For `variables`, until the run goes on. */
  readonly ref: number;
  readonly count: number;
}

export interface Variable {
  readonly name: string;
  /** One line, at most some hundred characters. */
  readonly value: string;
  readonly type: string;
  /** 0: nothing below it. Otherwise for `variables`, until the run goes on. */
  readonly ref: number;
  /** Counts of what is below it. */
  readonly named: number;
  readonly indexed: number;
  /** An expression that yields it in the frame; absent where there is none. */
  readonly evaluateName?: string;
  /** A getter that runs only when it is asked for, by `variables` of its `ref`. */
  readonly isLazy?: true;
  /** It can be given another value. */
  readonly isSettable: boolean;
  /** For a data breakpoint; absent where none is possible. */
  readonly dataId?: string;
}

export type EvaluationContext = 'hover' | 'watch' | 'repl' | 'clipboard' | 'variables';

export type GoWay =
  | 'continue'
  | 'over'
  | 'into'
  | 'out'
  | 'back'
  | 'reverse'
  /** To the first statement of a frame. */
  | 'restart frame'
  /** To a place further on: run to cursor. */
  | 'to'
  /** To the statement that threw the error that the run failed with. */
  | 'failure';

export type DebugCommand =
  | { readonly type: 'breakpoints'; readonly breakpoints: Breakpoints }
  | { readonly type: 'pause' }
  /**
   * The skills have changed: runs them from the start, with the same answers, to where the run is stopped. The
   * breakpoints are those of the changed texts.
   */
  | { readonly type: 'apply'; readonly breakpoints: Breakpoints }
  | {
      readonly type: 'go';
      readonly way: GoWay;
      readonly thread?: number;
      readonly frame?: number;
      readonly to?: ProbeRef;
    }
  | { readonly type: 'threads' }
  | { readonly type: 'stack'; readonly thread: number; readonly start: number; readonly count: number }
  | { readonly type: 'scopes'; readonly frame: number }
  | {
      readonly type: 'variables';
      readonly ref: number;
      readonly filter?: 'indexed' | 'named';
      readonly start?: number;
      readonly count?: number;
    }
  | {
      readonly type: 'evaluate';
      readonly expression: string;
      readonly frame?: number;
      readonly context: EvaluationContext;
    }
  /** `value` is an expression in the frame that the container belongs to. */
  | { readonly type: 'set'; readonly ref: number; readonly name: string; readonly value: string }
  | { readonly type: 'assign'; readonly frame: number; readonly target: string; readonly value: string }
  | { readonly type: 'complete'; readonly frame?: number; readonly text: string };

/** What a command is answered with; an error's message is for people. */
export type DebugAnswer<Command extends DebugCommand['type']> = {
  readonly breakpoints: null;
  readonly pause: null;
  readonly apply: null;
  readonly go: null;
  readonly threads: readonly ThreadInfo[];
  readonly stack: { readonly frames: readonly StackFrame[]; readonly total: number };
  readonly scopes: readonly ScopeInfo[];
  readonly variables: readonly Variable[];
  readonly evaluate: Omit<Variable, 'name'>;
  readonly set: Omit<Variable, 'name'>;
  readonly assign: Omit<Variable, 'name'>;
  readonly complete: readonly Completion[];
}[Command];

export interface Completion {
  readonly label: string;
  readonly kind: 'variable' | 'function' | 'property' | 'method' | 'keyword';
  /** Characters before the end of the text that it replaces. */
  readonly replaces: number;
}

export type DebugEvent =
  /** Logs and calls, each once, however often the run is taken back. */
  | { readonly type: 'run'; readonly event: RunEvent }
  | { readonly type: 'stopped'; readonly stop: Stop }
  /** What a logpoint wrote, or what is to be said about a breakpoint. */
  | { readonly type: 'logpoint'; readonly text: string; readonly place: StopPlace; readonly isError: boolean }
  /** The run begins anew with changed skills: what comes is its log from the start. */
  | { readonly type: 'restarted' }
  /** Frames and variables that were shown before have other numbers now: ask again. */
  | { readonly type: 'invalidated' }
  /** The last event: nothing is answered after it. */
  | { readonly type: 'ended'; readonly outcome: Outcome };

/** A run under a debugger. It is started by whoever makes it, and stops where `breakpoints` say. */
export interface Debuggee {
  /** Rejects with an error for people: what cannot be done now, and why. */
  ask<Command extends DebugCommand>(command: Command): Promise<DebugAnswer<Command['type']>>;
  /** Ends the run, whatever it does; `ended` follows. */
  end(): void;
}

/** Where a run begins to be debugged. */
export interface DebugOptions {
  readonly breakpoints: Breakpoints;
  /** Stop before the first statement. */
  readonly stopOnEntry: boolean;
  readonly onEvent: (event: DebugEvent) => void;
}
