/**
 * What the parts of the prelude share while they are installed.
 *
 * Every part is one function `(guest: Guest) => void` that is turned into text and evaluated inside the sandbox:
 * it must be self-contained (no imports but types, no variables of its module) and may use only what QuickJS has.
 * What runs after installation uses only what the part captured, so that a skill that patches or pollutes the
 * globals breaks nothing but itself: `guest.primordials` instead of methods, index loops instead of iterators.
 */

export interface Guest {
  /**
   * Asks a host service, synchronously: JSON text in, JSON text out.
   * Throws the guest error that the service answered with.
   */
  readonly ask: (service: string, argument: string) => string;
  /** The built-in functions as they were before any skill ran. Installed by the primordials part, the first. */
  primordials: Primordials;
  /**
   * The JSON text of a value that crosses a boundary: Dates become ISO strings,
   * `undefined` properties are left out, a top-level `undefined` is `null`. What JSON would lose throws a
   * `NotJsonError` that names the path below `label` and the repair. Installed by the values part.
   */
  toText: (value: unknown, label: string) => string;
  /** Parses JSON text with the `JSON.parse` captured before any skill ran. Installed by the values part. */
  fromText: (text: string) => unknown;
  /** A string in quotes, with escapes. Installed by the quote part. */
  quote: (text: string) => string;
  /** A key of an object literal; `isHidden` marks one that is not enumerable. Installed by the quote part. */
  formatKey: (key: string | symbol, isHidden: boolean) => string;
  /** Puts the entries of a value between its brackets. Installed by the layout part. */
  layOut: (entries: string[], shape: Shape, space: Space) => string;
  /** Formats one value for people, as `console.log` shows it; it never throws. Installed by the inspect part. */
  inspect: (value: unknown, options?: InspectOptions) => string;
  /** The lines of a stack that do not lie in the prelude itself. Installed by the frames part. */
  authorFrames: (stack: unknown) => string[];
  /** Makes the console of one call; `write` receives finished lines. Installed by the console part. */
  makeConsole: (write: (level: ConsoleLevel, text: string) => void) => Console;
  /** Formats like `console.table`; `undefined` when the value is no table. Installed by the table part. */
  formatTable: (value: unknown, columns: unknown) => string | undefined;
  /** Told of an error that no promise carries, such as that of a microtask; set by the engine. */
  reportError: (error: unknown) => void;
  /** Extra formatters that `inspect` asks first; `undefined` says "not mine". Installed before all parts. */
  readonly formatters: ((value: object) => string | undefined)[];
  /** Restarts the seeded generator behind `Math.random` and `crypto`. Installed by the random part. */
  reseed: (seed: readonly [number, number, number, number]) => void;
}

export type ConsoleLevel = 'debug' | 'log' | 'info' | 'warn' | 'error';

/** The console that a skill sees. */
export interface Console {
  readonly [method: string]: (...values: readonly unknown[]) => void;
}

export interface InspectOptions {
  /** How many levels below the value are shown; 4 unless told. */
  readonly depth?: number;
  /** Longest line before a value is broken into several; 80 unless told. */
  readonly breakLength?: number;
}

/** What stands around the entries of a value. */
export interface Shape {
  readonly open: string;
  readonly close: string;
  /** What stands before the opening bracket; `''` for nothing. */
  readonly base: string;
  readonly isList: boolean;
}

/** The room that a value is laid out in. */
export interface Space {
  readonly indentation: number;
  readonly breakLength: number;
  /** At most three levels deep: only then all may stand on one line. */
  readonly isShallow: boolean;
  /** A list with more entries ends in one that counts the rest. */
  readonly maxItems: number;
  /** The value itself: a list of numbers is aligned to the right. */
  readonly holder: object;
}

/** Methods take what was `this` as their first argument. */
export interface Primordials {
  readonly apply: (target: unknown, self: unknown, values: readonly unknown[]) => unknown;
  readonly parse: (text: string) => unknown;
  readonly stringify: (
    value: unknown,
    replacer?: (this: unknown, key: string, value: unknown) => unknown,
  ) => string | undefined;
  readonly keys: (value: object) => string[];
  readonly ownKeys: (value: object) => (string | symbol)[];
  readonly symbols: (value: object) => symbol[];
  /** The own property's descriptor, which inherits nothing. */
  readonly descriptor: (value: object, key: PropertyKey) => PropertyDescriptor | undefined;
  readonly prototypeOf: (value: object) => object | null;
  /** Defines a property that is writable and configurable, but not listed. */
  readonly hide: (target: object, key: PropertyKey, value: unknown) => void;
  /** Gives a function its name also where a minifier took it away. */
  readonly rename: <F extends object>(target: F, name: string) => F;
  readonly isArray: (value: unknown) => value is unknown[];
  readonly isNan: (value: unknown) => boolean;
  readonly isInteger: (value: unknown) => boolean;
  readonly slice: (text: string, start: number, end?: number) => string;
  readonly charCode: (text: string, index: number) => number;
  readonly indexOf: (text: string, part: string, from?: number) => number;
  readonly repeat: (text: string, count: number) => string;
  readonly padStart: (text: string, length: number, fill?: string) => string;
  readonly padEnd: (text: string, length: number, fill?: string) => string;
  /** Whether `Object.prototype.hasOwnProperty` finds the key. */
  readonly hasOwn: (value: object, key: PropertyKey) => boolean;
  /** Joins texts without looking at `Array.prototype`. */
  readonly join: (parts: readonly string[], separator: string) => string;
  /** Turns a method into a function that takes what was `this` as its first argument. */
  readonly uncurry: <T>(method: unknown) => T;
  /** A native error, one of Skillsmith's own when it has a code, or else a `DOMException` of this name. */
  readonly failure: (name: string, message: string, code?: string) => Error;
}

export type PreludePart = (guest: Guest) => void;
