/** Quick fix for a type whose name is nearly that of one there is. */

import { knownGlobals } from '../check/globals.ts';
import { isPlainName } from '../code-text.ts';
import { usualTypes } from '../type.ts';
import { closest } from './closest.ts';
import { type Fixer, quickFix } from './fix.ts';
import { replace } from './workpiece.ts';

export const fixTypeName: Fixer = (piece, problem) => {
  const word = piece.slice(problem.range);
  if (!isPlainName(word) || knownGlobals.has(word)) return [];
  return closest(word, [...usualTypes, ...(piece.source.types?.names() ?? [])]).map((name, index) =>
    quickFix(piece, problem, {
      title: `Change to \`${name}\``,
      edits: [replace(problem.range, name)],
      isPreferred: index === 0,
    }),
  );
};
