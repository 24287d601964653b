/** Names of skills: which are valid, what a path is called, and which name was perhaps meant. */

import { distance } from 'fastest-levenshtein';

const namePattern = /^[a-z][a-z0-9_-]{0,63}$/i;
const extensionPattern = /\.(?:js|mjs|ts|mts)$/i;

export function isSkillName(text: string): boolean {
  return namePattern.test(text);
}

/** The file name without its last extension, as written. */
export function skillNameOfPath(path: string): string {
  const start = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  return path.slice(start, dot < start ? path.length : dot);
}

/** The folders above the file, `''` at the top. */
export function categoryOfPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Whether a file at this path (relative to the skills folder, `/` between segments) is a skill's. */
export function isSkillPath(path: string): boolean {
  if (!extensionPattern.test(path) || /\.d\.m?ts$/i.test(path)) return false;
  return path.split('/').every(segment => !segment.startsWith('.') && segment !== 'node_modules');
}

/**
 * The name that was perhaps meant; of several that are as close, the first in the alphabet. `undefined` when none is
 * close enough to be worth saying.
 */
export function suggestName(wrong: string, names: Iterable<string>): string | undefined {
  const sought = wrong.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.floor((sought.length + 1) / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - sought.length) > bestDistance) continue;
    const away = typos(sought, name.toLowerCase());
    if (away > bestDistance || (away === bestDistance && (best === undefined || name > best))) continue;
    best = name;
    bestDistance = away;
    if (away === 0) break;
  }
  return best;
}

/** How many slips make one name of the other: a letter too many, too few or wrong, or two neighbours that swapped places. */
export function typos(a: string, b: string): number {
  return isSwapped(a, b) ? 1 : distance(a, b);
}

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return (
    at + 1 < a.length && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
  );
}

/** `: did you mean "length"?`, or nothing. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const name = suggestName(wrong, names);
  return name === undefined ? '' : `: did you mean "${name}"?`;
}
