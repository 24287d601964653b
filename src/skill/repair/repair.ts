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
  /** Where the author goes on typing afterwards; `undefined` leaves the cursor alone. */
  readonly select: { readonly path: string; readonly range: Range } | undefined;
}
