/** Lets a run ask the world, and keeps every answer on a tape. */

import type { Recording } from './port.ts';
import {
  answerQuestion,
  type CallAnswer,
  cachedQuestion,
  type StopReason,
  type Tape,
  writeClock,
} from './tape.ts';

/** Looks at the clock, and characters of answers and calls, that one tape holds. */
export interface TapeLimits {
  readonly looks: number;
  readonly chars: number;
}

export const defaultTapeLimits: TapeLimits = { looks: 1_000_000, chars: 16_000_000 };

/**
 * The same question gets the same answer for the whole run, so that order does not matter. Times are whole
 * microseconds: they come off the tape as they went onto it.
 */
export class TapingRecording implements Recording {
  readonly #world: Recording;
  readonly #limits: TapeLimits;
  readonly #times: number[] = [];
  readonly #answers = new Map<string, string>();
  readonly #calls: string[] = [];
  readonly #ends: number[] = [];
  #seed: Tape['seed'] | undefined;
  #looks = 0;
  #chars = 0;
  #stop: Tape['stop'];
  #isCut = false;

  constructor(world: Recording, limits: TapeLimits = defaultTapeLimits) {
    this.#world = world;
    this.#limits = limits;
  }

  now(): number {
    const time = Math.round(this.#world.now() * 1000);
    if (this.#times.length < this.#limits.looks) this.#times.push(time);
    else this.#isCut = true;
    return time / 1000;
  }

  seed(): Tape['seed'] {
    this.#seed ??= this.#world.seed();
    return this.#seed;
  }

  answer(question: string, ask: () => string): string {
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    const answer = this.#world.answer(question, ask);
    if (this.#fits(question.length + answer.length)) this.#answers.set(question, answer);
    return answer;
  }

  cached(call: number, ask: () => string): string {
    const answer = this.#world.cached(call, ask);
    if (answer !== '' && this.#fits(answer.length)) this.#answers.set(cachedQuestion(call), answer);
    return answer;
  }

  stop(look: () => StopReason | undefined): StopReason | undefined {
    this.#looks++;
    if (this.#stop === undefined) {
      const reason = this.#world.stop(look);
      if (reason !== undefined) this.#stop = { look: this.#looks, reason };
    }
    return this.#stop?.reason;
  }

  wait(pause: () => Promise<void>): Promise<void> {
    return this.#world.wait(pause);
  }

  called(call: string): void {
    if (this.#fits(call.length)) this.#calls.push(call);
    this.#world.called(call);
  }

  override(call: number): CallAnswer | undefined {
    const answer = this.#world.override?.(call);
    if (answer === undefined) return undefined;
    const text = JSON.stringify(answer);
    if (this.#fits(text.length)) this.#answers.set(answerQuestion(call), text);
    return answer;
  }

  ended(call: number): void {
    if (!this.#isCut) this.#ends[call - 1] = this.#times.length;
    this.#world.ended?.(call);
  }

  get refused(): string | undefined {
    return this.#world.refused;
  }

  /** What is on it by now. */
  get tape(): Tape {
    return {
      seed: this.seed(),
      clock: writeClock(this.#times),
      answers: [...this.#answers],
      calls: [...this.#calls],
      ends: this.#calls.map((_call, index) => this.#ends[index] ?? 0),
      ...(this.#stop && { stop: this.#stop }),
      ...(this.#isCut && { isCut: true }),
    };
  }

  #fits(chars: number): boolean {
    this.#chars += chars;
    if (this.#chars > this.#limits.chars) this.#isCut = true;
    return !this.#isCut;
  }
}
