/** For a circle of calls or a chain that is too long: an action for each of its calls that leads there. */

import { type Fixer, noChange, quickFix } from './fix.ts';

/** More places than this would fill the menu. */
const most = 12;

export const goToCalls: Fixer = (piece, problem) =>
  problem.related.slice(0, most).flatMap(({ path, range, message }) => {
    const skill = piece.catalogue.at(path);
    if (skill === undefined) return [];
    const callee = /calls "([^"]+)"/.exec(message)?.[1] ?? skill.text.slice(range.start, range.end);
    const { line } = skill.lines.place(range.start);
    const file = path.slice(path.lastIndexOf('/') + 1);
    const title = `Go to the call: ${skill.name} → ${callee} (${file}:${line})`;
    return [quickFix(piece, problem, { title, change: noChange, select: { path, range } })];
  });
