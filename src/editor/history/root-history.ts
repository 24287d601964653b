/** The history of one skills folder as the window uses it: its runs, and the metrics of its skills always at hand. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { RunHistory } from '../../library/history.ts';
import type { SkillMetrics } from '../../library/metrics.ts';
import type { Retention } from '../../library/run-record.ts';
import { sha256 } from '../../node/hash.ts';
import { SqliteRunStore } from '../../node/store/run-store.ts';
import type { Runner } from '../../run/port.ts';
import type { RunIds } from '../../run/run-id.ts';
import { recordingRunner } from '../../workflow/recorded.ts';
import { Refusal, type Reporter } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { SkillStores } from '../skill-stores.ts';

/** How often it is looked what other processes have recorded. */
const watchMs = 2_000;
/** More skills than these are read all at once. */
const fewSkills = 20;

export interface RootHistoryOptions {
  readonly root: SkillRoot;
  /** Who writes. */
  readonly stores: SkillStores;
  /** In a workspace that is not trusted nothing is written. */
  readonly canWrite: boolean;
  readonly ids: RunIds;
  readonly retention: () => Retention;
  readonly report: Reporter;
}

/** Its creator disposes it. */
export class RootHistory implements Disposable {
  readonly root: SkillRoot;
  readonly history: RunHistory;
  readonly canWrite: boolean;
  /** After runs or metrics have changed and the metrics here are the new ones; the skills, or any where undefined. */
  readonly onDidChange: Event<readonly string[] | undefined>;
  readonly #options: RootHistoryOptions;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new Emitter<readonly string[] | undefined>());
  #metrics: ReadonlyMap<string, SkillMetrics> = new Map();
  #reading: Promise<void> = Promise.resolve();

  /** @throws StoreError where there is no database in this Node */
  constructor(options: RootHistoryOptions) {
    const { root, stores, canWrite, retention, report } = options;
    this.#options = options;
    this.root = root;
    this.canWrite = canWrite;
    this.onDidChange = this.#changed.event;
    const skillsFolder = root.folder.fsPath;
    const onNotice = (sentence: string) => report.show('read the history', new Refusal(sentence));
    const writer = () => stores.of(root)?.writer;
    const isReadOnly = !canWrite;
    const store = this.#owned.add(new SqliteRunStore({ skillsFolder, writer, isReadOnly, onNotice }));
    const onError = (error: unknown) => report.show('keep the history of runs', error);
    this.history = this.#owned.add(new RunHistory({ store, retention, onError }));
    this.#owned.add(this.history.onDidChange(({ skills }) => this.#enqueue(skills)));
    this.#owned.add(this.history.watch(watchMs));
    this.#enqueue(undefined);
  }

  /** Records what it runs, where there is a folder to keep it in. */
  recorded(runner: Runner): Runner {
    if (!this.root.exists) return runner;
    const { history } = this;
    return recordingRunner(runner, {
      history,
      ids: this.#options.ids,
      startedBy: 'editor',
      hashOf: sha256,
    });
  }

  /** Of all skills that ever ran; some may be gone. */
  get allMetrics(): Iterable<SkillMetrics> {
    return this.#metrics.values();
  }

  /** `undefined` for a skill that never ran. */
  metrics(name: string): SkillMetrics | undefined {
    return this.#metrics.get(name.toLowerCase());
  }

  /** Removes what the settings do not let stay. */
  async tidy(): Promise<void> {
    if (this.canWrite && (await this.history.runs({ limit: 1 })).length > 0) await this.history.tidy();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #enqueue(skills: readonly string[] | undefined): void {
    this.#reading = this.#reading.then(async () => {
      if (this.#owned.isDisposed) return;
      try {
        await this.#read(skills);
      } catch (error) {
        this.#options.report.note('read the metrics of skills', error);
      }
    });
  }

  async #read(skills: readonly string[] | undefined): Promise<void> {
    if (skills === undefined || skills.length > fewSkills) {
      const all = await this.history.allMetrics();
      this.#metrics = new Map(all.map(metrics => [metrics.name.toLowerCase(), metrics]));
    } else {
      const known = new Map(this.#metrics);
      for (const name of skills) {
        const metrics = await this.history.metrics(name);
        if (metrics.runs + metrics.calls > 0) known.set(name.toLowerCase(), metrics);
        else known.delete(name.toLowerCase());
      }
      this.#metrics = known;
    }
    if (!this.#owned.isDisposed) this.#changed.fire(skills);
  }
}
