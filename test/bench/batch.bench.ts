// Many runs at once: two workers beside one, and beside a process for each. Options: --runs=N, --json.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createRunnerPool } from '../../src/node/pool.ts';
import { defaultLimits } from '../../src/run/outcome.ts';
import { batchResults } from '../../src/workflow/batch.ts';
import { readRows } from '../../src/workflow/row/read.ts';
import { bundleWorker } from '../fakes/bundle.ts';
import { wasmPath } from '../fakes/in-process.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly least?: number;
  readonly most?: number;
  readonly note?: string;
}

const asJson = process.argv.includes('--json');
const runs = Number(process.argv.find(argument => argument.startsWith('--runs='))?.slice(7) ?? 10_000);
/** Short ones in turn, of which the quickest counts: other programs disturb the others. */
const rounds = 10;
const rows: Row[] = [];
const worker = await bundleWorker();

/** A skill of so many turns of a loop. */
function skillOf(turns: number): MemorySkills {
  const loop = `let x = n; for (let i = 0; i < ${turns}; i++) x = (x * 31 + i) % 1000003;`;
  return new MemorySkills({ work: `export default function work(n) { ${loop} return { x }; }` });
}

function newPool(threads: number) {
  return createRunnerPool({ workerUrl: worker.url, wasmUrl: pathToFileURL(wasmPath), size: () => threads });
}

function* items(count: number) {
  for (let n = 0; n < count; n++) yield { skill: 'work', inputs: { n } };
}

/** Milliseconds, without the start of the threads; and what the runs themselves took in all. */
async function batch(source: MemorySkills, threads: number, count: number) {
  const runner = newPool(threads);
  const options = { runner, source, limits: defaultLimits, maxConcurrent: threads };
  for await (const _ of batchResults(items(200), options));
  const start = performance.now();
  let inside = 0;
  for await (const { outcome } of batchResults(items(count), options)) {
    if (outcome.status !== 'completed') throw new Error(JSON.stringify(outcome.error));
    inside += outcome.durationMs;
  }
  const took = performance.now() - start;
  runner.dispose();
  return { took, inside };
}

/** So many turns that a run takes 1 ms alone on this machine. */
async function oneMillisecond(): Promise<number> {
  const probe = 10_000;
  let inside = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++)
    inside = Math.min(inside, (await batch(skillOf(probe), 1, 200)).inside);
  return Math.round((probe * 200) / inside);
}

/** How much more two bare threads do than one, with no pool around them: what this machine has to give. */
async function bareScaling(): Promise<number> {
  const code = `const { parentPort, workerData } = require('node:worker_threads');
    let x = 1; const end = Date.now() + workerData; let turns = 0;
    while (Date.now() < end) { for (let i = 0; i < 20000; i++) x = (x * 31 + i) % 1000003; turns++; }
    parentPort.postMessage(turns);`;
  const turnsOf = (threads: number) =>
    Promise.all(
      Array.from({ length: threads }, () => {
        const thread = new Worker(code, { eval: true, workerData: 600 });
        return new Promise<number>(resolve => thread.on('message', resolve));
      }),
    ).then(all => all.reduce((sum, one) => sum + one, 0));
  let alone = 0;
  let together = 0;
  for (let round = 0; round < 5; round++) {
    alone = Math.max(alone, await turnsOf(1));
    together = Math.max(together, await turnsOf(2));
  }
  return together / alone;
}

/** Milliseconds for each of so many `node` processes, as many at the same time. */
async function processes(count: number, concurrency: number, turns: number): Promise<number> {
  const code = `const n = Number(process.argv[1]); let x = n;
    for (let i = 0; i < ${turns}; i++) x = (x * 31 + i) % 1000003; process.stdout.write(JSON.stringify({ x }));`;
  let next = 0;
  const start = performance.now();
  const lane = async () => {
    while (next < count) {
      const child = spawn(process.execPath, ['-e', code, String(next++)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child.stdout.resume();
      await new Promise(resolve => child.on('close', resolve));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return (performance.now() - start) / count;
}

const turns = await oneMillisecond();
const source = skillOf(turns);
const perRound = Math.ceil(runs / rounds);
const least = {
  one: Number.POSITIVE_INFINITY,
  two: Number.POSITIVE_INFINITY,
  alone: Number.POSITIVE_INFINITY,
};
for (let round = 0; round < rounds; round++) {
  const one = await batch(source, 1, perRound);
  const two = await batch(source, 2, perRound);
  least.one = Math.min(least.one, one.took / perRound);
  least.two = Math.min(least.two, two.took / perRound);
  least.alone = Math.min(least.alone, one.inside / perRound);
}
const bare = await bareScaling();
const of = `quickest of ${rounds} times ${perRound} runs`;
rows.push(
  {
    what: `a run of a ${least.alone.toFixed(2)} ms skill, one worker`,
    value: least.one,
    unit: 'ms',
    note: of,
  },
  { what: 'the same, two workers', value: least.two, unit: 'ms', note: of },
  {
    what: 'two workers beside one',
    value: least.one / least.two,
    unit: '×',
    least: 1.8,
    note: `${availableParallelism()} processors; two bare threads do ${bare.toFixed(2)} times the work of one`,
  },
);
const perProcess = await processes(60, 2, turns);
rows.push({
  what: 'beside a node process for each, two at a time',
  value: perProcess / least.two,
  unit: '×',
  least: 20,
  note: `${perProcess.toFixed(1)} ms each, by 60 processes; the loop itself is faster there, in V8`,
});

/** After a collection, in MB. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

const quick = skillOf(1);
const schema = quick.find('work')?.inputs ?? {};
const many = 100_000;
const encoder = new TextEncoder();
const lines = function* () {
  for (let at = 0; at < many; at += 1_000)
    yield encoder.encode(Array.from({ length: 1_000 }, (_, n) => `{"n": ${at + n}}\n`).join(''));
};
const runner = newPool(2);
const fromRows = async function* () {
  for await (const { inputs, issues } of readRows(lines(), { schema, name: 'rows.jsonl' }))
    yield { skill: 'work', inputs, issues };
};
let half = 0;
const start = performance.now();
for await (const { index } of batchResults(fromRows(), {
  runner,
  source: quick,
  limits: defaultLimits,
  maxConcurrent: 2,
}))
  if (index === many / 2) half = heap();
rows.push({
  what: `growth of the heap over the second half of ${many} rows`,
  value: heap() - half,
  unit: 'MB',
  most: 5,
  note: `${Math.round(many / ((performance.now() - start) / 1000))} rows per second`,
});
runner.dispose();
await worker.remove();

if (asJson) console.log(JSON.stringify(rows));
else
  for (const { what, value, unit, least, most, note } of rows) {
    const limit = least !== undefined ? `at least ${least}` : most === undefined ? '' : `at most ${most}`;
    console.log(
      `  ${what.padEnd(56)}${value.toFixed(value < 100 ? 2 : 0).padStart(9)} ${unit.padEnd(3)} ${limit.padEnd(13)} ${note ?? ''}`,
    );
  }
if (rows.some(({ value, least = value, most = value }) => value < least || value > most))
  process.exitCode = 1;
