/** A moment of a run, the same in every replay of it. */

export interface Moment {
  /** The probe's number among those of all programs. */
  readonly probe: number;
  /** How many functions the program had entered, and rounds of loops it had begun. */
  readonly count: number;
  /** The number of the function's frame in its program. */
  readonly frame: number;
  /** The skill's call. */
  readonly call: number;
}

export function isSameMoment(a: Moment, b: Moment): boolean {
  return a.probe === b.probe && a.count === b.count && a.frame === b.frame && a.call === b.call;
}

export function momentKey({ probe, count, frame, call }: Moment): string {
  return `${probe} ${count} ${frame} ${call}`;
}
