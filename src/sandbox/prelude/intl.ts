/**
 * Prelude part: `Intl` and the locale methods of numbers, dates, texts and arrays.
 *
 * The formatting is the host's own; each answer passes through the recording, so that a replay prints the same on a
 * machine with other languages or another time zone. Objects here only remember what they were made with.
 */

import type { PreludePart } from './guest.ts';

export const intlPart: PreludePart = guest => {
  const { apply, charCode, failure, hide, isArray, parse, rename, stringify, uncurry } = guest.primordials;
  const asString = String;
  const iteratorKey: typeof Symbol.iterator = Symbol.iterator;
  const OriginalWeakMap = WeakMap;
  const get: (map: WeakMap<object, Settings>, key: object) => Settings | undefined = uncurry(
    WeakMap.prototype.get,
  );
  const put: (map: WeakMap<object, Settings>, key: object, value: Settings) => unknown = uncurry(
    WeakMap.prototype.set,
  );
  const timeOf: (date: unknown) => number = uncurry(Date.prototype.getTime);
  const numberOf: (value: unknown) => number = uncurry(Number.prototype.valueOf);
  const bigintOf: (value: unknown) => bigint = uncurry(BigInt.prototype.valueOf);
  const { now } = Date;
  const asNumber = Number;
  const larger = Math.max;
  const create: (prototype: object) => object = Object.create;

  // What crosses to the host

  /** Numbers as text, because JSON has no NaN, no infinities, no -0 and no BigInt. */
  type Sent = readonly [kind: 'number' | 'bigint' | 'text' | 'list' | 'none', value: unknown];

  const sendNumber = (value: unknown): Sent => {
    if (typeof value === 'bigint') return ['bigint', `${value}`];
    if (typeof value === 'string') return ['text', value];
    const number = asNumber(value);
    return ['number', number === 0 && 1 / number < 0 ? '-0' : `${number}`];
  };

  const sendDate = (value: unknown): Sent => {
    if (value === undefined) return ['number', `${now()}`];
    const time =
      typeof value === 'object' && value !== null && value instanceof Date ? timeOf(value) : asNumber(value);
    return ['number', `${time}`];
  };

  const sendText = (value: unknown): Sent => ['text', asString(value)];

  const sendList = (value: unknown): Sent => {
    const list: string[] = [];
    if (value === undefined) return ['list', list];
    for (const item of value as Iterable<unknown>) {
      if (typeof item !== 'string') throw failure('TypeError', 'Intl.ListFormat takes a list of strings');
      list[list.length] = item;
    }
    return ['list', list];
  };

  const sendLocales = (locales: unknown): string[] | null => {
    if (locales === undefined) return null;
    if (typeof locales === 'string') return [locales];
    if (typeof locales !== 'object' || locales === null)
      throw failure('TypeError', 'Incorrect locale information');
    if (!isArray(locales)) return [asString(locales)];
    const list: string[] = [];
    for (let i = 0; i < locales.length; i++) {
      if (typeof locales[i] !== 'string') throw failure('TypeError', 'A locale is a string such as "de-DE"');
      list[i] = locales[i] as string;
    }
    return list;
  };

  const sendOptions = (options: unknown): Record<string, unknown> | null => {
    if (options === undefined) return null;
    if (typeof options !== 'object' || options === null)
      throw failure('TypeError', 'The options must be an object');
    const plain = create(null as unknown as object) as Record<string, unknown>;
    for (const key in options) {
      const value = (options as Record<string, unknown>)[key];
      if (value === undefined) continue;
      plain[key] = typeof value === 'number' || typeof value === 'boolean' ? value : asString(value);
    }
    return plain;
  };

  interface Settings {
    readonly kind: string;
    readonly locales: string[] | null;
    readonly options: Record<string, unknown> | null;
  }

  const ask = (service: string, argument: object): unknown =>
    parse(guest.ask(service, stringify(argument) as string));

  const callHost = (settings: Settings, method: string, values: readonly Sent[]): unknown =>
    ask('intl.call', { ...settings, method, values });

  // The classes

  const all: WeakMap<object, Settings> = new OriginalWeakMap();

  const settingsOf = (self: unknown, kind: string): Settings => {
    const settings = typeof self === 'object' && self !== null ? get(all, self) : undefined;
    if (settings?.kind === kind) return settings;
    throw failure('TypeError', `This is not an Intl.${kind}`);
  };

  type Method = (self: unknown, values: readonly unknown[]) => unknown;
  type Send = (value: unknown) => Sent;

  const remote =
    (kind: string, method: string, sends: readonly Send[]): Method =>
    (self, values) => {
      const sent: Sent[] = [];
      for (let i = 0; i < sends.length; i++) sent[i] = (sends[i] as Send)(values[i]);
      return callHost(settingsOf(self, kind), method, sent);
    };

  const namespace: Record<string, unknown> = {};
  hide(namespace, Symbol.toStringTag, 'Intl');

  const addMethod = (target: object, name: string, method: Method) => {
    const made = {
      [name](this: unknown, ...values: unknown[]) {
        return method(this, values);
      },
    };
    hide(target, name, made[name]);
  };

  /** A getter whose function is bound to its object, such as `format` of number formats: `list.map(x.format)`. */
  const addBound = (target: object, name: string, method: Method) => {
    Object.defineProperty(target, name, {
      get(this: unknown) {
        const bound = (...values: unknown[]) => method(this, values);
        return rename(bound, '');
      },
      configurable: true,
    });
  };

  interface ClassPlan {
    readonly methods: Readonly<Record<string, readonly Send[]>>;
    readonly bound?: string;
    readonly mayOmitNew?: boolean;
  }

  const addClass = (kind: string, plan: ClassPlan) => {
    const Class = function (this: unknown, locales?: unknown, options?: unknown): unknown {
      if (new.target === undefined) {
        if (plan.mayOmitNew) return Reflect.construct(Class, [locales, options]);
        throw failure('TypeError', `Constructor Intl.${kind} requires 'new'`);
      }
      const settings = { kind, locales: sendLocales(locales), options: sendOptions(options) };
      // Throws what the host says about the locale and the options.
      ask('intl.check', settings);
      put(all, this as object, settings);
      return this;
    };
    rename(Class, kind);
    Object.defineProperty(Class, 'prototype', { writable: false });
    const { prototype } = Class;
    hide(prototype, 'constructor', Class);
    Object.defineProperty(prototype, Symbol.toStringTag, { value: `Intl.${kind}`, configurable: true });
    addMethod(prototype, 'resolvedOptions', self => callHost(settingsOf(self, kind), 'resolvedOptions', []));
    for (const [name, sends] of Object.entries(plan.methods)) {
      const method = remote(kind, name, sends);
      if (name === plan.bound) addBound(prototype, name, method);
      else addMethod(prototype, name, method);
    }
    addMethod(Class, 'supportedLocalesOf', (_, values) =>
      ask('intl.supportedLocalesOf', { kind, locales: sendLocales(values[0]) ?? [] }),
    );
    hide(namespace, kind, Class);
    return prototype;
  };

  const numberMethods = {
    format: [sendNumber],
    formatToParts: [sendNumber],
    formatRange: [sendNumber, sendNumber],
    formatRangeToParts: [sendNumber, sendNumber],
  };
  const dateMethods = {
    format: [sendDate],
    formatToParts: [sendDate],
    formatRange: [sendDate, sendDate],
    formatRangeToParts: [sendDate, sendDate],
  };
  const relative = [sendNumber, sendText];
  addClass('NumberFormat', { methods: numberMethods, bound: 'format', mayOmitNew: true });
  addClass('DateTimeFormat', { methods: dateMethods, bound: 'format', mayOmitNew: true });
  addClass('PluralRules', { methods: { select: [sendNumber], selectRange: [sendNumber, sendNumber] } });
  addClass('RelativeTimeFormat', { methods: { format: relative, formatToParts: relative } });
  addClass('ListFormat', { methods: { format: [sendList], formatToParts: [sendList] } });
  addClass('DisplayNames', { methods: { of: [sendText] } });
  const collator = addClass('Collator', { methods: {}, bound: 'compare', mayOmitNew: true });
  const segmenter = addClass('Segmenter', { methods: {} });

  // Comparing

  /** Whether the default locale sorts plain English letters, digits and spaces in the usual way; asked once. */
  let isPlainOrder: boolean | undefined;

  /** The place of a character in that order; letters of both cases share one, 0 for any other character. */
  const rank = (code: number): number => {
    if (code >= 97 && code <= 122) return code;
    if (code >= 65 && code <= 90) return code + 32;
    return code === 32 || (code >= 48 && code <= 57) ? code : 0;
  };

  /** By the usual order; `undefined` where a character needs the host. Small letters come first among equals. */
  const comparePlain = (a: string, b: string): number | undefined => {
    let byCase = 0;
    let result = 0;
    const length = larger(a.length, b.length);
    for (let i = 0; i < length; i++) {
      const first = i < a.length ? charCode(a, i) : 32;
      const second = i < b.length ? charCode(b, i) : 32;
      const firstRank = rank(first);
      const secondRank = rank(second);
      if (firstRank === 0 || secondRank === 0) return undefined;
      if (result !== 0) continue;
      if (i >= a.length || i >= b.length) result = a.length - b.length;
      else if (firstRank !== secondRank) result = firstRank - secondRank;
      else if (byCase === 0) byCase = second - first;
    }
    if (result === 0) result = byCase;
    return result < 0 ? -1 : result > 0 ? 1 : 0;
  };

  const compare = (settings: Settings, a: string, b: string): number => {
    if (a === b) return 0;
    if (settings.locales === null && settings.options === null) {
      const order = comparePlain(a, b);
      if (order !== undefined) {
        isPlainOrder ??= ask('intl.isPlainOrder', {}) as boolean;
        if (isPlainOrder) return order;
      }
    }
    return callHost(settings, 'compare', [sendText(a), sendText(b)]) as number;
  };

  addBound(collator, 'compare', (self, values) =>
    compare(settingsOf(self, 'Collator'), asString(values[0]), asString(values[1])),
  );

  // Segments

  interface Segment {
    readonly segment: string;
    readonly index: number;
  }

  addMethod(segmenter, 'segment', (self, values) => {
    const settings = settingsOf(self, 'Segmenter');
    const input = asString(values[0]);
    let list: Segment[] | undefined;
    const segments = () => {
      list ??= callHost(settings, 'segment', [sendText(input)]) as Segment[];
      return list;
    };
    const result = {
      containing(at: unknown = 0) {
        const index = asNumber(at);
        const found = segments();
        for (let i = 0; i < found.length; i++) {
          const item = found[i] as Segment;
          if (index >= item.index && index < item.index + item.segment.length) return { ...item, input };
        }
        return undefined;
      },
      *[iteratorKey]() {
        const found = segments();
        for (let i = 0; i < found.length; i++) yield { ...found[i], input };
      },
    };
    return result;
  });

  // Functions of Intl itself

  addMethod(namespace, 'getCanonicalLocales', (_, values) =>
    ask('intl.getCanonicalLocales', { locales: sendLocales(values[0]) ?? [] }),
  );
  addMethod(namespace, 'supportedValuesOf', (_, values) =>
    ask('intl.supportedValuesOf', { key: asString(values[0]) }),
  );
  const absent: Record<string, string> = {
    Locale: "use the language tag itself, such as 'en-GB'; Intl.getCanonicalLocales(tag)[0] checks one",
    DurationFormat: 'use Intl.NumberFormat with the style "unit"',
  };
  for (const [name, alternative] of Object.entries(absent)) {
    const stand = function (this: unknown): never {
      const message = `Intl.${name} is not available in a skill: ${alternative}`;
      throw failure('Error', message, 'run/unavailable');
    };
    hide(namespace, name, rename(stand, name));
  }
  hide(globalThis, 'Intl', namespace);

  // Methods of other objects

  const withLocale = (kind: string, locales: unknown, options: unknown): Settings => ({
    kind,
    locales: sendLocales(locales),
    options: sendOptions(options),
  });

  addMethod(Number.prototype, 'toLocaleString', (self, values) =>
    callHost(withLocale('NumberFormat', values[0], values[1]), 'format', [sendNumber(numberOf(self))]),
  );
  addMethod(BigInt.prototype, 'toLocaleString', (self, values) =>
    callHost(withLocale('NumberFormat', values[0], values[1]), 'format', [sendNumber(bigintOf(self))]),
  );
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
    addMethod(Date.prototype, name, (self, values) =>
      callHost(withLocale('Date', values[0], values[1]), name, [['number', `${timeOf(self)}`]]),
    );
  }
  const textOf = (self: unknown) => {
    if (self === undefined || self === null)
      throw failure('TypeError', 'Cannot convert undefined or null to a string');
    return asString(self);
  };
  addMethod(String.prototype, 'localeCompare', (self, values) =>
    compare(withLocale('Collator', values[1], values[2]), textOf(self), asString(values[0])),
  );
  for (const name of ['toLocaleUpperCase', 'toLocaleLowerCase']) {
    const plain = name === 'toLocaleUpperCase' ? String.prototype.toUpperCase : String.prototype.toLowerCase;
    addMethod(String.prototype, name, (self, values) => {
      if (values[0] === undefined) return apply(plain, textOf(self), []);
      return callHost(withLocale('String', values[0], undefined), name, [sendText(textOf(self))]);
    });
  }
  const joinItems: Method = (self, values) => {
    const list = self as ArrayLike<{ toLocaleString(...values: unknown[]): string } | null | undefined>;
    let text = '';
    for (let i = 0; i < list.length; i++) {
      const item = list[i];
      if (i > 0) text += ',';
      if (item !== undefined && item !== null) text += apply(item.toLocaleString, item, values);
    }
    return text;
  };
  addMethod(Array.prototype, 'toLocaleString', joinItems);
  addMethod(guest.primordials.prototypeOf(Uint8Array.prototype) as object, 'toLocaleString', joinItems);
};
