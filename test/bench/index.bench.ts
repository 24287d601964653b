// Reading and checking a folder of 10,000 skills against the bare acorn parse of the same files, and one save in it.
import * as acorn from 'acorn';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import type { SkillFile } from '../../src/skill/skill.ts';

const count = 10_000;
const maxRatio = 1.5;
const maxSaveMs = 30;

const topics = ['price', 'tax', 'route', 'name', 'table', 'score', 'date', 'unit', 'colour', 'word'];
const types = ['number', 'string', 'number[]', '{ id: string, amount: number }[]', "'low'|'high'", 'boolean'];

/** A skill of about 1.3 KB that calls two that come later: no circles, long chains. */
function skill(index: number): SkillFile {
  const topic = topics[index % topics.length] as string;
  const type = types[index % types.length] as string;
  const name = `${topic}-${index}`;
  const next = (step: number) => {
    const target = Math.min(count - 1, index + step);
    return `${topics[target % topics.length]}-${target}`;
  };
  const text = `/**
 * Works out the ${topic} of an order and rounds it as number ${index} wants it. Needs no network.
 * @param {${type}} ${topic} - what to start from
 * @param {number} [rate=${index % 7}] - added for each step
 * @param {{ round: boolean, digits?: number }} options - how the answer is written
 * @returns {{ total: number, notes: string[] }} the sum and what was noticed
 * @tags ${topic}, sums
 * @example ${topic}${index}({ ${topic}: 3, options: { round: true } })
 */
export default async function ${topic}${index}(${topic}, rate = ${index % 7}, options) {
  const notes = [];
  const digits = options.digits ?? 2;
  let total = 0;
  for (const [position, part] of Object.entries(String(${topic}).split(','))) {
    const value = Number.parseFloat(part.trim());
    if (Number.isNaN(value)) {
      notes.push(\`part \${position} is no number: \${part}\`);
      continue;
    }
    total += value * (1 + rate / 100);
  }
  const [first, second] = await Promise.all([
    ${index + 1 < count ? `callSkill('${next(1)}', { ${topic}: total, options })` : 'undefined'},
    ${index + 1 < count ? `skills['${next(97)}']({ ${topic}: total, options })` : 'undefined'},
  ]);
  const extra = [first, second].filter(Boolean).map(({ total: sum }) => sum);
  const factor = 10 ** digits;
  total = extra.reduce((sum, one) => sum + one, total);
  return { total: options.round ? Math.round(total * factor) / factor : total, notes };
}
`;
  return { path: `${topic}/${name}.js`, text };
}

function stripTypes(code: string) {
  return { ok: true as const, code };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
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

/** Saves a file with a misspelt call, then as it was, and reads the problems of every file that is affected. */
function saves(catalogue: SkillCatalogue, files: readonly SkillFile[]): number[] {
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const file = files[(i * 241) % count] as SkillFile;
    const wrong = { path: file.path, text: file.text.replace("callSkill('", "callSkill('x") };
    for (const version of [wrong, file])
      times.push(timed(() => problemCount(catalogue, catalogue.update({ set: [version] }).problems)));
  }
  return times.sort((a, b) => a - b);
}

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;

const files = Array.from({ length: count }, (_, index) => skill(index));
const size = files.reduce((sum, { text }) => sum + text.length, 0) / count;
// Both start cold and then alternate, so that neither alone profits from a warm compiler or a quiet machine.
const rounds = [0, 1, 2].map(() => ({
  bare: timed(() => parseAll(files)),
  index: timed(() => indexAll(files).dispose()),
}));
const bare = median(rounds.map(round => round.bare));
const index = median(rounds.map(round => round.index));
const catalogue = indexAll(files);
const found = problemCount(
  catalogue,
  [...catalogue.skills()].map(({ path }) => path),
);
const times = saves(catalogue, files);
const worst = times.at(-1) as number;

console.log(`index of ${count} skills of ${Math.round(size)} characters, ${found} problems`);
for (const round of rounds)
  console.log(`  acorn ${round.bare.toFixed(0)} ms, index and check ${round.index.toFixed(0)} ms`);
console.log(`  ratio ${(index / bare).toFixed(2)} (at most ${maxRatio})`);
console.log(
  `  one save: median ${median(times).toFixed(2)} ms, slowest ${worst.toFixed(2)} ms (at most ${maxSaveMs})`,
);
if (index / bare > maxRatio || median(times) > maxSaveMs) process.exitCode = 1;
