/** The results of tagged skills in this window: in memory, in the database, and in the team's Redis where the settings name one. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import {
  addResultCounts,
  LayeredResults,
  MemoryResults,
  noResultCounts,
  type ResultCounts,
  type ResultStatistics,
} from '../../library/result-cache.ts';
import { RedisResults, type RedisResultsOptions } from '../../node/redis/redis-results.ts';
import { DatabaseResults, readResultStatistics } from '../../node/store/results.ts';
import type { ResultCache } from '../../run/port.ts';
import { Debouncer } from '../debounce.ts';
import { settingIds } from '../id.ts';
import { redisUrl } from '../setting.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { SkillStores } from '../skill-stores.ts';

/** What results may take of memory. */
const memoryBytes = 64 * 1024 * 1024;
/** How long what is counted waits to be written with what follows. */
const countQuietMs = 1_000;

type Layers = LayeredResults<'memory' | 'database' | 'redis'>;

/** Its creator disposes it. */
export class WindowResults implements Disposable {
  readonly #stores: Pick<SkillStores, 'of' | 'failed'>;
  readonly #load: RedisResultsOptions['load'];
  readonly #log: (sentence: string) => void;
  readonly #memory = new MemoryResults({ bytes: memoryBytes, now: Date.now });
  #redis: RedisResults | undefined;
  #url: string | undefined;
  #layers = new WeakMap<SkillRoot, Layers>();
  /** What has been counted and is not written yet. */
  readonly #counts = new WeakMap<SkillRoot, ResultCounts>();
  readonly #uncounted = new Debouncer<SkillRoot>(countQuietMs, roots => {
    for (const root of roots) this.#writeCounts(root);
  });

  constructor(
    stores: Pick<SkillStores, 'of' | 'failed'>,
    load: RedisResultsOptions['load'],
    log: (sentence: string) => void,
  ) {
    this.#stores = stores;
    this.#load = load;
    this.#log = log;
  }

  /** Those that runs of a root's skills use. */
  of(root: SkillRoot): ResultCache {
    return {
      get: key => {
        this.#uncounted.add(root);
        return this.#current(root).get(key);
      },
      set: (key, result) => this.#current(root).set(key, result),
    };
  }

  /** Of all who use the folder; `undefined` where nothing is kept. */
  statistics(root: SkillRoot): ResultStatistics | undefined {
    const database = this.#stores.of(root)?.existing();
    if (database === undefined) return undefined;
    try {
      const written = readResultStatistics(database);
      return { ...written, ...addResultCounts(written, this.#collect(root)) };
    } catch (error) {
      this.#stores.failed(root, error);
      return undefined;
    }
  }

  /** Forgets the results of this window and of the folder; how many the folder had. Those in Redis are a team's. */
  async clear(root: SkillRoot): Promise<number> {
    this.#memory.clear();
    const store = this.#stores.of(root);
    return store?.existing() === undefined ? 0 : store.writer.areas.results.clear();
  }

  dispose(): void {
    this.#uncounted.dispose();
    this.#redis?.dispose();
  }

  /** With what has been counted since the last time. */
  #collect(root: SkillRoot): ResultCounts {
    const taken = this.#layers.get(root)?.takeStatistics();
    const evictions = this.#memory.takeEvictions();
    const counts = addResultCounts(this.#counts.get(root) ?? noResultCounts, {
      hits: { ...noResultCounts.hits, ...taken?.hits },
      misses: taken?.misses ?? 0,
      evictions,
    });
    this.#counts.set(root, counts);
    return counts;
  }

  #writeCounts(root: SkillRoot): void {
    const store = this.#stores.of(root);
    if (store === undefined) return;
    const counts = this.#collect(root);
    this.#counts.delete(root);
    store.writer.areas.results.count(counts).catch((error: unknown) => this.#stores.failed(root, error));
  }

  /** Only a run asks, and nothing runs in a workspace that is not trusted: so nothing connects there. */
  #current(root: SkillRoot): Layers {
    const url = redisUrl();
    if (url !== this.#url) this.#connect(url);
    let layers = this.#layers.get(root);
    if (layers === undefined) {
      layers = this.#layered(root);
      this.#layers.set(root, layers);
    }
    return layers;
  }

  #connect(url: string | undefined): void {
    this.#url = url;
    this.#redis?.dispose();
    this.#redis =
      url === undefined
        ? undefined
        : new RedisResults({ url, now: Date.now, onNotice: text => this.#tell(text), load: this.#load });
    this.#layers = new WeakMap();
  }

  #layered(root: SkillRoot): Layers {
    const database = new DatabaseResults({
      database: () => this.#stores.of(root)?.existing(),
      keep: async (key, result, now) => this.#stores.of(root)?.writer.areas.results.set(key, result, now),
      now: Date.now,
      onError: error => this.#stores.failed(root, error),
    });
    const redis = this.#redis === undefined ? [] : [['redis', this.#redis] as const];
    return new LayeredResults({
      levels: [['memory', this.#memory], ['database', database], ...redis],
      now: Date.now,
    });
  }

  #tell(sentence: string): void {
    this.#log(sentence);
    const open = 'Open Setting';
    void vscode.window.showWarningMessage(sentence, open).then(async answer => {
      if (answer === open)
        await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${settingIds.redisUrl}`);
    });
  }
}
