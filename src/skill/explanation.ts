/** Takes the page that explains all problems apart: what it says of each code. */

import { type ProblemCode, problemKinds } from './problem.ts';

/** The code that somebody means, with `skill/` or without it; `undefined` when there is none of the name. */
export function codeOf(text: string): ProblemCode | undefined {
  const code = text.startsWith('skill/') ? text : `skill/${text}`;
  return isCode(code) ? code : undefined;
}

function isCode(text: string): text is ProblemCode {
  return Object.hasOwn(problemKinds, text);
}

/** The section of a code as Markdown, with its heading; `undefined` when the page has none. */
export function explanationOf(code: ProblemCode, page: string): string | undefined {
  const heading = `## ${code}\n`;
  const start = page.indexOf(`\n${heading}`) + 1;
  if (start === 0) return undefined;
  const end = page.indexOf('\n## ', start);
  return `${page.slice(start, end < 0 ? undefined : end).trim()}\n`;
}
