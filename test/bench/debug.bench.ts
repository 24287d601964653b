// Debugging: what a run costs under the debugger, and how long a person waits. Options: --json.
import { pathToFileURL } from 'node:url';
import { Debuggees } from '../../src/node/debug/debuggees.ts';
import { createRunnerPool } from '../../src/node/pool.ts';
import type { DebugEvent } from '../../src/run/debug/debuggee.ts';
import { defaultLimits, type Outcome } from '../../src/run/outcome.ts';
import { Client } from '../debug/client.ts';
import { RealHost } from '../debug/real.ts';
import { noBreakpoints } from '../fakes/debug-in-process.ts';
import { wasmPath } from '../fakes/in-process.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed. */
  readonly limit?: number;
}

const rows: Row[] = [];
const wasmUrl = pathToFileURL(wasmPath);

const busy: Readonly<Record<string, string>> = {
  fib: 'const fib = n => (n < 2 ? n : fib(n - 1) + fib(n - 2));\nexport default () => fib(24);',
  sieve: `export default () => {
  const n = 300_000;
  const isComposite = new Uint8Array(n);
  let count = 0;
  for (let i = 2; i < n; i++) {
    if (isComposite[i]) continue;
    count++;
    for (let j = i * 2; j < n; j += i) isComposite[j] = 1;
  }
  return count;
};`,
  sort: `export default () => {
  const list = [];
  let x = 1;
  for (let i = 0; i < 30_000; i++) {
    x = (x * 1103515245 + 12345) % 2147483648;
    list.push(x);
  }
  return list.sort((a, b) => a - b)[17];
};`,
  words: `export default () => {
  const text = 'the quick brown fox jumps over the lazy dog '.repeat(3000);
  const counts = new Map();
  for (const word of text.split(' ')) {
    const key = word.toLowerCase();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).length;
};`,
  bodies: `export default () => {
  const all = [{ x: 0, y: 0, vx: 0, vy: 0, m: 10 }, { x: 1, y: 0, vx: 0, vy: 1, m: 1 }, { x: 0, y: 2, vx: 1, vy: 0, m: 1 }];
  for (let step = 0; step < 8000; step++) {
    for (const p of all) {
      for (const q of all) {
        if (p === q) continue;
        const dx = q.x - p.x, dy = q.y - p.y;
        const d = Math.sqrt(dx * dx + dy * dy + 0.01);
        p.vx += (dx * q.m) / d ** 3 / 1000;
        p.vy += (dy * q.m) / d ** 3 / 1000;
      }
    }
    for (const p of all) {
      p.x += p.vx / 1000;
      p.y += p.vy / 1000;
    }
  }
  return all[0].x.toFixed(6);
};`,
  matrix: `export default () => {
  const n = 70;
  const make = () => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i * j) % 7));
  const [a, b] = [make(), make()];
  const product = a.map(row => row.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
  return product[3][4];
};`,
  json: `export default () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({ id: i, name: 'n' + i, tags: ['a', 'b'] }));
  let size = 0;
  for (let i = 0; i < 80; i++) size += JSON.parse(JSON.stringify(rows)).length;
  return size;
};`,
  brackets: `export default () => {
  let depth = 0;
  let deepest = 0;
  for (const character of '{"a":[1,2,{"b":[]}]}'.repeat(8000)) {
    switch (character) {
      case '{':
      case '[':
        depth++;
        deepest = Math.max(deepest, depth);
        break;
      case '}':
      case ']':
        depth--;
    }
  }
  return deepest;
};`,
};

const calling = {
  calls: `export default async () => {
  let sum = 0;
  for (let i = 0; i < 2000; i++) sum += await callSkill('one', { n: i });
  return sum;
};`,
  one: '/** @param {number} n - n */\nexport default n => n + 1;',
};

const loop = `export default () => {
  let sum = 0;
  for (let i = 0; i < 50_000; i++) {
    sum += i;
    sum %= 1000;
  }
  return sum;
};
`;

function at(part: number, times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(part * times.length) - 1] as number;
}

