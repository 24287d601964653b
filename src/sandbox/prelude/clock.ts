/**
 * Prelude part: `Date` and `performance`, whose time and time zone come from the host and so from the recording.
 *
 * QuickJS itself would read the machine's clock and zone. Here "now" is the service `clock.now`, and the offsets of
 * local time are those of `clock.zone`, asked once for each year that a run touches: a replay elsewhere sees the
 * zone of the recording, and `Intl` the same.
 */

import type { PreludePart } from './guest.ts';

export const clockPart: PreludePart = guest => {
  const { apply, parse, hide, hasOwn, isNan, rename, slice, padStart, indexOf } = guest.primordials;
  const Original = Date;
  const prototype = Original.prototype;
  const { construct, ownKeys } = Reflect;
  const { UTC, parse: parseNative } = Original;
  const { floor, abs, trunc } = Math;
  const { uncurry } = guest.primordials;
  const timeOf: (date: unknown) => number = uncurry(prototype.getTime);
  const setTime: (date: unknown, time: number) => number = uncurry(prototype.setTime);
  const utcYear: (date: Date) => number = uncurry(prototype.getUTCFullYear);
  const utcText: (date: Date) => string = uncurry(prototype.toUTCString);
  const matches: (pattern: RegExp, text: string) => unknown = uncurry(RegExp.prototype.exec);
  const primitiveKey: typeof Symbol.toPrimitive = Symbol.toPrimitive;
  const OriginalTypeError = TypeError;
  const asNumber = Number;
  const asString = String;
  const ownNative = (key: string) =>
    (prototype as unknown as Record<string, (...values: never[]) => number>)[key];

  /** Used between two calls that run no code of a skill, never across them. */
  const scratch = new Original(0);
  const day = 86400000;

  const now = (): number => asNumber(parse(guest.ask('clock.now', 'null')));

  /** For a year: the offset at its start, then the time of each change and the offset after it; milliseconds. */
  const years = { __proto__: null } as unknown as Record<number, number[]>;
  const offsetAt = (time: number): number => {
    if (isNan(time)) return time;
    setTime(scratch, time);
    const year = utcYear(scratch);
    if (isNan(year)) return year;
    years[year] ??= parse(guest.ask('clock.zone', `${year}`)) as number[];
    const changes = years[year];
    let offset = changes[0] as number;
    for (let i = 1; i < changes.length && (changes[i] as number) <= time; i += 2)
      offset = changes[i + 1] as number;
    return offset;
  };

  /** The instant of a local time. One that is skipped or doubled is read with the offset before the change. */
  const instantOf = (local: number): number => {
    const before = offsetAt(local - day);
    if (offsetAt(local - before) === before) return local - before;
    const after = offsetAt(local + day);
    return offsetAt(local - after) === after ? local - after : local - before;
  };

  const dateOnly = /^(\d{4}|[+-]\d{6})(-\d\d(-\d\d)?)?$/;
  const zoned = /(Z|\b(UTC?|GMT|[ECMP][SD]T)|(GMT|UTC|[\d\s])[+-]\d\d:?\d\d|GMT[+-]\d+)\s*(\([^)]*\))?\s*$/i;
  const isoTime = /^(\d{4}|[+-]\d{6})(-\d\d){0,2}[T ]/;
  const parseDate = (value: unknown): number => {
    const text = asString(value);
    if (matches(dateOnly, text) !== null || matches(zoned, text) !== null) return parseNative(text);
    const local = parseNative(matches(isoTime, text) !== null ? `${text}Z` : `${text} GMT`);
    return isNan(local) ? local : instantOf(local);
  };

  const toPrimitive = (value: object): unknown => {
    const convert = (value as { [Symbol.toPrimitive]?: unknown })[primitiveKey];
    if (convert !== undefined && convert !== null) return apply(convert, value, ['default']);
    for (let i = 0; i < 2; i++) {
      const method = (value as Record<string, unknown>)[i === 0 ? 'valueOf' : 'toString'];
      const result = typeof method === 'function' ? apply(method, value, []) : value;
      if (result === null || typeof result !== 'object') return result;
    }
    throw new OriginalTypeError('Cannot convert object to primitive value');
  };

  const timeFrom = (value: unknown): number => {
    if (value instanceof Original) return timeOf(value);
    const plain = typeof value === 'object' && value !== null ? toPrimitive(value) : value;
    return typeof plain === 'string' ? parseDate(plain) : asNumber(plain);
  };

  const pad = (number: number) => padStart(`${number}`, 2, '0');
  const zoneText = (offset: number) => {
    const minutes = floor(abs(offset) / 60000);
    return `GMT${offset < 0 ? '-' : '+'}${pad(floor(minutes / 60))}${pad(minutes % 60)}`;
  };

  /** `['Thu Jan 01 1970', '09:00:00 GMT+0900']`; `undefined` for an invalid date. */
  const localTexts = (time: number): readonly [string, string] | undefined => {
    if (isNan(time)) return undefined;
    const offset = offsetAt(time);
    setTime(scratch, time + offset);
    const text = utcText(scratch);
    const end = indexOf(text, ':') - 2;
    const date = `${slice(text, 0, 3)} ${slice(text, 8, 11)} ${slice(text, 5, 7)} ${slice(text, 12, end - 1)}`;
    return [date, `${slice(text, end, end + 8)} ${zoneText(offset)}`];
  };

  function LocalDate(this: unknown, ...values: number[]): Date | string {
    if (new.target === undefined) return apply(methods.toString, new Original(now()), []) as string;
    let time = 0;
    if (values.length === 0) time = floor(now());
    else if (values.length === 1) time = timeFrom(values[0]);
    else time = instantOf(apply(UTC, undefined, values) as number);
    return construct(Original, [time], new.target);
  }

  const methods: Record<string, (this: unknown, ...values: number[]) => unknown> = {
    getTimezoneOffset() {
      return -offsetAt(timeOf(this)) / 60000;
    },
    getYear() {
      return (apply(methods.getFullYear, this, []) as number) - 1900;
    },
    setYear(value) {
      const year = trunc(asNumber(value));
      return apply(methods.setFullYear, this, [year >= 0 && year <= 99 ? year + 1900 : year]);
    },
    toString() {
      const texts = localTexts(timeOf(this));
      return texts === undefined ? 'Invalid Date' : `${texts[0]} ${texts[1]}`;
    },
    toDateString() {
      return localTexts(timeOf(this))?.[0] ?? 'Invalid Date';
    },
    toTimeString() {
      return localTexts(timeOf(this))?.[1] ?? 'Invalid Date';
    },
  };

  const addGetter = (part: string) => {
    const read: (date: Date) => number = uncurry(ownNative(`getUTC${part}`) as () => number);
    const name = `get${part}`;
    const local = {
      [name](this: unknown) {
        const time = timeOf(this);
        const offset = offsetAt(time);
        setTime(scratch, time + offset);
        return read(scratch);
      },
    };
    methods[name] = local[name] as () => unknown;
  };

  const addSetter = (part: string) => {
    const write = ownNative(`setUTC${part}`);
    const name = `set${part}`;
    const local = {
      [name](this: unknown, ...values: number[]) {
        const time = timeOf(this);
        const wall = new Original(time + offsetAt(time));
        apply(write, wall, values);
        return setTime(this, instantOf(timeOf(wall)));
      },
    };
    methods[name] = local[name] as () => unknown;
  };

  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    addGetter(part);
    if (part !== 'Day') addSetter(part);
  }
  for (const key of ownKeys(methods)) {
    if (hasOwn(prototype, key)) hide(prototype, key, methods[key as string]);
  }

  const statics = { now: () => floor(now()), parse: (text: unknown) => parseDate(text), UTC };
  for (const key of ownKeys(statics)) hide(LocalDate, key, statics[key as keyof typeof statics]);
  Object.defineProperty(LocalDate, 'prototype', { value: prototype, writable: false });
  Object.defineProperty(LocalDate, 'length', { value: 7 });
  hide(prototype, 'constructor', LocalDate);
  hide(globalThis, 'Date', rename(LocalDate, 'Date'));

  let origin: number | undefined;
  const performance = {
    /** Milliseconds since the run first asked for the time. */
    now() {
      const time = now();
      origin ??= time;
      return time - origin;
    },
    get timeOrigin() {
      origin ??= now();
      return origin;
    },
    toJSON() {
      return { timeOrigin: performance.timeOrigin };
    },
  };
  hide(performance, Symbol.toStringTag, 'Performance');
  hide(globalThis, 'performance', performance);
};
