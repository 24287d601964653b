/** `skillsmith cache`: how often results of skills tagged `@cache` were found, and forgetting them. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isUnused, noResultCounts, type ResultStatistics } from '../library/result-cache.ts';
import { localFolder } from '../node/store/local-folder.ts';
import { readResultStatistics } from '../node/store/results.ts';
import { findSqlite } from '../node/store/sqlite.ts';
import { StoreError } from '../node/store/store-error.ts';
import { DirectWriter, databaseName, openState } from '../node/store/writer.ts';
import type { CacheCommand } from './library-arguments.ts';
import { counted } from './list.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What `cache --json` prints. The shape is a contract; the README documents it. */
export interface CacheReport extends ResultStatistics {
  /** How many results were forgotten; absent where none had to be. */
  readonly cleared?: number;
}

const nothingYet: ResultStatistics = { entries: 0, ...noResultCounts };

/** @throws UsageError when the results cannot be read, or not be forgotten */
export async function cache(
  { json, clear }: CacheCommand,
  skillsFolder: string,
  { out, err }: Terminal,
): Promise<number> {
  if (findSqlite() === undefined)
    throw new UsageError(
      `Cached results are kept with Node 22.13 or later; this is Node ${process.versions.node}.`,
    );
  const onNotice = (sentence: string) =>
    void err.write(`${err.paint('yellow', 'skillsmith')}: ${sentence}\n`);
  try {
    const cleared = clear ? await clearResults(skillsFolder, onNotice) : undefined;
    const statistics = resultStatistics(skillsFolder, onNotice) ?? nothingYet;
    const report: CacheReport = { ...statistics, ...(cleared !== undefined && { cleared }) };
    if (json) out.write(`${JSON.stringify(report, undefined, 2)}\n`);
    else {
      if (cleared !== undefined) out.write(`${counted(cleared, 'result')} cleared.\n`);
      out.write(isUnused(statistics) ? `${nothingCached}\n` : `${resultsText(statistics)}\n`);
    }
    return 0;
  } catch (error) {
    if (error instanceof StoreError)
      throw new UsageError(`The cached results cannot be used: ${error.message}`);
    throw error;
  }
}

const nothingCached = 'No result was ever looked up: tag a skill with @cache 1h, and run it.';

/** `undefined` where there is no database. @throws StoreError when it cannot be read */
export function resultStatistics(
  skillsFolder: string,
  onNotice: (sentence: string) => void,
): ResultStatistics | undefined {
  if (!existsSync(join(localFolder(skillsFolder), databaseName))) return undefined;
  const database = openState(skillsFolder, onNotice);
  try {
    return readResultStatistics(database);
  } finally {
    database.dispose();
  }
}

/** In one line. */
export function resultsText({ hits, misses, evictions, entries }: ResultStatistics): string {
  const all = hits.memory + hits.database + hits.redis;
  const places = `${hits.memory} from memory, ${hits.database} from the database, ${hits.redis} from Redis`;
  return `Results of skills tagged @cache: ${counted(all, 'hit')} (${places}), ${misses} missed, ${evictions} evicted, ${entries} kept.`;
}

async function clearResults(skillsFolder: string, onNotice: (sentence: string) => void): Promise<number> {
  if (!existsSync(join(localFolder(skillsFolder), databaseName))) return 0;
  const writer = new DirectWriter({ skillsFolder, onNotice });
  try {
    return await writer.areas.results.clear();
  } finally {
    writer.dispose();
  }
}
