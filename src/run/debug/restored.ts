/** What an author's code reads of itself, in the terms of the program that was not instrumented. */

import { offsetOfFrame, readGuestFrame } from '../frames.ts';
import type { DebugPrograms } from './programs.ts';

/** The text of a function as it was before it was instrumented. */
export function sourceWithoutProbes(text: string, programs: DebugPrograms): string {
  for (const { shape, program } of programs.all) {
    const start = shape.code.indexOf(text);
    if (start < 0) continue;
    const end = start + text.length;
    // What was added belongs to what follows: a function may end with something that was.
    return program.source.slice(
      shape.original(start),
      Math.min(shape.original(end - 1) + 1, shape.original(end)),
    );
  }
  return text;
}

const place = /\(.*?:\d+:\d+\)$/;

/** A stack with the columns that it would have had. */
export function authorsStack(text: string, programs: DebugPrograms): string {
  return text
    .split('\n')
    .map(line => restored(line, programs))
    .join('\n');
}

function restored(text: string, programs: DebugPrograms): string {
  const frame = readGuestFrame(text);
  const program = frame?.isProbed ? programs.get(frame.file)?.program : undefined;
  if (frame === undefined || program === undefined) return text;
  const offset = offsetOfFrame(program, frame);
  const before = program.source.slice(program.source.lastIndexOf('\n', offset - 1) + 1, offset);
  return text.replace(place, `(${program.path}:${frame.line}:${[...before].length + 1})`);
}
