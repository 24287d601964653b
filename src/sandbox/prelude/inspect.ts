/**
 * Prelude part: any value as text for people, like `util.inspect` of Node, whose layout rules it follows.
 *
 * It reads what a hostile skill made: getters are named, not run; a Proxy's traps may run and may throw, which
 * shows as text. What it prints is bounded in depth, in items and in characters.
 */

import type { InspectOptions, PreludePart } from './guest.ts';

export const inspectPart: PreludePart = guest => {
  const { apply, charCode, descriptor, hasOwn, indexOf, isArray, isNan, join, keys, padStart } =
    guest.primordials;
  const { prototypeOf, repeat, slice, symbols } = guest.primordials;
  const { min } = Math;
  const objectPrototype = Object.prototype;
  const OriginalMap = Map;
  const asString = String;
  const { uncurry } = guest.primordials;
  const tagKey: typeof Symbol.toStringTag = Symbol.toStringTag;
  const isEnumerable: (value: object, key: PropertyKey) => boolean = uncurry(
    objectPrototype.propertyIsEnumerable,
  );
  const functionText: (value: unknown) => string = uncurry(Function.prototype.toString);
  const symbolText: (value: unknown) => string = uncurry(Symbol.prototype.toString);
  const regexpText: (value: unknown) => string = uncurry(RegExp.prototype.toString);
  const isoText: (value: unknown) => string = uncurry(Date.prototype.toISOString);
  const timeOf: (value: unknown) => number = uncurry(Date.prototype.getTime);
  const mapEach: (map: unknown, visit: (value: unknown, key: unknown) => void) => void = uncurry(
    Map.prototype.forEach,
  );
  const setEach: (set: unknown, visit: (value: unknown) => void) => void = uncurry(Set.prototype.forEach);
  const get: (map: ReadonlyMap<unknown, unknown>, key: unknown) => unknown = uncurry(Map.prototype.get);
  const put: (map: Map<unknown, unknown>, key: unknown, value: unknown) => unknown = uncurry(
    Map.prototype.set,
  );
  const typedArray = prototypeOf(Uint8Array.prototype) as object;
  const Bytes = Uint8Array;
  const getterOf = (holder: object, key: PropertyKey) => {
    const getter = descriptor(holder, key)?.get;
    return (value: unknown) => apply(getter, value, []);
  };
  const typedLength = getterOf(typedArray, 'length') as (value: unknown) => number;
  const typedName = getterOf(typedArray, tagKey) as (value: unknown) => string | undefined;
  const mapSize = getterOf(Map.prototype, 'size') as (value: unknown) => number;
  const setSize = getterOf(Set.prototype, 'size') as (value: unknown) => number;
  const bufferLength = getterOf(ArrayBuffer.prototype, 'byteLength') as (value: unknown) => number;

  const { quote, formatKey, layOut } = guest;
  const numberText = Number.prototype.toString;
  const hex = (code: number, digits: number) =>
    padStart(apply(numberText, code, [16]) as string, digits, '0');
  const maxItems = 100;
  const maxChars = 10000;
  const maxValues = 20000;

  interface Context {
    readonly depth: number;
    readonly breakLength: number;
    readonly seen: object[];
    /** Objects that contain themselves, with their reference numbers. */
    readonly circular: Map<unknown, unknown>;
    references: number;
    indentation: number;
    currentDepth: number;
    /** Values that may still be shown. */
    budget: number;
  }

  const more = (count: number, what: string) => `… ${count} more ${what}${count === 1 ? '' : 's'}`;

  const formatString = (context: Context, text: string, isTop: boolean): string => {
    let shown = text;
    let rest = '';
    if (text.length > maxChars) {
      shown = slice(text, 0, maxChars);
      rest = more(text.length - maxChars, 'character');
    }
    if (isTop || shown.length <= 16 || shown.length <= context.breakLength - context.indentation - 4) {
      return quote(shown) + rest;
    }
    const lines: string[] = [];
    for (let start = 0; start < shown.length; ) {
      const end = indexOf(shown, '\n', start);
      const next = end < 0 ? shown.length : end + 1;
      lines[lines.length] = quote(slice(shown, start, next));
      start = next;
    }
    return join(lines, ` +\n${repeat(' ', context.indentation + 2)}`) + rest;
  };

  // Names of kinds

  const kinds = new OriginalMap<unknown, unknown>([
    [Map.prototype, 'Map'],
    [Set.prototype, 'Set'],
    [WeakMap.prototype, 'WeakMap'],
    [WeakSet.prototype, 'WeakSet'],
    [Promise.prototype, 'Promise'],
    [RegExp.prototype, 'RegExp'],
    [Date.prototype, 'Date'],
    [Error.prototype, 'Error'],
    [ArrayBuffer.prototype, 'ArrayBuffer'],
    [typedArray, 'TypedArray'],
    [Number.prototype, 'Number'],
    [String.prototype, 'String'],
    [Boolean.prototype, 'Boolean'],
    [BigInt.prototype, 'BigInt'],
    [Symbol.prototype, 'Symbol'],
  ]);
  const unboxers = new OriginalMap<unknown, unknown>([
    ['Number', Number.prototype.valueOf],
    ['String', String.prototype.valueOf],
    ['Boolean', Boolean.prototype.valueOf],
    ['BigInt', BigInt.prototype.valueOf],
    ['Symbol', Symbol.prototype.valueOf],
  ]);

  const kindOf = (value: object): string => {
    if (typeof value === 'function') return 'Function';
    if (isArray(value)) return 'Array';
    for (let proto = prototypeOf(value); proto !== null; proto = prototypeOf(proto)) {
      if (proto === objectPrototype) return 'Object';
      const kind = get(kinds, proto);
      if (kind !== undefined) return kind as string;
    }
    return 'Object';
  };

  /** `null` when nothing on the prototype chain has a constructor. */
  const constructorName = (value: object): string | null => {
    for (let holder: object | null = value; holder !== null; holder = prototypeOf(holder)) {
      const maker: unknown = descriptor(holder, 'constructor')?.value;
      if (typeof maker !== 'function') continue;
      const name: unknown = descriptor(maker, 'name')?.value;
      const prototype: unknown = descriptor(maker, 'prototype')?.value;
      if (typeof name === 'string' && name !== '' && prototype !== value) return name;
    }
    return null;
  };

  const tagOf = (value: object, name: string | null): string => {
    if (isEnumerable(value, tagKey)) return '';
    const tag = (value as { readonly [tagKey]?: unknown })[tagKey];
    return typeof tag === 'string' && tag !== '' && tag !== name ? `[${tag}] ` : '';
  };

  const prefixOf = (name: string | null, tag: string, fallback: string, size?: number): string => {
    const count = size === undefined ? '' : `(${size})`;
    if (name !== null) return `${name}${count} ${tag}`;
    return `[${fallback}${count}: null prototype] ${tag}`;
  };

  // Bases: what stands before the braces, or instead of them

  const functionBase = (value: object, name: string | null, tag: string): string => {
    const own: unknown = descriptor(value, 'name')?.value;
    const source = functionText(value);
    if (slice(source, 0, 5) === 'class') {
      const parent = prototypeOf(value);
      const parentName: unknown = parent === null ? undefined : descriptor(parent, 'name')?.value;
      const heritage = typeof parentName === 'string' && parentName !== '' ? ` extends ${parentName}` : '';
      return `[class ${typeof own === 'string' && own !== '' ? own : '(anonymous)'}${heritage}]`;
    }
    const kind = tag === '' ? 'Function' : slice(tag, 1, -2);
    const nullNote = name === null ? ' (null prototype)' : '';
    return `[${kind}${nullNote}${typeof own === 'string' && own !== '' ? `: ${own}` : ' (anonymous)'}]`;
  };

  const errorBase = (context: Context, value: object): string => {
    const { name, message, stack } = value as { name?: unknown; message?: unknown; stack?: unknown };
    const title = typeof name === 'string' && name !== '' ? name : (constructorName(value) ?? 'Error');
    const text = typeof message === 'string' && message !== '' ? `${title}: ${message}` : title;
    const frame = guest.authorFrames(stack)[0];
    if (context.indentation > 0 || frame === undefined) return `[${text}]`;
    return `${text}\n    ${frame}`;
  };

  const bufferBase = (value: object): string => {
    const length = bufferLength(value);
    const bytes = new Bytes(value as ArrayBuffer, 0, min(length, 50));
    const parts: string[] = [];
    for (let i = 0; i < min(length, 50); i++) parts[i] = hex(bytes[i] as number, 2);
    if (length > 50) parts[50] = more(length - 50, 'byte');
    return `[Uint8Contents]: <${join(parts, ' ')}>`;
  };

  /** The text that stands for a value of a kind of its own, such as a Date; `''` for one that has braces only. */
  const baseOf = (
    context: Context,
    value: object,
    kind: string,
    name: string | null,
    tag: string,
  ): string => {
    switch (kind) {
      case 'Function':
        return functionBase(value, name, tag);
      case 'RegExp':
        return regexpText(value);
      case 'Date': {
        const time = timeOf(value);
        return isNan(time) ? 'Invalid Date' : isoText(value);
      }
      case 'Error':
        return errorBase(context, value);
      case 'Number':
      case 'String':
      case 'Boolean':
      case 'BigInt':
      case 'Symbol': {
        const inner = apply(get(unboxers, kind), value, []);
        return `[${kind}: ${formatPrimitive(context, inner, true)}]`;
      }
      default:
        return '';
    }
  };

  // Entries

  const formatPrimitive = (context: Context, value: unknown, isTop: boolean): string => {
    if (typeof value === 'string') return formatString(context, value, isTop);
    if (typeof value === 'number') return value === 0 && 1 / value < 0 ? '-0' : `${value}`;
    if (typeof value === 'bigint') return `${value}n`;
    return typeof value === 'symbol' ? symbolText(value) : asString(value);
  };

  const formatIn = (context: Context, value: unknown, depth: number): string => {
    context.indentation += 2;
    const text = formatValue(context, value, depth);
    context.indentation -= 2;
    return text;
  };

  const formatSlot = (context: Context, holder: object, key: PropertyKey, depth: number): string => {
    const slot = descriptor(holder, key);
    if (slot?.get !== undefined) return slot.set === undefined ? '[Getter]' : '[Getter/Setter]';
    if (slot?.set !== undefined) return '[Setter]';
    return formatIn(context, slot?.value, depth);
  };

  const addProperties = (
    context: Context,
    value: object,
    names: readonly (string | symbol)[],
    depth: number,
    output: string[],
  ) => {
    const shown = min(names.length, maxItems * 2);
    for (let i = 0; i < shown; i++) {
      const key = names[i] as string | symbol;
      const name = formatKey(key, !isEnumerable(value, key));
      output[output.length] = `${name}: ${formatSlot(context, value, key, depth)}`;
    }
    if (names.length > shown) output[output.length] = more(names.length - shown, 'key');
  };

  const addItems = (context: Context, value: object, length: number, depth: number, output: string[]) => {
    let index = 0;
    for (let shown = 0; index < length && shown < maxItems; shown++) {
      let gap = 0;
      while (index + gap < length && gap < 1e6 && !hasOwn(value, index + gap)) gap++;
      if (gap > 0) output[output.length] = `<${gap} empty item${gap === 1 ? '' : 's'}>`;
      else output[output.length] = formatSlot(context, value, index, depth);
      index += gap === 0 ? 1 : gap;
    }
    if (index < length) output[output.length] = more(length - index, 'item');
  };

  const addMembers = (context: Context, value: object, kind: string, depth: number, output: string[]) => {
    const size = kind === 'Map' ? mapSize(value) : setSize(value);
    let index = 0;
    const visit = (item: unknown, key: unknown) => {
      if (index++ >= maxItems) return;
      const text = formatIn(context, kind === 'Map' ? key : item, depth);
      output[output.length] = kind === 'Map' ? `${text} => ${formatIn(context, item, depth)}` : text;
    };
    if (kind === 'Map') mapEach(value, visit);
    else setEach(value, item => visit(item, undefined));
    if (size > maxItems) output[output.length] = more(size - maxItems, 'item');
  };

  // Objects

  const ownNames = (value: object, kind: string): (string | symbol)[] => {
    const names: (string | symbol)[] = keys(value);
    const result: (string | symbol)[] = [];
    const isList = kind === 'Array' || kind === 'TypedArray' || kind === 'String';
    for (let i = 0; i < names.length; i++) {
      const key = names[i] as string;
      const first = charCode(key, 0);
      if (!(isList && first >= 48 && first <= 57)) result[result.length] = key;
    }
    const marks = symbols(value);
    for (let i = 0; i < marks.length; i++) {
      if (isEnumerable(value, marks[i] as symbol)) result[result.length] = marks[i] as symbol;
    }
    if (kind === 'Error') {
      if (hasOwn(value, 'cause') && !isEnumerable(value, 'cause')) result[result.length] = 'cause';
      if (hasOwn(value, 'errors') && !isEnumerable(value, 'errors')) result[result.length] = 'errors';
    }
    return result;
  };

  const sizeOf = (value: object, kind: string): number | undefined => {
    if (kind === 'Array') return (value as { readonly length: number }).length;
    if (kind === 'TypedArray') return typedLength(value);
    if (kind === 'Map') return mapSize(value);
    return kind === 'Set' ? setSize(value) : undefined;
  };

  const openOf = (kind: string, name: string | null, tag: string, size: number | undefined): string => {
    if (kind === 'Array')
      return name === 'Array' && tag === '' ? '[' : `${prefixOf(name, tag, 'Array', size)}[`;
    if (kind === 'TypedArray') return `${prefixOf(name, tag, 'TypedArray', size)}[`;
    if (kind === 'Object' && name === 'Object' && tag === '') return '{';
    return `${prefixOf(name, tag, kind, size)}{`;
  };

  const addContents = (context: Context, value: object, kind: string, depth: number, output: string[]) => {
    if (kind === 'Array')
      addItems(context, value, (value as { readonly length: number }).length, depth, output);
    else if (kind === 'TypedArray') addItems(context, value, typedLength(value), depth, output);
    else if (kind === 'Map' || kind === 'Set') addMembers(context, value, kind, depth, output);
    else if (kind === 'ArrayBuffer') {
      output[0] = bufferBase(value);
      output[1] = `[byteLength]: ${bufferLength(value)}`;
    } else if (kind === 'Promise') output[0] = '<not awaited>';
    else if (kind === 'WeakMap' || kind === 'WeakSet') output[0] = '<items unknown>';
  };

  const formatObject = (context: Context, value: object, depth: number): string => {
    for (let i = 0; i < guest.formatters.length; i++) {
      const text = guest.formatters[i]?.(value);
      if (text !== undefined) return text;
    }
    const kind = kindOf(value);
    const name = constructorName(value);
    const tag = kind === 'TypedArray' && typedName(value) === name ? '' : tagOf(value, name);
    const size = sizeOf(value, kind);
    const names = ownNames(value, kind);
    const isList = kind === 'Array' || kind === 'TypedArray';
    let base = baseOf(context, value, kind, name, kind === 'Function' ? tagOf(value, 'Function') : tag);
    const open = base === '' ? openOf(kind, name, tag, size) : '{';
    const close = isList ? ']' : '}';
    if (names.length === 0) {
      if (base !== '') return base;
      if (size === 0 || kind === 'Object') return `${open}${close}`;
    }
    if (depth > context.depth)
      return `[${isList && name === 'Array' ? 'Array' : (name ?? 'Object: null prototype')}]`;
    context.seen[context.seen.length] = value;
    context.currentDepth = depth + 1;
    const output: string[] = [];
    addContents(context, value, kind, depth + 1, output);
    addProperties(context, value, names, depth + 1, output);
    context.seen.length--;
    const reference = get(context.circular, value);
    if (reference !== undefined) base = base === '' ? `<ref *${reference}>` : `<ref *${reference}> ${base}`;
    const space = {
      indentation: context.indentation,
      breakLength: context.breakLength,
      isShallow: context.currentDepth - (depth + 1) < 3,
      maxItems,
      holder: value,
    };
    return layOut(output, { open, close, base, isList }, space);
  };

  const formatValue = (context: Context, value: unknown, depth: number): string => {
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') {
      return formatPrimitive(context, value, depth === 0);
    }
    if (context.budget-- <= 0) return '…';
    for (let i = 0; i < context.seen.length; i++) {
      if (context.seen[i] !== value) continue;
      if (get(context.circular, value) === undefined) put(context.circular, value, ++context.references);
      return `[Circular *${get(context.circular, value)}]`;
    }
    const { indentation } = context;
    const level = context.seen.length;
    try {
      return formatObject(context, value as object, depth);
    } catch {
      context.indentation = indentation;
      context.seen.length = level;
      return '[Unreadable: looking at it throws]';
    }
  };

  const optionOf = (options: InspectOptions | undefined, key: keyof InspectOptions, otherwise: number) =>
    options !== undefined && hasOwn(options, key) ? (options[key] ?? otherwise) : otherwise;

  guest.inspect = (value: unknown, options?: InspectOptions) => {
    const context: Context = {
      depth: optionOf(options, 'depth', 4),
      breakLength: optionOf(options, 'breakLength', 80),
      seen: [],
      circular: new OriginalMap(),
      references: 0,
      indentation: 0,
      currentDepth: 0,
      budget: maxValues,
    };
    return formatValue(context, value, 0);
  };
};
