/** Debugging, in the guest: values as rows of a tree. Nothing of the author's runs for it but what is asked for. */

import type { GuestErrors } from '../errors.ts';
import type { Guest } from '../guest.ts';

/** A value as it is shown; `ref` is 0 when there is nothing below it. */
export interface ValueRow {
  readonly value: string;
  readonly type: string;
  readonly ref: number;
  /** How many properties and how many items are below it. */
  readonly named: number;
  readonly indexed: number;
}

/** A value with its name. */
export interface NamedRow extends ValueRow {
  readonly name: string;
  /** How it is reached from what holds it: `.total`, `[3]`; absent for what has no name in the language. */
  readonly path?: string;
  /** It can be given another value. */
  readonly isSettable: boolean;
  /** A getter, which runs when its `ref` is asked for. */
  readonly isLazy?: true;
}

export interface GuestView {
  /** Stands for a variable before its declaration has run. */
  readonly uninitialised: object;
  row(value: unknown): ValueRow;
  named(name: string, value: unknown, path: string | undefined, isSettable: boolean): NamedRow;
  /** What is below a row. `filter` is `indexed`, `named`, or `null` for both. */
  children(ref: number, filter: string | null, start: number, count: number): readonly NamedRow[];
  /** The value behind a `ref`. */
  held(ref: number): unknown;
  hold(value: unknown): number;
  /** Puts another value behind a `ref`. */
  replace(ref: number, value: unknown): void;
  /** One line of at most some hundred characters. */
  glance(value: unknown): string;
  forget(): void;
}

