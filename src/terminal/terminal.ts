/** What the command line asks of the terminal and the process that it runs in. */

import type { Disposable } from '../base/disposal.ts';

/** Where text is written to. A reader that has gone away (`| head`) is no error: the rest is dropped. */
export interface Output {
  write(text: string): void;
  /** Settles when what was written is on its way, so that no more piles up than the reader takes; or nobody reads on. */
  drained(): Promise<void>;
  /** The reader has gone away. */
  readonly isGone: boolean;
  readonly paint: Paint;
  /** `undefined` when this is not a terminal. */
  readonly columns: number | undefined;
}

export interface Terminal {
  /** For results alone. */
  readonly out: Output;
  /** For everything that is said beside the result. */
  readonly err: Output;
  /** Absolute. */
  readonly currentFolder: string;
  /** All of standard input, as text. */
  readInput(): Promise<string>;
  /** The bytes of standard input as they come; instead of {@link readInput}. */
  inputBytes(): AsyncIterable<Uint8Array>;
  /** Calls back at each Ctrl-C; until disposed, it no longer ends the process by itself. */
  onInterrupt(listener: () => void): Disposable;
  /** Ends the process now, whatever is going on. */
  exit(code: number): never;
}

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof codes;

/** Colours text, or returns it as it is where colours are not wanted. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;

export const coloured: Paint = (style, text) => {
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
};

/**
 * Colours are for terminals. `NO_COLOR` (anything but empty) turns them off, `FORCE_COLOR` turns them on also
 * where there is no terminal, or off with `0` or `false`; `FORCE_COLOR` wins.
 */
export function wantsColours(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: none, TERM: term } = environment;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (none !== undefined && none !== '') return false;
  return isTerminal && term !== 'dumb';
}

/** Text from a skill, in which nothing can steer the terminal: control characters are written out, as `\\x1b`. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, control => {
    if (control === '\n' || control === '\t') return control;
    return `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
