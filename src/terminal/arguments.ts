/** Reads the arguments of the command line: what to do, or what is wrong and what was perhaps meant. */

import { parseArgs } from 'node:util';
import { recordedStatuses } from '../library/metrics.ts';
import type { RunQuery } from '../library/run-record.ts';
import { type SearchOrder, type SearchQuery, searchOrders } from '../library/search.ts';
import { codeOf } from '../skill/explanation.ts';
import { didYouMean } from '../skill/name.ts';
import { type ProblemCode, problemKinds, type Severity } from '../skill/problem.ts';
import { type CommandName, commandNames, commands, type Flag, generalFlags } from './command.ts';
import { sinceTime } from './since.ts';
import { UsageError } from './usage-error.ts';

export type Command =
  | { readonly do: 'help'; readonly topic: CommandName | undefined }
  | { readonly do: 'version' }
  | { readonly do: 'list'; readonly root: string | undefined; readonly json: boolean }
  | CheckCommand
  | { readonly do: 'explain'; readonly code: ProblemCode }
  | GraphCommand
  | BatchCommand
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

export interface SearchCommand {
  readonly do: 'search';
  readonly root: string | undefined;
  readonly json: boolean;
  /** Empty without words. */
  readonly text: string;
  readonly query: SearchQuery;
}

export interface RunCommand {
  readonly do: 'run';
  readonly root: string | undefined;
  readonly json: boolean;
  readonly skill: string;
  readonly inputs: InputSource;
  /** `undefined` leaves it to the skill and the default. */
  readonly timeoutMs: number | undefined;
  /** Where a recording of the run goes, relative to the current folder; `undefined` for none. */
  readonly record: string | undefined;
  /** Runs every skill, also those whose results are cached. */
  readonly noCache: boolean;
  /** The address of a Redis server with cached results. */
  readonly redis: string | undefined;
}

export interface ReplayCommand {
  readonly do: 'replay';
  readonly root: string | undefined;
  readonly json: boolean;
  /** A file with a recording, relative to the current folder. */
  readonly file: string;
  /** Runs the skills as they were recorded, not those of today. */
  readonly recorded: boolean;
}

export interface RunsCommand {
  readonly do: 'runs';
  readonly root: string | undefined;
  readonly json: boolean;
  readonly limit: number;
  readonly query: RunQuery;
}

export interface StatsCommand {
  readonly do: 'stats';
  readonly root: string | undefined;
  readonly json: boolean;
  /** The skill's name as given. */
  readonly skill: string | undefined;
}

export interface BatchCommand {
  readonly do: 'batch';
  readonly root: string | undefined;
  readonly skill: string;
  readonly inputs: Exclude<InputSource, { readonly from: 'arguments' }>;
  /** `undefined` leaves it to the machine. */
  readonly concurrency: number | undefined;
  /** `undefined` leaves it to the skill and the default. */
  readonly timeoutMs: number | undefined;
  readonly stopOnError: boolean;
  /** `undefined` for standard output. */
  readonly out: string | undefined;
  readonly retryFailed: boolean;
}

export type InputSource =
  | { readonly from: 'arguments'; readonly text: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'standard-input' };

/** Flags by name; the last one wins, or all are joined by commas. A flag without a value is the empty string. */
type Flags = ReadonlyMap<string, string>;

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

function readTokens(args: readonly string[]): { readonly flags: Flags; readonly words: readonly string[] } {
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
    flags.set(flag.name, before === undefined ? value : `${before},${value}`);
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

function runCommand(rest: readonly string[], flags: Flags): RunCommand {
  const [skill, surplus] = rest;
  if (skill === undefined) throw new UsageError('Which skill? Say: skillsmith run <name>');
  refuseWord('run', surplus);
  return {
    do: 'run',
    root: flags.get('root'),
    json: flags.has('json'),
    skill,
    inputs: inputSource(flags),
    timeoutMs: timeout(flags.get('timeout')),
    record: flags.get('record'),
    noCache: flags.has('no-cache'),
    redis: flags.get('redis'),
  };
}

function searchCommand(words: readonly string[], flags: Flags): SearchCommand {
  const text = words.join(' ');
  const category = flags.get('category');
  const tags = flags.get('tag')?.split(',');
  const minSuccessRate = rate(flags.get('min-success-rate'));
  const limit = wholeNumber('limit', flags.get('limit'), 1_000_000) ?? (text === '' ? undefined : 20);
  return {
    do: 'search',
    root: flags.get('root'),
    json: flags.has('json'),
    text,
    query: {
      ...(category !== undefined && { category }),
      ...(tags && { tags }),
      ...(minSuccessRate !== undefined && { minSuccessRate }),
      ...(flags.has('has-problems') && { hasProblems: true }),
      sort: searchOrder(flags.get('sort')),
      ...(limit !== undefined && { limit }),
    },
  };
}

function searchOrder(text: string | undefined): SearchOrder {
  const order = searchOrders.find(one => one === (text ?? 'relevance'));
  if (order !== undefined) return order;
  const hint = didYouMean(text ?? '', searchOrders);
  const orders = `There are ${searchOrders.slice(0, -1).join(', ')} and ${searchOrders.at(-1)}.`;
  throw new UsageError(`Unknown order "${text}"${hint === '' ? `. ${orders}` : hint}`);
}

function rate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 1) return value;
  throw new UsageError(`--min-success-rate is a number from 0 to 1, such as 0.95, got "${text}".`);
}

