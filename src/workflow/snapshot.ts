/** The skills as they are at one moment: what is edited later does not reach those who hold it. */

import type { SkillSource } from '../run/port.ts';
import type { Skill } from '../skill/skill.ts';

/** Skills are immutable, so that only their names are copied. */
export function snapshot(source: SkillSource): SkillSource {
  const skills = new Map<string, Skill>();
  const obstacles = new Map<string, string>();
  const names = [...source.names()];
  for (const name of names) {
    const key = name.toLowerCase();
    const skill = source.find(name);
    if (skill !== undefined) skills.set(key, skill);
    const obstacle = source.obstacle?.(name);
    if (obstacle !== undefined) obstacles.set(key, obstacle);
  }
  return {
    find: name => skills.get(name.toLowerCase()),
    names: () => names,
    obstacle: name =>
      obstacles.get(name.toLowerCase()) ??
      (skills.has(name.toLowerCase()) ? undefined : source.obstacle?.(name)),
  };
}
