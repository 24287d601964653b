/** Code that moves to another depth: its lines are indented anew, but for those inside of template texts. */

import type { Range } from '../../base/text.ts';
import type { TextEdit } from '../edit.ts';
import { nodesOf } from './tree.ts';
import type { Workpiece } from './workpiece.ts';

export interface Move {
  /** Indentation that each line has at least now. */
  readonly from: string;
  readonly to: string;
  /** Edits inside of the range, made on the way. */
  readonly edits?: readonly TextEdit[];
}

/** The text of a range; its first line is not indented. */
export function moved(piece: Workpiece, { start, end }: Range, { from, to, edits = [] }: Move): string {
  const fixed = [...nodesOf(piece.program)].filter(({ type }) => type === 'TemplateElement');
  const isFixed = (at: number) => fixed.some(node => node.start <= at && at < node.end);
  const changes: TextEdit[] = edits.filter(edit => start <= edit.start && edit.end <= end);
  const goes = (at: number) =>
    edits.some(edit => edit.start <= at && at < edit.end && /[\r\n]/.test(piece.text.slice(at, edit.end)));
  for (const match of piece.text.slice(start, end).matchAll(/(\r\n|\n|\r)([ \t]*)(?=[^\r\n \t])/g)) {
    const at = start + match.index + (match[1]?.length ?? 0);
    const indent = match[2] ?? '';
    if (isFixed(start + match.index) || goes(at)) continue;
    const text = indent.startsWith(from) ? to + indent.slice(from.length) : indent;
    if (text !== indent) changes.push({ start: at, end: at + indent.length, text });
  }
  const parts: string[] = [];
  let at = start;
  for (const change of changes.sort((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(piece.text.slice(at, change.start), change.text);
    at = change.end;
  }
  return [...parts, piece.text.slice(at, end)].join('');
}
