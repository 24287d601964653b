/** Where a skill's name stands in a text: the ground of navigation, references and renaming. */

import type { Range } from '../../base/text.ts';
import type { CallSite, Skill } from '../skill.ts';

/**
 * One place in a file that names a skill.
 * - `call`: `callSkill('x')`, `skills.x`, `skills['x']`, `const { x } = skills`
 * - `constant`: a string elsewhere that a call takes its name from: `const n = 'x'; callSkill(n)`
 * - `example`: the callee of an `@example`: `x({ a: 1 })`
 * - `link`: `{@link x}` and `@see x` in a comment
 * - `definition`: the file itself; its range is what a CodeLens sits on (the entry's name, where it has one)
 */
export interface Mention {
  readonly kind: 'call' | 'constant' | 'example' | 'link' | 'definition';
  /** As written. */
  readonly name: string;
  /** The name alone, without quotes. */
  readonly range: Range;
  /** Of a `call`. */
  readonly call: CallSite | undefined;
}

/** All of a file's mentions in the order of the text. */
export type Mentions = (skill: Skill) => readonly Mention[];
