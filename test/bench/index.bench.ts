// Reading and checking a folder of 10,000 skills against the bare acorn parse of the same files, and one save in it.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as acorn from 'acorn';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import type { SkillFile } from '../../src/skill/skill.ts';
import { sampleSkill } from './sample-skill.ts';

const count = 10_000;
const maxRatio = 1.5;
const maxSaveMs = 30;

function stripTypes(code: string) {
  return { ok: true as const, code };
}

/** Wall time and the processor time of all threads, in ms. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

function cost(work: () => void): Cost {
  const start = performance.now();
  const before = process.cpuUsage();
  work();
  const { user } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: user / 1000 };
}

function parseAll(files: readonly SkillFile[]): void {
  for (const { text } of files) acorn.parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
}

function problemCount(catalogue: SkillCatalogue, paths: Iterable<string>): number {
  let problems = 0;
  for (const path of paths) problems += catalogue.problems(path).length;
  return problems;
}

function indexAll(files: readonly SkillFile[]): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes });
  const { problems } = catalogue.update({ set: files });
  problemCount(catalogue, problems);
  return catalogue;
}

type Update = Parameters<SkillCatalogue['update']>[0];

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;

/** Makes each change and reads the problems of all files that it affects. */
function measureSaves(label: string, catalogue: SkillCatalogue, updates: readonly Update[]): void {
  const costs = updates.map(update => cost(() => problemCount(catalogue, catalogue.update(update).problems)));
  const walls = costs.map(({ wall }) => wall);
  const cpus = costs.map(({ cpu }) => cpu);
  const show = (times: readonly number[]) =>
    `median ${median(times).toFixed(2)} ms, slowest ${Math.max(...times).toFixed(2)} ms`;
  console.log(`  ${label}: ${show(walls)} (processor: ${show(cpus)})`);
  if (median(walls) > maxSaveMs) process.exitCode = 1;
}

/** A misspelt call, then the file as it was. */
function misspellings(files: readonly SkillFile[]): Update[] {
  return Array.from({ length: 40 }, (_, i) => files[(i * 241) % count] as SkillFile).flatMap(file => [
    { set: [{ path: file.path, text: file.text.replace("callSkill('", "callSkill('x") }] },
    { set: [file] },
  ]);
}

function calling(name: string, ...callees: readonly string[]): SkillFile {
  const calls = callees.map(callee => `await callSkill('${callee}');`).join(' ');
  return { path: `${name}.js`, text: `export default async () => { ${calls} }` };
}

const repeat = (updates: readonly Update[]) => Array.from({ length: 10 }, () => updates).flat();

const callers = Array.from({ length: 1_000 }, (_, i) => calling(`caller-${i}`, 'hub'));
const renaming = repeat([
  { set: [calling('hubs')], remove: ['hub.js'] },
  { set: [calling('hub')], remove: ['hubs.js'] },
]);
const ringSize = 3_000;
const ring = Array.from({ length: ringSize }, (_, i) => calling(`ring-${i}`, `ring-${(i + 1) % ringSize}`));
const ringing = repeat([{ set: [calling('ring-7')] }, { set: [ring[7] as SkillFile] }]);

const files = Array.from({ length: count }, (_, index) => sampleSkill(index, count));

/** In a process of its own, so that nothing is warm. */
function coldly(what: 'acorn' | 'index'): Cost {
  const flags = process.execArgv.filter(flag => flag !== '--expose-gc');
  const output = execFileSync(process.execPath, [...flags, fileURLToPath(import.meta.url), `--cold=${what}`]);
  return JSON.parse(output.toString()) as Cost;
}

function compare(): void {
  const size = files.reduce((sum, { text }) => sum + text.length, 0) / count;
  console.log(`index of ${count} skills of ${Math.round(size)} characters, each in a cold process`);
  // Each pair back to back, so that both meet the same machine.
  const pairs = Array.from({ length: 5 }, () => ({ bare: coldly('acorn'), index: coldly('index') }));
  for (const { bare, index } of pairs)
    console.log(
      `  acorn ${bare.wall.toFixed(0)} ms, index and check ${index.wall.toFixed(0)} ms (processor: ${bare.cpu.toFixed(0)} and ${index.cpu.toFixed(0)} ms)`,
    );
  const wall = median(pairs.map(({ bare, index }) => index.wall / bare.wall));
  const cpu = median(pairs.map(({ bare, index }) => index.cpu / bare.cpu));
  console.log(`  ratio ${wall.toFixed(2)}, of processor time ${cpu.toFixed(2)} (at most ${maxRatio})`);
  if (wall > maxRatio) process.exitCode = 1;
  const catalogue = indexAll([...files, calling('hub'), ...callers, ...ring]);
  console.log('one save, and the problems of all files that it affects');
  measureSaves('a misspelt call, and back', catalogue, misspellings(files));
  measureSaves('another name for a skill with 1,000 callers', catalogue, renaming);
  measureSaves('a circle of 3,000 skills opened and closed', catalogue, ringing);
}

const cold = process.argv.find(argument => argument.startsWith('--cold='))?.slice('--cold='.length);
if (cold === undefined) compare();
else console.log(JSON.stringify(cost(() => (cold === 'acorn' ? parseAll(files) : indexAll(files)))));
