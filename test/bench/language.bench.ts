// What helps while typing, in a folder of 10,000 skills: the engine alone, and through VS Code. Options: --engine, --editor.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { signature } from '../../src/skill/describe.ts';
import type { Skill } from '../../src/skill/skill.ts';
import { completionsAt } from '../../src/skill/symbol/completion.ts';
import { hoverAt } from '../../src/skill/symbol/hover.ts';
import { mentionAt } from '../../src/skill/symbol/mention.ts';
import { home, targetOf } from '../../src/skill/symbol/reference.ts';
import { signatureHelpAt } from '../../src/skill/symbol/signature-help.ts';
import { browserMark, runInBrowser } from '../host/browser-suite.ts';
import { show } from '../host/command.ts';
import { main, root } from '../host/main.ts';
import { createProfile } from '../host/profile.ts';
import { defaultVersion } from '../host/server-package.ts';
import { sampleSkill } from './sample-skill.ts';

const count = 10_000;
const asked = 200;
const maxMs = 20;
const maxMegabytes = 150;

/** Called by those before it, so that one more call of it closes no circle. */
const last = 'price-9990';
const megabyte = 1024 * 1024;

/** Of the heap that is in use after a collection, and of the whole process. */
interface Memory {
  readonly heap: number;
  readonly process: number;
}

function memory(): Memory {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: (heapUsed + external) / megabyte, process: rss / megabyte };
}

/** In batches, as the editor reads them, so that only the catalogue keeps the texts. */
function index(): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes: code => ({ ok: true, code }) });
  for (let from = 0; from < count; from += 250)
    catalogue.update({ set: Array.from({ length: 250 }, (_, i) => sampleSkill(from + i, count)) });
  return catalogue;
}

/** Wall time and processor time of each answer, in ms. */
interface Times {
  readonly wall: number[];
  readonly cpu: number[];
}

function within95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

function report(what: string, { wall, cpu }: Times): void {
  const p95 = within95(wall);
  const shown = `95 % within ${p95.toFixed(2).padStart(6)} ms (processor: ${within95(cpu).toFixed(2)} ms)`;
  console.log(`  ${what.padEnd(44)} ${shown}  at most ${maxMs}${p95 > maxMs ? ': more' : ''}`);
  if (p95 > maxMs) process.exitCode = 1;
}

/** Types into a file of the folder and asks at the cursor, written as `|`; what was typed is read first. */
function typed(catalogue: SkillCatalogue, { path, text }: Skill, line: string) {
  const at = text.lastIndexOf('  return {');
  const offset = at + line.indexOf('|');
  const changed = text.slice(0, at) + line.replace('|', '') + text.slice(at);
  catalogue.update({ set: [{ path, text: changed }] });
  const self = catalogue.at(path);
  return { text: changed, offset, path, self, source: catalogue, recent: [] };
}

/** A file and what is done with it, once each; the file is then as it was. */
function measure(catalogue: SkillCatalogue, what: string, ask: (skill: Skill, turn: number) => number): void {
  const skills = [...catalogue.skills()];
  const times: Times = { wall: [], cpu: [] };
  let answers = 0;
  for (let turn = 0; turn < asked; turn++) {
    const skill = skills[(turn * 7_919) % skills.length] as Skill;
    const before = process.cpuUsage();
    const started = performance.now();
    answers += ask(skill, turn);
    times.wall.push(performance.now() - started);
    times.cpu.push(process.cpuUsage(before).user / 1000);
    catalogue.update({ set: [{ path: skill.path, text: skill.text }] });
  }
  // Of the last ones in the chain nearly all others are callers, which nobody offers.
  if (answers < asked * 0.95) throw new Error(`${what}: only ${answers} answers to ${asked} questions`);
  report(what, times);
}

