/** The skills of a folder as a run asks for them, with what is wrong about their files. */

import type { SkillSource } from '../run/port.ts';
import { skillNameOfPath } from '../skill/name.ts';
import type { OpenSkills } from './skill-root.ts';

export function sourceOf({ catalogue, shown }: OpenSkills): SkillSource {
  const unreadable = new Map(
    catalogue.unreadable().map(file => [skillNameOfPath(file.path).toLowerCase(), file] as const),
  );
  return {
    find: name => catalogue.find(name),
    names: () => catalogue.names(),
    obstacle: name => {
      const skill = catalogue.find(name);
      const file = unreadable.get(name.toLowerCase());
      if (skill === undefined)
        return file && `The skill "${name}" cannot be read: ${shown(file.path)}: ${file.message}`;
      const clash = catalogue.problems(skill.path).find(({ code }) => code === 'skill/duplicate-name');
      return clash && `The skill "${skill.name}" cannot run: ${clash.message} (${shown(skill.path)})`;
    },
  };
}
