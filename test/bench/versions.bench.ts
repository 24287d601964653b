// Versions of 10,000 skills: the first look at the folder, a later one, a save that is recorded, and `get` without a cache.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DirectWriter } from '../../src/node/store/writer.ts';
import { sampleSkill } from './sample-skill.ts';

const count = 10_000;
const maxGetMs = 0.5;
const place = mkdtempSync(join(tmpdir(), 'skillsmith-versions-'));
const skillsFolder = join(place, '.skills');
const files = Array.from({ length: count }, (_, i) => sampleSkill(i, count));
for (const { path, text } of files) {
  mkdirSync(dirname(join(skillsFolder, path)), { recursive: true });
  writeFileSync(join(skillsFolder, path), text);
}
const writer = new DirectWriter({ skillsFolder, onNotice: sentence => console.log(sentence) });
const { library } = writer.areas;

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function medianOf(times: number, work: (at: number) => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push(await timed(() => work(i)));
  return median(all);
}

try {
  const first = await timed(() => library.catchUp());
  // Files that are younger than the file system's clock can tell apart are read again.
  await new Promise(resolve => setTimeout(resolve, 2_500));
  const second = await timed(() => library.catchUp());
  const third = await medianOf(5, () => library.catchUp());
  console.log(`${count} skills: first look ${first.toFixed(0)} ms, all read again ${second.toFixed(0)} ms`);
  console.log(`  nothing changed: ${third.toFixed(0)} ms`);
  const pathAt = (at: number) => files[(at * 241) % count]?.path ?? '';
  const get = await medianOf(2_000, at => library.get({ path: pathAt(at) }));
  console.log(`  get, not cached: ${get.toFixed(3)} ms (at most ${maxGetMs})`);
  const text = (at: number) => `/** Number ${at}. */\nexport default () => ${at};\n`;
  const save = await medianOf(200, at => library.save({ path: pathAt(at), text: text(at) }));
  const seen = await medianOf(200, at => {
    writeFileSync(join(skillsFolder, pathAt(at)), text(-1 - at));
    return library.notice({ paths: [pathAt(at)] });
  });
  console.log(
    `  save with both writes on the disk: ${save.toFixed(2)} ms; a change noticed: ${seen.toFixed(2)} ms`,
  );
  if (get > maxGetMs) process.exitCode = 1;
} finally {
  writer.dispose();
  rmSync(place, { recursive: true, force: true });
}
