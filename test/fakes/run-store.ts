/** Runs kept in memory, by the same rules as in the database; it fails when the test says so. */

import type { RunStore, Sources } from '../../src/library/history.ts';
import {
  addTotals,
  metricsOf,
  noTotals,
  type RecordedExecution,
  type SkillMetrics,
  type SkillTotals,
  windowOf,
  windowSize,
} from '../../src/library/metrics.ts';
import {
  defaultRetention,
  type KeptRecording,
  type KeptRun,
  type Retention,
  type RunDraft,
  type RunQuery,
  type RunSummary,
} from '../../src/library/run-record.ts';
import { runIdAt } from '../../src/run/run-id.ts';

interface Known {
  name: string;
  totals: SkillTotals;
  executions: RecordedExecution[];
}

export class FakeRunStore implements RunStore {
  readonly drafts = new Map<string, RunDraft>();
  readonly sources = new Map<string, string>();
  readonly #skills = new Map<string, Known>();
  /** How many drafts each call of `record` brought. */
  readonly batches: number[] = [];
  failure: Error | undefined;
  #revision = 0;
  #retention = defaultRetention;

  async record(drafts: readonly RunDraft[], sources: Sources = new Map()): Promise<void> {
    if (this.#retention.maxRuns === 0) return;
    for (const [hash, text] of sources) this.sources.set(hash, text);
    this.#change();
    this.batches.push(drafts.length);
    for (const draft of drafts) {
      if (this.drafts.has(draft.id)) continue;
      this.drafts.set(draft.id, draft);
      for (const { skill, executions, ...totals } of draft.uses) {
        const known = this.#known(skill);
        known.totals = addTotals(known.totals, totals);
        const added = executions.map(execution => ({ ...execution, runId: draft.id }));
        known.executions = [...known.executions, ...added].slice(-windowSize);
      }
    }
  }

  async prune(retention: Retention | undefined): Promise<number> {
    this.#retention = retention ?? this.#retention;
    const { maxRuns, maxAgeMs } = this.#retention;
    const ids = [...this.drafts.keys()].sort();
    const tooMany = ids.slice(0, Math.max(0, ids.length - maxRuns));
    const oldest = maxAgeMs > 0 ? runIdAt(Date.now() - maxAgeMs) : '';
    const gone = [...new Set([...tooMany, ...ids.filter(id => id < oldest)])];
    if (gone.length > 0) this.#change();
    for (const id of gone) this.drafts.delete(id);
    return gone.length;
  }

  async remove(ids: readonly string[]): Promise<void> {
    this.#change();
    for (const id of ids) {
      for (const { skill, executions: _executions, ...totals } of this.drafts.get(id)?.uses ?? []) {
        const known = this.#known(skill);
        known.totals = addTotals(known.totals, totals, -1);
        known.executions = known.executions.filter(({ runId }) => runId !== id);
      }
      this.drafts.delete(id);
    }
  }

  async clear(): Promise<void> {
    this.#change();
    this.drafts.clear();
    this.#skills.clear();
  }

  async rename(from: string, to: string): Promise<void> {
    this.#change();
    const other = this.#skills.get(to.toLowerCase());
    const old = this.#skills.get(from.toLowerCase());
    if (old === undefined) return;
    this.#skills.delete(from.toLowerCase());
    if (other) this.#skills.set(from.toLowerCase(), { ...other, name: from });
    this.#skills.set(to.toLowerCase(), { ...old, name: to });
    const renamed = (name: string) =>
      name.toLowerCase() === from.toLowerCase() ? to : name.toLowerCase() === to.toLowerCase() ? from : name;
    for (const [id, draft] of this.drafts) {
      const uses = draft.uses.map(use => ({ ...use, skill: renamed(use.skill) }));
      this.drafts.set(id, { ...draft, skill: renamed(draft.skill), uses });
    }
  }

  async runs({
    skill,
    status,
    startedBy,
    from,
    to,
    before,
    limit = 50,
  }: RunQuery): Promise<readonly RunSummary[]> {
    this.#fail();
    return [...this.drafts.values()]
      .filter(
        run =>
          (skill === undefined || run.skill.toLowerCase() === skill.toLowerCase()) &&
          (status === undefined || run.status === status) &&
          (startedBy === undefined || run.startedBy === startedBy) &&
          (from === undefined || run.id >= runIdAt(from)) &&
          (to === undefined || run.id < runIdAt(to)) &&
          (before === undefined || run.id < before),
      )
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, Math.max(1, Math.min(1000, limit)))
      .map(({ content: _content, uses: _uses, recording: _recording, ...summary }) => summary);
  }

  async run(id: string): Promise<KeptRun | undefined> {
    this.#fail();
    const draft = this.drafts.get(id);
    if (draft === undefined) return undefined;
    const { uses: _uses, recording: _recording, ...kept } = draft;
    return kept;
  }

  async recording(id: string): Promise<KeptRecording | undefined> {
    this.#fail();
    const recording = this.drafts.get(id)?.recording;
    if (recording === undefined || 'missing' in recording) return recording;
    const { text, skills } = recording;
    return { text, skills: skills.map(({ path, hash }) => ({ path, text: this.sources.get(hash) ?? '' })) };
  }

  async idsLike(prefix: string): Promise<readonly string[]> {
    this.#fail();
    return [...this.drafts.keys()]
      .filter(id => id.startsWith(prefix))
      .sort()
      .slice(0, 2);
  }

  async metrics(skill: string | undefined): Promise<readonly SkillMetrics[]> {
    this.#fail();
    return [...this.#skills.values()]
      .filter(
        ({ name, totals }) => totals.runs + totals.calls > 0 && (skill === undefined || same(name, skill)),
      )
      .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
      .map(({ name, totals, executions }) => metricsOf(name, totals, windowOf(executions), this.#last(name)));
  }

  async executions(skill: string): Promise<readonly RecordedExecution[]> {
    this.#fail();
    return [...this.#skills.values()].find(({ name }) => same(name, skill))?.executions ?? [];
  }

  async revision(): Promise<number> {
    this.#fail();
    return this.#revision;
  }

  #last(name: string): SkillMetrics['last'] {
    const run = [...this.drafts.values()]
      .filter(({ skill }) => same(skill, name))
      .sort((a, b) => (a.id < b.id ? 1 : -1))[0];
    if (run === undefined) return undefined;
    const { id, status, durationMs, startedAt, error } = run;
    return {
      id,
      status,
      durationMs,
      endedAt: startedAt + durationMs,
      errorName: error?.name,
      errorMessage: error?.message,
    };
  }

  #known(skill: string): Known {
    const key = skill.toLowerCase();
    const known = this.#skills.get(key) ?? { name: skill, totals: noTotals, executions: [] };
    this.#skills.set(key, known);
    known.name = skill;
    return known;
  }

  #change(): void {
    this.#fail();
    this.#revision++;
  }

  #fail(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
