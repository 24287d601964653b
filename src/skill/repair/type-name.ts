/** Quick fix for a type whose name is nearly that of one there is. */

import { knownGlobals } from '../check/globals.ts';
import { closest } from './closest.ts';
import { type Fixer, quickFix } from './fix.ts';
import { replace } from './workpiece.ts';

/** What authors mean; a type that JSON can carry. */
const usual: readonly string[] =
  'string number boolean null any object unknown Array Record Partial Required Pick Omit Date'.split(' ');

export const fixTypeName: Fixer = (piece, problem) => {
  const word = piece.slice(problem.range);
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(word) || knownGlobals.has(word)) return [];
  return closest(word, [...usual, ...(piece.source.types?.names() ?? [])]).map((name, index) =>
    quickFix(piece, problem, {
      title: `Change to \`${name}\``,
      edits: [replace(problem.range, name)],
      isPreferred: index === 0,
    }),
  );
};
