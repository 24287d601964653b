/** Errors of a run that is debugged: what they are, and which statement threw them. */

import type { ErrorReport } from '../../sandbox/prelude/errors.ts';
import { offsetOfAuthors } from '../frames.ts';
import type { Limits, RunError } from '../outcome.ts';
import { thrownError } from '../thrown.ts';
import type { OpenCalls } from './calls.ts';
import type { ExceptionStops, StopError } from './debuggee.ts';
import type { StoppedGuest } from './guest.ts';
import type { Moment } from './moment.ts';
import { namesOf } from './names.ts';
import { type DebugPrograms, functionAround, probeAround } from './programs.ts';
import { frameAt } from './reasons.ts';

/** What the debugger needs to know of a pass to read an error. */
export interface ErrorContext {
  readonly programs: DebugPrograms;
  readonly calls: OpenCalls;
  readonly guest: StoppedGuest;
  readonly limits: Limits;
}

/** The error that a `catch` has taken, at its beginning; `undefined` where it is given no plain name. */
export function caughtError(context: ErrorContext, moment: Moment, accessor: string): RunError | undefined {
  const frame = frameAt(context.programs, moment);
  const { scopes, probes } = frame.program.shape;
  const scope = scopes[probes[frame.probe ?? 0]?.scope ?? 0];
  const only = scope?.kind === 'catch' ? scope.names[0] : undefined;
  const name = only === undefined ? undefined : namesOf(frame, accessor)[only];
  return name && errorOf(context, context.guest.ask('error', name), moment.call);
}

function errorOf({ programs, calls, limits }: ErrorContext, report: ErrorReport, call: number): RunError {
  const chainOf = () => calls.chainOf(call).split(' → ');
  const programsByPath = new Map(programs.all.map(({ program }) => [program.path, program]));
  return thrownError(report, { programsByPath, chainOf }, limits);
}

/** Whether errors that were caught, or others, are to be shown that have the name of this one. */
export function isWanted(stops: ExceptionStops, kind: 'caught' | 'uncaught', { name }: RunError): boolean {
  const names = kind === 'caught' ? (stops.caughtNames ?? stops.names) : stops.names;
  return names === undefined || names.length === 0 || names.includes(name);
}

/** The statement that an error was thrown in, by its probe's number among all; `undefined` where that is not known. */
export function throwingProbe(programs: DebugPrograms, { file, line, column }: RunError): number | undefined {
  const program = file === undefined ? undefined : programs.get(file);
  if (program === undefined || line === undefined) return undefined;
  const offset = offsetOfAuthors(program.program, line, column ?? 1);
  const probe = probeAround(program, functionAround(program, offset), offset);
  return probe === undefined ? undefined : program.firstProbe + probe;
}

export function stopError({ name, message, stack, chain }: RunError, isCaught: boolean): StopError {
  return { name, message, stack, chain, isCaught };
}
