/** Puts repairs together: quick fixes and refactorings. */

import type { Range } from '../../base/text.ts';
import type { Change, TextEdit } from '../edit.ts';
import type { Problem } from '../problem.ts';
import type { Repair } from './repair.ts';
import type { Workpiece } from './workpiece.ts';

/** The quick fixes for a problem of one code; none where there is nothing obvious to do. */
export type Fixer = (piece: Workpiece, problem: Problem) => readonly Repair[];

export interface FixDraft {
  readonly title: string;
  /** Of the skill's own file. */
  readonly edits?: readonly TextEdit[];
  /** Instead of `edits`, for changes of other files. */
  readonly change?: Change;
  readonly isSafe?: boolean;
  readonly isPreferred?: boolean;
  readonly select?: Repair['select'];
}

export function quickFix(piece: Workpiece, problem: Problem, draft: FixDraft): Repair {
  const { title, edits = [], isSafe = false, isPreferred = false, select } = draft;
  const change = draft.change ?? piece.changeOf(edits);
  return { title, kind: 'quickfix', problems: [problem], change, isSafe, isPreferred, select };
}

/** What an author asks for: it answers no problem, and is never made without being asked for. */
export function refactoring({
  select,
  ...asked
}: Pick<Repair, 'title' | 'kind' | 'change'> & Partial<Pick<Repair, 'select'>>): Repair {
  return { ...asked, problems: [], isSafe: false, isPreferred: false, select };
}

export const noChange: Change = { edits: [], creates: [], renames: [] };

/** Where a part of an edit's new text will be: `part` counts from the beginning of that text. */
export function rangeAfter(edits: readonly TextEdit[], edit: TextEdit, part: Range): Range {
  let moved = edit.start;
  for (const other of edits)
    if (other !== edit && other.end <= edit.start) moved += other.text.length - (other.end - other.start);
  return { start: moved + part.start, end: moved + part.end };
}
