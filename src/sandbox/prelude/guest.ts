/**
 * What the parts of the prelude share while they are installed.
 *
 * Every part is one function `(guest: Guest) => void` that is turned into text and evaluated inside the sandbox:
 * it must be self-contained (no imports but types, no variables of its module) and may use only what QuickJS has.
 */

export interface Guest {
  /**
   * Asks a host service, synchronously: JSON text in, JSON text out.
   * Throws the guest error that the service answered with.
   */
  readonly ask: (service: string, argument: string) => string;
  /**
   * The JSON text of a value that crosses a boundary, by the rules of ARCHITECTURE.md: Dates become ISO strings,
   * `undefined` properties are left out, a top-level `undefined` is `null`. What JSON would lose throws a
   * `NotJsonError` that names the path below `label` and the repair. Installed by the values part.
   */
  toText: (value: unknown, label: string) => string;
  /** Parses JSON text with the `JSON.parse` captured before any skill ran. Installed by the values part. */
  fromText: (text: string) => unknown;
  /** Formats one value for people, as `console.log` shows it. Installed by the console part. */
  inspect: (value: unknown) => string;
  /** Makes the console of one call; `write` receives finished lines. Installed by the console part. */
  makeConsole: (write: (level: 'debug' | 'log' | 'info' | 'warn' | 'error', text: string) => void) => Console;
  /** Restarts the seeded generator behind `Math.random` and `crypto`. Installed by the random part. */
  reseed: (seed: readonly [number, number, number, number]) => void;
}

/** The console that a skill sees. */
export interface Console {
  readonly [method: string]: (...values: readonly unknown[]) => void;
}

export type PreludePart = (guest: Guest) => void;
