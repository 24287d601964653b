/** What a run asks of its surroundings, and what its hosts ask of it. */

import type { Skill } from '../skill/skill.ts';
import type { CacheLevel, Outcome, RunEvent, RunRequest } from './outcome.ts';
import type { CallAnswer, Divergence, Fork, StopReason, Tape } from './tape.ts';

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
  /**
   * The same object until anything changes, so that things can be remembered by it. Without it, the results of skills
   * that call what only the run knows are not cached.
   */
  state?(): SkillState | undefined;
}

/** All there is at one moment, sorted by path. */
export interface SkillState {
  skills(): Iterable<Skill>;
  unreadable(): Iterable<{ readonly path: string; readonly message: string }>;
}

/** A result as JSON text, and who had it. */
export interface CachedResult {
  readonly text: string;
  readonly level: CacheLevel;
}

/** Results of earlier calls, by keys that name skill, sources and inputs. Never throws or rejects. */
export interface ResultCache {
  /** `undefined` when there is none. An answer that takes longer than 50 ms comes too late. */
  get(key: string): CachedResult | undefined | Promise<CachedResult | undefined>;
  set(key: string, result: { readonly text: string; readonly ttlMs: number }): void;
}

/** A {@link ResultCache} as it is seen beside the sandbox, where nothing can be waited for. */
export interface CallAnswers {
  /** The key for a text that says what the result depends on. */
  key(text: string): string;
  get(key: string): CachedResult | undefined;
  set(key: string, result: { readonly text: string; readonly ttlMs: number }): void;
}

/**
 * Where everything that is not deterministic comes from, so that a run can be recorded and replayed. A run puts the
 * same questions in the same order as long as it gets the same answers.
 */
export interface Recording {
  /** Milliseconds since 1970, never decreasing within a run. */
  now(): number;
  /** The seed of the run's randomness, asked once: four 32-bit integers. */
  seed(): readonly [number, number, number, number];
  /** An answer that depends on the host, such as a formatted date: asks once, or returns what was recorded. */
  answer(question: string, ask: () => string): string;
  /** What a cache has for a call, by its number in the run: `level text`, or `''` for nothing. */
  cached(call: number, ask: () => string): string;
  /** Whether the run has to stop: asked between pieces of its work and while its code runs. */
  stop(look: () => StopReason | undefined): StopReason | undefined;
  /** Waits as `pause` does. A replay has waited already. */
  wait(pause: () => Promise<void>): Promise<void>;
  /** A skill is called, whatever comes of it: `caller,"name",inputs`, the caller by its number in the run. */
  called(call: string): void;
  /** Asked after each call but the first: what it is answered with instead of running; `undefined`: it runs. */
  override?(call: number): CallAnswer | undefined;
  /** A call has ended, in whatever way, after the last look at the clock for it. */
  ended?(call: number): void;
  /** A question that may not be asked, which ends the run; `undefined` as long as there was none. */
  readonly refused?: string | undefined;
}

/** Runs skills. Implemented over a pool of worker threads; it never rejects: an outcome is a value. */
export interface Runner {
  run(request: RunRequest, world: RunWorld): Promise<Outcome>;
}

export interface RunWorld {
  readonly source: SkillSource;
  /**
   * Given, the run is taped, and the tape handed over before the outcome. A run whose thread had to be ended, because
   * nothing else stopped it, has none.
   */
  readonly onTape?: (tape: Tape) => void;
  /** What the run is answered from, instead of the world: with the same skills and inputs it has the same outcome. */
  readonly tape?: Tape;
  /** What is to be other than on {@link tape}; the run may then leave it. */
  readonly fork?: Fork;
  /** Told, before the outcome, where a run from a tape did something else. */
  readonly onDivergence?: (divergence: Divergence) => void;
  /** Told, before the outcome, of the calls of a {@link fork} that were not made again, so that nothing answered them. */
  readonly onUnused?: (calls: readonly number[]) => void;
  /** Results of skills that are tagged `@cache` come from here and go here. A run from a tape does not touch it. */
  readonly results?: ResultCache;
  /** Cancels at once, whatever the code does. */
  readonly signal?: AbortSignal;
  /** Called in order while the run is on. */
  readonly onEvent?: (event: RunEvent) => void;
}
