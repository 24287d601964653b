/** What can be done about a problem, or with a selection: the vocabulary of quick fixes and refactorings. */

import type { Range } from '../../base/text.ts';
import type { Change } from '../edit.ts';
import type { Problem } from '../problem.ts';

export type RepairKind = 'quickfix' | 'refactor.extract' | 'refactor.inline' | 'refactor.rewrite';

export interface Repair {
  /** What it does, as a person would say it: `Change to "square"`. */
  readonly title: string;
  readonly kind: RepairKind;
  /** Those that it makes go away; empty for refactorings. */
  readonly problems: readonly Problem[];
  readonly change: Change;
  /** It keeps the meaning of the program, or restores the only one it can have: fit for "fix all" and `check --fix`. */
  readonly isSafe: boolean;
  /** The one that an editor takes when asked to fix without a choice. */
  readonly isPreferred: boolean;
  /** Where the author goes on typing afterwards, in the text after the change; `undefined` leaves the cursor alone. */
  readonly select: { readonly path: string; readonly range: Range } | undefined;
}

/** A refactoring that a selection asks for and that cannot be made. */
export interface Refused {
  readonly title: string;
  readonly kind: RepairKind;
  /** Why not, in a sentence. */
  readonly reason: string;
}

export const isRefused = (item: Repair | Refused): item is Refused => 'reason' in item;
