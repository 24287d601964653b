/** Reads skills for the tests of this room, and draws what is known of them as text. */

import { parseSkill } from '../../src/skill/parse.ts';
import type { Problem } from '../../src/skill/problem.ts';
import type { Skill, StripTypes } from '../../src/skill/skill.ts';

/** For JavaScript alone: nothing to strip. */
export const noTypes: StripTypes = code => ({ ok: true, code });

export function read(text: string, path = 'sample.js'): Skill {
  return parseSkill({ path, text }, noTypes);
}

/** Most of the tests' skills say nothing about themselves: that is a problem, but not what they are about. */
export function withoutSilence(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ code }) => code !== 'skill/missing-description');
}

/** `skill/syntax "underlined": message` for each problem. */
export function drawProblems(text: string, problems: readonly Problem[]): string[] {
  return withoutSilence(problems).map(
    ({ code, range, message }) => `${code} ${JSON.stringify(text.slice(range.start, range.end))}: ${message}`,
  );
}

/** Only what is underlined, by code: `missing-await "f()"`. */
export function underlined(text: string): string[] {
  return withoutSilence(read(text).problems).map(
    ({ code, range }) =>
      `${code.replace('skill/', '')} ${JSON.stringify(text.slice(range.start, range.end))}`,
  );
}

/** The code that runs: the skill's own with the entry's edits made. */
export function edited({ code, entry }: Skill): string {
  let text = '';
  let at = 0;
  for (const edit of entry?.edits ?? []) {
    text += code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + code.slice(at);
}
