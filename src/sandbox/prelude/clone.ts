/** Prelude part: `structuredClone`. */

import type { PreludePart } from './guest.ts';

export const clonePart: PreludePart = guest => {
  const { apply, descriptor, failure, hasOwn, hide, isArray, keys, prototypeOf, uncurry } = guest.primordials;
  const OriginalMap = Map;
  const OriginalSet = Set;
  const OriginalDate = Date;
  const OriginalRegExp = RegExp;
  const OriginalArray = Array;
  const asString = String;
  const asObject = Object;
  const { defineProperty } = Object;
  const objectPrototype = Object.prototype;
  const getMap: (map: ReadonlyMap<unknown, unknown>, key: unknown) => unknown = uncurry(Map.prototype.get);
  const putMap: (map: Map<unknown, unknown>, key: unknown, value: unknown) => unknown = uncurry(
    Map.prototype.set,
  );
  const mapEach: (map: unknown, visit: (value: unknown, key: unknown) => void) => void = uncurry(
    Map.prototype.forEach,
  );
  const setEach: (set: unknown, visit: (value: unknown) => void) => void = uncurry(Set.prototype.forEach);
  const addSet: (set: unknown, value: unknown) => unknown = uncurry(Set.prototype.add);
  const timeOf: (date: unknown) => number = uncurry(Date.prototype.getTime);
  const sliceBuffer: (buffer: unknown, start: number) => ArrayBuffer = uncurry(ArrayBuffer.prototype.slice);
  const transferBuffer: (buffer: unknown) => ArrayBuffer = uncurry(ArrayBuffer.prototype.transfer);
  const isView = ArrayBuffer.isView;
  const typedArray = prototypeOf(Uint8Array.prototype) as object;
  const kindGetter = descriptor(typedArray, Symbol.toStringTag)?.get;
  const read = (holder: object, key: string, value: object) => apply(descriptor(holder, key)?.get, value, []);
  const views: Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => object> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  for (const name of ['Float16Array']) {
    const view = (globalThis as unknown as typeof views)[name];
    if (view !== undefined) views[name] = view;
  }
  const errors: Record<string, ErrorConstructor> = {
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };
  const prototypes = {
    Map: Map.prototype,
    Set: Set.prototype,
    Date: Date.prototype,
    RegExp: RegExp.prototype,
    ArrayBuffer: ArrayBuffer.prototype,
    Error: Error.prototype,
    Number: Number.prototype,
    String: String.prototype,
    Boolean: Boolean.prototype,
    BigInt: BigInt.prototype,
    Promise: Promise.prototype,
    WeakMap: WeakMap.prototype,
    WeakSet: WeakSet.prototype,
    Symbol: Symbol.prototype,
  };
  const kinds = new Map<unknown, unknown>(Object.entries(prototypes).map(([kind, value]) => [value, kind]));

  const kindOf = (value: object): string => {
    for (let proto = prototypeOf(value); proto !== null; proto = prototypeOf(proto)) {
      if (proto === objectPrototype) break;
      const kind = getMap(kinds, proto);
      if (kind !== undefined) return kind as string;
    }
    return 'Object';
  };

  const refuse = (what: string) => failure('DataCloneError', `structuredClone cannot copy ${what}`);

  const set = (target: object, key: PropertyKey, value: unknown) => {
    const shape = { __proto__: null, value, writable: true, enumerable: true, configurable: true };
    defineProperty(target, key, shape);
  };

  /** Originals and their copies, so that shared and cyclic references stay what they are. */
  type Memory = Map<unknown, unknown>;

  const copyFields = (source: object, target: object, memory: Memory) => {
    const names = keys(source);
    for (let i = 0; i < names.length; i++) {
      const key = names[i] as string;
      if (hasOwn(source, key)) set(target, key, copy((source as Record<string, unknown>)[key], memory));
    }
    return target;
  };

  const copyView = (value: object, memory: Memory): object => {
    const kind = (apply(kindGetter, value, []) as string | undefined) ?? 'DataView';
    const holder = kind === 'DataView' ? views.DataView?.prototype : typedArray;
    const buffer = copy(read(holder as object, 'buffer', value), memory) as ArrayBuffer;
    const offset = read(holder as object, 'byteOffset', value) as number;
    const length = read(holder as object, kind === 'DataView' ? 'byteLength' : 'length', value) as number;
    const View = views[kind] as (typeof views)[string];
    return new View(buffer, offset, length);
  };

  const copyError = (value: object, memory: Memory): object => {
    const source = value as { name?: unknown; message?: unknown; stack?: unknown; cause?: unknown };
    const name = asString(source.name);
    const Kind = (hasOwn(errors, name) ? errors[name] : errors.Error) as ErrorConstructor;
    const made = new Kind();
    putMap(memory, value, made);
    if (source.message !== undefined) hide(made, 'message', asString(source.message));
    if (hasOwn(value, 'cause')) hide(made, 'cause', copy(source.cause, memory));
    if (typeof source.stack === 'string') hide(made, 'stack', source.stack);
    return made;
  };

  const copyCollection = (value: object, kind: string, memory: Memory): object => {
    const pairs: unknown[] = [];
    if (kind === 'Map') {
      const target = new OriginalMap<unknown, unknown>();
      putMap(memory, value, target);
      mapEach(value, (item, key) => {
        pairs[pairs.length] = key;
        pairs[pairs.length] = item;
      });
      for (let i = 0; i < pairs.length; i += 2)
        putMap(target, copy(pairs[i], memory), copy(pairs[i + 1], memory));
      return target;
    }
    const target = new OriginalSet<unknown>();
    putMap(memory, value, target);
    setEach(value, item => {
      pairs[pairs.length] = item;
    });
    for (let i = 0; i < pairs.length; i++) addSet(target, copy(pairs[i], memory));
    return target;
  };

  /** A copy of an object that holds no others; `undefined` for one that does. */
  const copyLeaf = (value: object, kind: string): object | undefined => {
    switch (kind) {
      case 'Date':
        return new OriginalDate(timeOf(value));
      case 'RegExp':
        return new OriginalRegExp((value as RegExp).source, (value as RegExp).flags);
      case 'ArrayBuffer':
        return sliceBuffer(value, 0);
      case 'Number':
      case 'String':
      case 'Boolean':
      case 'BigInt':
        return asObject(apply(unboxers[kind], value, [])) as object;
      default:
        return undefined;
    }
  };
  const unboxers: Record<string, unknown> = {
    Number: Number.prototype.valueOf,
    String: String.prototype.valueOf,
    Boolean: Boolean.prototype.valueOf,
    BigInt: BigInt.prototype.valueOf,
  };

  const copyObject = (value: object, memory: Memory): object => {
    if (isArray(value)) {
      const target = new OriginalArray<unknown>(value.length);
      putMap(memory, value, target);
      return copyFields(value, target, memory);
    }
    if (isView(value)) return copyView(value, memory);
    const kind = kindOf(value);
    if (kind === 'Map' || kind === 'Set') return copyCollection(value, kind, memory);
    if (kind === 'Error') return copyError(value, memory);
    if (kind === 'Promise' || kind === 'WeakMap' || kind === 'WeakSet' || kind === 'Symbol') {
      throw refuse(`a ${kind}`);
    }
    const leaf = copyLeaf(value, kind);
    if (leaf !== undefined) return leaf;
    const target = {};
    putMap(memory, value, target);
    return copyFields(value, target, memory);
  };

  const copy = (value: unknown, memory: Memory): unknown => {
    if (typeof value === 'function') throw refuse(`a function: ${guest.inspect(value)}`);
    if (typeof value === 'symbol') throw refuse(`a symbol: ${guest.inspect(value)}`);
    if (typeof value !== 'object' || value === null) return value;
    const known = getMap(memory, value);
    if (known !== undefined) return known;
    const target = copyObject(value, memory);
    putMap(memory, value, target);
    return target;
  };

  /** Copies the buffers to be transferred; what comes back detaches the originals, once all else is copied. */
  const transferAll = (list: unknown, memory: Memory): (() => void) => {
    const items = isArray(list) ? list : [];
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as object;
      const isBuffer = typeof item === 'object' && item !== null && kindOf(item) === 'ArrayBuffer';
      if (!isBuffer) throw refuse('this by transfer, only an ArrayBuffer');
      if (getMap(memory, item) !== undefined) throw refuse('a buffer that is listed for transfer twice');
      putMap(memory, item, sliceBuffer(item, 0));
    }
    return () => {
      for (let i = 0; i < items.length; i++) transferBuffer(items[i]);
    };
  };

  const methods = {
    structuredClone(value: unknown, options?: { readonly transfer?: unknown }): unknown {
      const memory: Memory = new OriginalMap();
      const detach = transferAll(options?.transfer, memory);
      const result = copy(value, memory);
      detach();
      return result;
    },
  };
  hide(globalThis, 'structuredClone', methods.structuredClone);
};
