/** The port to what is kept of skills and their versions. All of it at once, without promises. */

import type { Origin, Version, VersionedSkill, VersionText } from './version.ts';

/** A skill with what is needed to see whether its file has changed. */
export interface KnownSkill extends VersionedSkill {
  /** Of its last version. */
  readonly hash: string;
  /** Of its file when that was last looked at; `''`: look again. */
  readonly stamp: string;
}

export interface NewVersion {
  readonly path: string;
  readonly hash: string;
  readonly text: string;
  readonly savedAt: number;
  readonly origin: Origin;
  readonly added: number;
  readonly removed: number;
}

export interface SkillMove {
  readonly id: number;
  readonly to: string;
}

/** A store, of which only one at a time is written, and which is read as it was at one moment. */
export interface VersionStore {
  /** All that is done within happens, or nothing; alone among all processes. */
  exclusively<T>(work: () => T): T;
  /** Sees one state throughout. */
  reading<T>(work: () => T): T;

  /** Those in the folder, in no order. */
  present(): readonly KnownSkill[];
  /** The one in the folder that has this path. */
  at(path: string): KnownSkill | undefined;
  /** All that have this name, ignoring case: those in the folder first, by path; then the last removed first. */
  named(name: string): readonly KnownSkill[];
  skill(id: number): KnownSkill | undefined;
  /** Those not in the folder, the last removed first. */
  removedSkills(): readonly KnownSkill[];
  /** The one last removed from this path. */
  removedAt(path: string): KnownSkill | undefined;

  /** Newest first. */
  versions(id: number): readonly Version[];
  version(id: number, number: number): VersionText | undefined;

  // What follows is used within `exclusively` only.

  /** Without versions. */
  addSkill(path: string): KnownSkill;
  /** The next number. */
  addVersion(id: number, version: NewVersion): Version;
  setLabel(id: number, number: number, label: string | undefined): void;
  setStamp(id: number, stamp: string): void;
  /** All at once, so that two may change places. Those that were removed are in the folder again. */
  move(moves: readonly SkillMove[]): void;
  setRemoved(id: number, at: number): void;
  /** The versions of the one come after those of the other, who takes its place in the folder. */
  join(id: number, into: number): void;
}
