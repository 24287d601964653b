/** The histories of all skills folders of the window; they come and go with the folders. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposal.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { SkillMetrics } from '../../library/metrics.ts';
import type { Runner } from '../../run/port.ts';
import type { RunIds } from '../../run/run-id.ts';
import { skillNameOfPath } from '../../skill/name.ts';
import { settingIds } from '../id.ts';
import type { Reporter } from '../report.ts';
import { historyRetention } from '../setting.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { SkillStores } from '../skill-stores.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { RootHistory } from './root-history.ts';

/** What is too old or too much goes some time after the start, when nobody waits for anything. */
const tidyMs = 20_000;

export interface HistoryChanged {
  readonly root: SkillRoot;
  /** `undefined`: any. */
  readonly skills: readonly string[] | undefined;
}

export interface HistoriesOptions {
  readonly workspace: SkillWorkspace;
  readonly stores: SkillStores;
  readonly ids: RunIds;
  readonly report: Reporter;
}

/** Its creator disposes it. */
export class Histories implements Disposable {
  readonly #options: HistoriesOptions;
  readonly #owned = new DisposableStore();
  readonly #byRoot = new Map<SkillRoot, RootHistory>();
  readonly #changed = this.#owned.add(new Emitter<HistoryChanged>());
  readonly onDidChange: Event<HistoryChanged> = this.#changed.event;
  #hasFailed = false;

  constructor(options: HistoriesOptions) {
    this.#options = options;
    const { workspace, report } = options;
    this.#owned.add(workspace.onDidChange(({ change }) => change === undefined && this.#follow()));
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#reopen()));
    this.#owned.add(
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files)
          report.background('keep the history of a renamed skill', this.#rename(oldUri, newUri));
      }),
    );
    const tidy = () => {
      for (const history of this.all) report.background('tidy the history', history.tidy());
    };
    const timer = setTimeout(tidy, tidyMs);
    this.#owned.add(toDisposable(() => clearTimeout(timer)));
    this.#owned.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (
          event.affectsConfiguration(settingIds.historyRuns) ||
          event.affectsConfiguration(settingIds.historyAge) ||
          event.affectsConfiguration(settingIds.recordings)
        )
          tidy();
      }),
    );
  }

  get all(): readonly RootHistory[] {
    return [...this.#byRoot.values()];
  }

  /** `undefined` when the root is gone, or nothing can be kept here. A root that came again is the same one. */
  of(root: SkillRoot): RootHistory | undefined {
    this.#follow();
    const folder = root.folder.toString();
    return this.#byRoot.get(root) ?? this.all.find(history => history.root.folder.toString() === folder);
  }

  /** The same runner, which records. */
  recorded(root: SkillRoot, runner: Runner): Runner {
    return this.of(root)?.recorded(runner) ?? runner;
  }

  /** Of the skill in this file, by the name that it has now; `undefined` when it never ran. */
  metrics(uri: vscode.Uri): SkillMetrics | undefined {
    for (const [root, history] of this.#byRoot) {
      const path = root.pathOf(uri);
      const skill = path === undefined ? undefined : root.catalogue.at(path);
      if (skill !== undefined) return history.metrics(skill.name);
    }
    return undefined;
  }

  dispose(): void {
    for (const history of this.#byRoot.values()) history.dispose();
    this.#byRoot.clear();
    this.#owned.dispose();
  }

  /** Within a root the history of a skill follows its name. */
  async #rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    for (const [root, { history, canWrite }] of this.#byRoot) {
      const [before, after] = [root.pathOf(from), root.pathOf(to)];
      if (before === undefined || after === undefined || !canWrite) continue;
      const [old, name] = [skillNameOfPath(before), skillNameOfPath(after)];
      if (old !== name && (await history.metrics(old)).runs > 0) await history.rename(old, name);
    }
  }

  #follow(): void {
    if (this.#owned.isDisposed) return;
    const { roots } = this.#options.workspace;
    for (const [root, history] of [...this.#byRoot]) {
      if (roots.includes(root)) continue;
      history.dispose();
      this.#byRoot.delete(root);
    }
    for (const root of roots) if (!this.#byRoot.has(root)) this.#open(root);
  }

  /** With trust they can write. */
  #reopen(): void {
    for (const history of this.#byRoot.values()) history.dispose();
    this.#byRoot.clear();
    this.#follow();
  }

  #open(root: SkillRoot): void {
    const { stores, ids, report } = this.#options;
    if (this.#hasFailed) return;
    try {
      const retention = () => historyRetention(root.folder);
      const canWrite = vscode.workspace.isTrusted;
      const history = new RootHistory({ root, stores, canWrite, ids, retention, report });
      this.#byRoot.set(root, history);
      history.onDidChange(skills => this.#changed.fire({ root, skills }));
    } catch (error) {
      this.#hasFailed = true;
      report.note('open the history of runs', error);
    }
  }
}