function replayCommand([file, surplus]: readonly string[], flags: Flags): ReplayCommand {
  if (file === undefined) throw new UsageError('Which recording? Say: skillsmith replay <file>');
  refuseWord('replay', surplus);
  const recorded = flags.has('recorded');
  return { do: 'replay', root: flags.get('root'), json: flags.has('json'), file, recorded };
}

function historyCommand(
  name: 'runs' | 'stats',
  rest: readonly string[],
  flags: Flags,
): RunsCommand | StatsCommand {
  refuseWord(name, rest[0]);
  const skill = flags.get('skill');
  const options = { root: flags.get('root'), json: flags.has('json') };
  if (name === 'stats') return { do: name, ...options, skill };
  const status = recordedStatus(flags.get('status'));
  const since = flags.get('since');
  const query: RunQuery = {
    ...(skill !== undefined && { skill }),
    ...(status !== undefined && { status }),
    ...(since !== undefined && { from: sinceTime(since, Date.now()) }),
  };
  return { do: name, ...options, limit: wholeNumber('limit', flags.get('limit'), 1_000_000) ?? 20, query };
}

function recordedStatus(text: string | undefined): RunQuery['status'] {
  const status = recordedStatuses.find(one => one === text);
  if (text === undefined || status !== undefined) return status;
  const hint = didYouMean(text, recordedStatuses);
  throw new UsageError(
    `Unknown outcome "${text}"${hint === '' ? '. There are completed, failed, cancelled and timed-out.' : hint}`,
  );
}

function batchCommand([skill, surplus]: readonly string[], flags: Flags): BatchCommand {
  if (skill === undefined) throw new UsageError('Which skill? Say: skillsmith batch <name> --inputs FILE');
  refuseWord('batch', surplus);
  const inputs = flags.get('inputs');
  if (inputs === undefined)
    throw new UsageError('Which rows? Say: --inputs FILE, or --inputs - for standard input.');
  const out = flags.get('out');
  const retryFailed = flags.has('retry-failed');
  if (retryFailed && out === undefined)
    throw new UsageError('--retry-failed needs --out FILE: the results that are there.');
  return {
    do: 'batch',
    root: flags.get('root'),
    skill,
    inputs: inputs === '-' ? { from: 'standard-input' } : { from: 'file', path: inputs },
    concurrency: wholeNumber('concurrency', flags.get('concurrency'), 256),
    timeoutMs: timeout(flags.get('timeout')),
    stopOnError: flags.has('stop-on-error'),
    out,
    retryFailed,
  };
}

function refuseWord(name: CommandName, word: string | undefined): void {
  if (word === undefined) return;
  const hint = name === 'run' || name === 'batch' ? ' Inputs are given with --inputs.' : '';
  throw new UsageError(`"${name}" does not know what to do with "${word}".${hint}`);
}

function inputSource(flags: Flags): InputSource {
  const text = flags.get('inputs');
  const path = flags.get('inputs-file');
  if (text !== undefined && path !== undefined) {
    throw new UsageError('Give the inputs once: either --inputs or --inputs-file.');
  }
  if (path === '-') return { from: 'standard-input' };
  return path === undefined ? { from: 'arguments', text: text ?? '{}' } : { from: 'file', path };
}

function timeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > 300_000) {
    throw new UsageError(`--timeout is a whole number of milliseconds from 1 to 300000, got "${text}".`);
  }
  return value;
}

function wholeNumber(flag: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max)
    throw new UsageError(`--${flag} is a whole number from 1 to ${max}, got "${text}".`);
  return value;
}
