/** What instrumentation says about a program: where it can stop, in which function, and which names are in scope. */

/** Half-open, in characters of the program before it was instrumented. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ProbeKind =
  | 'statement'
  /** Like a statement, and stops whenever a debugger is there. */
  | 'debugger'
  | 'throw'
  /** The body of an arrow function that is an expression. */
  | 'expression'
  /** The condition or the step of a loop. */
  | 'test'
  /** The beginning of a `catch`. */
  | 'catch'
  /** The end of a function's body, where nothing has returned before. */
  | 'end'
  /** An `await`, where a suspended function stands; never stopped at. */
  | 'await';

/** A place where the guest asks whether to stop, before what stands there runs. */
export interface Probe {
  readonly kind: ProbeKind;
  readonly span: Span;
  /** Index of the function that it is in. */
  readonly owner: number;
  /** Index of the innermost scope. */
  readonly scope: number;
  /** What a stop there can read and set, by the index that it is asked for with. */
  readonly visible: readonly VisibleName[];
}

/** A variable, or `this` or `arguments`. */
export interface VisibleName {
  readonly name: string;
  /** Index of the scope that binds it. */
  readonly scope: number;
  /** It cannot be given another value. */
  readonly isConstant: boolean;
}

export interface FunctionShape {
  /** As the author named it, `''` where there is no name. */
  readonly name: string;
  readonly span: Span;
  readonly isAsync: boolean;
  /** Index of the function around it; `undefined` for the program itself. */
  readonly parent: number | undefined;
  /** Indexes of its probes. */
  readonly probes: readonly number[];
}

export type ScopeKind = 'inputs' | 'program' | 'function' | 'block' | 'catch';

export interface ScopeShape {
  readonly kind: ScopeKind;
  /** Names that it binds, in the order of the text. */
  readonly names: readonly string[];
  /** Those of them that cannot be given another value. */
  readonly constants: ReadonlySet<string>;
  readonly owner: number;
  /** Index of the scope around it; `undefined` for the program's own. */
  readonly parent: number | undefined;
}

/**
 * Follows the name of an instrumented program's file in stacks, and tells that the columns are those of its own code:
 * a stack that was put into the terms of the program without probes has it no more.
 */
export const probedMark = '\u2060';

/** A program that can be stopped. */
export interface Instrumented {
  /** The expression that takes the place of the program's own; it has as many lines. */
  readonly code: string;
  readonly probes: readonly Probe[];
  readonly functions: readonly FunctionShape[];
  readonly scopes: readonly ScopeShape[];
  /** What the program itself binds, its inputs included, by the index that it is asked for with in any call of it. */
  readonly own: readonly VisibleName[];
  /** Where a character of `code` stood before; what was added belongs to what follows it. */
  original(offset: number): number;
}
