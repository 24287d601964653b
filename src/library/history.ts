/** What happened: every run that ended, kept without making one wait, and asked for by filter, by id and in sums. */

import type { Disposable } from '../base/disposal.ts';
import { Emitter, type Event } from '../base/event.ts';
import { type RecordedExecution, type SkillMetrics, unknownMetrics } from './metrics.ts';
import type { KeptRecording, KeptRun, Retention, RunDraft, RunQuery, RunSummary } from './run-record.ts';

/** Where runs are kept; all of it rejects when that cannot be used. What is not there yet is empty. */
export interface RunStore {
  /**
   * All of them, or none; and none where the retention that was last told of keeps none.
   * @param sources - the texts of the skills that are recorded
   */
  record(drafts: readonly RunDraft[], sources?: Sources): Promise<void>;
  /**
   * One small step; how many runs went. Metrics stay as they are.
   * @param retention - remembered for those who do not know it; `undefined` is what was last told of, else the default
   */
  prune(retention: Retention | undefined): Promise<number>;
  /** Takes the runs out of the metrics as well; ids that are not there are none of its concern. */
  remove(ids: readonly string[]): Promise<void>;
  /** Runs and metrics. */
  clear(): Promise<void>;
  /** What was kept under one name is kept under the other, and the other way round where both are known. */
  rename(from: string, to: string): Promise<void>;
  /** Newest first. */
  runs(query: RunQuery): Promise<readonly RunSummary[]>;
  /** `undefined` when there is none of this id. */
  run(id: string): Promise<KeptRun | undefined>;
  /** `undefined` when there is no such run, or recordings were not kept when it ran. */
  recording(id: string): Promise<KeptRecording | undefined>;
  /** The first two ids that begin like this, in order. */
  idsLike(prefix: string): Promise<readonly string[]>;
  /** Of one skill, or of all that ever ran, sorted by name. */
  metrics(skill: string | undefined): Promise<readonly SkillMetrics[]>;
  /** The last of a skill's executions, oldest first, {@link windowSize} at most; with the runs that they were part of. */
  executions(skill: string): Promise<readonly RecordedExecution[]>;
  /** Grows by one with each change, whichever process made it; cheap enough to be asked every second. */
  revision(): Promise<number>;
}

export interface HistoryChange {
  /** Those whose runs or metrics changed; `undefined` when it may be any. */
  readonly skills: readonly string[] | undefined;
}

export interface HistoryOptions {
  readonly store: RunStore;
  /** Asked whenever it counts; `undefined` where only others know it. */
  readonly retention: () => Retention | undefined;
  /** Told once, however often the store fails: runs go on and are not recorded. */
  readonly onError: (error: unknown) => void;
}

/** Texts of skills, by their hashes. */
export type Sources = ReadonlyMap<string, string>;

interface NewRun {
  readonly draft: () => RunDraft;
  readonly sources: () => Sources;
}

const noSources: Sources = new Map();

/** Runs that may wait to be written; those that end meanwhile are not recorded. */
const mostWaiting = 20_000;
/** Runs that are written together. */
const batchSize = 500;
/** How long runs are collected while many end, so that they share the cost of a write. */
const collectMs = 50;
/** For so many times as long as a write took, so that recording never has most of the time of a slow machine. */
const collectTimes = 4;
const mostCollectMs = 500;
/** After so many runs it is looked whether there are too many. */
const pruneEvery = 100;

