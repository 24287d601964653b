/** The services behind `Intl`: the host's own formatting, each answer through the recording. */

import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { asArray, asString, readObject } from './service-argument.ts';
import type { Service, ServiceWorld } from './service-world.ts';

/** What a guest may call, by kind. */
const methods: Readonly<Record<string, readonly string[]>> = {
  NumberFormat: ['format', 'formatToParts', 'formatRange', 'formatRangeToParts', 'resolvedOptions'],
  DateTimeFormat: ['format', 'formatToParts', 'formatRange', 'formatRangeToParts', 'resolvedOptions'],
  PluralRules: ['select', 'selectRange', 'resolvedOptions'],
  RelativeTimeFormat: ['format', 'formatToParts', 'resolvedOptions'],
  ListFormat: ['format', 'formatToParts', 'resolvedOptions'],
  DisplayNames: ['of', 'resolvedOptions'],
  Collator: ['compare', 'resolvedOptions'],
  Segmenter: ['segment', 'resolvedOptions'],
  Date: ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'],
  String: ['toLocaleUpperCase', 'toLocaleLowerCase'],
};

type IntlKind = Exclude<keyof typeof methods, 'Date' | 'String'>;
type Formatter = object;
type FormatterClass = {
  new (locales: string[] | undefined, options: JsonObject | undefined): Formatter;
  supportedLocalesOf(locales: string[]): string[];
};

/** What a guest's Intl object was made with. */
interface Settings {
  readonly kind: string;
  readonly locales: string[] | undefined;
  readonly options: JsonObject | undefined;
}

/** Formatters that one run keeps; the oldest goes first. */
const maxFormatters = 64;

/**
 * `intl.check` {kind, locales, options} throws what the constructor throws; `intl.call` adds {method, values} and
 * answers the result; `intl.supportedLocalesOf`, `intl.getCanonicalLocales`, `intl.supportedValuesOf` as in Intl;
 * `intl.isPlainOrder` says whether the default locale sorts plain English letters in the usual way.
 */
export function intlServices(world: ServiceWorld): [string, Service][] {
  const formatters = new Map<string, Formatter>();
  const formatterOf = (settings: Settings): Formatter => {
    const key = JSON.stringify(settings);
    const made = formatters.get(key) ?? makeFormatter(settings);
    formatters.delete(key);
    formatters.set(key, made);
    if (formatters.size > maxFormatters) formatters.delete(formatters.keys().next().value as string);
    return made;
  };
  const asked: Record<string, (argument: JsonObject) => unknown> = {
    'intl.check': argument => void formatterOf(readSettings(argument)),
    'intl.call': argument => callFormatter(argument, formatterOf),
    'intl.supportedLocalesOf': argument => {
      const { kind, locales } = readSettings(argument);
      return classOf(kind).supportedLocalesOf(locales ?? []);
    },
    'intl.getCanonicalLocales': argument => Intl.getCanonicalLocales(readLocales(argument.locales)),
    'intl.supportedValuesOf': argument => supportedValues(asString(argument.key)),
    'intl.isPlainOrder': isPlainOrder,
  };
  return Object.entries(asked).map(([name, answer]) => [name, recorded(world, name, answer)]);
}

/** Records answers and errors alike, so that a replay refuses what the run refused. */
function recorded(world: ServiceWorld, name: string, answer: (argument: JsonObject) => unknown): Service {
  return argument => {
    const parsed = readObject(argument);
    const text = world.answer(`${name} ${argument}`, () => {
      try {
        return JSON.stringify({ value: answer(parsed) ?? null });
      } catch (error) {
        const { name, message } = error as Error;
        return JSON.stringify({ error: name === 'RangeError' ? name : 'TypeError', message });
      }
    });
    const { value, error, message } = JSON.parse(text) as {
      value?: unknown;
      error?: string;
      message?: string;
    };
    if (error !== undefined) throw error === 'RangeError' ? new RangeError(message) : new TypeError(message);
    return JSON.stringify(value);
  };
}

function readSettings(argument: JsonObject): Settings {
  const kind = asString(argument.kind);
  if (!Object.hasOwn(methods, kind)) throw new TypeError(`Intl has no ${kind}`);
  const options = argument.options;
  return {
    kind,
    locales: readLocales(argument.locales),
    options: isJsonObject(options ?? null) ? (options as JsonObject) : undefined,
  };
}

function readLocales(locales: JsonValue | undefined): string[] | undefined {
  if (locales === null || locales === undefined) return undefined;
  return asArray(locales, 100).map(asString);
}

function classOf(kind: IntlKind): FormatterClass {
  if (kind === 'Date' || kind === 'String') throw new TypeError(`Intl has no ${kind}`);
  return Intl[kind as 'NumberFormat'] as unknown as FormatterClass;
}

function makeFormatter({ kind, locales, options }: Settings): Formatter {
  return new (classOf(kind))(locales, options);
}

function callFormatter(argument: JsonObject, formatterOf: (settings: Settings) => Formatter): unknown {
  const settings = readSettings(argument);
  const method = asString(argument.method);
  if (!methods[settings.kind]?.includes(method))
    throw new TypeError(`${settings.kind} has no method ${method}`);
  const values = asArray(argument.values, 2).map(value => readValue(value, settings.kind));
  if (settings.kind === 'Date')
    return invoke(new Date(values[0] as number), method, [settings.locales, settings.options]);
  if (settings.kind === 'String') return invoke(String(values[0]), method, [settings.locales]);
  const result = invoke(formatterOf(settings), method, values);
  if (settings.kind !== 'Segmenter' || method !== 'segment') return result;
  return [...(result as Intl.Segments)].map(({ segment, index, isWordLike }) => ({
    segment,
    index,
    isWordLike,
  }));
}

function invoke(target: object | string, method: string, values: readonly unknown[]): unknown {
  const found: unknown = Reflect.get(Object(target), method);
  if (typeof found !== 'function') throw new TypeError(`This version of Node has no ${method}`);
  return Reflect.apply(found, target, values);
}

/** Decodes `[kind, value]` as the prelude's Intl part sends it. */
function readValue(sent: JsonValue, kind: string): unknown {
  const [type, value] = asArray(sent, 2);
  if (type === 'list') return asArray(value, 100_000).map(asString);
  const text = asString(value);
  if (type === 'number') return Number(text);
  if (type === 'bigint') return BigInt(text);
  // A number format reads decimal text with all its digits; nothing else takes text for a number.
  return kind === 'NumberFormat' ? (text as unknown) : text;
}

function supportedValues(key: string): string[] {
  return Intl.supportedValuesOf(key as 'calendar');
}

/** Sorts all pairs of plain characters by the usual order and has the default collator agree with every step. */
function isPlainOrder(): boolean {
  const letters = [...' 0123456789abcdefghijklmnopqrstuvwxyz'];
  const words = letters.flatMap(first => letters.map(second => first + second));
  const { compare } = new Intl.Collator();
  const agrees = words.every((word, i) => i === 0 || compare(words[i - 1] as string, word) < 0);
  return agrees && compare('a', 'A') < 0 && compare('aB', 'Ab') < 0 && compare('a', 'aa') < 0;
}
