// Cached results: what a hit takes, what a call costs that could be cached but is not, and each level alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LayeredResults, MemoryResults } from '../../src/library/result-cache.ts';
import { sha256 } from '../../src/node/hash.ts';
import { createRunnerPool } from '../../src/node/pool.ts';
import { RedisResults } from '../../src/node/redis/redis-results.ts';
import { StateDatabase } from '../../src/node/store/database.ts';
import { DatabaseResults, ResultArea, resultTables } from '../../src/node/store/results.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import { ProgramCache } from '../../src/run/lookup.ts';
import { defaultLimits } from '../../src/run/outcome.ts';
import { ResultRules } from '../../src/run/result-rules.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { bundleWorker } from '../fakes/bundle.ts';
import { wasmPath } from '../fakes/in-process.ts';
import { MemorySkills } from '../fakes/skill-source.ts';
import { RedisServer } from '../host/redis.ts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed. */
  readonly limit?: number;
}

const rows: Row[] = [];
const calls = 5_000;
const now = () => Date.now();
const square = 'export default n => ({ n: n * n });';
const call = (name: string, inputs: string) =>
  `export default async () => { for (let i = 0; i < ${calls}; i++) await callSkill('${name}', ${inputs}); };`;
const source = new MemorySkills({
  plain: square,
  kept: `/** @cache 1h */\n${square}`,
  plain_calls: call('plain', '{ n: i }'),
  hits: call('kept', '{ n: 1 }'),
  misses: call('kept', '{ n: i }'),
});

const worker = await bundleWorker();
const pool = createRunnerPool({ workerUrl: worker.url, wasmUrl: pathToFileURL(wasmPath), size: () => 1 });
const layers = new LayeredResults<'memory'>({
  levels: [['memory', new MemoryResults({ bytes: 1e8, now })]],
  now,
});
const results = {
  get: (key: string) => layers.get(key),
  set: (key: string, result: { readonly text: string; readonly ttlMs: number }) => layers.set(key, result),
};

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function medianOf(count: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await timed(work));
  return times.sort((a, b) => a - b)[count >> 1] as number;
}

async function run(skill: string, useCache = true): Promise<void> {
  const limits = { ...defaultLimits, timeMs: 60_000 };
  const request = { skill, inputs: skill === 'plain' || skill === 'kept' ? { n: 3 } : {}, limits, useCache };
  const { status, error } = await pool.run(request, { source, results });
  if (status !== 'completed') throw new Error(error?.message);
}

for (const name of ['plain', 'kept']) for (let i = 0; i < 200; i++) await run(name);
const plain = await medianOf(1000, () => run('plain'));
const hit = await medianOf(1000, () => run('kept'));
rows.push({ what: 'run of three lines, not cached', value: plain * 1000, unit: 'µs' });
rows.push({ what: 'the same, answered from memory', value: hit * 1000, unit: 'µs', limit: plain * 1500 });

await run('plain_calls');
await run('hits');
const perCall = async (name: string, useCache = true) =>
  ((await medianOf(3, () => run(name, useCache))) / calls) * 1000;
rows.push({ what: 'call of a skill, not cached', value: await perCall('plain_calls'), unit: 'µs' });
rows.push({ what: 'call answered from memory', value: await perCall('hits'), unit: 'µs', limit: 300 });
rows.push({
  what: 'call that runs and is stored, not looked up',
  value: await perCall('misses', false),
  unit: 'µs',
  limit: 300,
});
pool.dispose();
await worker.remove();

const catalogue = new SkillCatalogue({ stripTypes });
const set = Array.from({ length: 10_000 }, (_, i) => ({
  path: `s${i}.js`,
  text: `/** Skill ${i}. */\nexport default n => n + ${i};`,
}));
const open = '/** Any. @cache 1h */\nexport default async name => await callSkill(name);';
catalogue.update({ set: [...set, { path: 'open.js', text: open }] });
const rules = new ResultRules(new ProgramCache(), sha256);
const firstMs = await timed(() => rules.find(catalogue, 'open'));
catalogue.update({ set: [{ path: 's1.js', text: 'export default n => -n;' }] });
const editMs = await timed(() => rules.find(catalogue, 'open'));
const again = await medianOf(1000, () => rules.find(catalogue, 'open'));
rows.push({ what: 'key of a skill that can call all 10,000, first', value: firstMs, unit: 'ms' });
rows.push({ what: 'the same after an edit', value: editMs, unit: 'ms', limit: 100 });
rows.push({ what: 'the same when nothing has changed', value: again * 1000, unit: 'µs', limit: 20 });

const folder = mkdtempSync(join(tmpdir(), 'skillsmith-bench-'));
const file = join(folder, 'state.db');
const database = new StateDatabase({ file, migrations: [resultTables], onNotice: console.error });
const area = new ResultArea(database, 1e9);
const stored = new DatabaseResults({
  database: () => database,
  keep: async (key, result, at) => area.set(key, result, at),
  now,
  onError: console.error,
});
const kept = {
  text: JSON.stringify({ list: Array.from({ length: 100 }, (_, i) => i) }),
  expiresAt: now() + 1e6,
};
for (let i = 0; i < 10_000; i++) stored.set(`k${i}`, kept);
rows.push({
  what: 'database: one of 10,000',
  value: (await medianOf(1000, () => stored.get('k5000'))) * 1000,
  unit: 'µs',
});
database.dispose();
rmSync(folder, { recursive: true });

const server = await RedisServer.create();
await server.start();
const redis = new RedisResults({
  url: server.url,
  now,
  onNotice: text => console.error(text),
  load: () => import('../../src/node/redis/link.ts'),
  patienceMs: 1000,
});
redis.set('k', kept);
await redis.get('k');
rows.push({
  what: 'Redis on this machine',
  value: await medianOf(1000, () => redis.get('k')),
  unit: 'ms',
  limit: 50,
});
await redis.close();
await server.stop();

if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else
  for (const { what, value, unit, limit } of rows) {
    const most = limit === undefined ? '' : `at most ${limit.toFixed(0)}`;
    const shown = value.toFixed(value < 10 ? 2 : 0);
    console.log(`  ${what.padEnd(56)}${shown.padStart(9)} ${unit.padEnd(3)} ${most}`);
  }
if (rows.some(({ value, limit }) => limit !== undefined && value > limit)) process.exitCode = 1;
