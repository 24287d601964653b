/** Names of runs: short, unique across processes, and in the order of the runs' starts. */

export interface RunIdWorld {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
}

const timeDigits = 9;
const countDigits = 6;
const radix = 36;
const counts = radix ** countDigits;

/** Of one process: its ids grow strictly, also when the clock is set back. */
export class RunIds {
  readonly #world: RunIdWorld;
  #time = 0;
  #count = 0;

  constructor(world: RunIdWorld) {
    this.#world = world;
  }

  /** Fifteen lower-case letters and digits. */
  next(): string {
    const now = Math.floor(this.#world.now());
    if (now > this.#time) {
      this.#time = now;
      this.#count = Math.floor(this.#world.random() * counts);
    } else if (++this.#count >= counts) {
      this.#time++;
      this.#count = 0;
    }
    return runIdAt(this.#time) + digits(this.#count, countDigits);
  }
}

/** What stands before the ids of all runs that start at this moment or later, and after all others. */
export function runIdAt(ms: number): string {
  return digits(Math.max(0, Math.min(Math.floor(ms), radix ** timeDigits - 1)), timeDigits);
}

function digits(value: number, length: number): string {
  return value.toString(radix).padStart(length, '0');
}
