/** Reads the arguments of the command line: what to do, or what is wrong and what was perhaps meant. */

import { codeOf } from '../skill/explanation.ts';
import { didYouMean } from '../skill/name.ts';
import { type ProblemCode, problemKinds, type Severity } from '../skill/problem.ts';
import { type Flags, readTokens } from './argument-tokens.ts';
import { refuseWord, wholeNumber } from './argument-values.ts';
import { type CommandName, commandNames, commands } from './command.ts';
import {
  type CacheCommand,
  cacheCommand,
  historyCommand,
  type RunsCommand,
  type SearchCommand,
  type StatsCommand,
  searchCommand,
} from './library-arguments.ts';
import { type ReplayCommand, replayCommand } from './replay-arguments.ts';
import { type BatchCommand, batchCommand, type RunCommand, runCommand } from './run-arguments.ts';
import { UsageError } from './usage-error.ts';

export type Command =
  | { readonly do: 'help'; readonly topic: CommandName | undefined }
  | { readonly do: 'version' }
  | { readonly do: 'list'; readonly root: string | undefined; readonly json: boolean }
  | CheckCommand
  | { readonly do: 'explain'; readonly code: ProblemCode }
  | GraphCommand
  | BatchCommand
  | CacheCommand
  | ReplayCommand
  | RunCommand
  | RunsCommand
  | SearchCommand
  | StatsCommand;

export interface CheckCommand {
  readonly do: 'check';
  readonly root: string | undefined;
  readonly json: boolean;
  /** Makes the safe repairs first. */
  readonly fix: boolean;
  /** How problems are told that are not told as they are. */
  readonly severities: ReadonlyMap<ProblemCode, Severity | 'off'>;
  /** How many skills a chain of calls may have; `undefined` leaves it to the default. */
  readonly maxDepth: number | undefined;
}

export const graphFormats = ['mermaid', 'dot', 'json', 'svg'] as const;
export type GraphFormat = (typeof graphFormats)[number];

export interface GraphCommand {
  readonly do: 'graph';
  readonly root: string | undefined;
  /** `undefined` where none is asked for. */
  readonly format: GraphFormat | undefined;
  /** The skill's name as given. */
  readonly focus: string | undefined;
  /** Levels of callers and callees; `undefined` for all. */
  readonly depth: number | undefined;
  /** Only what is on a circle. */
  readonly cycles: boolean;
  readonly failOnCycle: boolean;
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Command {
  const { flags, words } = readTokens(args);
  const [first, ...rest] = words;
  if (first === undefined) {
    if (flags.has('version')) return { do: 'version' };
    if (flags.has('help')) return { do: 'help', topic: undefined };
    throw new UsageError(`No command. Say what to do: ${listed('or')}.`);
  }
  if (first === 'help')
    return { do: 'help', topic: rest[0] === undefined ? undefined : commandName(rest[0]) };
  const name = commandName(first);
  refuseForeignFlags(name, flags);
  if (flags.has('help')) return { do: 'help', topic: name };
  switch (name) {
    case 'run':
      return runCommand(rest, flags);
    case 'batch':
      return batchCommand(rest, flags);
    case 'cache':
      return cacheCommand(rest, flags);
    case 'explain':
      return explainCommand(rest);
    case 'graph':
      return graphCommand(rest, flags);
    case 'replay':
      return replayCommand(rest, flags);
    case 'search':
      return searchCommand(rest, flags);
    case 'runs':
    case 'stats':
      return historyCommand(name, rest, flags);
    default:
      return simpleCommand(name, rest, flags);
  }
}

function listed(conjunction: string): string {
  return `${commandNames.slice(0, -1).join(', ')} ${conjunction} ${commandNames.at(-1)}`;
}

function commandName(word: string): CommandName {
  const name = commandNames.find(one => one === word);
  if (name !== undefined) return name;
  const hint = didYouMean(word, [...commandNames, 'help']);
  throw new UsageError(`Unknown command "${word}"${hint === '' ? `. There are ${listed('and')}.` : hint}`);
}

function refuseForeignFlags(name: CommandName, flags: Flags): void {
  for (const flag of flags.keys()) {
    if (commands[name].flags.some(own => own.name === flag)) continue;
    const owners = commandNames.filter(other => commands[other].flags.some(own => own.name === flag));
    const belongs = owners.length === 0 ? 'stands alone' : `belongs to "${owners.join('", "')}"`;
    throw new UsageError(`"${name}" does not take --${flag}, which ${belongs}.`);
  }
}

function simpleCommand(name: 'list' | 'check', rest: readonly string[], flags: Flags): Command {
  refuseWord(name, rest[0]);
  const options = { root: flags.get('root'), json: flags.has('json') };
  if (name === 'list') return { do: name, ...options };
  return {
    do: name,
    ...options,
    fix: flags.has('fix'),
    severities: severities(flags.get('severity')),
    maxDepth: wholeNumber('max-depth', flags.get('max-depth'), 100),
  };
}

function explainCommand([word, surplus]: readonly string[]): Command {
  if (word === undefined) throw new UsageError('Which problem? Say: skillsmith explain <code>');
  refuseWord('explain', surplus);
  return { do: 'explain', code: problemCode(word) };
}

function problemCode(word: string): ProblemCode {
  const code = codeOf(word);
  if (code !== undefined) return code;
  const codes = Object.keys(problemKinds);
  const hint = didYouMean(word.startsWith('skill/') ? word : `skill/${word}`, codes);
  throw new UsageError(`There is no problem with the code "${word}"${hint === '' ? '.' : hint}`);
}

function severities(text: string | undefined): CheckCommand['severities'] {
  const chosen = new Map<ProblemCode, Severity | 'off'>();
  for (const pair of text?.split(',') ?? []) {
    const [code = '', level = ''] = pair.split('=');
    const known = (['error', 'warning', 'information', 'hint', 'off'] as const).find(one => one === level);
    if (known === undefined)
      throw new UsageError(
        `--severity is CODE=LEVEL with error, warning, information, hint or off, got "${pair}".`,
      );
    chosen.set(problemCode(code), known);
  }
  return chosen;
}

function graphCommand([word]: readonly string[], flags: Flags): GraphCommand {
  if (word !== undefined)
    throw new UsageError(
      `"graph" does not know what to do with "${word}". One skill is shown with --focus ${word}.`,
    );
  const focus = flags.get('focus');
  const depth = flags.get('depth');
  if (depth !== undefined && focus === undefined) throw new UsageError('--depth needs --focus NAME.');
  if (depth !== undefined && !/^\d{1,9}$/.test(depth))
    throw new UsageError(`--depth is a whole number of calls from 0, got "${depth}".`);
  return {
    do: 'graph',
    root: flags.get('root'),
    format: graphFormat(flags.get('format')),
    focus,
    depth: depth === undefined ? undefined : Number(depth),
    cycles: flags.has('cycles'),
    failOnCycle: flags.has('fail-on-cycle'),
  };
}

function graphFormat(text: string | undefined): GraphFormat | undefined {
  const format = graphFormats.find(one => one === text);
  if (text === undefined || format !== undefined) return format;
  const hint = didYouMean(text, graphFormats);
  throw new UsageError(
    `Unknown format "${text}"${hint === '' ? '. There are mermaid, dot, json and svg.' : hint}`,
  );
}