function measureEngine(catalogue: SkillCatalogue): void {
  const complete = (line: (turn: number) => string) => (skill: Skill, turn: number) => {
    const { items } = completionsAt(typed(catalogue, skill, line(turn)));
    return items.length > 0 ? 1 : 0;
  };
  measure(
    catalogue,
    'completion of a name, nothing written',
    complete(() => "const r = callSkill('|\n"),
  );
  measure(
    catalogue,
    'completion of a name, partly written',
    complete(turn => `await skills.pri|${turn}\n`),
  );
  measure(
    catalogue,
    'completion where an expression stands',
    complete(() => 'const r = sco|\n'),
  );
  measure(
    catalogue,
    'completion of inputs',
    complete(() => `await callSkill('${last}', { |\n`),
  );
  measure(catalogue, 'completion of tags', skill => {
    const text = skill.text.replace('@tags', '@tags |');
    const offset = text.indexOf('|');
    const self = catalogue.at(skill.path);
    const request = { path: skill.path, self, source: catalogue, recent: [] };
    return completionsAt({ ...request, text: text.replace('|', ''), offset }).items.length;
  });
  const inName = (skill: Skill) => skill.text.indexOf("skills['") + 10;
  const isCaller = (skill: Skill) => skill.text.includes("skills['");
  measure(catalogue, 'hover', skill => {
    if (!isCaller(skill)) return 1;
    const found = hoverAt(skill, inName(skill), catalogue);
    return found?.kind === 'skill'
      ? signature(found.callee).length && catalogue.problems(found.callee.path).length + 1
      : 0;
  });
  measure(catalogue, 'definition', skill => {
    if (!isCaller(skill)) return 1;
    const mention = mentionAt(skill, inName(skill));
    const target = mention && targetOf(catalogue, { skill, mention });
    return target && home(target).mention.range.end > 0 ? 1 : 0;
  });
  measure(catalogue, 'signature help', skill => {
    const { text, offset } = typed(catalogue, skill, `await callSkill('${last}', { |\n`);
    return signatureHelpAt(text, offset, catalogue) === undefined ? 0 : 1;
  });
}

function measureMemory(): SkillCatalogue {
  const before = memory();
  const catalogue = index();
  const after = memory();
  const heap = after.heap - before.heap;
  const whole = after.process - before.process;
  const verdict = heap > maxMegabytes ? ': more' : '';
  console.log(
    `  ${`${count} skills in memory`.padEnd(44)} ${heap.toFixed(0)} MB of heap (the process grew by ${whole.toFixed(0)} MB)  at most ${maxMegabytes}${verdict}`,
  );
  if (heap > maxMegabytes) process.exitCode = 1;
  return catalogue;
}

/** The folder of skills on disk, and a window on it. */
async function measureEditor(): Promise<number> {
  if ((await show(process.execPath, ['esbuild.mjs', '--production'], { cwd: root })) !== 0) return 1;
  const tests = path.join(root, '.vscode-test', 'bench', 'language-in-editor.cjs');
  await build({
    entryPoints: [path.join(root, 'test', 'bench', 'language-in-editor.ts')],
    outfile: tests,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'linked',
    logLevel: 'warning',
    external: ['vscode'],
    define: { browserMark: JSON.stringify(browserMark), count: String(count) },
  });
  const workspace = await realpath(await mkdtemp(path.join(tmpdir(), 'skillsmith-bench-')));
  const profile = await createProfile();
  try {
    await mkdir(path.join(workspace, '.skills'));
    await writeFile(
      path.join(workspace, '.skills', 'empty.js'),
      '/** Nothing. */\nexport default () => 1;\n',
    );
    return await runInBrowser({ profile, workspace, extension: root, tests, version: defaultVersion });
  } finally {
    await profile.dispose();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

await main(async () => {
  if (!process.argv.includes('--editor')) measureEngine(measureMemory());
  const failed = process.argv.includes('--engine') ? 0 : await measureEditor();
  return failed || Number(process.exitCode ?? 0);
});
