/** The skills of one debugged run, each as it was when the session first looked at it: edits count from the next start. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import { type Stoppable, stopPlaces } from '../run/debug/places.ts';
import { ProgramCache } from '../run/lookup.ts';
import type { SkillSource } from '../run/port.ts';
import type { Program } from '../run/program.ts';
import type { Skill } from '../skill/skill.ts';
import type { DebugTarget } from './host.ts';

/** The source that a run finds its skills in, and what a session shows of them. */
export class SessionSkills implements SkillSource {
  readonly #target: DebugTarget;
  readonly #programs = new ProgramCache();
  readonly #seen = new Map<string, Skill>();
  readonly #places = new Map<string, readonly Stoppable[]>();
  readonly #run = new Set<string>();
  readonly #references = new Map<string, number>();
  readonly #onLoad: (source: DebugProtocol.Source) => void;

  /** @param onLoad - told of each skill that the run finds for the first time */
  constructor(target: DebugTarget, onLoad: (source: DebugProtocol.Source) => void) {
    this.#target = target;
    this.#onLoad = onLoad;
  }

  find(name: string): Skill | undefined {
    const now = this.#target.source.find(name);
    if (now === undefined) return undefined;
    const skill = this.#keep(now);
    if (!this.#run.has(skill.path)) {
      this.#run.add(skill.path);
      this.#onLoad(this.source(skill.path));
    }
    return skill;
  }

  names(): Iterable<string> {
    return this.#target.source.names();
  }

  obstacle(name: string): string | undefined {
    return this.#target.source.obstacle?.(name);
  }

  /** By its path; `undefined` when there is none. */
  at(path: string): Skill | undefined {
    const seen = this.#seen.get(path);
    if (seen !== undefined) return seen;
    const now = this.#target.at(path);
    return now && this.#keep(now);
  }

  /** The text that runs is not the one in the file any more. */
  isOutdated(path: string): boolean {
    const seen = this.#seen.get(path);
    return seen !== undefined && this.#target.at(path)?.text !== seen.text;
  }

  /** Those whose texts are others by now. */
  get outdated(): readonly string[] {
    return [...this.#seen.keys()].filter(path => this.isOutdated(path));
  }

  /** Why a skill as it is now cannot run; `undefined` when it can. */
  blockerNow(path: string): string | undefined {
    const now = this.#target.at(path);
    return now === undefined ? `The skill in ${path} is gone.` : this.#programs.program(now).blocker;
  }

  /** Looks at all of them anew. */
  refresh(): void {
    this.#seen.clear();
    this.#places.clear();
  }

  program(path: string): Program | undefined {
    const skill = this.at(path);
    return skill && this.#programs.program(skill);
  }

  /** Where the run can stop in a file, in the order of the text; none in one that cannot run. */
  places(path: string): readonly Stoppable[] {
    const known = this.#places.get(path);
    if (known !== undefined) return known;
    const program = this.program(path);
    const places = program === undefined || program.blocker !== undefined ? [] : stopPlaces(program);
    this.#places.set(path, places);
    return places;
  }

  /** Programs of the skill of this name and all that it can reach by names that are written in the code. */
  reach(name: string): readonly Program[] {
    return this.#programs.closure({ find: callee => this.#peek(callee), names: () => this.names() }, name);
  }

  /** All that the run has found so far. */
  loaded(): readonly DebugProtocol.Source[] {
    return [...this.#run].sort().map(path => this.source(path));
  }

  source(path: string): DebugProtocol.Source {
    const skill = this.at(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const file = skill && this.#target.fileOf(skill);
    const skipped = this.#target.skipped.includes(path);
    const hint = skipped
      ? ({ presentationHint: 'deemphasize', origin: 'skipped by steps' } as const)
      : undefined;
    if (file !== undefined) return { name, path: file, ...hint };
    return { name, origin: 'as recorded', sourceReference: this.#reference(path), ...hint };
  }

  /** `undefined` when the source names nothing of this session. */
  pathOf({ path, sourceReference }: DebugProtocol.Source): string | undefined {
    const [recorded] = [...this.#references].find(([, reference]) => reference === sourceReference) ?? [];
    return recorded ?? (path === undefined ? undefined : this.#target.pathOf(path));
  }

  #peek(name: string): Skill | undefined {
    const now = this.#target.source.find(name);
    return now && this.#keep(now);
  }

  #keep(now: Skill): Skill {
    const seen = this.#seen.get(now.path);
    if (seen !== undefined) return seen;
    this.#seen.set(now.path, now);
    return now;
  }

  #reference(path: string): number {
    const known = this.#references.get(path);
    if (known !== undefined) return known;
    const reference = this.#references.size + 1;
    this.#references.set(path, reference);
    return reference;
  }
}
