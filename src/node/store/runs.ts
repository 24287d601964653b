/** Writes what is kept of runs. */

import { deflateRawSync } from 'node:zlib';
import type { Sources } from '../../library/history.ts';
import {
  addTotals,
  noTotals,
  type SkillTotals,
  type SkillWindow,
  windowOf,
  windowSize,
} from '../../library/metrics.ts';
import { defaultRetention, type Retention, type RunDraft, type SkillUse } from '../../library/run-record.ts';
import { runIdAt } from '../../run/run-id.ts';
import type { Row, StateDatabase } from './database.ts';
import { type PackedRecording, packRecording, StoredRecordings } from './recordings.ts';
import {
  executionOf,
  lastRunOf,
  type MetricsView,
  totalsColumns,
  totalsOf,
  totalsValues,
} from './run-tables.ts';

/** What has to be known to take a run back, with the number of the skill. */
type CountedUse = SkillTotals & { readonly skill: number };

/** Runs that one step of pruning removes: a few milliseconds. */
const pruneStep = 200;

export class RunArea {
  readonly #database: StateDatabase;
  readonly #recordings: StoredRecordings;

  constructor(database: StateDatabase) {
    this.#database = database;
    this.#recordings = new StoredRecordings(database);
  }

  /**
   * A run that is there already stays as it is.
   * @param sources - the texts of the skills that are recorded
   */
  record(drafts: readonly RunDraft[], sources: Sources = new Map()): void {
    const retention = this.#retention(undefined);
    if (retention.maxRuns === 0) return;
    // Compressed before the database is locked.
    const packed = drafts.map(draft => packedRun(draft, retention));
    this.#write(() => {
      const touched = new Set<number>();
      for (const { draft, content, recording } of packed) {
        const skills = this.#add(draft, content);
        for (const skill of skills ?? []) touched.add(skill);
        if (skills !== undefined && recording !== undefined)
          this.#recordings.add(draft.id, recording, sources);
      }
      for (const skill of touched) this.#look(skill);
    });
  }

  /** How many runs, or recordings of others, went; metrics stay. */
  prune(retention: Retention | undefined): number {
    const { maxRuns, maxAgeMs, maxRecordings } = this.#retention(retention);
    return this.#pruneRuns(maxRuns, maxAgeMs) || this.#pruneRecordings(maxRecordings);
  }

  #pruneRecordings(most: number): number {
    if (!this.#database.read(() => this.#recordings.hasMore(most))) return 0;
    return this.#write(() => {
      const gone = this.#recordings.prune(most);
      this.#recordings.sweep();
      return gone;
    });
  }

  #pruneRuns(maxRuns: number, maxAgeMs: number): number {
    const tooMany = this.#database.read(() =>
      this.#database.get('SELECT id FROM runs ORDER BY id DESC LIMIT 1 OFFSET ?', Math.max(0, maxRuns)),
    );
    const tooOld = maxAgeMs > 0 ? runIdAt(Date.now() - maxAgeMs) : '';
    // Up to the first that is too many, which goes as well.
    const upTo = [`${tooMany?.id ?? ''}`, tooOld].sort().at(-1) ?? '';
    if (upTo === '') return 0;
    const old = 'SELECT id FROM runs WHERE id <= ? ORDER BY id LIMIT ?';
    const found = this.#database.read(() => this.#database.get(`${old}`, upTo, 1));
    if (found === undefined) return 0;
    return this.#write(() => {
      const gone = this.#database.run(`DELETE FROM runs WHERE id IN (${old})`, upTo, pruneStep).changes;
      this.#recordings.sweep();
      return gone;
    });
  }

  remove(ids: readonly string[]): void {
    this.#write(() => {
      const touched = new Set<number>();
      for (const id of ids) for (const skill of this.#takeBack(id)) touched.add(skill);
      for (const skill of touched) this.#look(skill);
      this.#recordings.sweep();
    });
  }

  clear(): void {
    this.#write(() => {
      this.#database.run('DELETE FROM run_recordings');
      this.#recordings.sweep();
      for (const table of ['run_contents', 'runs', 'skill_executions', 'skill_metrics', 'run_skills'])
        this.#database.run(`DELETE FROM ${table}`);
    });
  }

  /** Where both names are known, they change places: what belongs to a skill that is gone stays apart. */
  rename(from: string, to: string): void {
    this.#write(() => {
      const [old, other] = [this.#skillNamed(from), this.#skillNamed(to)];
      if (old === undefined) return;
      const name = 'UPDATE run_skills SET name = ? WHERE id = ?';
      if (other !== undefined && other !== old) {
        this.#database.run(name, `${from}\u0000`, other);
        this.#database.run(name, to, old);
        this.#database.run(name, from, other);
      } else this.#database.run(name, to, old);
    });
  }

  /** What is told is remembered. */
  #retention(told: Retention | undefined): Retention {
    const row = this.#database.read(() => this.#database.get('SELECT * FROM run_state'));
    const known = row === undefined || row.max_runs === null ? undefined : retentionOf(row);
    if (told === undefined) return known ?? defaultRetention;
    const values = [told.maxRuns, told.maxAgeMs, told.maxRecordings, told.maxRecordingBytes];
    if (JSON.stringify(known) !== JSON.stringify({ ...known, ...told }))
      this.#database.write(() =>
        this.#database.run(
          'UPDATE run_state SET max_runs = ?, max_age_ms = ?, max_recordings = ?, max_recording_bytes = ?',
          ...values,
        ),
      );
    return told;
  }

  #write<T>(work: () => T): T {
    return this.#database.write(() => {
      const value = work();
      this.#database.run('UPDATE run_state SET changes = changes + 1');
      return value;
    });
  }

  /** The numbers of the skills whose metrics have changed; `undefined` when the run is there already. */
  #add(draft: RunDraft, content: Uint8Array): readonly number[] | undefined {
    const { id, status, startedBy, startedAt, durationMs, error, inputBytes, dataBytes, resultBytes } = draft;
    if (this.#database.get('SELECT 1 FROM runs WHERE id = ?', id) !== undefined) return undefined;
    this.#database.run(
      'INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[id, this.#numberOf(draft.skill), status, startedBy, startedAt, durationMs],
      ...[error?.name ?? null, error?.message ?? null, inputBytes, dataBytes, resultBytes],
    );
    const uses = draft.uses.map(use => this.#use(id, use));
    this.#database.run('INSERT INTO run_contents VALUES (?, ?, ?)', id, JSON.stringify(uses), content);
    return uses.map(({ skill }) => skill);
  }

  #use(run: string, { executions, ...use }: SkillUse): CountedUse {
    const skill = this.#numberOf(use.skill);
    const first = this.#addTotals(skill, use, executions.length);
    for (const [index, { status, endedAt, durationMs, error }] of executions.entries())
      this.#database.run(
        'INSERT INTO skill_executions VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[skill, first + index, run, status, endedAt, durationMs, error ?? null],
      );
    const oldest = first + executions.length - windowSize;
    this.#database.run('DELETE FROM skill_executions WHERE skill = ? AND number < ?', skill, oldest);
    return { ...use, skill };
  }

  /** The number of the first of so many executions that follow. */
  #addTotals(skill: number, totals: SkillTotals, executions: number): number {
    const known = this.#database.get('SELECT * FROM skill_metrics WHERE skill = ?', skill);
    const first = Number(known?.next_number ?? 0);
    const sums = addTotals(known ? totalsOf(known) : noTotals, totals);
    const marks = totalsColumns.map(() => '?').join(', ');
    this.#database.run(
      `INSERT OR REPLACE INTO skill_metrics VALUES (?, ?, ${marks}, ?)`,
      ...[skill, first + executions, ...totalsValues(sums), String(known?.view ?? '')],
    );
    return first;
  }

  #takeBack(id: string): readonly number[] {
    const kept = this.#database.get('SELECT uses FROM run_contents WHERE id = ?', id);
    if (this.#database.run('DELETE FROM runs WHERE id = ?', id).changes === 0 || kept === undefined)
      return [];
    this.#database.run('DELETE FROM skill_executions WHERE run = ?', id);
    const columns = totalsColumns.map(column => `${column} = ?`).join(', ');
    return (JSON.parse(String(kept.uses)) as readonly CountedUse[]).map(({ skill, ...use }) => {
      const known = this.#database.get('SELECT * FROM skill_metrics WHERE skill = ?', skill);
      const rest = addTotals(known ? totalsOf(known) : noTotals, use, -1);
      this.#database.run(`UPDATE skill_metrics SET ${columns} WHERE skill = ?`, ...totalsValues(rest), skill);
      return skill;
    });
  }

  /** Brings what is made of the last executions up to date. */
  #look(skill: number): void {
    const window: SkillWindow = windowOf(
      this.#database
        .all('SELECT * FROM skill_executions WHERE skill = ? ORDER BY number', skill)
        .map(executionOf),
    );
    const row = this.#database.get('SELECT * FROM runs WHERE skill = ? ORDER BY id DESC LIMIT 1', skill);
    const view: MetricsView = { window, ...(row && { last: lastRunOf(row) }) };
    this.#database.run('UPDATE skill_metrics SET view = ? WHERE skill = ?', JSON.stringify(view), skill);
    this.#database.run('DELETE FROM skill_metrics WHERE skill = ? AND runs + calls <= 0', skill);
  }

  /** Made when it is new; written as it is written now. */
  #numberOf(name: string): number {
    const known = this.#database.get('SELECT id, name FROM run_skills WHERE name = ?', name);
    if (known === undefined)
      return this.#database.run('INSERT INTO run_skills (name) VALUES (?)', name).lastId;
    const id = Number(known.id);
    if (known.name !== name) this.#database.run('UPDATE run_skills SET name = ? WHERE id = ?', name, id);
    return id;
  }

  #skillNamed(name: string): number | undefined {
    const known = this.#database.get('SELECT id FROM run_skills WHERE name = ?', name);
    return known && Number(known.id);
  }
}

interface PackedRun {
  readonly draft: RunDraft;
  readonly content: Uint8Array;
  readonly recording: PackedRecording | undefined;
}

function packedRun(draft: RunDraft, retention: Retention): PackedRun {
  const content = deflateRawSync(draft.content);
  return { draft, content, recording: draft.recording && packRecording(draft.recording, retention) };
}

/** What an older Skillsmith did not know is as it is by default. */
function retentionOf({ max_runs, max_age_ms, max_recordings, max_recording_bytes }: Row): Retention {
  return {
    maxRuns: Number(max_runs),
    maxAgeMs: Number(max_age_ms),
    maxRecordings: Number(max_recordings ?? defaultRetention.maxRecordings),
    maxRecordingBytes: Number(max_recording_bytes ?? defaultRetention.maxRecordingBytes),
  };
}
