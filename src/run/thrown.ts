/** Makes an error in the author's terms of what the guest tells about one. */

import { explainReferenceError } from '../sandbox/prelude/alternatives.ts';
import { memoryLimit, type RunFailure, stackLimit } from './failure.ts';
import { calleeAt, formatStack, framesOf } from './frames.ts';
import type { Limits, RunError, RunErrorCode } from './outcome.ts';
import type { Program } from './program.ts';

/** As the guest describes an error; made by guest code, so nothing in it is certain. */
export interface GuestReport {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  /** The number of the call that it was thrown in. */
  readonly call?: unknown;
  readonly stack?: unknown;
  /** Thrown by the author's code itself, not by a built-in function that it called. */
  readonly isDirect?: unknown;
  readonly causes?: readonly (readonly [headline: unknown, stack: unknown])[];
}

interface Calls {
  readonly programsByPath: ReadonlyMap<string, Program>;
  chainOf(id: number): readonly string[];
}

export function thrownError(report: GuestReport, calls: Calls, limits: Limits): RunError {
  const frames = framesOf(text(report.stack), calls.programsByPath);
  const [first] = frames;
  const callee = report.isDirect === true && first ? calleeAt(first, calls.programsByPath) : undefined;
  const clearer = inClearerWords(report, limits, callee);
  const stack = [...formatStack(frames)];
  for (const [headline, causeStack] of report.causes ?? []) {
    stack.push(`caused by ${text(headline)}`);
    for (const line of formatStack(framesOf(text(causeStack), calls.programsByPath))) stack.push(`  ${line}`);
  }
  return {
    name: clearer.name ?? text(report.name),
    message: clearer.message ?? text(report.message),
    ...(clearer.code && { code: clearer.code }),
    chain: calls.chainOf(Number(report.call)),
    ...(first && { file: first.file, line: first.line, column: first.column }),
    stack: stack.join('\n'),
  };
}

/** An error that Skillsmith raised, without a place in an author's file. */
export function plainError(failure: RunFailure, chain: readonly string[]): RunError {
  return { name: failure.name, message: failure.message, code: failure.code, chain, stack: '' };
}

/** What is to be said otherwise than the guest does. */
type Clearer = Partial<Pick<RunError, 'name' | 'message' | 'code'>>;

function inClearerWords(
  { name, message, code }: GuestReport,
  limits: Limits,
  callee: string | undefined,
): Clearer {
  if (name === 'InternalError' && message === 'stack overflow') return stackLimit();
  if (name === 'InternalError' && message === 'out of memory') return memoryLimit(limits);
  if (name === 'AggregateError' && message === '') return { message: 'All promises were rejected' };
  if (name === 'TypeError' && message === 'not a function' && callee !== undefined)
    return notFunction(callee);
  const unavailable = name === 'ReferenceError' ? explainUndefined(text(message)) : undefined;
  if (unavailable !== undefined) return { message: unavailable, code: 'run/unavailable' };
  const known = guestCodes.find(own => own === code);
  return known === undefined ? {} : { code: known };
}

/** The engine does not say what it is that is no function. */
function notFunction(callee: string): Clearer {
  const why = explainReferenceError(/[\w$]*$/.exec(callee)?.[0] ?? '');
  if (why !== undefined) return { message: why, code: 'run/unavailable' };
  return { message: `${callee.startsWith('.') ? `(…)${callee}` : callee} is not a function` };
}

/** `undefined` unless the engine's message is about a global that skills do not have. */
function explainUndefined(message: string): string | undefined {
  const name = /^'(.+)' is not defined$/.exec(message)?.[1];
  return name === undefined ? undefined : explainReferenceError(name);
}

/** The codes that an error may carry when it comes from the guest; the others are the host's to give. */
const guestCodes: readonly RunErrorCode[] = [
  'run/unknown-skill',
  'run/invalid-skill',
  'run/invalid-inputs',
  'run/circular',
  'run/depth-limit',
  'run/not-json',
  'run/unavailable',
];

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
