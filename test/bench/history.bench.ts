// The history of runs: what recording costs a run, and what a million runs cost those who look. Options: --runs=N, --json.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunHistory } from '../../src/library/history.ts';
import { windowOf } from '../../src/library/metrics.ts';
import { defaultRetention, type RunQuery } from '../../src/library/run-record.ts';
import { sha256 } from '../../src/node/hash.ts';
import { makeLocalFolder } from '../../src/node/store/local-folder.ts';
import { SqliteRunStore } from '../../src/node/store/run-store.ts';
import { openState, ThreadWriter } from '../../src/node/store/writer.ts';
import { type Call, defaultLimits, type Outcome } from '../../src/run/outcome.ts';
import type { Runner } from '../../src/run/port.ts';
import { RunIds } from '../../src/run/run-id.ts';
import { readKept } from '../../src/workflow/kept-run.ts';
import { recordingRunner } from '../../src/workflow/recorded.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed. */
  readonly limit?: number;
  readonly note?: string;
}

const asJson = process.argv.includes('--json');
const runs = Number(process.argv.find(argument => argument.startsWith('--runs='))?.slice(7) ?? 1_000_000);
const rows: Row[] = [];
const folder = mkdtempSync(join(tmpdir(), 'skillsmith-history-bench-'));
const onNotice = (sentence: string) => console.error(sentence);
const onError = (error: unknown) => {
  throw error;
};
const worker = new URL('../../src/node/store/worker.ts', import.meta.url);
const writer = new ThreadWriter(worker, { skillsFolder: folder, onNotice });
const store = new SqliteRunStore({ skillsFolder: folder, writer: () => writer, isReadOnly: false, onNotice });
const history = new RunHistory({
  store,
  retention: () => ({ ...defaultRetention, maxRuns: 1e9, maxAgeMs: 0 }),
  onError,
});

const call = (id: number, skill: string, calls: readonly Call[] = []): Call => ({
  ...{ id, skill, chain: ['hypotenuse'], status: 'completed', startedMs: 0.5, durationMs: 0.4 },
  ...{ inputBytes: 20, resultBytes: 20, calls },
});
/** Ten log lines, five calls, a result of a kilobyte. */
const outcome: Outcome = {
  ...{
    skill: 'hypotenuse',
    status: 'completed',
    result: { rows: Array.from({ length: 40 }, (_, n) => ({ n, name: `row ${n}` })) },
  },
  logs: Array.from({ length: 10 }, (_, n) => ({
    level: 'log',
    text: `line ${n} of the log`,
    skill: 'square',
    line: n,
    atMs: n,
  })),
  ...{
    droppedLogs: 0,
    calls: call(
      1,
      'hypotenuse',
      [2, 3, 4, 5, 6].map(id => call(id, 'square')),
    ),
  },
  ...{ startedAt: Date.now(), durationMs: 3.1, inputBytes: 15, resultBytes: 1100, estimatedTokens: 279 },
};
const source = new MemorySkills({
  hypotenuse: 'export default (a, b) => a + b;',
  square: 'export default x => x * x;',
});
const bare: Runner = {
  async run(_request, { onEvent }) {
    onEvent?.({ type: 'call-started', id: 2, parent: 1, skill: 'square', startedMs: 0, inputBytes: 2 });
    return outcome;
  },
};
const ids = new RunIds({ now: Date.now, random: Math.random });
const recording = recordingRunner(bare, { history, ids, startedBy: 'editor', hashOf: sha256 });
const request = { skill: 'hypotenuse', inputs: { a: 3, b: 4 }, limits: defaultLimits };

async function perRun(runner: Runner, count: number): Promise<number> {
  const before = performance.now();
  for (let i = 0; i < count; i++) await runner.run(request, { source });
  return (performance.now() - before) / count;
}

await perRun(recording, 500);
await history.settled();
const waited = (await perRun(recording, 2000)) - (await perRun(bare, 2000));
await history.settled();
rows.push({ what: 'a run waits for being recorded', value: waited, unit: 'ms', limit: 0.3 });

const before = performance.eventLoopUtilization();
const count = 5000;
const start = performance.now();
for (let i = 0; i < count; i++) {
  await recording.run(request, { source });
  // Runs end one by one: each gives way to others, as a real one does.
  if (i % 10 === 0) await new Promise(resolve => setImmediate(resolve));
}
await history.settled();
const whole = (performance.now() - start) / count;
const { active } = performance.eventLoopUtilization(before);
rows.push({
  what: 'time of the thread that runs, per recorded run',
  value: active / count,
  unit: 'ms',
  limit: 0.3,
});
rows.push({ what: 'until it is on disk, per run of 5,000', value: whole, unit: 'ms' });

