/** Skills in memory: the source that a run asks, made of files' texts. */

import { stripTypes } from '../../src/node/typescript.ts';
import type { SkillSource, SkillState } from '../../src/run/port.ts';
import { parseSkill } from '../../src/skill/parse.ts';
import type { Skill } from '../../src/skill/skill.ts';

/** By path, or by bare name, which gets `.js`; the text is parsed as a file's would be. */
export class MemorySkills implements SkillSource {
  readonly #skills = new Map<string, Skill>();
  /** Every name that was asked for, in order. */
  readonly asked: string[] = [];

  #state: SkillState = { skills: () => [], unreadable: () => [] };

  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.set(path, text);
  }

  set(path: string, text: string): void {
    const full = /\.\w+$/.test(path) ? path : `${path}.js`;
    const skill = parseSkill({ path: full, text }, stripTypes);
    this.#skills.set(skill.name.toLowerCase(), skill);
    this.#state = { skills: () => this.#skills.values(), unreadable: () => [] };
  }

  state(): SkillState {
    return this.#state;
  }

  find(name: string): Skill | undefined {
    this.asked.push(name);
    return this.#skills.get(name.toLowerCase());
  }

  *names(): Iterable<string> {
    for (const skill of this.#skills.values()) yield skill.name;
  }
}
