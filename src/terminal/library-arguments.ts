/** The arguments of the commands that ask what there is: which skills, what ran, and how well they do. */

import { recordedStatuses } from '../library/metrics.ts';
import type { RunQuery } from '../library/run-record.ts';
import { type SearchOrder, type SearchQuery, searchOrders } from '../library/search.ts';
import { didYouMean } from '../skill/name.ts';
import type { Flags } from './argument-tokens.ts';
import { refuseWord, wholeNumber } from './argument-values.ts';
import { sinceTime } from './since.ts';
import { UsageError } from './usage-error.ts';

export interface SearchCommand {
  readonly do: 'search';
  readonly root: string | undefined;
  readonly json: boolean;
  /** Empty without words. */
  readonly text: string;
  readonly query: SearchQuery;
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

export interface CacheCommand {
  readonly do: 'cache';
  readonly root: string | undefined;
  readonly json: boolean;
  /** Forgets all results first. */
  readonly clear: boolean;
}

export function cacheCommand([surplus]: readonly string[], flags: Flags): CacheCommand {
  refuseWord('cache', surplus);
  return { do: 'cache', root: flags.get('root'), json: flags.has('json'), clear: flags.has('clear') };
}

export function searchCommand(words: readonly string[], flags: Flags): SearchCommand {
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

export function historyCommand(
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
