/** Which skills' results may be cached, and what they depend on: the sources of all that each can reach. */

import type { Skill } from '../skill/skill.ts';
import type { ProgramCache } from './lookup.ts';
import type { SkillSource, SkillState } from './port.ts';
import type { Found, FoundProgram, Program, ResultRule } from './program.ts';

/** The longest chain that a run can be allowed: a longer one is as good as endless. */
const longestChain = 100;

/** What the name of a skill, or of none, stands for in the hash of those who call it. */
interface Reached {
  readonly callees: readonly string[];
  readonly source: string;
  readonly hasSecrets: boolean;
  /** It calls what only the run knows. */
  readonly isOpen: boolean;
}

/** Finds programs, each with its rule. Rules are made once for each state of the skills. */
export class ResultRules {
  readonly #programs: ProgramCache;
  readonly #hash: (text: string) => string;
  readonly #sources = new WeakMap<Program, string>();
  readonly #texts = new WeakMap<Skill, string>();
  readonly #wholes = new WeakMap<SkillState, string>();
  readonly #rules = new WeakMap<SkillState, Map<Skill, ResultRule | undefined>>();

  /** @param hash - of a text, without collisions; `sha256` in the product */
  constructor(programs: ProgramCache, hash: (text: string) => string) {
    this.#programs = programs;
    this.#hash = hash;
  }

  find(source: SkillSource, name: string): Found {
    const found = this.#programs.find(source, name);
    return 'program' in found ? this.#ruled(source, found.program) : found;
  }

  /** As {@link ProgramCache.closure}. */
  closure(source: SkillSource, name: string): readonly FoundProgram[] {
    return this.#programs.closure(source, name).map(program => this.#ruled(source, program));
  }

  #ruled(source: SkillSource, program: Program): FoundProgram {
    const skill = program.cacheMs === undefined ? undefined : source.find(program.name);
    const rule = skill && this.#rule(source, skill);
    return rule === undefined ? { program } : { program, rule };
  }

  /** `undefined` when its results are not cached. */
  #rule(source: SkillSource, skill: Skill): ResultRule | undefined {
    const state = source.state?.();
    if (state === undefined) return this.#make(source, state, skill);
    let rules = this.#rules.get(state);
    if (rules === undefined) {
      rules = new Map();
      this.#rules.set(state, rules);
    }
    if (!rules.has(skill)) rules.set(skill, this.#make(source, state, skill));
    return rules.get(skill);
  }

  #make(source: SkillSource, state: SkillState | undefined, skill: Skill): ResultRule | undefined {
    const ttlMs = skill.doc.cacheMs;
    const reached = this.#reached(source, skill.name);
    const all = [...reached.values()];
    if (ttlMs === undefined || all.some(({ hasSecrets }) => hasSecrets)) return undefined;
    const isOpen = all.some(one => one.isOpen);
    if (isOpen && state === undefined) return undefined;
    const sources = [...reached].map(([name, one]) => [name, one.source]).sort(byName);
    const whole = isOpen && state !== undefined ? this.#whole(state) : '';
    return {
      ttlMs,
      identity: this.#hash(JSON.stringify([skill.name, sources, whole])),
      reach: isOpen ? undefined : [...reached.keys()],
      height: isOpen ? undefined : heightOf(skill.name.toLowerCase(), reached),
    };
  }

  /** By name in lower case: a skill, and all whose names are written in what it can reach. */
  #reached(source: SkillSource, name: string): ReadonlyMap<string, Reached> {
    const reached = new Map<string, Reached>();
    const names = new Set([name.toLowerCase()]);
    for (const one of names) {
      const found = this.#look(source, one);
      reached.set(one, found);
      for (const callee of found.callees) names.add(callee);
    }
    return reached;
  }

  /** That no skill has a name is a fact like another: one that is made later changes it. */
  #look(source: SkillSource, name: string): Reached {
    const found = this.#programs.find(source, name);
    const skill = 'program' in found ? source.find(name) : undefined;
    if (!('program' in found) || skill === undefined)
      return { callees: [], source: JSON.stringify(found), hasSecrets: false, isOpen: false };
    return {
      callees: skill.calls.flatMap(call => call.callees.map(callee => callee.toLowerCase())),
      source: this.#sourceOf(found.program),
      hasSecrets: found.program.hasSecrets,
      isOpen: skill.calls.some(call => call.callees.length === 0),
    };
  }

  #sourceOf(program: Program): string {
    let hash = this.#sources.get(program);
    if (hash === undefined) {
      const { path, source, inputs, blocker = null } = program;
      hash = this.#hash(JSON.stringify([path, source, inputs, blocker]));
      this.#sources.set(program, hash);
    }
    return hash;
  }

  /** No programs are made of skills that perhaps never run. */
  #textOf(skill: Skill): string {
    let hash = this.#texts.get(skill);
    if (hash === undefined) {
      hash = this.#hash(JSON.stringify([skill.path, skill.text]));
      this.#texts.set(skill, hash);
    }
    return hash;
  }

  /** Of everything that there is: what a call of a name that only the run knows depends on. */
  #whole(state: SkillState): string {
    let hash = this.#wholes.get(state);
    if (hash === undefined) {
      const skills = [...state.skills()].map(skill => this.#textOf(skill));
      const unreadable = [...state.unreadable()].map(({ path, message }) => [path, message]);
      hash = this.#hash(JSON.stringify([skills, unreadable]));
      this.#wholes.set(state, hash);
    }
    return hash;
  }
}

function byName([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Skills in the longest chain that begins here; `undefined` when there may be no end to it. */
function heightOf(name: string, reached: ReadonlyMap<string, Reached>): number | undefined {
  let level: ReadonlySet<string> = new Set([name]);
  for (let height = 0; height <= longestChain; height++) {
    if (level.size === 0) return height;
    level = new Set([...level].flatMap(one => reached.get(one)?.callees ?? []));
  }
  return undefined;
}
