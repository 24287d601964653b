/** Quick fix that says of a problem that it is meant to be so: a comment in the line above it. */

import type { Problem } from '../problem.ts';
import { type Fixer, quickFix } from './fix.ts';
import { insert, type Workpiece } from './workpiece.ts';

const word = 'skillsmith-disable-next-line';

export const disableForLine: Fixer = (piece, problem) => {
  const at = placeFor(piece, problem);
  if (at === undefined) return [];
  const code = problem.code.replace('skill/', '');
  const title = `Disable ${code} for this line`;
  const above = piece.lineStart(Math.max(0, at - 1));
  const known = new RegExp(`//[ \\t]*${word}[^\\r\\n]*`).exec(piece.text.slice(above, at));
  if (known !== null) {
    const codes = known[0].replace(/\s--\s.*$/, '').trimEnd();
    if (codes.endsWith(word)) return [];
    const end = above + known.index + codes.length;
    return [quickFix(piece, problem, { title, edits: [insert(end, ` ${code}`)] })];
  }
  const text = `${piece.indentAt(at)}// ${word} ${code}${piece.style.eol}`;
  return [quickFix(piece, problem, { title, edits: [insert(at, text)] })];
};

/** The beginning of the problem's line; `undefined` where no comment can stand above it. */
function placeFor(piece: Workpiece, { range }: Problem): number | undefined {
  const at = piece.lineStart(range.start);
  const { comment, syntax } = piece.source;
  const isInText = syntax.docs.some(doc => doc.start < at && at < doc.end) || isInTemplate(piece, at);
  if (isInText || (comment !== undefined && comment.start < at && at < comment.end)) return undefined;
  return piece.text.startsWith('#!') && at === 0 ? undefined : at;
}

function isInTemplate(piece: Workpiece, at: number): boolean {
  const node = piece.pathTo({ start: at, end: at }).at(-1);
  return node?.type === 'TemplateElement' || node?.type === 'TemplateLiteral';
}
