/** The arguments as flags and words, each flag one that some command knows. */

import { parseArgs } from 'node:util';
import { didYouMean } from '../skill/name.ts';
import { commandNames, commands, type Flag, generalFlags } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Flags by name; the last one wins, or all are joined. A flag without a value is the empty string. */
export type Flags = ReadonlyMap<string, string>;

/** @throws UsageError for a flag that no command knows, or a value that is missing or too much */
export function readTokens(args: readonly string[]): {
  readonly flags: Flags;
  readonly words: readonly string[];
} {
  const known = [...generalFlags, ...Object.values(commands).flatMap(command => command.flags)];
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(known.map(flag => [flag.name, parseOption(flag)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const name = commandNames.find(one => one === positionals[0]);
  const own = name === undefined ? [] : commands[name].flags;
  const flags = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = own.find(one => one.name === token.name) ?? known.find(one => one.name === token.name);
    if (flag === undefined) throw unknownFlag(token.rawName, known, args);
    const value = flagValue(flag, token.value);
    const before = flag.isRepeated ? flags.get(flag.name) : undefined;
    flags.set(flag.name, before === undefined ? value : `${before}${flag.joint ?? ','}${value}`);
  }
  return { flags, words: positionals };
}

function parseOption(flag: Flag): { type: 'string' | 'boolean'; short?: string } {
  const type = flag.value === undefined ? 'boolean' : 'string';
  return flag.short === undefined ? { type } : { type, short: flag.short };
}

function flagValue(flag: Flag, value: string | undefined): string {
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`--${flag.name} takes no value.`);
    return '';
  }
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new UsageError(`--${flag.name} needs a value: --${flag.name} ${flag.value}`);
  }
  return value;
}

function unknownFlag(raw: string, known: readonly Flag[], args: readonly string[]): UsageError {
  const command = commandNames.find(name => args.includes(name));
  const candidates = command === undefined ? known : commands[command].flags;
  const hint = didYouMean(
    raw,
    candidates.map(flag => `--${flag.name}`),
  );
  return new UsageError(`Unknown flag "${raw}"${hint === '' ? '.' : hint}`);
}
