/** The versions of a skill: the words for them, plain data that crosses threads as it is. */

import type { Range } from '../base/text.ts';
import type { ProblemCode, Severity } from '../skill/problem.ts';

/** How a source came to be in the folder. `disk` is any program that is not known. */
export type Origin = 'editor' | 'command-line' | 'git' | 'disk' | 'restore' | 'agent';

/** One state of a skill's source that was in the folder. */
export interface Version {
  /** The skill, whatever it is called by now; never given to another one. */
  readonly skill: number;
  /** From 1, without gaps. */
  readonly number: number;
  /** Of the source: two versions with the same hash have the same text. */
  readonly hash: string;
  /** Where the file was then, relative to the skills folder. */
  readonly path: string;
  /** Milliseconds since 1970, by a clock that may have been wrong: the numbers say what came after what. */
  readonly savedAt: number;
  readonly origin: Origin;
  /** In UTF-8 bytes. */
  readonly size: number;
  /** What somebody has called it; `undefined` when nobody has. */
  readonly label: string | undefined;
  /** Lines that the version before did not have; all of them in the first one. */
  readonly added: number;
  /** Lines of the version before that this one does not have. */
  readonly removed: number;
}

export interface VersionText extends Version {
  readonly text: string;
}

export function versionOf({ text: _, ...version }: VersionText): Version {
  return version;
}

/** A skill as its versions know it. */
export interface VersionedSkill {
  readonly id: number;
  /** As its file is written, without the extension. */
  readonly name: string;
  /** Where it is, or was when it was removed. */
  readonly path: string;
  /** The number of its last version, which is how many there are. */
  readonly latest: number;
  /** Milliseconds since 1970; `undefined` while it is in the folder. */
  readonly removedAt: number | undefined;
}

/** Which skill is meant: by its name in any capitals, by its path, or by its identity, which renames do not change. */
export type SkillPointer = string | { readonly path: string } | { readonly id: number };

/** A skill as it is to be saved. Without a path, it keeps the one that it has, or gets one below its category. */
export type SkillDraft =
  | { readonly path: string; readonly text: string }
  | { readonly name: string; readonly category?: string; readonly text: string };

export interface SaveOptions {
  /**
   * The number of the version that the text was made from; 0: there was no such skill. Something else in the folder is
   * a conflict. Absent: whatever is there is replaced (and stays in the history).
   */
  readonly expectedVersion?: number;
  /** False saves in spite of errors. */
  readonly validate?: boolean;
  /** Default: `agent`. */
  readonly origin?: Origin;
}

export interface RestoreOptions extends Omit<SaveOptions, 'origin'> {
  /** Where a skill that was removed comes back; absent: where it was. */
  readonly path?: string;
}

/** A problem as plain data. */
export interface FoundProblem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: string;
}

/** What came of a save. All but `saved` have written nothing. */
export type SaveAnswer =
  | {
      readonly status: 'saved';
      readonly version: Version;
      /** False when the folder had this text already: no version was made. */
      readonly isNew: boolean;
    }
  | VersionConflict
  | {
      readonly status: 'invalid';
      readonly path: string;
      readonly problems: readonly FoundProblem[];
      readonly message: string;
    }
  | SaveRefusal;

/** Somebody was quicker. */
export interface VersionConflict {
  readonly status: 'conflict';
  readonly path: string;
  readonly expected: number;
  /** 0 when there is no such skill (any more). */
  readonly actual: number;
  readonly message: string;
}

/** It cannot be saved there, or not at all: no name for a skill, out of the workspace, not enough space. */
export interface SaveRefusal {
  readonly status: 'refused';
  readonly path: string;
  /** What is wrong and what to do, in a sentence. */
  readonly message: string;
}

export type RemoveAnswer =
  | { readonly status: 'removed'; readonly skill: VersionedSkill }
  | VersionConflict
  | SaveRefusal;
