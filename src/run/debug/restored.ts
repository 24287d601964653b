/** What an author's code reads of itself, in the terms of the program that was not instrumented. */

import { probedMark } from '../../sandbox/instrument/probe.ts';
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

const place = new RegExp(`\\((.*?)${probedMark}:(\\d+):(\\d+)\\)$`);

/** A stack with the columns that it would have had. */
export function authorsStack(text: string, programs: DebugPrograms): string {
  return text
    .split('\n')
    .map(line => (line.length > 2000 ? line : restored(line, programs)))
    .join('\n');
}

function restored(text: string, programs: DebugPrograms): string {
  const match = place.exec(text);
  const known = programs.get(match?.[1] ?? '');
  if (match === null || known === undefined) return text;
  const { shape, program } = known;
  const line = Number(match[2]);
  const offset = shape.original(offsetOf(shape.code, line, Number(match[3])));
  const before = program.source.slice(program.source.lastIndexOf('\n', offset - 1) + 1, offset);
  return text.replace(place, `(${program.path}:${line}:${[...before].length + 1})`);
}

function offsetOf(code: string, line: number, column: number): number {
  let offset = 0;
  for (let i = 1; i < line; i++) offset = code.indexOf('\n', offset) + 1;
  for (let i = 1; i < column && offset < code.length; i++)
    offset += (code.codePointAt(offset) as number) > 0xffff ? 2 : 1;
  return offset;
}
