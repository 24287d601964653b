/** Versions in memory; everything that is written is undone when the work or the store fails. */

import type { Version, VersionText } from '../../src/library/version.ts';
import type { KnownSkill, NewVersion, SkillMove, VersionStore } from '../../src/library/version-store.ts';
import { skillNameOfPath } from '../../src/skill/name.ts';

export class MemoryVersionStore implements VersionStore {
  #skills = new Map<number, KnownSkill>();
  #versions = new Map<number, readonly VersionText[]>();
  #count = 0;
  #isWriting = false;
  /** Thrown instead of keeping what was written. */
  failure: Error | undefined;

  exclusively<T>(work: () => T): T {
    if (this.#isWriting) throw new Error('Somebody writes already.');
    const before = [new Map(this.#skills), new Map(this.#versions)] as const;
    this.#isWriting = true;
    try {
      const value = work();
      if (this.failure !== undefined) throw this.failure;
      return value;
    } catch (error) {
      [this.#skills, this.#versions] = before;
      throw error;
    } finally {
      this.#isWriting = false;
    }
  }

  reading<T>(work: () => T): T {
    return work();
  }

  present(): readonly KnownSkill[] {
    return [...this.#skills.values()].filter(({ removedAt }) => removedAt === undefined);
  }

  at(path: string): KnownSkill | undefined {
    return this.present().find(skill => skill.path === path);
  }

  named(name: string): readonly KnownSkill[] {
    const isMeant = (skill: KnownSkill) => skill.name.toLowerCase() === name.toLowerCase();
    const here = this.present().filter(isMeant);
    return [...here.sort((a, b) => (a.path < b.path ? -1 : 1)), ...this.removedSkills().filter(isMeant)];
  }

  skill(id: number): KnownSkill | undefined {
    return this.#skills.get(id);
  }

  removedSkills(): readonly KnownSkill[] {
    const gone = [...this.#skills.values()].filter(({ removedAt }) => removedAt !== undefined);
    return gone.sort((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0) || b.id - a.id);
  }

  removedAt(path: string): KnownSkill | undefined {
    return this.removedSkills().find(skill => skill.path === path);
  }

  versions(id: number): readonly Version[] {
    return [...(this.#versions.get(id) ?? [])].reverse().map(({ text: _, ...version }) => version);
  }

  version(id: number, number: number): VersionText | undefined {
    return this.#versions.get(id)?.[number - 1];
  }

  addSkill(path: string): KnownSkill {
    if (this.at(path) !== undefined) throw new Error(`${path} is taken.`);
    const id = ++this.#count;
    this.#set({ id, path, name: '', latest: 0, hash: '', stamp: '', removedAt: undefined });
    return this.#known(id);
  }

  addVersion(id: number, version: NewVersion): Version {
    const skill = this.#known(id);
    const number = skill.latest + 1;
    const size = Buffer.byteLength(version.text);
    const kept: VersionText = { ...version, skill: id, number, size, label: undefined };
    this.#versions.set(id, [...(this.#versions.get(id) ?? []), kept]);
    this.#set({ ...skill, latest: number, hash: version.hash });
    return kept;
  }

  setLabel(id: number, number: number, label: string | undefined): void {
    const versions = this.#versions.get(id) ?? [];
    this.#versions.set(
      id,
      versions.map(version => (version.number === number ? { ...version, label } : version)),
    );
  }

  setStamp(id: number, stamp: string): void {
    this.#set({ ...this.#known(id), stamp });
  }

  move(moves: readonly SkillMove[]): void {
    for (const { id } of moves) this.#set({ ...this.#known(id), removedAt: 0 });
    for (const { id, to } of moves) {
      if (this.at(to) !== undefined) throw new Error(`${to} is taken.`);
      this.#set({ ...this.#known(id), path: to, stamp: '', removedAt: undefined });
    }
  }

  setRemoved(id: number, at: number): void {
    this.#set({ ...this.#known(id), stamp: '', removedAt: at });
  }

  join(id: number, into: number): void {
    const { path } = this.#known(id);
    for (const { text, ...version } of this.#versions.get(id) ?? [])
      this.addVersion(into, { ...version, text });
    this.#skills.delete(id);
    this.#versions.delete(id);
    this.move([{ id: into, to: path }]);
  }

  #known(id: number): KnownSkill {
    const skill = this.#skills.get(id);
    if (skill === undefined) throw new Error(`There is no skill ${id}.`);
    return skill;
  }

  #set(skill: KnownSkill): void {
    this.#skills.set(skill.id, { ...skill, name: skillNameOfPath(skill.path) });
  }
}
