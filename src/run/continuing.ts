/** Answers a run from a tape as far as that goes and from the world after it, and tapes all of it. */

import type { Recording } from './port.ts';
import {
  answerQuestion,
  type CallAnswer,
  cachedQuestion,
  chainOf,
  type Divergence,
  type Fork,
  isSkillQuestion,
  readCall,
  readClock,
  type StopReason,
  type Tape,
} from './tape.ts';
import { TapedCalls } from './taped-calls.ts';
import { defaultTapeLimits, type TapeLimits, TapingRecording } from './taping.ts';

const unchanged: Fork = { hasOtherInputs: false, calls: [], beyond: 'world' };

/**
 * A run that did what is on the tape goes on where that ends, as if nothing had come in between: time continues from
 * the tape's last one. Its own {@link tape} holds the whole run.
 */
export class ContinuingRecording extends TapingRecording {
  readonly #answers: TapeThenWorld;

  /** @param tape - of a whole run, or of its beginning */
  constructor(
    tape: Tape,
    world: Recording,
    { fork = unchanged, limits = defaultTapeLimits }: { fork?: Fork; limits?: TapeLimits } = {},
  ) {
    const answers = new TapeThenWorld(tape, world, fork);
    super(answers, limits);
    this.#answers = answers;
  }

  /** Where the run left the tape, or came to its end; `undefined` as long as it did not. */
  get divergence(): Divergence | undefined {
    return this.#answers.divergence;
  }

  /** Calls of the fork that were not made, so that nothing answered them; by their numbers on the tape. */
  get unused(): readonly number[] {
    return this.#answers.unused;
  }
}

/**
 * The run is on the tape until it looks at the clock or calls a skill once more than is there, or otherwise, or puts a
 * question that is not there. Then the world is asked, but for questions that the tape has an answer to.
 */
class TapeThenWorld implements Recording {
  readonly #tape: Tape;
  readonly #world: Recording;
  readonly #fork: Fork;
  readonly #times: readonly number[];
  readonly #answers: ReadonlyMap<string, string>;
  readonly #forced: Map<number, CallAnswer>;
  readonly #calls: TapedCalls;
  #divergence: Divergence | undefined;
  /** Something was other than on the tape, so that it does not say any more when the run stops. */
  #isOther: boolean;
  #looks = 0;
  /**
   * Of the call that is answered: how often the clock had been looked at when it ended. After the look for its
   * beginning comes the one for its end, so that what the code did in between takes its time, but no looks.
   */
  #end: number | undefined;
  #stopLooks = 0;
  #count = 0;
  #refused: string | undefined;
  /** In microseconds, as on the tape. */
  #lastTime = 0;
  /** What is added to the world's time, in microseconds, so that it continues the tape's. */
  #shift: number | undefined;

  constructor(tape: Tape, world: Recording, fork: Fork) {
    this.#tape = tape;
    this.#world = world;
    this.#fork = fork;
    this.#times = readClock(tape.clock);
    this.#answers = new Map(tape.answers);
    this.#forced = new Map(fork.calls);
    this.#calls = new TapedCalls(tape.calls, new Set(this.#forced.keys()));
    this.#isOther = fork.hasOtherInputs;
  }

  get divergence(): Divergence | undefined {
    return this.#divergence;
  }

  get unused(): readonly number[] {
    return [...this.#forced.keys()].sort((a, b) => a - b);
  }

  get refused(): string | undefined {
    return this.#refused;
  }

  now(): number {
    const time = this.#isOnTape ? this.#times[this.#looks++] : undefined;
    this.#lastTime = time ?? this.#timeBeyond();
    if (this.#end !== undefined) this.#looks = Math.max(this.#looks, this.#end - 1);
    this.#end = undefined;
    return this.#lastTime / 1000;
  }

  seed(): Tape['seed'] {
    return this.#tape.seed;
  }

  answer(question: string, ask: () => string): string {
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    this.#leave({ kind: 'question', actual: question });
    if (isSkillQuestion(question)) return ask();
    if (this.#fork.beyond === 'world') return this.#world.answer(question, ask);
    this.#refused ??= question;
    throw new Error('The recording has no answer to this question.');
  }

  cached(call: number, ask: () => string): string {
    const number = this.#calls.numberOf(call);
    const known = number === undefined ? undefined : this.#answers.get(cachedQuestion(number));
    if (known !== undefined) return known;
    return this.#isOnTape || this.#fork.beyond === 'refuse' ? '' : this.#world.cached(call, ask);
  }

  /** As long as the tape goes on, only it says when time is up: this machine may be slower. */
  stop(look: () => StopReason | undefined): StopReason | undefined {
    this.#stopLooks++;
    const { stop } = this.#tape;
    const isSame = this.#isOnTape && !this.#isOther;
    if (isSame && stop !== undefined && this.#stopLooks >= stop.look) return stop.reason;
    const reason = this.#world.stop(look);
    return reason === 'time-limit' && isSame && this.#hasTimes ? undefined : reason;
  }

  /** What comes after a time on the tape has waited already. */
  async wait(pause: () => Promise<void>): Promise<void> {
    if (!this.#hasTimes && this.#fork.beyond === 'world') await this.#world.wait(pause);
  }

  called(actual: string): void {
    this.#count++;
    const { expected } = this.#calls;
    const { isNext } = this.#calls.match(actual);
    const isSame = isNext && (this.#count > 1 || this.#isOther || actual === expected);
    if (!isSame) {
      const caller = this.#calls.numberOf(readCall(actual)?.caller ?? 0) ?? 0;
      const chain = chainOf(this.#tape.calls, caller);
      this.#leave({ kind: 'call', number: this.#count, chain, expected, actual });
    }
    this.#world.called(actual);
  }

  override(call: number): CallAnswer | undefined {
    const number = this.#calls.numberOf(call);
    if (number === undefined) return undefined;
    const forced = this.#forced.get(number);
    if (forced === undefined) return this.#tapedAnswer(number);
    this.#forced.delete(number);
    this.#isOther = true;
    this.#end = this.#tape.ends?.[number - 1];
    return forced;
  }

  #tapedAnswer(number: number): CallAnswer | undefined {
    const text = this.#answers.get(answerQuestion(number));
    return text === undefined ? undefined : (JSON.parse(text) as CallAnswer);
  }

  get #isOnTape(): boolean {
    return this.#divergence === undefined;
  }

  get #hasTimes(): boolean {
    return this.#isOnTape && this.#looks < this.#times.length;
  }

  #leave(divergence: Divergence): void {
    this.#divergence ??= divergence;
  }

  #timeBeyond(): number {
    this.#leave({ kind: 'clock' });
    if (this.#fork.beyond === 'refuse') return this.#lastTime;
    const time = Math.round(this.#world.now() * 1000);
    this.#shift ??= this.#lastTime === 0 ? 0 : this.#lastTime - time;
    return Math.max(this.#lastTime, time + this.#shift);
  }
}
