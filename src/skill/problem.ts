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
  'skill/no-entry': { severity: 'error', explanation: 'Nothing in the file says where a run starts.' },
  'skill/several-entries': {
    severity: 'error',
    explanation: 'More than one function could be where a run starts; `export default` decides.',
  },
  'skill/unsupported-entry': {
    severity: 'error',
    explanation: 'What is exported as default is not a function that can be called with inputs.',
  },
  'skill/unnamed-parameter': {
    severity: 'error',
    explanation: 'A parameter without a name of its own cannot receive an input by name.',
  },
  'skill/shadowed-input': {
    severity: 'error',
    explanation: 'A script declares a variable that has the name of one of its inputs.',
  },
  'skill/unused-function': {
    severity: 'warning',
    explanation: 'A script declares a function that nothing calls; perhaps it was meant to be the entry.',
  },
  'skill/invalid-name': {
    severity: 'error',
    explanation:
      'A skill is named after its file: a letter, then at most 63 letters, digits, hyphens or underscores.',
  },
  'skill/duplicate-name': {
    severity: 'error',
    explanation: 'Two files have the same skill name; names ignore case and folder.',
  },
  'skill/forbidden-import': {
    severity: 'error',
    explanation: 'A skill is one file and cannot import modules; it calls other skills instead.',
  },
  'skill/forbidden-global': {
    severity: 'error',
    explanation: 'The sandbox does not have this global, for a reason that the message gives.',
  },
  'skill/undefined-variable': {
    severity: 'error',
    explanation: 'A name is used that nothing declares.',
  },
  'skill/unknown-skill': { severity: 'error', explanation: 'No skill has the name that is called.' },
  'skill/name-case': {
    severity: 'information',
    explanation: 'A call writes the name with other capitals than the file does.',
  },
  'skill/self-call': {
    severity: 'error',
    explanation: 'A skill calls itself, which every run refuses; a local function may recurse.',
  },
  'skill/call-cycle': {
    severity: 'error',
    explanation: 'A call is part of a circle of skills that call one another, which every run refuses.',
  },
  'skill/missing-await': {
    severity: 'warning',
    explanation: 'The promise of a call is dropped, or used as if it were the result.',
  },
  'skill/unknown-parameter': {
    severity: 'warning',
    explanation: 'A `@param` tag names a parameter that the function does not have.',
  },
  'skill/undocumented-parameter': {
    severity: 'information',
    explanation: 'The doc has `@param` tags, but none for this parameter.',
  },
  'skill/invalid-type': {
    severity: 'warning',
    explanation: 'A type in the JSDoc or in an annotation cannot be read, so the value is not checked.',
  },
  'skill/inexpressible-type': {
    severity: 'information',
    explanation:
      'A type in the JSDoc or in an annotation has no JSON Schema (a function, a class, …), so any value is accepted.',
  },
  'skill/invalid-timeout': {
    severity: 'warning',
    explanation: 'A `@timeout` is no time between 1 ms and 300 s, such as `500ms`, `5s` or `2m`.',
  },
  'skill/invalid-cache': {
    severity: 'warning',
    explanation: 'A `@cache` is no time between 1 ms and 30 days, such as `30s`, `10m`, `1h` or `7d`.',
  },
  'skill/missing-argument': {
    severity: 'error',
    explanation: 'A call leaves out an input that the callee requires.',
  },
  'skill/unknown-argument': {
    severity: 'error',
    explanation: 'A call gives an input that the callee does not have.',
  },
  'skill/argument-type': {
    severity: 'error',
    explanation: 'A call gives an input a value that its type does not allow.',
  },
  'skill/unknown-result-property': {
    severity: 'warning',
    explanation: 'A property is read that the result of the call does not have.',
  },
  'skill/unused-input': {
    severity: 'warning',
    explanation: 'Nothing uses this input.',
  },
  'skill/unreachable-code': {
    severity: 'warning',
    explanation: 'This code can never run, because what comes before it always leaves.',
  },
  'skill/endless-loop': {
    severity: 'warning',
    explanation: 'Nothing ends this loop, so a run would stop at its time limit.',
  },
  'skill/sequential-calls': {
    severity: 'information',
    explanation: 'A loop waits for one call after another although they do not depend on each other.',
  },
  'skill/chain-too-long': {
    severity: 'warning',
    explanation: 'Skills call one another in a chain longer than a run allows.',
  },
  'skill/dynamic-call': {
    severity: 'information',
    explanation:
      'The name of the skill is only known at run time, so the call cannot be checked, renamed or drawn.',
  },
  'skill/missing-description': {
    severity: 'information',
    explanation: 'Nothing says what the skill does: people and agents choose a skill by its description.',
  },
  'skill/duplicate-description': {
    severity: 'information',
    explanation: 'Another skill has the same description, so nobody can tell which one to choose.',
  },
  'skill/invalid-example': {
    severity: 'warning',
    explanation: 'An `@example` is not JavaScript that can be read, or does not call this skill.',
  },
  'skill/example-mismatch': {
    severity: 'warning',
    explanation: 'An `@example` does not fit the inputs or the result that the skill declares.',
  },
  'skill/deprecated-skill': {
    severity: 'hint',
    explanation: 'A call uses a skill that is marked `@deprecated`.',
  },
  'skill/too-large': { severity: 'error', explanation: 'The file is larger than 1 MiB and is not read.' },
  'skill/not-utf8': { severity: 'error', explanation: 'The file is not UTF-8 text.' },
  'skill/outside-workspace': {
    severity: 'error',
    explanation: 'The file is a symbolic link that leads out of the workspace or in a circle.',
  },
  'skill/unreadable': { severity: 'error', explanation: 'The file cannot be read.' },
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

/** Errors with which a skill still runs, because only the run can tell whether they matter. */
const harmless: ReadonlySet<ProblemCode> = new Set([
  'skill/undefined-variable',
  'skill/self-call',
  'skill/unknown-skill',
  'skill/call-cycle',
  'skill/missing-argument',
  'skill/unknown-argument',
  'skill/argument-type',
]);

/** Whether a skill with this problem is refused before any of its code runs. */
export function isBlocking({ severity, code }: Problem): boolean {
  return severity === 'error' && !harmless.has(code);
}

/** A problem of the code's own severity; of `at` only the range is taken. */
export function problem(
  code: ProblemCode,
  at: Range,
  message: string,
  related: readonly RelatedPlace[] = [],
): Problem {
  const range = { start: at.start, end: at.end };
  return { code, severity: problemKinds[code].severity, message, range, related };
}
