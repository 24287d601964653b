/** Where a skill's name stands in a text: the ground of navigation, references and renaming. */

import type { Range } from '../../base/text.ts';
import type { CallSite, Skill } from '../skill.ts';
import { commentNames } from './comment.ts';

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

/** All of a file's mentions in the order of the text. Reads the file's comments anew each time. */
export function mentions(skill: Skill): readonly Mention[] {
  return [...codeMentions(skill), ...commentMentions(skill), definition(skill)].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
}

/**
 * The mention at an offset, both ends of its range included; `undefined` where there is none. The definition counts
 * only where a function's name or keyword stands for it: a script's first line is full of other names.
 */
export function mentionAt(skill: Skill, offset: number): Mention | undefined {
  const isHere = ({ range }: Mention) => range.start <= offset && offset <= range.end;
  const inCode = codeMentions(skill).find(isHere) ?? commentMentions(skill).find(isHere);
  if (inCode !== undefined || skill.entry === undefined || skill.entry.form === 'script') return inCode;
  return [definition(skill)].find(isHere);
}

/** The file itself. Where there is no entry, its range is the empty one at the beginning. */
export function definition({ name, entry }: Skill): Mention {
  const { start, end } = entry?.range ?? { start: 0, end: 0 };
  return { kind: 'definition', name, range: { start, end }, call: undefined };
}

/** Those of the comments, in the order of the text. */
export function commentMentions(skill: Pick<Skill, 'code'>): readonly Mention[] {
  return commentNames(skill).map(found => ({ ...found, call: undefined }));
}

/** Those of the code, calls before constants; known since the file was parsed. */
export function codeMentions({ calls }: Pick<Skill, 'calls'>): readonly Mention[] {
  const found: Mention[] = [];
  const constants = new Map<number, Mention>();
  for (const call of calls) {
    const [name] = call.callees;
    if (name !== undefined && call.constants.length === 0)
      found.push({ kind: 'call', name, range: call.nameRange, call });
    for (const { name, range } of call.constants) {
      const isHere = call.nameRange.start <= range.start && range.end <= call.nameRange.end;
      if (isHere) found.push({ kind: 'call', name, range, call });
      else constants.set(range.start, { kind: 'constant', name, range, call: undefined });
    }
  }
  return [...found, ...constants.values()];
}
