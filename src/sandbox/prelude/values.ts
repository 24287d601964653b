/** Prelude part: how values leave and enter the sandbox, as JSON text and without silent loss. */

import type { PreludePart } from './guest.ts';

export const valuesPart: PreludePart = guest => {
  const { descriptor, parse, stringify, keys, symbols, isArray, prototypeOf, hasOwn, failure } =
    guest.primordials;
  const { charCode, indexOf, slice, uncurry } = guest.primordials;
  const maxDepth = 1000;
  const objectPrototype = Object.prototype;
  const arrayPrototype = Array.prototype;
  const OriginalDate = Date;
  const OriginalString = String;
  const BoxedNumber = Number;
  const BoxedBoolean = Boolean;
  const OriginalSet = Set;
  const isEnumerable: (value: object, key: PropertyKey) => boolean = uncurry(
    Object.prototype.propertyIsEnumerable,
  );
  const get: (map: ReadonlyMap<object, string>, key: object) => string | undefined = uncurry(
    Map.prototype.get,
  );
  const has: (set: ReadonlySet<object>, item: object) => boolean = uncurry(Set.prototype.has);
  const add: (set: Set<object>, item: object) => unknown = uncurry(Set.prototype.add);
  const dateValue: (date: Date) => number = uncurry(Date.prototype.valueOf);
  const numberValue: (boxed: unknown) => number = uncurry(Number.prototype.valueOf);
  const deleteProperty = Reflect.deleteProperty;
  const typedArray = prototypeOf(Uint8Array) as { readonly prototype: object };

  const asyncGenerator = async function* () {
    yield 0;
  };

  /** What JSON would make of instances of these: nothing useful. `@` stands for what to do: return or pass. */
  const lossy = new Map<object, string>([
    [Map.prototype, 'a Map; @ Object.fromEntries(map) instead'],
    [Set.prototype, 'a Set; @ [...set] instead'],
    [WeakMap.prototype, 'a WeakMap; its entries cannot be listed, @ a plain object instead'],
    [WeakSet.prototype, 'a WeakSet; its entries cannot be listed, @ an array instead'],
    [Promise.prototype, 'a Promise; add await'],
    [RegExp.prototype, 'a RegExp; @ String(regexp) instead'],
    [Error.prototype, 'an Error; throw it, or @ { name: error.name, message: error.message } instead'],
    [ArrayBuffer.prototype, 'an ArrayBuffer; @ Array.from(new Uint8Array(buffer)) instead'],
    [DataView.prototype, 'a DataView; @ the numbers that were read from it instead'],
    [typedArray.prototype, 'a typed array; @ Array.from(array) instead'],
    [BigInt.prototype, 'a BigInt; @ Number(value) or String(value) instead'],
    [Symbol.prototype, 'a symbol; @ its description instead'],
    [prototypeOf(prototypeOf([].values()) as object) as object, 'an iterator; @ [...iterator] instead'],
    [
      prototypeOf(asyncGenerator.prototype) as object,
      'an async iterator; collect its items with for await, and @ the array instead',
    ],
    [Function.prototype, 'a function; call it and @ its result instead'],
  ]);

  const fail = (path: string, problem: string, label: string) => {
    const verb = indexOf(label, 'result') === 0 ? 'return' : 'pass';
    const mark = indexOf(problem, '@');
    const text = mark < 0 ? problem : slice(problem, 0, mark) + verb + slice(problem, mark + 1);
    return failure('NotJsonError', `${path}: ${text}`, 'run/not-json');
  };

  const isName = (key: string) => {
    if (key === '') return false;
    for (let i = 0; i < key.length; i++) {
      const c = charCode(key, i);
      const isLetter = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36 || c > 127;
      if (!isLetter && (i === 0 || c < 48 || c > 57)) return false;
    }
    return true;
  };

  const step = (holder: unknown, key: string) => {
    if (isArray(holder)) return `[${key}]`;
    return isName(key) ? `.${key}` : `[${stringify(key)}]`;
  };

  /** What is wrong with an object whose prototype is not that of plain objects and arrays. */
  const objectProblem = (value: object): string | undefined => {
    for (let proto = prototypeOf(value); proto !== null; proto = prototypeOf(proto)) {
      const problem = get(lossy, proto);
      if (problem !== undefined) return problem;
      if (proto === objectPrototype) break;
    }
    const tag = (value as Record<symbol, unknown>)[Symbol.toStringTag];
    if (tag === 'URLSearchParams') return 'URLSearchParams; @ Object.fromEntries(params) instead';
    return undefined;
  };

  const primitiveProblem = (value: unknown): string => {
    if (typeof value === 'number') return `${value} is not a JSON number; @ null or a string instead`;
    if (typeof value === 'bigint') return get(lossy, BigInt.prototype) as string;
    if (typeof value === 'symbol') return get(lossy, Symbol.prototype) as string;
    return get(lossy, Function.prototype) as string;
  };

  const boxedNumberProblem = (value: object): string | undefined => {
    if (!(value instanceof BoxedNumber)) return undefined;
    const number = numberValue(value);
    return number - number === 0 ? undefined : primitiveProblem(number);
  };

  /** One conversion: the objects that enclose the value at hand, and the keys that led to each. */
  interface Walk {
    readonly label: string;
    readonly holders: unknown[];
    readonly names: string[];
    depth: number;
    /** The prototype of the last object that was found harmless: objects of one kind come in rows. */
    known: object | null;
  }

  const pathOf = (walk: Walk, upTo: number) => {
    let path = walk.label;
    for (let i = 1; i < upTo; i++) path += step(walk.holders[i - 1], walk.names[i] as string);
    return path;
  };

  const below = (walk: Walk, holder: unknown, key: string) => {
    // The root value is the property '' of a holder that JSON.stringify makes itself.
    if (walk.depth === 0) return walk.label;
    return pathOf(walk, walk.depth) + step(holder, key);
  };

  /** Goes back to the object that holds the value at hand. */
  const rewind = (walk: Walk, holder: unknown) => {
    while (walk.depth > 0 && walk.holders[walk.depth - 1] !== holder) walk.depth--;
  };

  const isBoxed = (value: object) =>
    value instanceof BoxedNumber || value instanceof OriginalString || value instanceof BoxedBoolean;

  /** JSON would make `{}` of an instance that keeps its data in private fields or accessors. */
  const emptyProblem = (value: object, proto: object): string | undefined => {
    if (keys(value).length > 0 || isBoxed(value)) return undefined;
    const maker: unknown = descriptor(proto, 'constructor')?.value;
    const name: unknown = typeof maker === 'function' ? descriptor(maker, 'name')?.value : undefined;
    const kind = typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an object';
    return `${kind} without fields of its own; @ its data in a plain object, or give it a toJSON method`;
  };

  const symbolProblem = (value: object): string | undefined => {
    const hidden = symbols(value);
    for (let i = 0; i < hidden.length; i++) {
      const key = hidden[i] as symbol;
      if (isEnumerable(value, key)) {
        return `a property under ${OriginalString(key)}; JSON carries string keys only`;
      }
    }
    return undefined;
  };

  /** What is wrong with an object that is no array. */
  const shapeProblem = (walk: Walk, value: object): string | undefined => {
    const proto = prototypeOf(value);
    if (proto !== objectPrototype && proto !== null) {
      if (proto !== walk.known) {
        const problem = objectProblem(value) ?? boxedNumberProblem(value);
        if (problem !== undefined) return problem;
        if (!(value instanceof BoxedNumber)) walk.known = proto;
      }
      const problem = emptyProblem(value, proto);
      if (problem !== undefined) return problem;
    }
    return symbolProblem(value);
  };

  const enter = (walk: Walk, holder: unknown, key: string, value: object) => {
    rewind(walk, holder);
    const problem = isArray(value) ? undefined : shapeProblem(walk, value);
    if (problem !== undefined) throw fail(below(walk, holder, key), problem, walk.label);
    if (walk.depth >= maxDepth) {
      const tooDeep = `nested more than ${maxDepth} levels deep; @ a flatter structure`;
      throw fail(`${slice(below(walk, holder, key), 0, 80)}…`, tooDeep, walk.label);
    }
    walk.holders[walk.depth] = value;
    walk.names[walk.depth] = key;
    walk.depth++;
  };

  const makeReplacer = (walk: Walk) =>
    function replace(this: unknown, key: string, value: unknown): unknown {
      switch (typeof value) {
        case 'string':
        case 'boolean':
        case 'undefined':
          return value;
        case 'number':
          if (value - value === 0) return value;
          break;
        case 'object': {
          if (value !== null) {
            enter(walk, this, key, value);
            return value;
          }
          const original = (this as Record<string, unknown>)[key];
          if (!(original instanceof OriginalDate) || dateValue(original) - dateValue(original) === 0)
            return value;
          rewind(walk, this);
          throw fail(below(walk, this, key), 'an invalid Date; check it with isNaN(date) first', walk.label);
        }
      }
      rewind(walk, this);
      throw fail(below(walk, this, key), primitiveProblem(value), walk.label);
    };

  const isOurs = (error: unknown) =>
    typeof error === 'object' && error !== null && hasOwn(error, 'code') && hasOwn(error, 'name');

  const messageOf = (error: unknown) => {
    try {
      return OriginalString((error as Error)?.message ?? error);
    } catch {
      return 'an error that has no text';
    }
  };

  /** Reads every property as JSON would, to name the one that throws. */
  const findThrowing = (value: unknown, path: string, seen: Set<object>): Error | undefined => {
    if (typeof value !== 'object' || value === null || has(seen, value)) return undefined;
    add(seen, value);
    let names: readonly string[] = [];
    try {
      names = keys(value);
    } catch (error) {
      return failure('NotJsonError', `${path}: listing its keys threw ${messageOf(error)}`, 'run/not-json');
    }
    for (let i = 0; i < names.length; i++) {
      const key = names[i] as string;
      const place = path + step(value, key);
      let item: unknown;
      try {
        item = (value as Record<string, unknown>)[key];
        const json = (item as { readonly toJSON?: unknown } | null | undefined)?.toJSON;
        if (typeof item === 'object' && typeof json === 'function') {
          item = (item as { toJSON(key: string): unknown }).toJSON(key);
        }
      } catch (error) {
        return failure('NotJsonError', `${place}: reading it threw ${messageOf(error)}`, 'run/not-json');
      }
      const found = findThrowing(item, place, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  /** Turns what JSON.stringify itself threw (a cycle, a getter that throws) into an error with a path. */
  const explain = (walk: Walk, value: unknown, error: unknown): unknown => {
    const last = walk.holders[walk.depth - 1];
    for (let i = 0; i < walk.depth - 1; i++) {
      if (walk.holders[i] !== last) continue;
      const target = pathOf(walk, i + 1);
      const problem = `JSON cannot carry a cycle; it leads back to ${target}, @ only the fields that are needed`;
      return fail(pathOf(walk, walk.depth), problem, walk.label);
    }
    const found = findThrowing(value, walk.label, new OriginalSet());
    return found ?? fail(walk.label, `it cannot be read: ${messageOf(error)}`, walk.label);
  };

  guest.toText = (value, label) => {
    // A toJSON on these would change what every value of every skill becomes.
    if (hasOwn(objectPrototype, 'toJSON')) deleteProperty(objectPrototype, 'toJSON');
    if (hasOwn(arrayPrototype, 'toJSON')) deleteProperty(arrayPrototype, 'toJSON');
    const walk: Walk = { label, holders: [], names: [], depth: 0, known: null };
    try {
      return stringify(value, makeReplacer(walk)) ?? 'null';
    } catch (error) {
      throw isOurs(error) && (error as Error).name === 'NotJsonError' ? error : explain(walk, value, error);
    }
  };

  guest.fromText = text => parse(text);
};
