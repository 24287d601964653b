/** What a run asked of the world and was answered, as plain data: with its skills and inputs, all that it depended on. */

/** Why a run has to stop that would go on. */
export type StopReason = 'cancelled' | 'time-limit';

export interface Tape {
  /** Four 32-bit integers: the seed of the run's randomness. */
  readonly seed: readonly [number, number, number, number];
  /** All looks at the clock, in order; see {@link writeClock}. */
  readonly clock: Uint8Array;
  /** What else was asked, with the answer: formatted dates, time zones, names that no skill has, cached results. */
  readonly answers: readonly (readonly [question: string, answer: string])[];
  /** Calls of skills in order, as the guest made them: `caller,"name",inputs`. */
  readonly calls: readonly string[];
  /** The run was stopped: at which look, from one, and why. */
  readonly stop?: { readonly look: number; readonly reason: StopReason };
  /** The tape was full before the run ended: such a run cannot be replayed. */
  readonly isCut?: true;
}

/** The question that a call's cached result is the answer to; a call without one is not on the tape. */
export function cachedQuestion(call: number): string {
  return `result of call ${call}`;
}

/** The first place where a run does something else than the one on the tape. */
export type Divergence =
  | {
      readonly kind: 'call';
      /** Of the call in the run, from one. */
      readonly number: number;
      /** As on the tape, `caller,"name",inputs`; `undefined` when the tape has no more. */
      readonly expected: string | undefined;
      readonly actual: string;
    }
  | { readonly kind: 'question'; readonly actual: string }
  | { readonly kind: 'clock' };

/** Times in microseconds, never decreasing, as the differences between them, each in groups of seven bits. */
export function writeClock(times: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let last = 0;
  for (const time of times) {
    let difference = time - last;
    last = time;
    for (; difference >= 0x80; difference = Math.floor(difference / 0x80))
      bytes.push((difference % 0x80) | 0x80);
    bytes.push(difference);
  }
  return Uint8Array.from(bytes);
}

/** What {@link writeClock} wrote. Bytes that end within a number lose that one. */
export function readClock(bytes: Uint8Array): readonly number[] {
  const times: number[] = [];
  let last = 0;
  let difference = 0;
  let weight = 1;
  for (const byte of bytes) {
    difference += (byte & 0x7f) * weight;
    weight *= 0x80;
    if (byte >= 0x80) continue;
    last += difference;
    times.push(last);
    difference = 0;
    weight = 1;
  }
  return times;
}
