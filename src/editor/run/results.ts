/** The results of tagged skills in this window: in memory, and in the team's Redis where the settings name one. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { LayeredResults, MemoryResults } from '../../library/result-cache.ts';
import { RedisResults, type RedisResultsOptions } from '../../node/redis/redis-results.ts';
import type { ResultCache } from '../../run/port.ts';
import { settingIds } from '../id.ts';
import { redisUrl } from '../setting.ts';

/** What results may take of memory. */
const memoryBytes = 64 * 1024 * 1024;

type Layers = LayeredResults<'memory' | 'redis'>;

export class WindowResults implements ResultCache, Disposable {
  readonly #load: RedisResultsOptions['load'];
  readonly #log: (sentence: string) => void;
  readonly #memory = new MemoryResults({ bytes: memoryBytes, now: Date.now });
  #redis: RedisResults | undefined;
  #url: string | undefined;
  #layers: Layers;

  constructor(load: RedisResultsOptions['load'], log: (sentence: string) => void) {
    this.#load = load;
    this.#log = log;
    this.#layers = this.#layered();
  }

  get(key: string): ReturnType<ResultCache['get']> {
    return this.#current().get(key);
  }

  set(key: string, result: { readonly text: string; readonly ttlMs: number }): void {
    this.#current().set(key, result);
  }

  dispose(): void {
    this.#redis?.dispose();
  }

  /** Only a run asks, and nothing runs in a workspace that is not trusted: so nothing connects there. */
  #current(): Layers {
    const url = redisUrl();
    if (url === this.#url) return this.#layers;
    this.#url = url;
    this.#redis?.dispose();
    this.#redis =
      url === undefined
        ? undefined
        : new RedisResults({ url, now: Date.now, onNotice: text => this.#tell(text), load: this.#load });
    this.#layers = this.#layered();
    return this.#layers;
  }

  #layered(): Layers {
    const redis = this.#redis === undefined ? [] : [['redis', this.#redis] as const];
    return new LayeredResults({ levels: [['memory', this.#memory], ...redis], now: Date.now });
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
