/** Debugging, in the guest: joins its parts, and gives the programs what their probes call. */

import type { Guest } from '../guest.ts';
import type { GuestExaminer } from './examine.ts';
import type { Accessor, GuestProbes } from './probes.ts';
import type { GuestTasks, OpenCall } from './tasks.ts';
import type { GuestView } from './view.ts';

/** What the calls of skills tell the debugger's half. */
export interface GuestDebugging {
  /** The program that an instrumented one yields. */
  opened(loaded: unknown): unknown;
  /** The module of a call is about to be evaluated. */
  opening(call: OpenCall): void;
  /** A skill is called. */
  called(call: number): OpenCall;
  /** It has ended. */
  ended(call: OpenCall): void;
  examine(argument: string): string;
  /** A value that is held for the host, and the way to put another in its place. */
  held(ref: number): unknown;
  replace(ref: number, value: unknown): void;
  readonly flags: Uint8Array;
  readonly control: Float64Array;
}

/** Self-contained like every part of the prelude. */
export const debuggingPart = (
  guest: Guest,
  parts: {
    readonly probes: GuestProbes;
    readonly tasks: GuestTasks;
    readonly view: GuestView;
    readonly examiner: GuestExaminer;
  },
  probedMark: string,
): GuestDebugging => {
  const { ask, primordials } = guest;
  const { apply, hide, indexOf, uncurry, descriptor } = primordials;
  const setOwn = Object.defineProperty;
  const { probes, tasks, view, examiner } = parts;
  let opening: OpenCall | undefined;

  // What an author reads of a function, or of an error, is the program without its probes.
  const nativeToString = Function.prototype.toString;
  const sourceOf = uncurry<(value: unknown) => string>(nativeToString);
  const methods = {
    toString(this: unknown): string {
      return this === methods.toString ? sourceOf(nativeToString) : ask('debug.source', sourceOf(this));
    },
  };
  hide(Function.prototype, 'toString', methods.toString);

  const isProbed = (stack: unknown): stack is string =>
    typeof stack === 'string' && indexOf(stack, probedMark) >= 0;
  /** Of an error whose stack is about to be taken out of it, that is replaced. */
  const stackText = (read: unknown): unknown => {
    if (isProbed(read)) return ask('debug.stack', read);
    if (typeof read !== 'object' || read === null) return read;
    const slot = descriptor(read, 'stack');
    if (slot?.writable === true && isProbed(slot.value))
      setOwn(read, 'stack', { __proto__: null, value: ask('debug.stack', slot.value) } as PropertyDescriptor);
    return read;
  };

  const { flags, control, probe, stop } = probes;
  const { begin, end, suspend, resume } = tasks;
  const { addCounter } = examiner;
  const tools = [
    flags,
    probe,
    stop,
    () => opening?.id,
    (_call: number, accessor: Accessor) => {
      // Nothing has run since the module began to be evaluated.
      if (opening !== undefined) opening.body = accessor;
    },
    begin,
    end,
    suspend,
    resume,
    addCounter,
    stackText,
  ];

  return {
    opened: loaded => (typeof loaded === 'function' ? apply(loaded, undefined, tools) : loaded),
    opening(call) {
      opening = call;
    },
    called: call => tasks.called(call),
    ended: call => tasks.ended(call),
    examine: argument => examiner.examine(argument),
    held: ref => view.held(ref),
    replace: (ref, value) => view.replace(ref, value),
    flags,
    control,
  };
};
