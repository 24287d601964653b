// Running skills: through the pool, in the sandbox alone, and beside other systems. Options: --runs=N, --json.
import { pathToFileURL } from 'node:url';
import { createRunnerPool, type RunnerPool } from '../../src/node/pool.ts';
import { defaultLimits } from '../../src/run/outcome.ts';
import { bundleWorker } from '../fakes/bundle.ts';
import { InProcess, wasmPath } from '../fakes/in-process.ts';
import { MemorySkills } from '../fakes/skill-source.ts';
import { peers } from './peers.ts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed. */
  readonly limit?: number;
  readonly note?: string;
}

const asJson = process.argv.includes('--json');
const runs = Number(process.argv.find(argument => argument.startsWith('--runs='))?.slice(7) ?? 5000);

const source = new MemorySkills({
  hypotenuse: `export default function hypotenuse(a, b) {
  const c = Math.sqrt(a * a + b * b);
  return { hypotenuse: c };
}`,
  caller: `export default async function caller(n) {
  for (let i = 0; i < n; i++) await callSkill('hypotenuse', { a: i, b: 4 });
}`,
});
const inputs = { a: 3, b: 4 };
const worker = await bundleWorker();
const rows: Row[] = [];

function newPool(): RunnerPool {
  return createRunnerPool({ workerUrl: worker.url, wasmUrl: pathToFileURL(wasmPath), size: () => 1 });
}

async function runIn(pool: RunnerPool, skill = 'hypotenuse', given: Record<string, number> = inputs) {
  const outcome = await pool.run({ skill, inputs: given, limits: defaultLimits }, { source });
  if (outcome.status !== 'completed') throw new Error(JSON.stringify(outcome.error));
  return outcome;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function medianOf(count: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await timed(work));
  return times.sort((a, b) => a - b)[count >> 1] as number;
}

const firstRuns: number[] = [];
for (let i = 0; i < 5; i++) {
  const pool = newPool();
  firstRuns.push(await timed(() => runIn(pool)));
  pool.dispose();
}
const first = firstRuns.sort((a, b) => a - b)[2] as number;
rows.push({ what: 'first run after start', value: first, unit: 'ms', limit: 300 });

const pool = newPool();
for (let i = 0; i < 200; i++) await runIn(pool);
const warm = await medianOf(1000, () => runIn(pool));
rows.push({ what: 'warm run through the pool, request to outcome', value: warm, unit: 'ms', limit: 2 });

const alone = new InProcess();
for (let i = 0; i < 200; i++) await alone.run('hypotenuse', source, { inputs });
const fresh = await medianOf(1000, () => alone.run('hypotenuse', source, { inputs }));
rows.push({
  what: 'fresh isolated run in the sandbox, reset included',
  value: fresh,
  unit: 'ms',
  limit: 0.5,
});

const callTimes: number[] = [];
for (let i = 0; i < 7; i++) callTimes.push(await timed(() => runIn(pool, 'caller', { n: 10_000 })));
const calls = Math.min(...callTimes);
rows.push({
  what: 'callSkill, 10,000 in sequence, each (best of 7)',
  value: calls / 10,
  unit: 'µs',
  limit: 60,
});

/** What is in use after a collection, and what the process holds; the latter settles only after many runs. */
function memory(): { readonly used: number; readonly held: number } {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { used: (heapUsed + external) / 1024 / 1024, held: rss / 1024 / 1024 };
}

async function repeat(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await runIn(pool);
}

await repeat(runs / 2);
const half = memory();
await repeat(runs / 2);
const end = memory();
const over = `over the second half of ${runs} runs; --runs=100000 for the long one`;
rows.push({
  what: 'growth of the heap in use, host',
  value: end.used - half.used,
  unit: 'MB',
  limit: 5,
  note: over,
});
rows.push({
  what: 'growth of the process, host and worker',
  value: end.held - half.held,
  unit: 'MB',
  limit: 50,
  note: over,
});
pool.dispose();

for (const peer of await peers()) {
  if ('absent' in peer) {
    rows.push({ what: peer.name, value: Number.NaN, unit: 'ms', note: peer.absent });
    continue;
  }
  const isProcess = peer.name.includes('process');
  const text = JSON.stringify(inputs);
  for (let i = 0; i < (isProcess ? 1 : 20); i++) await peer.run(text);
  const value = await medianOf(isProcess ? 15 : 100, () => peer.run(text));
  const note = `${(value / fresh).toFixed(1)} times the fresh run, ${(value / warm).toFixed(1)} times the pool`;
  rows.push({ what: `fresh isolated run: ${peer.name}`, value, unit: 'ms', note });
}
await worker.remove();

if (asJson) console.log(JSON.stringify(rows));
else {
  for (const { what, value, unit, limit, note } of rows) {
    const most = limit === undefined ? '' : `at most ${limit}`;
    const shown = Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 2 : 0);
    console.log(
      `  ${what.padEnd(56)}${shown.padStart(9)} ${unit.padEnd(3)} ${most.padEnd(13)} ${note ?? ''}`,
    );
  }
}
if (rows.some(({ value, limit }) => limit !== undefined && value > limit)) process.exitCode = 1;
