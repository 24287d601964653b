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
    const found = readGuestFrame(text);
    const program = found && programs.get(found.file);
    const frame = program && frameIn(program, found);
    if (frame !== undefined) frames.push(frame);
  }
  return frames;
}

/** A frame as the guest writes it, perhaps of the program with probes. */
export interface GuestFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly isProbed: boolean;
}

/** `undefined` for a line that is no frame. */
export function readGuestFrame(text: string): GuestFrame | undefined {
  const match = text.length > longestFrame ? null : framePattern.exec(text);
  if (match === null) return undefined;
  const [, name = '', marked = '', line, column = 1] = match;
  const isProbed = marked.endsWith(probedMark);
  const file = isProbed ? marked.slice(0, -probedMark.length) : marked;
  return { name, file, line: Number(line), column: Number(column), isProbed };
}

/** Where a frame of a program points, as an offset of its source without probes. */
export function offsetOfFrame(
  { source, instrumented }: Program,
  { line, column, isProbed }: GuestFrame,
): number {
  const probed = isProbed ? instrumented : undefined;
  const code = probed?.code ?? source;
  const offset = startOfLine(code, line) + unitsBefore(lineOf(code, line), column);
  return probed === undefined ? offset : probed.original(offset);
}

function frameIn(program: Program, frame: GuestFrame): Frame | undefined {
  const { name, line } = frame;
  if (line < 1 || line > program.lineCount) return undefined;
  const { source } = program;
  const start = startOfLine(source, line);
  const at = startOfCall(source, offsetOfFrame(program, frame)) - start;
  const shift = line === 1 ? program.prefixLength : 0;
  if (at < shift) return undefined;
  const before = withoutWatches(source.slice(start, start + at)).length - shift;
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

/** The way back: the offset in a program's source of a line and column of the author's file. */
export function offsetOfAuthors({ source, prefixLength }: Program, line: number, column: number): number {
  const start = startOfLine(source, line);
  const first = line === 1 ? prefixLength : 0;
  const text = lineOf(source, line);
  let at = Math.min(text.length, first + column - 1);
  // What was put in before it moves it on.
  while (at < text.length && withoutWatches(text.slice(0, at)).length < first + column - 1) at++;
  return start + at;
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

/**
 * The guest points at the parenthesis of a call; people look for the beginning of what is called, in the same line.
 */
export function startOfCall(text: string, at: number): number {
  if (text[at] !== '(') return at;
  const called = /(?:new[^\S\n]+)?[\p{ID_Continue}$.?#]+$/u.exec(text.slice(Math.max(0, at - 200), at));
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
