/** Where runs are kept on disk: written by whoever writes to the database, read by a connection of its own. */

import { join } from 'node:path';
import type { Disposable } from '../../base/disposal.ts';
import type { RunStore, Sources } from '../../library/history.ts';
import type { RecordedExecution, SkillMetrics } from '../../library/metrics.ts';
import type {
  KeptRecording,
  KeptRun,
  Retention,
  RunDraft,
  RunQuery,
  RunSummary,
} from '../../library/run-record.ts';
import { localFolder } from './local-folder.ts';
import { RunReader } from './run-reader.ts';
import { databaseName, openState, type Writer } from './writer.ts';

export interface SqliteRunStoreOptions {
  /** Absolute. */
  readonly skillsFolder: string;
  /** Asked when something is to be changed; without one nothing can be. Its creator disposes it. */
  readonly writer: () => Writer | undefined;
  /** The database is only looked at, never made or brought up to date. */
  readonly isReadOnly: boolean;
  readonly onNotice: (sentence: string) => void;
}

/** Its creator disposes it. */
export class SqliteRunStore implements RunStore, Disposable {
  readonly #writer: () => Writer | undefined;
  readonly #reader: RunReader;

  /** @throws StoreError where this Node has no SQLite */
  constructor({ skillsFolder, writer, isReadOnly, onNotice }: SqliteRunStoreOptions) {
    this.#writer = writer;
    this.#reader = new RunReader(
      openState(skillsFolder, onNotice, { isReadOnly }),
      join(localFolder(skillsFolder), databaseName),
    );
  }

  record(drafts: readonly RunDraft[], sources?: Sources): Promise<void> {
    return this.#area.record(drafts, sources);
  }

  prune(retention: Retention | undefined): Promise<number> {
    return this.#area.prune(retention);
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#area.remove(ids);
  }

  clear(): Promise<void> {
    return this.#area.clear();
  }

  rename(from: string, to: string): Promise<void> {
    return this.#area.rename(from, to);
  }

  async runs(query: RunQuery): Promise<readonly RunSummary[]> {
    return this.#reader.runs(query);
  }

  async run(id: string): Promise<KeptRun | undefined> {
    return this.#reader.run(id);
  }

  async recording(id: string): Promise<KeptRecording | undefined> {
    return this.#reader.recording(id);
  }

  async idsLike(prefix: string): Promise<readonly string[]> {
    return this.#reader.idsLike(prefix);
  }

  async metrics(skill: string | undefined): Promise<readonly SkillMetrics[]> {
    return this.#reader.metrics(skill);
  }

  async executions(skill: string): Promise<readonly RecordedExecution[]> {
    return this.#reader.executions(skill);
  }

  async revision(): Promise<number> {
    return this.#reader.revision();
  }

  dispose(): void {
    this.#reader.dispose();
  }

  get #area(): Writer['areas']['runs'] {
    const writer = this.#writer();
    if (writer === undefined) throw new Error('The history can only be read here.');
    return writer.areas.runs;
  }
}
