/** The results of tagged skills that a run on the command line can use: those of this process, of the folder, and a team's. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../base/disposal.ts';
import {
  isUnused,
  LayeredResults,
  MemoryResults,
  noResultCounts,
  type ResultCounts,
} from '../library/result-cache.ts';
import { RedisResults, type RedisResultsOptions } from '../node/redis/redis-results.ts';
import { localFolder } from '../node/store/local-folder.ts';
import { DatabaseResults } from '../node/store/results.ts';
import { findSqlite } from '../node/store/sqlite.ts';
import { DirectWriter, databaseName, openState } from '../node/store/writer.ts';
import type { ResultCache } from '../run/port.ts';
import type { RunCommand } from './run-arguments.ts';
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
  const database = isOfUse && findSqlite() !== undefined ? openDatabase(skills.folder, onNotice) : undefined;
  const layered = new LayeredResults<'memory' | 'database' | 'redis'>({
    levels: [
      ['memory', memory],
      ...(database === undefined ? [] : [['database', database.level] as const]),
      ...(redis === undefined ? [] : [['redis', redis] as const]),
    ],
    now,
  });
  return {
    get: key => layered.get(key),
    set: (key, result) => layered.set(key, result),
    close: async () => {
      const { hits, misses } = layered.statistics;
      const evictions = memory.takeEvictions();
      await database?.count({ hits: { ...noResultCounts.hits, ...hits }, misses, evictions });
      database?.dispose();
      await redis?.close();
    },
  };
}

interface OpenDatabase extends Disposable {
  readonly level: DatabaseResults;
  /** Never rejects. */
  count(counts: ResultCounts): Promise<void>;
}

/** The folder's database, of which one that cannot be used is told once. */
function openDatabase(skillsFolder: string, onNotice: (sentence: string) => void): OpenDatabase {
  const writer = new DirectWriter({ skillsFolder, onNotice });
  const reader = openState(skillsFolder, onNotice);
  const file = join(localFolder(skillsFolder), databaseName);
  let isTold = false;
  const onError = (error: unknown) => {
    if (!isTold) onNotice(`Results are not kept: ${error instanceof Error ? error.message : String(error)}`);
    isTold = true;
  };
  const level = new DatabaseResults({
    database: () => (existsSync(file) ? reader : undefined),
    keep: (key, result, now) => writer.areas.results.set(key, result, now),
    now: Date.now,
    onError,
  });
  return {
    level,
    count: async counts => {
      if (!isUnused(counts)) await writer.areas.results.count(counts).catch(onError);
    },
    dispose: () => {
      reader.dispose();
      writer.dispose();
    },
  };
}
