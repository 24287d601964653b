/** Makes an error in the author's terms of what the guest tells about one. */

import { memoryLimit, type RunFailure, stackLimit } from './failure.ts';
import { formatFrame, framesOf } from './frames.ts';
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
  readonly causes?: readonly (readonly [headline: unknown, stack: unknown])[];
}

interface Calls {
  readonly programsByPath: ReadonlyMap<string, Program>;
  chainOf(id: number): readonly string[];
}

export function thrownError(report: GuestReport, calls: Calls, limits: Limits): RunError {
  const frames = framesOf(text(report.stack), calls.programsByPath);
  const own = ownError(report, limits);
  const [first] = frames;
  const stack = frames.map(formatFrame);
  for (const [headline, causeStack] of report.causes ?? []) {
    stack.push(`caused by ${text(headline)}`);
    for (const frame of framesOf(text(causeStack), calls.programsByPath))
      stack.push(`  ${formatFrame(frame)}`);
  }
  return {
    name: own?.name ?? text(report.name),
    message: own?.message ?? text(report.message),
    ...(own?.code && { code: own.code }),
    chain: calls.chainOf(Number(report.call)),
    ...(first && { file: first.file, line: first.line, column: first.column }),
    stack: stack.join('\n'),
  };
}

/** An error that Skillsmith raised, without a place in an author's file. */
export function plainError(failure: RunFailure, chain: readonly string[]): RunError {
  return { name: failure.name, message: failure.message, code: failure.code, chain, stack: '' };
}

interface OwnError {
  readonly code: RunErrorCode;
  readonly name?: string;
  readonly message?: string;
}

function ownError(report: GuestReport, limits: Limits): OwnError | undefined {
  if (report.name === 'InternalError' && report.message === 'stack overflow') return stackLimit();
  if (report.name === 'InternalError' && report.message === 'out of memory') return memoryLimit(limits);
  const code = guestCodes.find(own => own === report.code);
  return code === undefined ? undefined : { code };
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
