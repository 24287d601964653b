/** What a run asks of its surroundings, and what its hosts ask of it. */

import type { Skill } from '../skill/skill.ts';
import type { Outcome, RunEvent, RunRequest } from './outcome.ts';

/** Finds skills by name, as they are on the screen or on disk at this moment. Names ignore case. */
export interface SkillSource {
  /** `undefined` when no skill has the name. */
  find(name: string): Skill | undefined;
  /** All names, for suggestions. */
  names(): Iterable<string>;
  /**
   * Why no skill of this name can run, in a sentence, when the reason lies outside of its text: its file cannot be
   * read, or two files have the name. `undefined`, like a source that does not know, when nothing is in the way.
   */
  obstacle?(name: string): string | undefined;
}

/** Where everything that is not deterministic comes from, so that a run can be recorded and replayed. */
export interface Recording {
  /** Milliseconds since 1970, never decreasing within a run. */
  now(): number;
  /** The seed of the run's randomness, asked once: four 32-bit integers. */
  seed(): readonly [number, number, number, number];
  /** An answer that depends on the host, such as a formatted date: asks once, or returns what was recorded. */
  answer(question: string, ask: () => string): string;
}

/** Runs skills. Implemented over a pool of worker threads; it never rejects: an outcome is a value. */
export interface Runner {
  run(request: RunRequest, world: RunWorld): Promise<Outcome>;
}

export interface RunWorld {
  readonly source: SkillSource;
  /** Cancels at once, whatever the code does. */
  readonly signal?: AbortSignal;
  /** Called in order while the run is on. */
  readonly onEvent?: (event: RunEvent) => void;
}
