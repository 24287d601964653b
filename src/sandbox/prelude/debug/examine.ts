/** Debugging, in the guest: what the host asks while the run is stopped. */

import type { ErrorReport, GuestErrors } from '../errors.ts';
import type { Guest } from '../guest.ts';
import type { Accessor, GuestProbes, MomentEntry } from './probes.ts';
import type { GuestTasks } from './tasks.ts';
import type { GuestView, NamedRow, ValueRow } from './view.ts';

/** How a variable is read: by which accessor (`b3` is the program's own of call 3), by which index there. */
export type NameEntry = readonly [accessor: string, index: number, isConstant: boolean];

export type NameEntries = Readonly<Record<string, NameEntry>>;

/** A function of the scope that the host made of an expression, the names in it, and how `this` is read. */
export type Expression = readonly [code: string, names: NameEntries, self: NameEntry | null];

/** What can be asked, and the answers. */
export interface Examination {
  stack(): string;
  tasks(): ReturnType<GuestTasks['list']>;
  /** The task that made a call. */
  caller(call: number): number;
  keep(accessor: string, moment: MomentEntry, depth: number): null;
  captured(): readonly (readonly [string, MomentEntry])[];
  scope(names: NameEntries): readonly NamedRow[];
  children(ref: number, filter: string | null, start: number, count: number): readonly NamedRow[];
  evaluate(expression: Expression): ValueRow;
  /** Evaluates, and says by which number the value is held. */
  take(expression: Expression): number;
  held(ref: number): ValueRow;
  /** The whole of a value as text, for the clipboard and for messages. */
  text(expression: Expression): string;
  isTrue(expression: Expression): boolean;
  setChild(ref: number, name: string, expression: Expression): ValueRow;
  /** Names that a value has, with whether they are `method` or `property`. */
  members(expression: Expression): readonly (readonly [string, string])[];
  /** What a variable was and is, when it is another value than the last time under the same key. */
  changed(key: string, name: NameEntry): readonly [before: string, now: string] | null;
  /** What is known of an error that a variable holds. */
  error(name: NameEntry): ErrorReport;
  forget(): null;
}

export interface GuestExaminer {
  /** `["stack"]` or another method with its arguments, as JSON; `{"value"}` or `{"error"}`. */
  examine(argument: string): string;
  addCounter(counter: (value?: number) => number): void;
}