/** Its creator disposes it; what still waits to be written is then lost, see {@link settled}. */
export class RunHistory implements Disposable {
  readonly #options: HistoryOptions;
  readonly #changed = new Emitter<HistoryChange>();
  readonly #waiting: NewRun[] = [];
  /** Fires after each change, also by other processes while {@link watch} is on. */
  readonly onDidChange: Event<HistoryChange> = this.#changed.event;
  #writing: Promise<void> | undefined;
  #revision = 0;
  #sincePruned = pruneEvery;
  #hasFailed = false;
  #isDisposed = false;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /**
   * Keeps a run; the draft is made later, when the one who ran it has gone on. Never throws.
   * @param sources - the texts of the skills in its recording
   */
  record(draft: () => RunDraft, sources: () => Sources = () => noSources): void {
    if (this.#isDisposed || this.#options.retention()?.maxRuns === 0) return;
    if (this.#waiting.length < mostWaiting) this.#waiting.push({ draft, sources });
    else this.#failed(new Error('Runs end faster than they can be recorded.'));
    this.#writing ??= this.#write();
  }

  /** Resolves when all that was recorded is kept, or has failed. */
  async settled(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  /** Newest first. */
  runs(query: RunQuery = {}): Promise<readonly RunSummary[]> {
    return this.#options.store.runs(query);
  }

  run(id: string): Promise<KeptRun | undefined> {
    return this.#options.store.run(id);
  }

  /** Whether recordings are kept: whoever runs something may spare itself the tape. */
  get keepsRecordings(): boolean {
    const retention = this.#options.retention();
    return retention === undefined || (retention.maxRuns > 0 && retention.maxRecordings > 0);
  }

  /** `undefined` when there is no such run, or recordings were not kept when it ran. */
  recording(id: string): Promise<KeptRecording | undefined> {
    return this.#options.store.recording(id);
  }

  /** The first two ids that begin like this, in order. */
  idsLike(prefix: string): Promise<readonly string[]> {
    return this.#options.store.idsLike(prefix);
  }

  /** Of a skill that has never run, zeros. */
  async metrics(skill: string): Promise<SkillMetrics> {
    const [found] = await this.#options.store.metrics(skill);
    return found ?? unknownMetrics(skill);
  }

  /** Of all skills that ever ran, sorted by name; some may be gone. */
  allMetrics(): Promise<readonly SkillMetrics[]> {
    return this.#options.store.metrics(undefined);
  }

  /** The last of a skill's executions, oldest first. */
  executions(skill: string): Promise<readonly RecordedExecution[]> {
    return this.#options.store.executions(skill);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#options.store.remove(ids);
    await this.#tell(undefined);
  }

  async clear(): Promise<void> {
    await this.#options.store.clear();
    await this.#tell(undefined);
  }

  /** Follows a skill that got another name. */
  async rename(from: string, to: string): Promise<void> {
    await this.#options.store.rename(from, to);
    await this.#tell(undefined);
  }

  /** Removes what is too old or too much, in small steps, so that others can write in between. */
  async tidy(): Promise<void> {
    this.#sincePruned = 0;
    let removed = 0;
    while (!this.#isDisposed) {
      const step = await this.#options.store.prune(this.#options.retention());
      if (step === 0) break;
      removed += step;
    }
    if (removed > 0) await this.#tell(undefined);
  }

  /** Looks for what other processes have changed, every so many milliseconds, until disposed. */
  watch(everyMs: number): Disposable {
    let isLooking = false;
    const timer = setInterval(() => {
      if (isLooking) return;
      isLooking = true;
      this.#look().then(
        () => {
          isLooking = false;
        },
        error => {
          isLooking = false;
          this.#failed(error);
        },
      );
    }, everyMs);
    timer.unref();
    return { dispose: () => clearInterval(timer) };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#waiting.length = 0;
    this.#changed.dispose();
  }

  /** One batch after another, so that many short runs cost one transaction. */
  async #write(): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
    try {
      let tookMs = await this.#writeBatch();
      while (this.#waiting.length > 0) {
        const waitMs = Math.min(mostCollectMs, Math.max(collectMs, collectTimes * tookMs));
        if (this.#waiting.length < batchSize) await new Promise(resolve => setTimeout(resolve, waitMs));
        tookMs = await this.#writeBatch();
      }
      if (this.#sincePruned >= pruneEvery) await this.tidy();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#writing = this.#waiting.length > 0 ? this.#write() : undefined;
    }
  }

  /** How many milliseconds the store took. */
  async #writeBatch(): Promise<number> {
    const made = this.#waiting.splice(0, batchSize).flatMap(run => this.#made(run));
    if (made.length === 0) return 0;
    const drafts = made.map(({ draft }) => draft);
    const begun = performance.now();
    await this.#options.store.record(drafts, new Map(made.flatMap(({ sources }) => [...sources])));
    const tookMs = performance.now() - begun;
    this.#sincePruned += drafts.length;
    await this.#tell([
      ...new Set(drafts.flatMap(({ skill, uses }) => [skill, ...uses.map(use => use.skill)])),
    ]);
    return tookMs;
  }

  #made({ draft, sources }: NewRun): { readonly draft: RunDraft; readonly sources: Sources }[] {
    try {
      return [{ draft: draft(), sources: sources() }];
    } catch (error) {
      this.#failed(error);
      return [];
    }
  }

  /** Where somebody else wrote as well, everything may have changed. */
  async #tell(skills: readonly string[] | undefined): Promise<void> {
    const before = this.#revision;
    this.#revision = await this.#options.store.revision();
    if (this.#isDisposed) return;
    this.#changed.fire({ skills: this.#revision === before + 1 ? skills : undefined });
  }

  async #look(): Promise<void> {
    if (this.#writing !== undefined || this.#isDisposed) return;
    const revision = await this.#options.store.revision();
    if (revision === this.#revision || this.#writing !== undefined) return;
    this.#revision = revision;
    this.#changed.fire({ skills: undefined });
  }

  #failed(error: unknown): void {
    if (this.#hasFailed || this.#isDisposed) return;
    this.#hasFailed = true;
    this.#options.onError(error);
  }
}
