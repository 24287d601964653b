/** Reads the guest's stack traces in the terms of the authors' files. */

import { LineMap, type Place } from '../base/text.ts';
import { guestFile } from '../sandbox/guest-file.ts';
import { probedMark } from '../sandbox/instrument/probe.ts';
import type { Program } from './program.ts';
import { bodyName, withoutWatches } from './wrap.ts';

/** A place in an author's file; line and column from one, the column in UTF-16 units. */
export interface Frame {
  /** The function, `<anonymous>` where it has no name. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The pattern takes time that grows with the square of a hostile line. */
const longestFrame = 2000;
const framePattern = /^\s*at (?:(.*?) \()?(.*?):(\d+)(?::(\d+))?\)?$/;

/** The authors' frames, innermost first. A stack is text that guest code may have written: it may be anything. */
export function framesOf(stack: string, programs: ReadonlyMap<string, Program>): readonly Frame[] {
  const frames: Frame[] = [];
  for (const text of stack.split('\n')) {
    const match = text.length > longestFrame ? null : framePattern.exec(text);
    if (match === null) continue;
    const [, name = '', file = '', line, column = 1] = match;
    const isProbed = file.endsWith(probedMark);
    const program = programs.get(isProbed ? file.slice(0, -probedMark.length) : file);
    if (program === undefined) continue;
    const frame = frameIn(program, { name, line: Number(line), column: Number(column), isProbed });
    if (frame !== undefined) frames.push(frame);
  }
  return frames;
}

/** A frame as the guest writes it, perhaps of the program with probes. */
interface GuestFrame {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly isProbed: boolean;
}

function frameIn(program: Program, { name, line, column, isProbed }: GuestFrame): Frame | undefined {
  if (line < 1 || line > program.lineCount) return undefined;
  const text = lineOf(program.source, line);
  const units = isProbed ? unitsWithoutProbes(program, line, column) : unitsBefore(text, column);
  const at = startOfCall(text, units);
  const shift = line === 1 ? program.prefixLength : 0;
  if (at < shift) return undefined;
  const before = withoutWatches(text.slice(0, at)).length - shift;
  return { name: nameOf(name, program), file: program.path, line, column: before + 1 };
}

/** Tells where characters of a program's source stand in the author's file: line and column from one, in UTF-16 units. */
export function authorsPlaces({ source, prefixLength }: Program): (offset: number) => Place {
  const lines = new LineMap(source);
  return offset => {
    const { line, character } = lines.position(offset);
    const shift = line === 0 ? prefixLength : 0;
    const column = withoutWatches(source.slice(offset - character, offset)).length - shift + 1;
    return { line: line + 1, column: Math.max(1, column) };
  };
}

function nameOf(name: string, program: Program): string {
  if (name === program.alias || name === bodyName) return program.name;
  return name === '' ? '<anonymous>' : name;
}

function lineOf(source: string, line: number): string {
  const start = startOfLine(source, line);
  const end = source.indexOf('\n', start);
  return source.slice(start, end < 0 ? undefined : end);
}

/** The length of a source that has no such line. */
function startOfLine(source: string, line: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const next = source.indexOf('\n', start);
    if (next < 0) return source.length;
    start = next + 1;
  }
  return start;
}

/** What the guest calls a column of the program with probes, in the line of the program without. */
function unitsWithoutProbes({ source, instrumented }: Program, line: number, column: number): number {
  if (instrumented === undefined) return unitsBefore(lineOf(source, line), column);
  const start = startOfLine(instrumented.code, line);
  const offset = start + unitsBefore(lineOf(instrumented.code, line), column);
  return instrumented.original(offset) - startOfLine(source, line);
}

/** The guest counts code points, from one; here it is UTF-16 units, from zero. */
function unitsBefore(text: string, column: number): number {
  let units = 0;
  for (let i = 1; i < column && units < text.length; i++) {
    units += (text.codePointAt(units) as number) > 0xffff ? 2 : 1;
  }
  return units;
}

/** The text of what is called at a frame, such as `items.map`; `undefined` where there is no call of something named. */
export function calleeAt(frame: Frame, programs: ReadonlyMap<string, Program>): string | undefined {
  const program = programs.get(frame.file);
  if (program === undefined) return undefined;
  const shift = frame.line === 1 ? program.prefixLength : 0;
  const line = withoutWatches(lineOf(program.source, frame.line));
  const text = line.slice(shift + frame.column - 1, shift + frame.column + 200);
  const callee = /^([\p{ID_Continue}$.?#]+)\(/u.exec(text)?.[1];
  return callee?.endsWith('Error') ? undefined : callee;
}

/** The guest points at the parenthesis of a call; people look for the beginning of what is called. */
function startOfCall(text: string, at: number): number {
  if (text[at] !== '(') return at;
  const called = /(?:new\s+)?[\p{ID_Continue}$.?#]+$/u.exec(text.slice(Math.max(0, at - 200), at));
  return called === null ? at : at - called[0].length;
}

/** Text that a skill logged, with the lines of stacks in it in the terms of the authors' files, and no others. */
export function withAuthorsFrames(text: string, programs: ReadonlyMap<string, Program>): string {
  if (!/^\s*at /m.test(text)) return text;
  const lines = text.split('\n').map(withAuthorsFrame);
  const hasSandbox = text.includes(`(${guestFile}:`);
  return (hasSandbox ? lines.filter(line => !sandboxFrame.test(line)) : lines).join('\n');

  function withAuthorsFrame(line: string): string {
    const [, indentation = '', frame = '', rest = ''] = loggedFrame.exec(line.slice(0, longestFrame)) ?? [];
    const [own] = framesOf(frame, programs);
    return own === undefined ? line : indentation + formatFrame(own) + rest + line.slice(longestFrame);
  }
}

const sandboxFrame = new RegExp(`^\\s*at .*\\((?:native|${guestFile}:\\d+:\\d+)\\)$`);
/** A frame as it stands in the log, perhaps with the end of an object that the error is in. */
const loggedFrame = /^(\s*)(at .*?:\d+:\d+\)?)(.*)$/;

function formatFrame({ name, file, line, column }: Frame): string {
  return `at ${name} (${file}:${line}:${column})`;
}

/** One line for each frame; frames that a recursion repeats stand there once, with a line that counts the rest. */
export function formatStack(frames: readonly Frame[]): readonly string[] {
  const all = frames.map(formatFrame);
  const lines: string[] = [];
  for (let at = 0; at < all.length; ) {
    const { length, times } = repetition(all, at);
    lines.push(...all.slice(at, at + length));
    if (times > 1)
      lines.push(length === 1 ? `… ${times - 1} more of it` : `… ${times - 1} more of these ${length}`);
    at += length * times;
  }
  return lines;
}

const longestCircle = 8;
const fewestRepeats = 3;

/** The shortest group of lines that stands there several times in a row, beginning here; or the one line. */
function repetition(
  lines: readonly string[],
  start: number,
): { readonly length: number; readonly times: number } {
  for (let length = 1; length <= longestCircle; length++) {
    let end = start + length;
    while (end < lines.length && lines[end] === lines[end - length]) end++;
    const times = Math.floor((end - start) / length);
    if (times >= fewestRepeats) return { length, times };
  }
  return { length: 1, times: 1 };
}
