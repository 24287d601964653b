/** The port to the files of a skills folder. All of it at once, without promises: it is called while a lock is held. */

import type { UnreadableFile } from '../skill/skill.ts';

export interface FoundFile {
  /** Relative to the skills folder, `/` between segments. */
  readonly path: string;
  /** Another one whenever the content may be another one; `''` when nothing can be said, as the file is too new. */
  readonly stamp: string;
}

export interface ReadFile extends FoundFile {
  readonly text: string;
  /** When the file was written, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** What a file was before, until it is sure that it will not be needed. One of the two is called, once. */
export interface Replaced {
  /** Nothing is needed for it, not even space on the disk. What somebody else has written meanwhile stays. */
  undo(): void;
  forget(): void;
}

export interface FolderLook {
  readonly files: readonly FoundFile[];
  /** Somebody is writing, or was ended while writing. */
  readonly hasHalfDone: boolean;
}

/** Paths are those of skills, and lead nowhere else: {@link placeProblem} has nothing against them. */
export interface SkillFiles {
  /**
   * Every file that is a skill by its path and is a file, sorted by path; none when there is no folder. What writers
   * left half done that were ended is taken away: nobody else writes meanwhile.
   */
  list(): readonly FoundFile[];
  /** The same while others may write: what is half done stays. */
  look(): FolderLook;
  /** `undefined` when there is no such file. */
  read(path: string): ReadFile | UnreadableFile | undefined;
  /**
   * All of the text or nothing, whenever the process ends; folders are made, and a byte order mark is kept.
   * @throws {FileRefusal} when the path leads out of the workspace, or the disk does not take it
   */
  write(path: string, text: string): Replaced;
  /** There has to be a file. @throws {FileRefusal} when it cannot be removed */
  remove(path: string): Replaced;
  /** Who, perhaps, wrote a file at this time: git leaves traces, others do not. */
  writerAt(changedAt: number): 'git' | 'disk';
}

/** A file that cannot be written or removed: what is wrong and what to do, in a sentence. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
}
