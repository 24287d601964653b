/** Calls between skills, as a call hierarchy shows them: one entry for each other skill, with all places of its calls. */

import type { Range } from '../../base/text.ts';
import type { SkillCatalogue } from '../catalogue.ts';
import type { Skill } from '../skill.ts';

/** Another skill, and where the caller of the two names the callee; in the order of the text. */
export interface Neighbour {
  readonly skill: Skill;
  readonly ranges: readonly Range[];
}

/** Who calls a skill, in the order of the paths. */
export function incoming(catalogue: SkillCatalogue, skill: Skill): readonly Neighbour[] {
  const ranges = new Map<Skill, Range[]>();
  if (catalogue.find(skill.name) !== skill) return [];
  for (const { caller, call } of catalogue.callers(skill.name)) add(ranges, caller, call.nameRange);
  return neighbours(ranges);
}

/** Whom a skill calls, in the order of the first calls. Names that no file has are left out. */
export function outgoing(catalogue: SkillCatalogue, skill: Skill): readonly Neighbour[] {
  const ranges = new Map<Skill, Range[]>();
  for (const call of skill.calls)
    for (const callee of call.callees) {
      const target = catalogue.find(callee);
      if (target !== undefined) add(ranges, target, call.nameRange);
    }
  return neighbours(ranges);
}

function add(ranges: Map<Skill, Range[]>, skill: Skill, range: Range): void {
  const known = ranges.get(skill);
  if (known === undefined) ranges.set(skill, [range]);
  else known.push(range);
}

function neighbours(ranges: ReadonlyMap<Skill, readonly Range[]>): readonly Neighbour[] {
  return [...ranges].map(([skill, places]) => ({ skill, ranges: places }));
}
