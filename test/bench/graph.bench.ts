// The call graph of 10,000 skills: the model, one edit, the whole from the disk beside other tools, and its layout.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSkillFolder } from '../../src/node/skill-folder.ts';
import { firstChoices } from '../../src/page/graph/choices.ts';
import { GraphStore } from '../../src/page/graph/graph-store.ts';
import { categoriesOf, shownOf } from '../../src/page/graph/shown.ts';
import { layout } from '../../src/picture/layout.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { graphData, LiveGraph } from '../../src/skill/graph/live.ts';
import type { SkillFile } from '../../src/skill/skill.ts';
import { graphPeers } from './graph-peers.ts';

const limits = {
  modelMs: 150,
  editMs: 5,
  circleMs: 50,
  timesAsFast: 5,
  layoutMs: { 300: 1_000, 2000: 4_000 },
} as const;

/** Calls of a skill by number: near ones, far ones, a few that everybody calls, and now and then one back. */
function targets(index: number, count: number): readonly number[] {
  const hubs = Math.max(3, Math.floor(count / 100));
  const found = [index + 1 + (index % 7), index + 2 + ((index * 31) % 97), count - 1 - ((index * 17) % hubs)];
  if (index % 200 === 199) found.push(index - 3);
  return [...new Set(found)].filter(target => target >= 0 && target < count && target !== index);
}

const nameOf = (index: number) => `skill-${index}`;
const pathOf = (index: number) => `part${index % 40}/${nameOf(index)}.js`;

/** The same code twice: calling skills by name, or importing them. */
function source(index: number, count: number, style: 'calls' | 'imports'): string {
  const callees = targets(index, count);
  const imports = callees.map(to => `import s${to} from '../${pathOf(to)}';`);
  const calls = callees.map(to =>
    style === 'calls' ? `callSkill('${nameOf(to)}', { n })` : `s${to}({ n })`,
  );
  return [
    ...(style === 'imports' ? imports : []),
    '/**',
    ` * Works on number ${index} and asks others for the rest.`,
    ' * @param {number} n - how many',
    ' * @returns {{ total: number }}',
    ' */',
    `export default async function work${index}(n) {`,
    '  const parts = [];',
    "  for (const word of String(n).split(',')) if (word.trim() !== '') parts.push(Number(word));",
    `  const found = await Promise.all([${calls.join(', ')}]);`,
    '  return { total: found.reduce((sum, { total }) => sum + total, parts.length) };',
    '}',
    '',
  ].join('\n');
}

function folderOf(count: number): readonly SkillFile[] {
  return Array.from({ length: count }, (_, i) => ({ path: pathOf(i), text: source(i, count, 'calls') }));
}

function catalogueOf(files: readonly SkillFile[]): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes: code => ({ ok: true, code }) });
  catalogue.update({ set: files });
  for (const { path } of catalogue.skills()) catalogue.problems(path);
  return catalogue;
}

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;

