/** The results of tagged skills in this window: in memory, in the database, and in the team's Redis where the settings name one. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { LayeredResults, MemoryResults } from '../../library/result-cache.ts';
import { RedisResults, type RedisResultsOptions } from '../../node/redis/redis-results.ts';
import { DatabaseResults } from '../../node/store/results.ts';
import type { ResultCache } from '../../run/port.ts';
import { settingIds } from '../id.ts';
import { redisUrl } from '../setting.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { SkillStores } from '../skill-stores.ts';

/** What results may take of memory. */
const memoryBytes = 64 * 1024 * 1024;

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
      get: key => this.#current(root).get(key),
      set: (key, result) => this.#current(root).set(key, result),
    };
  }

  dispose(): void {
    this.#redis?.dispose();
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