await history.clear();
fill(runs);
const first = new SqliteRunStore({ skillsFolder: folder, writer: () => writer, isReadOnly: false, onNotice });
const look = async (what: string, work: () => Promise<unknown>) => {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  rows.push({ what, value: Math.max(...times), unit: 'ms', limit: 100, note: 'the slowest of 5' });
};
const page = (query: RunQuery) => () => first.runs({ ...query, limit: 100 });
const label = runs.toLocaleString('en');
await look(`${label} runs: the Runs view opens`, page({}));
await look(`${label} runs: of one skill that failed`, page({ skill: 'skill7', status: 'failed' }));
await look(
  `${label} runs: of one skill, by an agent, of the first day`,
  page({ skill: 'skill7', startedBy: 'agent', to: Date.UTC(2026, 0, 2) }),
);
await look(`${label} runs: with an outcome that none had`, page({ status: 'timed-out' }));
await look(`${label} runs: metrics of one skill`, () => first.metrics('skill7'));
await look(`${label} runs: metrics of all 200 skills`, () => first.metrics(undefined));
await look(`${label} runs: one run, whole`, async () => {
  const [newest] = await first.runs({ limit: 1 });
  const kept = newest && (await first.run(newest.id));
  if (kept) readKept(kept);
});
const recorded = await timed(recordOne);
rows.push({ what: `${label} runs: one more is on disk`, value: recorded, unit: 'ms' });

first.dispose();
history.dispose();
store.dispose();
writer.dispose();
rmSync(folder, { recursive: true, force: true });
if (asJson) console.log(JSON.stringify(rows, null, 2));
else for (const row of rows) console.log(lineOf(row));
if (rows.some(({ value, limit }) => limit !== undefined && value > limit)) process.exitCode = 1;

async function recordOne(): Promise<void> {
  await recording.run(request, { source });
  await history.settled();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Runs of 200 skills, one every 86 ms from the first of January 2026 on, by SQL alone. */
function fill(total: number): void {
  const state = openState(makeLocalFolder(folder).replace(/[\\/][^\\/]*$/, ''), onNotice);
  const numbers = `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${total})`;
  const status = "CASE n % 17 WHEN 3 THEN 'failed' WHEN 5 THEN 'cancelled' ELSE 'completed' END";
  const epoch = Date.UTC(2026, 0, 1);
  const id = (n: number) => (epoch + n * 86).toString(36).padStart(9, '0');
  state.write(() => {
    state.run(
      "WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 199) INSERT INTO run_skills SELECT n + 1, 'skill' || n FROM s",
    );
    state.run('CREATE TEMP TABLE ids (n INTEGER PRIMARY KEY, id TEXT) STRICT');
    for (let n = 0; n < total; n++) state.run('INSERT INTO ids VALUES (?, ?)', n, `${id(n)}000000`);
    state.run(
      `INSERT INTO runs SELECT id, n % 200 + 1, ${status}, CASE n % 3 WHEN 0 THEN 'agent' ELSE 'editor' END, ${epoch} + n * 86,
        n % 97, CASE WHEN n % 17 = 3 THEN 'TypeError' END, CASE WHEN n % 17 = 3 THEN 'no' END, 10, 20, 30 FROM ids ORDER BY n`,
    );
    state.run(
      `${numbers} INSERT INTO skill_executions SELECT n % 200 + 1, n / 200, id, ${status}, ${epoch} + n * 86, n % 97, NULL
        FROM numbers JOIN ids USING (n) WHERE n >= ${Math.max(0, total - 200_000)}`,
    );
    const view = JSON.stringify({ window: windowOf([]) });
    state.run(
      `INSERT INTO skill_metrics SELECT id, ${total / 200}, ${total / 200}, 0, ${total / 200}, 0, 0, 0, 0, 5, 5, ? FROM run_skills`,
      view,
    );
    state.run('DROP TABLE ids');
  });
  state.dispose();
}

function lineOf({ what, value, unit, limit, note }: Row): string {
  const mark = limit === undefined ? ' ' : value <= limit ? '✓' : '✗';
  const most = limit === undefined ? '' : `  (at most ${limit} ${unit})`;
  return `${mark} ${what.padEnd(64)} ${value.toFixed(3).padStart(9)} ${unit}${most}${note ? `  ${note}` : ''}`;
}
