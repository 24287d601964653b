/** Answers a run from a tape as far as that goes and from the world after it, and tapes all of it. */

import type { Recording } from './port.ts';
import { cachedQuestion, readClock, type StopReason, type Tape } from './tape.ts';
import { defaultTapeLimits, type TapeLimits, TapingRecording } from './taping.ts';

/**
 * A run that did what is on the tape goes on where that ends, as if nothing had come in between: time continues from
 * the tape's last one. Its own {@link tape} holds the whole run.
 */
export class ContinuingRecording extends TapingRecording {
  /** @param tape - of a whole run, or of its beginning */
  constructor(tape: Tape, world: Recording, limits: TapeLimits = defaultTapeLimits) {
    super(new TapeThenWorld(tape, world), limits);
  }
}

/**
 * The run is on the tape until it looks at the clock or calls a skill once more than is there, or otherwise, or puts a
 * question that is not there. Then the world is asked, but for questions that the tape has an answer to.
 */
class TapeThenWorld implements Recording {
  readonly #tape: Tape;
  readonly #world: Recording;
  readonly #times: readonly number[];
  readonly #answers: ReadonlyMap<string, string>;
  #isOnTape = true;
  #looks = 0;
  #stopLooks = 0;
  #calls = 0;
  /** In microseconds, as on the tape. */
  #lastTime = 0;
  /** What is added to the world's time, in microseconds, so that it continues the tape's. */
  #shift: number | undefined;

  constructor(tape: Tape, world: Recording) {
    this.#tape = tape;
    this.#world = world;
    this.#times = readClock(tape.clock);
    this.#answers = new Map(tape.answers);
  }

  now(): number {
    const time = this.#isOnTape ? this.#times[this.#looks++] : undefined;
    this.#lastTime = time ?? this.#worldsTime();
    return this.#lastTime / 1000;
  }

  seed(): Tape['seed'] {
    return this.#tape.seed;
  }

  answer(question: string, ask: () => string): string {
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    this.#isOnTape = false;
    return this.#world.answer(question, ask);
  }

  cached(call: number, ask: () => string): string {
    if (this.#isOnTape) return this.#answers.get(cachedQuestion(call)) ?? '';
    return this.#world.cached(call, ask);
  }

  /** As long as the tape goes on, only it says when time is up: this machine may be slower. */
  stop(look: () => StopReason | undefined): StopReason | undefined {
    this.#stopLooks++;
    const { stop } = this.#tape;
    if (this.#isOnTape && stop !== undefined && this.#stopLooks >= stop.look) return stop.reason;
    const reason = this.#world.stop(look);
    return reason === 'time-limit' && this.#hasTimes ? undefined : reason;
  }

  /** What comes after a time on the tape has waited already. */
  async wait(pause: () => Promise<void>): Promise<void> {
    if (!this.#hasTimes) await this.#world.wait(pause);
  }

  called(call: string): void {
    if (this.#tape.calls[this.#calls++] !== call) this.#isOnTape = false;
    this.#world.called(call);
  }

  get #hasTimes(): boolean {
    return this.#isOnTape && this.#looks < this.#times.length;
  }

  #worldsTime(): number {
    this.#isOnTape = false;
    const time = Math.round(this.#world.now() * 1000);
    this.#shift ??= this.#lastTime === 0 ? 0 : this.#lastTime - time;
    return Math.max(this.#lastTime, time + this.#shift);
  }
}
