/** Reads what is kept of runs, in the thread that asks: each question takes milliseconds, however many runs there are. */

import { existsSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type { Disposable } from '../../base/disposal.ts';
import { metricsOf, type RecordedExecution, type SkillMetrics } from '../../library/metrics.ts';
import type { KeptRecording, KeptRun, RunQuery, RunSummary } from '../../library/run-record.ts';
import { runIdAt } from '../../run/run-id.ts';
import type { Row, StateDatabase } from './database.ts';
import { StoredRecordings } from './recordings.ts';
import { executionOf, type MetricsView, summaryOf, totalsOf } from './run-tables.ts';

const fewRuns = 50;
const manyRuns = 1_000;

export class RunReader implements Disposable {
  readonly #database: StateDatabase;
  readonly #file: string;

  /** @param file - of the database, which this owns; as long as it is not there, there are no runs */
  constructor(database: StateDatabase, file: string) {
    this.#database = database;
    this.#file = file;
  }

  runs(query: RunQuery): readonly RunSummary[] {
    const { skill, limit = fewRuns } = query;
    return this.#read([], () => {
      const number = skill === undefined ? undefined : this.#skillNamed(skill);
      if (skill !== undefined && number === undefined) return [];
      const { conditions, values } = conditionsOf(query, number);
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
      const most = Math.max(1, Math.min(manyRuns, Math.floor(limit)));
      const sql = `SELECT runs.*, run_skills.name FROM runs JOIN run_skills ON run_skills.id = runs.skill
        ${where} ORDER BY runs.id DESC LIMIT ?`;
      return this.#database.all(sql, ...values, most).map(summaryOf);
    });
  }

  run(id: string): KeptRun | undefined {
    return this.#read(undefined, () => {
      const row = this.#database.get(
        `SELECT runs.*, run_skills.name, run_contents.content FROM runs
          JOIN run_skills ON run_skills.id = runs.skill
          JOIN run_contents ON run_contents.id = runs.id WHERE runs.id = ?`,
        id,
      );
      if (row === undefined || !(row.content instanceof Uint8Array)) return undefined;
      return { ...summaryOf(row), content: inflateRawSync(row.content).toString() };
    });
  }

  recording(id: string): KeptRecording | undefined {
    return this.#read(undefined, () => new StoredRecordings(this.#database).read(id));
  }

  idsLike(prefix: string): readonly string[] {
    // Ids are letters and digits, which come before this one.
    const sql = 'SELECT id FROM runs WHERE id >= ? AND id < ? ORDER BY id LIMIT 2';
    return this.#read([], () =>
      this.#database.all(sql, prefix, `${prefix}\u{10ffff}`).map(({ id }) => String(id)),
    );
  }

  metrics(skill: string | undefined): readonly SkillMetrics[] {
    const all = 'SELECT skill_metrics.*, run_skills.name FROM skill_metrics JOIN run_skills ON id = skill';
    return this.#read([], () =>
      (skill === undefined
        ? this.#database.all(`${all} ORDER BY name`)
        : this.#database.all(`${all} WHERE name = ?`, skill)
      ).map(metricsOfRow),
    );
  }

  executions(skill: string): readonly RecordedExecution[] {
    return this.#read([], () =>
      this.#database
        .all(
          `SELECT skill_executions.* FROM skill_executions JOIN run_skills ON run_skills.id = skill
            WHERE name = ? ORDER BY number`,
          skill,
        )
        .map(executionOf),
    );
  }

  /** 0 when there is no database. */
  revision(): number {
    return this.#read(0, () => Number(this.#database.get('SELECT changes FROM run_state')?.changes ?? 0));
  }

  dispose(): void {
    this.#database.dispose();
  }

  /** Reading makes no file. */
  #read<T>(otherwise: T, work: () => T): T {
    return existsSync(this.#file) ? this.#database.read(work) : otherwise;
  }

  #skillNamed(name: string): number | undefined {
    const row = this.#database.get('SELECT id FROM run_skills WHERE name = ?', name);
    return row && Number(row.id);
  }
}

interface Conditions {
  readonly conditions: readonly string[];
  readonly values: readonly (string | number)[];
}

/** Ids are in the order of the starts, so that times are conditions on them. */
function conditionsOf(
  { status, startedBy, from, to, before }: RunQuery,
  skill: number | undefined,
): Conditions {
  const pairs: (readonly [condition: string, value: string | number | undefined])[] = [
    ['runs.skill = ?', skill],
    ['runs.status = ?', status],
    ['runs.starter = ?', startedBy],
    ['runs.id >= ?', from === undefined ? undefined : runIdAt(from)],
    ['runs.id < ?', to === undefined ? undefined : runIdAt(to)],
    ['runs.id < ?', before],
  ];
  const given = pairs.flatMap(([condition, value]) => (value === undefined ? [] : [{ condition, value }]));
  return { conditions: given.map(({ condition }) => condition), values: given.map(({ value }) => value) };
}

function metricsOfRow(row: Row): SkillMetrics {
  const { window, last } = JSON.parse(String(row.view)) as MetricsView;
  return metricsOf(String(row.name), totalsOf(row), window, last);
}
