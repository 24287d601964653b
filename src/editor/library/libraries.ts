/** The readers of the window's collections: one for each root, made when it is first asked for, gone with the root. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { CacheStatistics } from '../../library/library-cache.ts';
import { LibraryReader } from '../../library/library-reader.ts';
import { rateOf } from '../../library/metrics.ts';
import type { SearchQuery } from '../../library/search.ts';
import type { Histories } from '../history/histories.ts';
import { settingIds } from '../id.ts';
import { cacheSize } from '../setting.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';

/** Its creator disposes it. */
export class Libraries implements Disposable {
  readonly #workspace: SkillWorkspace;
  readonly #histories: Histories | undefined;
  readonly #owned = new DisposableStore();
  readonly #readers = new Map<SkillRoot, LibraryReader>();

  /** @param histories - what is known of how skills did; without them nothing has ever run */
  constructor(workspace: SkillWorkspace, histories?: Histories) {
    this.#workspace = workspace;
    this.#histories = histories;
    if (histories !== undefined)
      this.#owned.add(histories.onDidChange(({ root }) => this.#readers.get(root)?.ratesChanged()));
    this.#owned.add(
      workspace.onDidChange(({ change }) => {
        if (change === undefined) this.#forget();
      }),
    );
    this.#owned.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (
          !event.affectsConfiguration(settingIds.cacheEntries) &&
          !event.affectsConfiguration(settingIds.cacheTtl)
        )
          return;
        for (const reader of this.#readers.values()) reader.resize(cacheSize());
      }),
    );
  }

  of(root: SkillRoot): LibraryReader {
    let reader = this.#readers.get(root);
    if (reader === undefined) {
      const rates = { rateOf: (name: string) => rateOf(this.#histories?.of(root)?.metrics(name)) };
      reader = new LibraryReader({ catalogue: root.catalogue, rates, cache: cacheSize() });
      this.#readers.set(root, reader);
    }
    return reader;
  }

  /** The best of all roots, each by its own measure. */
  search(text: string, query: SearchQuery): readonly SkillAt[] {
    const hits = this.#workspace.roots.flatMap(root =>
      this.of(root)
        .search(text, query)
        .map(({ skill, score }) => ({ at: { root, skill, uri: root.uriOf(skill.path) }, score })),
    );
    if (this.#readers.size > 1) hits.sort((a, b) => b.score - a.score);
    return hits.slice(0, query.limit).map(({ at }) => at);
  }

  /** Reads what a first search would have to read, a little at a time. */
  async prepare(): Promise<void> {
    for (const root of this.#workspace.roots)
      await this.of(root).prepare(() => new Promise(resolve => setImmediate(resolve)));
  }

  /** Of a root whose reader has been used; `undefined` of others. */
  statistics(root: SkillRoot): CacheStatistics | undefined {
    return this.#readers.get(root)?.statistics;
  }

  dispose(): void {
    this.#owned.dispose();
    for (const reader of this.#readers.values()) reader.dispose();
    this.#readers.clear();
  }

  #forget(): void {
    const roots = new Set(this.#workspace.roots);
    for (const [root, reader] of this.#readers) {
      if (roots.has(root)) continue;
      reader.dispose();
      this.#readers.delete(root);
    }
  }
}
