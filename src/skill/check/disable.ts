/** Comments that keep problems from being shown: `// skillsmith-disable-next-line missing-await`, `// skillsmith-disable …`. */

import { isBlocking, type Problem } from '../problem.ts';
import type { Skill } from '../skill.ts';

/** In a line comment or a block comment; the codes with or without `skill/`, all problems where there are none. */
const directive = /(?:\/\/|\/\*|\*)[ \t]*skillsmith-disable(-next-line)?(?![\w-])([^\r\n*]*)/g;

/** The problems that no comment of the file disables. What keeps a skill from running is always shown. */
export function enabledProblems(skill: Skill, problems: readonly Problem[]): readonly Problem[] {
  if (problems.length === 0 || !skill.text.includes('skillsmith-disable')) return problems;
  const everywhere: Disabled[] = [];
  const lines = new Map<number, Disabled[]>();
  for (const match of skill.text.matchAll(directive)) {
    const codes = codesOf(match[2] ?? '');
    if (match[1] === undefined) everywhere.push(codes);
    else {
      const line = skill.lines.place(match.index).line + 1;
      lines.set(line, [...(lines.get(line) ?? []), codes]);
    }
  }
  return problems.filter(problem => {
    if (isBlocking(problem)) return true;
    const here = lines.get(skill.lines.place(problem.range.start).line) ?? [];
    return ![...everywhere, ...here].some(codes => codes === 'all' || codes.has(problem.code));
  });
}

type Disabled = 'all' | ReadonlySet<string>;

/** Codes are parted by commas or spaces; what comes after ` -- ` is a reason. */
function codesOf(text: string): Disabled {
  const words = text
    .replace(/(?:^|\s)--\s.*$/, '')
    .split(/[\s,]+/)
    .filter(Boolean);
  if (words.length === 0) return 'all';
  return new Set(words.map(word => (word.startsWith('skill/') ? word : `skill/${word}`)));
}
