/** Skills by a few letters of their name, the likelier first. */

import type { SkillCatalogue } from '../catalogue.ts';
import type { Skill } from '../skill.ts';

/**
 * All whose name has the query's letters in their order, whatever their case: those that begin with it before those
 * that have it in one piece before the others, each in the order of the alphabet; at most `limit`.
 */
export function searchSkills(
  catalogues: Iterable<SkillCatalogue>,
  query: string,
  limit: number,
): readonly { readonly skill: Skill; readonly catalogue: SkillCatalogue }[] {
  const sought = query.toLowerCase().replace(/\s+/g, '');
  const found: { skill: Skill; catalogue: SkillCatalogue; rank: number }[] = [];
  for (const catalogue of catalogues)
    for (const skill of catalogue.skills()) {
      const rank = rankOf(skill.name.toLowerCase(), sought);
      if (rank !== undefined) found.push({ skill, catalogue, rank });
    }
  return found
    .sort((a, b) => a.rank - b.rank || (a.skill.name < b.skill.name ? -1 : 1))
    .slice(0, limit)
    .map(({ skill, catalogue }) => ({ skill, catalogue }));
}

function rankOf(name: string, sought: string): number | undefined {
  const at = name.indexOf(sought);
  if (at >= 0) return at === 0 ? 0 : 1;
  let next = 0;
  for (const letter of sought) {
    next = name.indexOf(letter, next) + 1;
    if (next === 0) return undefined;
  }
  return 2;
}
