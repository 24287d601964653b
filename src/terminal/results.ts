/** The results of tagged skills that a run on the command line can use: those of this process, and a team's. */

import { LayeredResults, MemoryResults } from '../library/result-cache.ts';
import { RedisResults, type RedisResultsOptions } from '../node/redis/redis-results.ts';
import type { ResultCache } from '../run/port.ts';
import type { RunCommand } from './arguments.ts';
import type { OpenSkills } from './skill-root.ts';
import type { Terminal } from './terminal.ts';

export interface RedisParts {
  /** Where the environment says that there is a server; `undefined` or empty: nowhere. */
  readonly url: string | undefined;
  readonly load: RedisResultsOptions['load'];
  /** How long one answer is waited for, in ms; as {@link RedisResults} has it unless told. */
  readonly patienceMs?: number;
}

/** What results may take of memory. */
const memoryBytes = 32 * 1024 * 1024;

/** Connects to Redis only where a skill is tagged. */
export function openResults(
  command: Pick<RunCommand, 'redis'>,
  skills: OpenSkills,
  { redis: server, terminal: { err } }: { readonly redis?: RedisParts; readonly terminal: Terminal },
): ResultCache & { close(): Promise<void> } {
  const now = () => Date.now();
  const memory = new MemoryResults({ bytes: memoryBytes, now });
  const address = command.redis ?? (server?.url || undefined);
  const isOfUse = [...skills.catalogue.skills()].some(({ doc }) => doc.cacheMs !== undefined);
  const onNotice = (sentence: string) => err.write(`${err.paint('yellow', sentence)}\n`);
  const redis =
    address === undefined || server === undefined || !isOfUse
      ? undefined
      : new RedisResults({ ...server, url: address, now, onNotice });
  redis?.start();
  const layered = new LayeredResults<'memory' | 'redis'>({
    levels: [['memory', memory], ...(redis === undefined ? [] : [['redis', redis] as const])],
    now,
  });
  return {
    get: key => layered.get(key),
    set: (key, result) => layered.set(key, result),
    close: async () => redis?.close(),
  };
}
