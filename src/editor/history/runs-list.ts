/** What the Runs view lists: live runs, then those that were kept, newest first, page after page over all roots. */

import type { RunQuery } from '../../library/run-record.ts';
import type { SkillRuns } from '../run/runs.ts';
import type { Histories } from './histories.ts';
import { type LiveRow, type RunRow, rowOf } from './run-row.ts';

const pageSize = 100;
/** The most that a history gives at once. */
const chunkSize = 1_000;

/** What is shown; `sinceMs` counts back from the moment at which it is looked. */
export interface RunsFilter extends Pick<RunQuery, 'skill' | 'status' | 'startedBy'> {
  readonly sinceMs?: number;
}

export interface RunsPage {
  readonly live: readonly LiveRow[];
  readonly rows: readonly RunRow[];
  readonly hasMore: boolean;
}

export class RunsList {
  readonly #histories: Histories;
  readonly #runs: SkillRuns;
  #shown = pageSize;
  #filter: RunsFilter = {};

  constructor(histories: Histories, runs: SkillRuns) {
    this.#histories = histories;
    this.#runs = runs;
  }

  get filter(): RunsFilter {
    return this.#filter;
  }

  /** Begins again with the first page. */
  set filter(filter: RunsFilter) {
    this.#filter = filter;
    this.#shown = pageSize;
  }

  showMore(): void {
    this.#shown += pageSize;
  }

  async page(now: number): Promise<RunsPage> {
    const liveIds = new Set(this.#runs.live.map(({ id }) => id));
    const found = await Promise.all(this.#histories.all.map(history => this.#rows(history, now)));
    const rows = found
      .flat()
      .filter(({ id }) => !liveIds.has(id))
      .sort((a, b) => (a.id < b.id ? 1 : -1));
    return { live: this.#live(), rows: rows.slice(0, this.#shown), hasMore: rows.length > this.#shown };
  }

  #live(): readonly LiveRow[] {
    const { skill, status, startedBy } = this.#filter;
    if (status !== undefined || (startedBy !== undefined && startedBy !== 'editor')) return [];
    return this.#runs.live
      .filter(({ name }) => skill === undefined || name.toLowerCase() === skill.toLowerCase())
      .map((run): LiveRow => ({ kind: 'live', id: run.id, run }))
      .reverse();
  }

  /** One more than is shown tells whether there are more. */
  async #rows({ root, history }: Histories['all'][number], now: number): Promise<readonly RunRow[]> {
    const { sinceMs, ...query } = this.#filter;
    const rows: RunRow[] = [];
    while (rows.length <= this.#shown) {
      const limit = Math.min(chunkSize, this.#shown + 1 - rows.length);
      const before = rows.at(-1)?.id;
      const chunk = await history.runs({
        ...query,
        ...(sinceMs !== undefined && { from: now - sinceMs }),
        ...(before !== undefined && { before }),
        limit,
      });
      rows.push(...chunk.map(summary => rowOf(root, summary)));
      if (chunk.length < limit) break;
    }
    return rows;
  }
}
