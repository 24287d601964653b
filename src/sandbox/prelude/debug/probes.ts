/** Debugging, in the guest: whether to stop at a probe. The host sets flags in the guest's memory beforehand. */

import type { GuestErrors } from '../errors.ts';
import type { Guest } from '../guest.ts';

/** Reads the variable with an index, or sets it to the one value of the list. */
export type Accessor = (index: number, value?: readonly [unknown]) => unknown;

/** `[probe, count, frame, call]`: the same in every replay of a run. */
export type MomentEntry = readonly [number, number, number, number];

export interface GuestProbes {
  readonly flags: Uint8Array;
  readonly control: Float64Array;
  /** Asked where a flag is set. */
  probe(index: number, count: number, frame: number, call: number): boolean;
  /** Called where `probe` said true: keeps how to read the place, or hands over to the host, or both. */
  stop(accessor: Accessor): void;
  /** `a3`: of the stop with this number; otherwise as {@link captured} names it. */
  accessor(key: string): Accessor | undefined;
  /** What was met on the way: `probe@depth` for what is on the stack, `probe#frame` for what waits. */
  captured(): readonly (readonly [key: string, moment: MomentEntry])[];
  /** Keeps how to read the place of a stop beyond it, as `capture` does. */
  keep(accessor: string, moment: MomentEntry, depth: number): void;
  /** Code that a debugger runs meets no probes. */
  quiet(isQuiet: boolean): void;
  forget(): void;
}

/** How many probes all programs of a run can have. */
export const maxProbes = 262_144;

/**
 * What a probe's flag is made of, each a bit. `stop` hands over to the host; `target` does so at one moment only, which
 * is in the control words 0 to 3; `capture` keeps how to read the place; `note` keeps, in control words 6 and 7, the
 * last probe and count of the frame that is in word 4.
 */
export const flag = { stop: 1, target: 2, capture: 4, note: 8 } as const;

/** The first word of the moment that is the target, and those of notes. */
export const controlWord = { target: 0, noteFrame: 4, noteProbe: 6, noteCount: 7 } as const;

/** Self-contained like every part of the prelude. */
export const probesPart = (
  guest: Guest,
  { put, stackHere }: GuestErrors,
  probeCount: number,
): GuestProbes => {
  const { ask, primordials } = guest;
  const { slice, indexOf, keys } = primordials;
  const flags = new Uint8Array(probeCount);
  const control = new Float64Array(8);
  const accessors: Accessor[] = [];
  const captures = { __proto__: null } as unknown as Record<
    string,
    { readonly accessor: Accessor; readonly moment: MomentEntry }
  >;
  let moment: MomentEntry = [0, 0, 0, 0];
  let isQuiet = false;
  let isCapture = false;
  let isStop = false;

  /** How many frames lie below the author's innermost one, itself included. */
  const depthHere = (): number => {
    const stack = stackHere();
    let depth = 0;
    let isBelow = false;
    for (let start = 0; start < stack.length; ) {
      const end = indexOf(stack, '\n', start);
      const line = slice(stack, start, end < 0 ? stack.length : end);
      isBelow ||= indexOf(line, '(skillsmith:') < 0 && indexOf(line, '(native)') < 0;
      if (isBelow && line !== '') depth++;
      if (end < 0) break;
      start = end + 1;
    }
    return depth;
  };

  const capture = (accessor: Accessor, at: MomentEntry, depth: number): void => {
    const entry = { accessor, moment: at };
    captures[`${at[0]}@${depth}`] = entry;
    captures[`${at[0]}#${at[2]}`] = entry;
  };

  return {
    flags,
    control,
    probe(index, count, frame, call) {
      if (isQuiet) return false;
      const bits = flags[index] as number;
      // The way that a survey takes at every statement of a function.
      if (bits === 8) {
        if (frame !== control[4]) return false;
        control[6] = index;
        control[7] = count;
        return false;
      }
      const isTarget =
        (bits & 2) !== 0 &&
        control[0] === index &&
        control[1] === count &&
        control[2] === frame &&
        control[3] === call;
      if ((bits & 8) !== 0 && !isTarget && frame === control[4]) {
        control[6] = index;
        control[7] = count;
      }
      isCapture = (bits & 4) !== 0 && !isTarget;
      isStop = isTarget || (bits & 1) !== 0;
      if (!isCapture && !isStop) return false;
      moment = [index, count, frame, call];
      return true;
    },
    stop(accessor) {
      if (isCapture) capture(accessor, moment, depthHere());
      if (!isStop) return;
      const key = accessors.length;
      put(accessors, key, accessor);
      ask('probe.stop', `[${moment[0]},${moment[1]},${moment[2]},${moment[3]},${key}]`);
    },
    accessor: key => (slice(key, 0, 1) === 'a' ? accessors[+slice(key, 1)] : captures[key]?.accessor),
    captured() {
      const list: (readonly [string, MomentEntry])[] = [];
      const names = keys(captures);
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as string;
        put(list, i, [name, captures[name]?.moment]);
      }
      return list;
    },
    keep(key, at, depth) {
      const accessor = accessors[+slice(key, 1)];
      if (accessor !== undefined) capture(accessor, at, depth);
    },
    quiet(wanted) {
      isQuiet = wanted;
    },
    forget() {
      accessors.length = 0;
    },
  };
};
