/** Takes one out of a list: of a call's inputs, a function's parameters, a pattern's names. */

import type { Range } from '../../base/text.ts';
import type { TextEdit } from '../edit.ts';
import type { Workpiece } from './workpiece.ts';

/** With its comma; with its line and what is said of it there, where it has lines to itself. */
export function removeItem(
  piece: Workpiece,
  items: readonly (Range | null)[],
  item: Range,
  list: Range,
): TextEdit {
  const lines = ownLines(piece, item, list);
  const all = items.filter(one => one !== null);
  const index = all.indexOf(item);
  const next = all[index + 1];
  const previous = all[index - 1];
  if (lines !== undefined && (next !== undefined || /,/.test(piece.text.slice(item.end, lines.end))))
    return { ...lines, text: '' };
  if (next !== undefined) return { start: item.start, end: behindComma(piece, item, next), text: '' };
  if (previous !== undefined) return { start: previous.end, end: item.end, text: '' };
  const inner = piece.slice(list);
  const open = inner.slice(0, item.start - list.start).trimEnd().length;
  const rest = inner.slice(item.end - list.start);
  const close = rest.length - rest.trimStart().replace(/^,\s*/, '').length;
  return { start: list.start + open, end: item.end + close, text: '' };
}

const restOfLine = /^[ \t]*,?[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?:\r\n|\n|\r)/;

/** `undefined` where something else stands on its lines. */
function ownLines(piece: Workpiece, item: Range, list: Range): Range | undefined {
  const start = piece.lineStart(item.start);
  const rest = restOfLine.exec(piece.text.slice(item.end, list.end))?.[0];
  const isFirst = piece.text.slice(start, item.start).trim() === '' && start > list.start;
  return isFirst && rest !== undefined ? { start, end: item.end + rest.length } : undefined;
}

/** Up to the next item, or to the comment that is said of it. */
function behindComma(piece: Workpiece, item: Range, next: Range): number {
  const gap = piece.text.slice(item.end, next.start);
  const comma = /^(?:[^,/]|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*)*,\s*/.exec(gap)?.[0];
  return comma === undefined ? next.start : item.end + comma.length;
}
