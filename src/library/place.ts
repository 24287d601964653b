/** Where a skill's file may be: paths that mean the same on every system and never lead out of the skills folder. */

import { isSkillName, isSkillPath, skillNameOfPath } from '../skill/name.ts';

/** With `/` between segments, as a caller on Windows may not have written it. */
export function normalPath(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Why there can be no skill at a path; `undefined` when there can. */
export function placeProblem(path: string): string | undefined {
  const segments = path.split('/');
  if (/^(?:\/|[a-z]:)/i.test(path) || segments.some(segment => segment === '..' || segment === '.'))
    return `The path ${JSON.stringify(path)} leads out of the skills folder. Give it relative to that folder.`;
  const folder = segments.slice(0, -1).find(segment => !isFolderName(segment));
  if (folder !== undefined) return `${JSON.stringify(folder)} cannot be a category's folder on every system.`;
  if (!isSkillPath(path))
    return `${JSON.stringify(path)} is not read as a skill: its file ends in .js or .ts, and no folder above it starts with a dot.`;
  const name = skillNameOfPath(path);
  if (!isSkillName(name))
    return `${JSON.stringify(name)} is no name for a skill: a letter, then letters, digits, _ and - only, 64 at most.`;
  return isDevice(name)
    ? `Windows has no files called ${JSON.stringify(name)}. Choose another name.`
    : undefined;
}

function isFolderName(segment: string): boolean {
  if (segment === '' || segment.length > 200 || /[\\:*?"<>|\p{Cc}]|[. ]$|^ /u.test(segment)) return false;
  return !isDevice(segment.split('.')[0] ?? '');
}

function isDevice(name: string): boolean {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(name);
}
