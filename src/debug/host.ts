/** What a debug session asks of its host: the skills that a launch is about, and a run of them that can be stopped. */

import type { JsonObject } from '../base/json.ts';
import type { Debuggee, DebugOptions } from '../run/debug/debuggee.ts';
import type { SkillSource } from '../run/port.ts';
import type { Skill } from '../skill/skill.ts';

/** What a client asks to debug; see the attributes of `launch.json`. */
export interface LaunchWishes {
  /** A skill by its name. */
  readonly skill?: string;
  /** A skill by its file, as the client names files. Ignored beside `skill`. */
  readonly program?: string;
  /** Absent: as the recording has them, else none. */
  readonly inputs?: JsonObject;
  /** Milliseconds that the run may go on, time in which it is stopped not counted. */
  readonly timeout?: number;
  /** A recorded run, by its id or its file: it is answered as it was then. */
  readonly recording?: string;
  /** Globs of files, relative to the skills folder, in which steps do not stop. */
  readonly skipFiles?: readonly string[];
}

export interface DebugHost {
  /** Rejects with an error for people: what is missing, and what to do about it. */
  open(wishes: LaunchWishes): Promise<DebugTarget>;
}

/** A skill that is ready to be debugged, and those around it. Nothing runs yet. */
export interface DebugTarget {
  readonly skill: string;
  /** As on the screen at each moment, or as they were recorded. */
  readonly source: SkillSource;
  /** By its path below the skills folder; `undefined` when no skill has it. */
  at(path: string): Skill | undefined;
  /** The path below the skills folder of a file as the client names it; `undefined` for files elsewhere. */
  pathOf(file: string): string | undefined;
  /** The file of a skill as the client names it; `undefined` when no file holds this text: it was recorded. */
  fileOf(skill: Skill): string | undefined;
  /** Paths below the skills folder of the files in which steps do not stop. */
  readonly skipped: readonly string[];
  /**
   * Starts the run. Rejects with an error for people.
   * @param source - what it finds its skills in
   */
  start(source: SkillSource, options: DebugOptions): Promise<Debuggee>;
}
