/** A recording with a clock of its own, the same seed and the same answers each time: runs repeat to the byte. */

import type { Recording } from '../../src/run/port.ts';
import type { StopReason } from '../../src/run/tape.ts';

export class FakeRecording implements Recording {
  #now: number;
  readonly #stepMs: number;
  /** Questions that were asked, in order. */
  readonly questions: string[] = [];
  /** Calls of skills, in order. */
  readonly calls: string[] = [];

  /** Each look at the clock moves it by `stepMs`. */
  constructor(startMs = Date.UTC(2026, 0, 2, 3, 4, 5), stepMs = 1) {
    this.#now = startMs;
    this.#stepMs = stepMs;
  }

  now(): number {
    this.#now += this.#stepMs;
    return this.#now;
  }

  seed(): readonly [number, number, number, number] {
    return [1, 2, 3, 4];
  }

  answer(question: string, ask: () => string): string {
    this.questions.push(question);
    return ask();
  }

  cached(_call: number, ask: () => string): string {
    return ask();
  }

  stop(look: () => StopReason | undefined): StopReason | undefined {
    return look();
  }

  wait(pause: () => Promise<void>): Promise<void> {
    return pause();
  }

  called(call: string): void {
    this.calls.push(call);
  }
}
