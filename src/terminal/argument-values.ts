/** What several commands read in the same way: words too many, times, whole numbers. All throw a UsageError. */

import type { CommandName } from './command.ts';
import { UsageError } from './usage-error.ts';

export function refuseWord(name: CommandName, word: string | undefined): void {
  if (word === undefined) return;
  const hint = name === 'run' || name === 'batch' ? ' Inputs are given with --inputs.' : '';
  throw new UsageError(`"${name}" does not know what to do with "${word}".${hint}`);
}

/** Milliseconds. */
export function timeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > 300_000) {
    throw new UsageError(`--timeout is a whole number of milliseconds from 1 to 300000, got "${text}".`);
  }
  return value;
}

/** From 1. */
export function wholeNumber(flag: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max)
    throw new UsageError(`--${flag} is a whole number from 1 to ${max}, got "${text}".`);
  return value;
}
