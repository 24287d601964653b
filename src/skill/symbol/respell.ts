/** Writes another name where a mention stands, in the syntax of the place: a property stays a property where it can. */

import type { TextEdit } from '../edit.ts';
import { isPropertyName } from './entry-name.ts';
import type { Mention } from './mention.ts';

/** A mention in its text, and what it is to say. */
interface Place {
  readonly code: string;
  readonly mention: Mention;
  readonly to: string;
}

/** The edits that make a mention say another name; none for a definition. */
export function respell(code: string, mention: Mention, to: string): readonly TextEdit[] {
  const place = { code, mention, to };
  const { call, kind } = mention;
  if (kind === 'definition') return [];
  if (isUnclosed(place)) return [plain(place)];
  if (kind === 'example') return inExample(place);
  if (call?.style !== 'skills' || call.constants.length > 0) return [plain(place)];
  return call.range.start >= mention.range.start - 1 ? [inPattern(place)] : inMember(place);
}

function plain({ mention: { range }, to }: Place): TextEdit {
  return { start: range.start, end: range.end, text: to };
}

function inExample(place: Place): readonly TextEdit[] {
  const { code, mention, to } = place;
  const { start } = mention.range;
  if (quoteAt(code, mention) !== undefined || code[start - 1] === '.') return inMember(place);
  if (isPropertyName(to) || !isPropertyName(mention.name)) return [plain(place)];
  return [{ ...mention.range, text: `skills[${quoted(code, to)}]` }];
}

/** `skills.x` and `skills['x']`, and strings that are in no brackets. */
function inMember(place: Place): readonly TextEdit[] {
  const { code, mention, to } = place;
  const { start, end } = mention.range;
  if (quoteAt(code, mention) !== undefined) {
    const opening = /(\?\.)?\s*\[\s*$/.exec(code.slice(Math.max(0, start - 100), start - 1));
    const closing = /^\s*\]/.exec(code.slice(end + 1, end + 100));
    const becomesProperty = isPropertyName(to) && !isPropertyName(mention.name);
    if (opening === null || closing === null || !becomesProperty) return [plain(place)];
    const text = `${opening[1] ?? '.'}${to}`;
    return [{ start: start - 1 - opening[0].length, end: end + 1 + closing[0].length, text }];
  }
  if (isPropertyName(to)) return [plain(place)];
  const dot = lastDot(code, start);
  const name: TextEdit = { start, end, text: `[${quoted(code, to)}]` };
  if (dot === undefined || code[dot - 1] === '?') return [name];
  return dot + 1 === start ? [{ ...name, start: dot }] : [{ start: dot, end: dot + 1, text: '' }, name];
}

/** `{ x }`, `{ x: y }`, `{ 'x': y }`, each also with a default: the variable keeps its name. */
function inPattern({ code, mention, to }: Place): TextEdit {
  const { name, range, call } = mention;
  const quote = quoteAt(code, mention);
  const start = quote === undefined ? range.start : range.start - 1;
  const end = quote === undefined ? range.end : range.end + 1;
  const staysQuoted = quote !== undefined && isPropertyName(name);
  const key = staysQuoted ? `${quote}${to}${quote}` : isPropertyName(to) ? to : quoted(code, to);
  const rest = code.slice(end, call?.range.end);
  const variable = /^\s*:\s*([\w$]+)(?=\s*(?:=|$))/.exec(rest);
  if (variable !== null) {
    return variable[1] === key
      ? { start, end: end + variable[0].length, text: key }
      : { start, end, text: key };
  }
  const isShorthand = !/^(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)*:/.test(rest);
  return { start, end, text: isShorthand ? `${key}: ${code.slice(start, end)}` : key };
}

function quoteAt(code: string, { range }: Mention): string | undefined {
  const quote = code[range.start - 1];
  return quote !== undefined && '\'"`'.includes(quote) && code[range.end] === quote ? quote : undefined;
}

/** In a string that ends with its line, as one does that is being written. */
function isUnclosed({ code, mention: { range, call } }: Place): boolean {
  if (call?.style !== 'skills' || range.start <= call.range.start) return false;
  const quote = code.charAt(range.start - 1);
  return quote !== '' && '\'"`'.includes(quote) && code[range.end] !== quote;
}

/** With the quotes that the file's beginning has more of. */
function quoted(code: string, name: string): string {
  const beginning = code.slice(0, 5_000);
  const quote = beginning.split('"').length > beginning.split("'").length ? '"' : "'";
  return `${quote}${name}${quote}`;
}

/** The offset of the dot before a property, with spaces and comments between them. */
function lastDot(code: string, property: number): number | undefined {
  const before = code.slice(0, property);
  const found = /\.(?:\s|\/\*(?:(?!\*\/)[\s\S])*\*\/|\/\/[^\n]*\n)*$/.exec(before.slice(-1000));
  return found === null ? undefined : before.length - Math.min(1000, before.length) + found.index;
}
