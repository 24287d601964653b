/** Finds programs by name among the skills of the moment, and all that a run will probably need. */

import { didYouMean } from '../skill/name.ts';
import type { Skill } from '../skill/skill.ts';
import type { SkillSource } from './port.ts';
import { type Found, type Program, programOf } from './program.ts';

/** Makes programs of skills, once for each; a skill that was edited is another skill. */
export class ProgramCache {
  readonly #programs = new WeakMap<Skill, Program>();

  program(skill: Skill): Program {
    let program = this.#programs.get(skill);
    if (program === undefined) {
      program = programOf(skill);
      this.#programs.set(skill, program);
    }
    return program;
  }

  find(source: SkillSource, name: string): Found {
    const blocked = source.obstacle?.(name);
    if (blocked !== undefined) return { blocked };
    const skill = source.find(name);
    if (skill !== undefined) return { program: this.program(skill) };
    return { missing: `No skill is called "${name}"${didYouMean(name, source.names()) || '.'}` };
  }

  /** The skill of this name and all that it can reach by names that are written in the code, but for obstacles. */
  closure(source: SkillSource, name: string): readonly Program[] {
    const reached = new Set<Skill>();
    const reach = (callee: string) => {
      const skill = source.find(callee);
      if (skill !== undefined && source.obstacle?.(callee) === undefined) reached.add(skill);
    };
    reach(name);
    for (const skill of reached) for (const call of skill.calls) call.callees.forEach(reach);
    return [...reached].map(skill => this.program(skill));
  }
}
