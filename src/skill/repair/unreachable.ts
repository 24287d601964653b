/** Quick fix for code that can never run: it goes, and what is hoisted out of it stays. */

import { type Fixer, quickFix } from './fix.ts';
import type { Workpiece } from './workpiece.ts';

export const fixUnreachableCode: Fixer = (piece, problem) => {
  const { start, end } = widened(piece, problem.range);
  return [
    quickFix(piece, problem, {
      title: 'Remove the code that cannot run',
      edits: [{ start, end, text: '' }],
      isPreferred: true,
    }),
  ];
};

/** Whole lines, with the comments that stand directly above. */
function widened(piece: Workpiece, range: { readonly start: number; readonly end: number }) {
  const lines = piece.wholeLines(range);
  if (lines.start === range.start) return lines;
  let { start } = lines;
  for (;;) {
    const above = piece.lineStart(Math.max(0, start - 1));
    if (start === 0 || !/^[ \t]*\/\//.test(piece.text.slice(above, start))) return { start, end: lines.end };
    start = above;
  }
}