/** Self-contained like every part of the prelude. */
export const examinePart = (
  guest: Guest,
  errors: GuestErrors,
  parts: { readonly probes: GuestProbes; readonly tasks: GuestTasks; readonly view: GuestView },
  nativeEval: (code: string) => unknown,
): GuestExaminer => {
  const { fromText, inspect, primordials } = guest;
  const { apply, stringify, slice, keys, ownKeys, descriptor, prototypeOf, hasOwn } = primordials;
  const { put, headline, stackHere } = errors;
  const { probes, tasks, view } = parts;
  const NativeProxy = Proxy;
  const { set: setProperty } = Reflect;
  const { is } = Object;
  const asObject = Object;
  const counters: ((value?: number) => number)[] = [];
  const seen = { __proto__: null } as unknown as Record<string, { readonly value: unknown }>;

  const accessorOf = (key: string): Accessor | undefined =>
    slice(key, 0, 1) === 'b' ? tasks.open(+slice(key, 1))?.body : probes.accessor(key);

  const read = ([key, index]: NameEntry): unknown => {
    const accessor = accessorOf(key);
    try {
      return accessor === undefined ? view.uninitialised : accessor(index);
    } catch {
      return view.uninitialised;
    }
  };

  const scopeOf = (names: NameEntries): object =>
    new NativeProxy(
      {},
      {
        has: (_target, name) => typeof name === 'string' && hasOwn(names, name),
        get: (_target, name) => {
          if (typeof name !== 'string') return undefined;
          const [key, index] = names[name] as NameEntry;
          return accessorOf(key)?.(index);
        },
        set: (_target, name, value) => {
          const [key, index, isConstant] = names[name as string] as NameEntry;
          if (isConstant) throw new TypeError(`"${name as string}" is a constant`);
          accessorOf(key)?.(index, [value]);
          return true;
        },
      },
    );

  const evaluate = ([code, names, self]: Expression): unknown => {
    const current = self === null ? undefined : read(self);
    const given = [scopeOf(names)];
    return apply(nativeEval(code), current === view.uninitialised ? undefined : current, given);
  };

  const isObject = (value: unknown): value is object =>
    (typeof value === 'object' && value !== null) || typeof value === 'function';

  const examination: Examination = {
    stack: () => stackHere(),
    tasks: () => tasks.list(),
    caller: call => tasks.callerOf(call),
    keep(accessor, moment, depth) {
      probes.keep(accessor, moment, depth);
      return null;
    },
    captured: () => probes.captured(),
    scope(names) {
      const list: NamedRow[] = [];
      const all = keys(names);
      for (let i = 0; i < all.length; i++) {
        const name = all[i] as string;
        const entry = names[name] as NameEntry;
        put(list, i, view.named(name, read(entry), name, !entry[2]));
      }
      return list;
    },
    children: (ref, filter, start, count) => view.children(ref, filter, start, count),
    evaluate: expression => view.row(evaluate(expression)),
    take: expression => view.hold(evaluate(expression)),
    held: ref => view.row(view.held(ref)),
    text(expression) {
      const value = evaluate(expression);
      return typeof value === 'string' ? value : inspect(value, { depth: 100 });
    },
    isTrue: expression => !!evaluate(expression),
    setChild(ref, name, expression) {
      const holder = view.held(ref) as object;
      const value = evaluate(expression);
      if (!setProperty(holder, name, value)) throw new TypeError(`"${name}" cannot be changed`);
      return view.row((holder as Record<string, unknown>)[name]);
    },
    members(expression) {
      const list: (readonly [string, string])[] = [];
      const known = { __proto__: null } as unknown as Record<string, true>;
      const target = evaluate(expression);
      if (target === undefined || target === null) return list;
      let holder: unknown = isObject(target) ? target : prototypeOf(asObject(target));
      for (let depth = 0; isObject(holder) && depth < 10; depth++) {
        const own = ownKeys(holder);
        for (let i = 0; i < own.length && list.length < 1000; i++) {
          const key = own[i];
          if (typeof key !== 'string' || known[key] || `${+key >>> 0}` === key) continue;
          known[key] = true;
          const isMethod = typeof descriptor(holder, key)?.value === 'function';
          put(list, list.length, [key, isMethod ? 'method' : 'property']);
        }
        holder = prototypeOf(holder);
      }
      return list;
    },
    changed(key, name) {
      const value = read(name);
      const before = seen[key];
      seen[key] = { value };
      if (before === undefined || is(before.value, value)) return null;
      return [view.glance(before.value), view.glance(value)];
    },
    error: name => errors.describe(read(name), 0),
    forget() {
      view.forget();
      probes.forget();
      return null;
    },
  };

  /** What the counters said before code ran for the debugger, which must not shift the moments of the run. */
  let counts: number[] | undefined;

  const restore = (): void => {
    if (counts === undefined) return;
    for (let i = 0; i < counts.length; i++) (counters[i] as (value: number) => void)(counts[i] as number);
    counts = undefined;
    probes.quiet(false);
  };

  const withoutTrace = <T>(action: () => T): T => {
    // One that was interrupted has not come to its end.
    restore();
    counts = [];
    for (let i = 0; i < counters.length; i++) put(counts, i, (counters[i] as () => number)());
    probes.quiet(true);
    try {
      return action();
    } finally {
      restore();
    }
  };

  const answer = (argument: string): unknown => {
    try {
      const [name, ...given] = fromText(argument) as [keyof Examination, ...unknown[]];
      return { value: apply(examination[name], undefined, given) };
    } catch (error) {
      return { error: headline(error) };
    }
  };

  return {
    examine: argument => withoutTrace(() => `${stringify(answer(argument))}`),
    addCounter: counter => put(counters, counters.length, counter),
  };
};