/** The quickest of some: others were disturbed. */
async function best(runs: number, run: () => Promise<Outcome>): Promise<number> {
  let quickest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const { durationMs, status, error } = await run();
    if (status !== 'completed') throw new Error(JSON.stringify(error));
    quickest = Math.min(quickest, durationMs);
  }
  return quickest;
}

const source = new MemorySkills({ ...busy, ...calling });
const pool = createRunnerPool({
  workerUrl: new URL('../../src/node/worker.ts', import.meta.url),
  wasmUrl,
  size: () => 1,
});
const debuggees = new Debuggees({
  workerUrl: new URL('../../src/node/debug/worker.ts', import.meta.url),
  wasmUrl,
});
const requestOf = (skill: string) => ({ skill, inputs: {}, limits: defaultLimits });

const plainly = (skill: string) => pool.run(requestOf(skill), { source });

/** One breakpoint that is never met. */
function debugged(skill: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const onEvent = (event: DebugEvent) => {
      if (event.type === 'ended') resolve(event.outcome);
    };
    const options = { breakpoints: noBreakpoints, stopOnEntry: false, onEvent };
    debuggees.start({ request: requestOf(skill), source }, options).catch(reject);
  });
}

async function ratioOf(skill: string): Promise<number> {
  const plain = await best(5, () => plainly(skill));
  return (await best(5, () => debugged(skill))) / plain;
}

const ratios: number[] = [];
for (const skill of Object.keys(busy)) {
  const ratio = await ratioOf(skill);
  ratios.push(ratio);
  rows.push({ what: `without a stop, ${skill}`, value: ratio, unit: 'times plain' });
}
rows.push({
  what: 'without a stop, median of these',
  value: at(0.5, ratios),
  unit: 'times plain',
  limit: 2.5,
});
rows.push({
  what: 'without a stop, mostly calls',
  value: await ratioOf('calls'),
  unit: 'times plain',
  limit: 1.1,
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** From the launch request to the stop, with the thread that is kept warm. */
async function launching(): Promise<number> {
  const host = new RealHost({ loop });
  await host.warm();
  const client = new Client(host);
  const took = await timed(async () => {
    await client.launch({ skill: 'loop' }, { breakpoints: ['loop.js:2'] });
    await client.event('stopped');
  });
  client.session.dispose();
  host.dispose();
  return took;
}
const launches: number[] = [];
for (let i = 0; i < 5; i++) launches.push(await launching());
rows.push({ what: 'launch to first breakpoint, median', value: at(0.5, launches), unit: 'ms', limit: 200 });

const host = new RealHost({ loop });
const client = new Client(host);
await client.launch({ skill: 'loop' }, { breakpoints: ['loop.js:4'] });
await client.event('stopped');
const go = (command: 'continue' | 'next' | 'stepBack') =>
  timed(async () => {
    await client.request(command, { threadId: 1 });
    await client.event('stopped');
  });
const stops: number[] = [];
for (let i = 0; i < 200; i++) stops.push(await go('continue'));
rows.push({
  what: 'from one breakpoint to the next, 95th percentile',
  value: at(0.95, stops),
  unit: 'ms',
  limit: 30,
});
const steps: number[] = [];
for (let i = 0; i < 200; i++) steps.push(await go('next'));
rows.push({ what: 'a step, 95th percentile', value: at(0.95, steps), unit: 'ms', limit: 10 });
await client.request('setBreakpoints', { source: { path: '/skills/loop.js' }, breakpoints: [{ line: 7 }] });
await go('continue');
const back: number[] = [];
for (let i = 0; i < 5; i++) back.push(await go('stepBack'));
rows.push({
  what: 'a step back after 100,000 statements, median',
  value: at(0.5, back),
  unit: 'ms',
  limit: 300,
});
client.session.dispose();
host.dispose();
pool.dispose();
debuggees.dispose();

if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else
  for (const { what, value, unit, limit } of rows) {
    const wanted = limit === undefined ? '' : `  (at most ${limit})`;
    console.log(`${what.padEnd(50)} ${value.toFixed(2).padStart(9)} ${unit}${wanted}`);
  }
if (rows.some(({ value, limit }) => limit !== undefined && value > limit)) process.exitCode = 1;
