/** Answers a run from a tape, as the world answered the first time, and notices where the run asks something else. */

import type { Recording } from './port.ts';
import {
  answerQuestion,
  type CallAnswer,
  cachedQuestion,
  chainOf,
  type Divergence,
  readCall,
  readClock,
  type StopReason,
  type Tape,
} from './tape.ts';

export class ReplayingRecording implements Recording {
  readonly #tape: Tape;
  readonly #world: Recording;
  readonly #times: readonly number[];
  readonly #answers: ReadonlyMap<string, string>;
  #nextTime = 0;
  #lastTime = 0;
  #looks = 0;
  #calls = 0;
  #divergence: Divergence | undefined;

  /** @param world - answers what is not on the tape, after a divergence */
  constructor(tape: Tape, world: Recording) {
    this.#tape = tape;
    this.#world = world;
    this.#times = readClock(tape.clock);
    this.#answers = new Map(tape.answers);
  }

  /** `undefined` as long as the run does what is on the tape. */
  get divergence(): Divergence | undefined {
    return this.#divergence;
  }

  /** Where the tape ends, time stands still. */
  now(): number {
    const time = this.#times[this.#nextTime++];
    if (time === undefined) this.#diverge({ kind: 'clock' });
    else this.#lastTime = time;
    return this.#lastTime / 1000;
  }

  seed(): Tape['seed'] {
    return this.#tape.seed;
  }

  answer(question: string, ask: () => string): string {
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    this.#diverge({ kind: 'question', actual: question });
    return this.#world.answer(question, ask);
  }

  /** What the cache of today has is of no interest: the call runs. */
  cached(call: number): string {
    return (this.#divergence === undefined && this.#answers.get(cachedQuestion(call))) || '';
  }

  /** At the same look as on the tape; a run that goes other ways, when the world says so. */
  stop(look: () => StopReason | undefined): StopReason | undefined {
    this.#looks++;
    const { stop } = this.#tape;
    if (stop !== undefined && this.#looks >= stop.look && this.#divergence === undefined) return stop.reason;
    const reason = this.#world.stop(look);
    // Only the tape says when time is up: this machine may be slower.
    return reason === 'time-limit' && this.#divergence === undefined ? undefined : reason;
  }

  async wait(pause: () => Promise<void>): Promise<void> {
    if (this.#divergence !== undefined && this.#nextTime >= this.#times.length) await pause();
  }

  called(actual: string): void {
    const expected = this.#tape.calls[this.#calls++];
    if (actual === expected) return;
    // As long as nothing was different, the caller has the same number on the tape.
    const chain = chainOf(this.#tape.calls, readCall(actual)?.caller ?? 0);
    this.#diverge({ kind: 'call', number: this.#calls, chain, expected, actual });
  }

  override(call: number): CallAnswer | undefined {
    const answer = this.#divergence === undefined ? this.#answers.get(answerQuestion(call)) : undefined;
    return answer === undefined ? undefined : (JSON.parse(answer) as CallAnswer);
  }

  #diverge(divergence: Divergence): void {
    this.#divergence ??= divergence;
  }
}