/** Self-contained like every part of the prelude. */
export const viewPart = (guest: Guest, { put, headline }: GuestErrors): GuestView => {
  const { inspect, quote, primordials } = guest;
  const { apply, slice, ownKeys, isArray, descriptor, prototypeOf, hasOwn, uncurry } = primordials;
  const OriginalError = Error;
  const OriginalMap = Map;
  const OriginalSet = Set;
  const longest = 400;
  /** Beyond this many items, properties are not looked for among them. */
  const manyItems = 100_000;
  /** That the line about such a list shows. */
  const fewItems = 100;
  const mostNames = 5000;
  const values: unknown[] = [undefined];
  const uninitialised = Object.freeze({ __proto__: null });
  const typedPrototype = prototypeOf(Uint8Array.prototype) as object;
  const plainPrototypes: readonly unknown[] = [Object.prototype, Array.prototype, Function.prototype, null];
  const getterOf = (holder: object, key: string): ((value: unknown) => number) => {
    const getter = descriptor(holder, key)?.get as () => unknown;
    return value => apply(getter, value, []) as number;
  };
  const typedLength = getterOf(typedPrototype, 'length');
  const mapSize = getterOf(OriginalMap.prototype, 'size');
  const setSize = getterOf(OriginalSet.prototype, 'size');
  const mapEach = uncurry<(map: unknown, visit: (value: unknown, key: unknown) => void) => void>(
    OriginalMap.prototype.forEach,
  );
  const setEach = uncurry<(set: unknown, visit: (value: unknown) => void) => void>(
    OriginalSet.prototype.forEach,
  );
  const matches = uncurry<(pattern: RegExp, text: string) => boolean>(RegExp.prototype.test);
  const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

  /** An entry of a Map. */
  class Entry {
    readonly key: unknown;
    readonly value: unknown;
    constructor(key: unknown, value: unknown) {
      this.key = key;
      this.value = value;
    }
  }

  /** A getter that has not run. */
  class Getter {
    readonly get: () => unknown;
    readonly self: unknown;
    constructor(get: () => unknown, self: unknown) {
      this.get = get;
      this.self = self;
    }
  }

  const isObject = (value: unknown): value is object =>
    (typeof value === 'object' && value !== null) || typeof value === 'function';

  /** A hostile Proxy may throw wherever it is looked at. */
  const safely = <T>(action: () => T, otherwise: T): T => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };

  /** Of a long list only the beginning is looked at. */
  const inLine = (value: object, depth: number): string => {
    const size = safely(() => (isList(value) ? sizeOf(value) : 0), 0) ?? 0;
    if (size <= manyItems) return inspect(value, { depth, breakLength: 1_000_000 });
    const first: unknown[] = [];
    for (let i = 0; i < fewItems; i++) put(first, i, descriptor(value, `${i}`)?.value);
    const text = inspect(first, { depth: 0, breakLength: 1_000_000 });
    const name = isArray(value) ? '' : `${typeOf(value)}(${size}) `;
    return `${name}${slice(text, 0, -2)}, ... ${size - fewItems} more items ]`;
  };

  const glance = (value: unknown, depth = 0): string => {
    if (value === uninitialised) return '<not initialised>';
    if (typeof value === 'string') {
      if (value.length <= longest) return quote(value);
      return `${quote(slice(value, 0, longest))}… (${value.length} characters)`;
    }
    const text = isObject(value) ? inLine(value, depth) : inspect(value, { depth, breakLength: 1_000_000 });
    return text.length > longest ? `${slice(text, 0, longest)}…` : text;
  };

  const hold = (value: unknown): number => {
    const ref = values.length;
    put(values, ref, value);
    return ref;
  };

  /** How many items it has by number; `undefined` when it is no list, Map or Set. */
  const sizeOf = (value: object): number | undefined => {
    if (isArray(value)) return value.length;
    for (const size of [typedLength, mapSize, setSize]) {
      const found = safely<number | undefined>(() => size(value), undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const isList = (value: object): boolean =>
    isArray(value) || safely<number | undefined>(() => typedLength(value), undefined) !== undefined;

  const typeOf = (value: object): string => {
    if (typeof value === 'function') return 'function';
    for (let proto = prototypeOf(value); isObject(proto); proto = prototypeOf(proto)) {
      const maker = descriptor(proto, 'constructor')?.value;
      const name = typeof maker === 'function' ? descriptor(maker, 'name')?.value : undefined;
      if (typeof name === 'string' && name !== '') return name;
    }
    return 'Object';
  };

  const row = (value: unknown): ValueRow => {
    if (!isObject(value)) {
      const type = value === null ? 'null' : typeof value;
      return { value: glance(value), type, ref: 0, named: 0, indexed: 0 };
    }
    if (value === uninitialised) return { value: glance(value), type: '', ref: 0, named: 0, indexed: 0 };
    if (value instanceof Entry) {
      const text = `${glance(value.key)} → ${glance(value.value)}`;
      return { value: text, type: '', ref: hold(value), named: 2, indexed: 0 };
    }
    const indexed = safely(() => sizeOf(value), undefined) ?? 0;
    const isError = safely(() => value instanceof OriginalError, false);
    return {
      value: isError
        ? safely(() => headline(value), 'Error')
        : safely(() => glance(value, indexed > 100 ? 0 : 1), '…'),
      type: safely(() => typeOf(value), 'Object'),
      ref: hold(value),
      named: indexed > manyItems ? 1 : safely(() => ownKeys(value).length, 0),
      indexed,
    };
  };

  const named = (name: string, value: unknown, path: string | undefined, isSettable: boolean): NamedRow => ({
    ...row(value),
    name,
    ...(path !== undefined && { path }),
    isSettable,
  });

  const lazy = (
    name: string,
    slot: PropertyDescriptor,
    self: unknown,
    path: string | undefined,
  ): NamedRow => {
    const ref = hold(new Getter(slot.get as () => unknown, self));
    const isSettable = slot.set !== undefined;
    const shown = { value: '(…)', type: 'getter', ref, named: 0, indexed: 0, isLazy: true } as const;
    return { ...shown, name, ...(path !== undefined && { path }), isSettable };
  };

  const pathOf = (key: string | symbol): string | undefined => {
    if (typeof key === 'symbol') return undefined;
    return matches(identifier, key) ? `.${key}` : `[${quote(key)}]`;
  };

  const property = (value: object, key: string | symbol, path: string | undefined): NamedRow => {
    const name = typeof key === 'symbol' ? inspect(key) : key;
    const slot = safely(() => descriptor(value, key), undefined);
    if (slot !== undefined && slot.get !== undefined) return lazy(name, slot, value, path);
    return named(name, slot === undefined ? undefined : slot.value, path, slot?.writable === true);
  };

  /** Entries of a Map or a Set, from one on. */
  const entriesOf = (value: object, start: number, count: number): readonly unknown[] => {
    const entries: unknown[] = [];
    let index = 0;
    const take = (entry: unknown) => {
      if (index >= start && index < start + count) put(entries, entries.length, entry);
      index++;
    };
    if (safely<number | undefined>(() => mapSize(value), undefined) !== undefined)
      mapEach(value, (item, key) => take(new Entry(key, item)));
    else setEach(value, take);
    return entries;
  };

  const addItems = (value: object, start: number, count: number, list: NamedRow[]): void => {
    const size = safely(() => sizeOf(value), undefined) ?? 0;
    if (size === 0) return;
    if (isList(value)) {
      for (let i = start; i < size && i < start + count; i++) {
        const isHole = isArray(value) && !hasOwn(value, `${i}`);
        put(
          list,
          list.length,
          isHole ? named(`${i}`, undefined, `[${i}]`, true) : property(value, `${i}`, `[${i}]`),
        );
      }
      return;
    }
    const entries = entriesOf(value, start, count);
    for (let i = 0; i < entries.length; i++)
      put(list, list.length, named(`${start + i}`, entries[i], undefined, false));
  };

  const isIndex = (key: string | symbol): boolean => typeof key === 'string' && `${+key >>> 0}` === key;

  const addNames = (value: object, list: NamedRow[]): void => {
    const list_ = isList(value);
    const size = sizeOf(value) ?? 0;
    const all = list_ && size > manyItems ? ['length'] : ownKeys(value);
    for (let i = 0; i < all.length && list.length < mostNames; i++) {
      const key = all[i] as string | symbol;
      if (!list_ || !isIndex(key)) put(list, list.length, property(value, key, pathOf(key)));
    }
    addInherited(value, list);
  };

  /** Getters of a class, called on the value that is looked at. */
  const addInherited = (value: object, list: NamedRow[]): void => {
    for (let proto = prototypeOf(value); isObject(proto); proto = prototypeOf(proto)) {
      for (let i = 0; i < plainPrototypes.length; i++) if (plainPrototypes[i] === proto) return;
      if (proto === typedPrototype || proto === OriginalMap.prototype || proto === OriginalSet.prototype)
        return;
      const all = ownKeys(proto);
      for (let i = 0; i < all.length; i++) {
        const key = all[i] as string | symbol;
        const slot = descriptor(proto, key);
        if (slot?.get !== undefined && typeof key === 'string' && !hasOwn(value, key))
          put(list, list.length, lazy(key, slot, value, pathOf(key)));
      }
    }
  };

  return {
    uninitialised,
    row,
    named,
    children(ref, filter, start, count) {
      const value = values[ref];
      const list: NamedRow[] = [];
      if (value instanceof Getter)
        put(list, 0, named('', apply(value.get, value.self, []), undefined, false));
      else if (isObject(value)) {
        if (filter !== 'named') addItems(value, start, count, list);
        if (filter !== 'indexed' && start === 0) safely(() => addNames(value, list), undefined);
      }
      return list;
    },
    held: ref => values[ref],
    hold,
    replace: (ref, value) => put(values, ref, value),
    glance: value => safely(() => glance(value), '…'),
    forget() {
      values.length = 1;
    },
  };
};
