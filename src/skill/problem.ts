/** What can be wrong with a skill: stable codes, a severity each, and one sentence of explanation. */

import type { Range } from '../base/text.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A code's default severity and the sentence that the README lists. */
export interface ProblemKind {
  readonly severity: Severity;
  readonly explanation: string;
}

/** The catalogue. Codes are a contract: settings, quick fixes and other tools name them. */
export const problemKinds = {
  'skill/syntax': { severity: 'error', explanation: 'The file is not valid JavaScript (or TypeScript).' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** What is wrong and what to do about it, in one or two short sentences. */
  readonly message: string;
  /** Exactly the thing that is wrong. */
  readonly range: Range;
  readonly related: readonly RelatedPlace[];
}

/** Another place that explains a problem, perhaps in another file. */
export interface RelatedPlace {
  /** Relative to the skills folder. */
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}