/** Processor time of this thread's work, which other programs on the machine do not change; in ms. */
function cost(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function report(label: string, ms: number, maxMs: number | undefined): void {
  console.log(`  ${label}: ${ms.toFixed(1)} ms${maxMs === undefined ? '' : ` (at most ${maxMs})`}`);
  if (maxMs !== undefined && ms > maxMs) process.exitCode = 1;
}

function measureModel(files: readonly SkillFile[]): void {
  const times = Array.from({ length: 5 }, () => {
    const catalogue = catalogueOf(files);
    return cost(() => graphData(catalogue));
  });
  const { nodes, edges, cycles } = graphData(catalogueOf(files));
  const calls = edges.reduce((sum, edge) => sum + edge.calls.length, 0);
  console.log(
    `the model of ${nodes.length} skills, ${calls} calls, ${cycles.length} components with circles (processor time)`,
  );
  report('made after parsing', median(times), limits.modelMs);
}

function measureEdits(
  label: string,
  catalogue: SkillCatalogue,
  edits: readonly SkillFile[],
  maxMs?: number,
): void {
  const live = new LiveGraph(catalogue);
  const times = edits.map(file => cost(() => catalogue.update({ set: [file] })));
  live.dispose();
  report(`${label}, median of ${times.length}`, median(times), maxMs);
}

/** Another call in a file, then the file as it was. */
function editsOf(
  files: readonly SkillFile[],
  targetOf: (from: number, turn: number) => number,
): readonly SkillFile[] {
  return Array.from({ length: 60 }, (_, turn) => (turn * 241) % files.length).flatMap((from, turn) => {
    const { path, text } = files[from] as SkillFile;
    const call = `  await callSkill('${nameOf(targetOf(from, turn))}');\n  return`;
    return [
      { path, text: text.replace('  return', call) },
      { path, text },
    ];
  });
}

/** Of what stands further on, which closes no circle that was not there. */
const ahead = (from: number) => Math.min(9_999, from + 300);

/** Of what stands before it: most of these close a circle of thousands, as one wrong call can. */
const behind = (_from: number, turn: number) => turn * 13;

function calling(name: string, callees: readonly string[]): SkillFile {
  return {
    path: `${name}.js`,
    text: `export default async () => { ${callees.map(to => `await callSkill('${to}');`).join(' ')} }`,
  };
}

function measureKnots(): void {
  const ring = Array.from({ length: 3_000 }, (_, i) => calling(`r${i}`, [`r${(i + 1) % 3_000}`]));
  const opened = Array.from({ length: 10 }, () => [calling('r7', []), ring[7] as SkillFile]).flat();
  measureEdits('a ring of 3,000 opened and closed', catalogueOf(ring), opened);
  const names = Array.from({ length: 1_000 }, (_, i) => `m${i}`);
  const mutual = names.map(name =>
    calling(
      name,
      names.filter(other => other !== name),
    ),
  );
  const without = calling(
    'm7',
    names.filter(other => other !== 'm7' && other !== 'm8'),
  );
  measureEdits('one call fewer and back among 1,000 mutual callers', catalogueOf(mutual), [
    without,
    mutual[7] as SkillFile,
    without,
    mutual[7] as SkillFile,
  ]);
}

async function measureLayout(): Promise<void> {
  console.log('layout, in Node, the first of each size included');
  const size = { width: 136, height: 40 };
  const timed = async (label: string, request: Parameters<typeof layout>[0], maxMs?: number) => {
    const before = process.threadCpuUsage();
    await layout(request);
    const { user, system } = process.threadCpuUsage(before);
    report(label, (user + system) / 1000, maxMs);
  };
  for (const count of [300, 2_000] as const) {
    const { nodes, edges } = graphData(catalogueOf(folderOf(count)));
    const request = { nodes: nodes.map(({ id }) => ({ id, ...size })), edges };
    await timed(`${count} boxes, ${edges.length} lines`, request, limits.layoutMs[count]);
  }
  const graph = graphData(catalogueOf(files));
  const store = new GraphStore();
  store.replace(graph);
  const { nodes: ids, edges } = shownOf(store, { ...firstChoices, collapsed: categoriesOf(store) });
  await timed(`10000 skills in ${ids.length} boxes`, { nodes: ids.map(id => ({ id, ...size })), edges });
}

/** Wall time of a process that starts, does the whole and prints what it found. */
function timedProcess(cwd: string, args: readonly string[]): { readonly ms: number; readonly found: string } {
  const start = performance.now();
  const output = execFileSync(process.execPath, [...args], { cwd, maxBuffer: 1 << 26 });
  return { ms: performance.now() - start, found: output.toString().trim() };
}

function compareCold(count: number): void {
  const found = graphPeers();
  console.log(`${count} files from the disk to the graph, each in a cold process (wall time)`);
  if ('absent' in found) {
    console.log(`  madge and dependency-cruiser: ${found.absent}`);
    return;
  }
  const root = mkdtempSync(join(tmpdir(), 'skillsmith-graph-'));
  try {
    for (let i = 0; i < count; i++)
      for (const [folder, style] of [
        ['.skills', 'calls'],
        ['modules', 'imports'],
      ] as const) {
        const file = join(root, folder, pathOf(i));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, source(i, count, style));
      }
    const own = timedProcess(root, ['--no-warnings', fileURLToPath(import.meta.url), `--cold=${root}`]);
    console.log(`  skillsmith: ${own.ms.toFixed(0)} ms (${own.found} skills and edges)`);
    for (const { name, script } of found.peers) {
      writeFileSync(join(found.folder, `${name}.mjs`), script);
      const peer = timedProcess(found.folder, [join(found.folder, `${name}.mjs`), join(root, 'modules')]);
      const times = peer.ms / own.ms;
      console.log(
        `  ${name}: ${peer.ms.toFixed(0)} ms (${peer.found}), ${times.toFixed(1)} times as long (at least ${limits.timesAsFast})`,
      );
      if (times < limits.timesAsFast) process.exitCode = 1;
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const cold = process.argv.find(argument => argument.startsWith('--cold='))?.slice('--cold='.length);
const files = cold === undefined ? folderOf(10_000) : [];
if (cold === undefined) {
  measureModel(files);
  console.log('one edit, the live graph included (processor time)');
  measureEdits(
    'a call more or fewer in a folder of 10,000',
    catalogueOf(files),
    editsOf(files, ahead),
    limits.editMs,
  );
  measureEdits(
    'a call that closes a circle of up to 10,000, or opens it',
    catalogueOf(files),
    editsOf(files, behind),
    limits.circleMs,
  );
  measureKnots();
  await measureLayout();
  compareCold(10_000);
} else {
  const catalogue = new SkillCatalogue({ stripTypes: code => ({ ok: true, code }) });
  catalogue.update({ set: await readSkillFolder(join(cold, '.skills'), { boundary: cold }) });
  const { nodes, edges } = graphData(catalogue);
  console.log(nodes.length, edges.length);
}
