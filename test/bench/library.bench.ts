// The library of 10,000 skills: searches, a skill by its name, and the outline that a window shows first. Options: --json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LibraryReader } from '../../src/library/library-reader.ts';
import { outlineOf } from '../../src/library/outline.ts';
import { readOutlineFile, type Slices, writeOutlineFile } from '../../src/node/outline-file.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { sampleSkill } from './sample-skill.ts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed. */
  readonly limit?: number;
}

const count = 10_000;
const rows: Row[] = [];
const catalogue = new SkillCatalogue({ stripTypes });
const files = Array.from({ length: count }, (_, index) => sampleSkill(index, count));
catalogue.update({ set: files });

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The smallest value that so large a part of them does not exceed. */
function at(part: number, times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(part * times.length) - 1] as number;
}

const names = [...catalogue.names()];
/** What people type: names, parts of names, typos, words that hundreds share, and words that nothing has. */
const queries = names
  .filter((_, index) => index % 40 === 0)
  .flatMap((name, index) => {
    const typo = name.slice(0, 1) + name.slice(2);
    return [name, typo, name.slice(0, 4), index % 8 === 0 ? `order ${name}` : `zzz${index}`];
  });
const searching = new LibraryReader({ catalogue, cache: { entries: 0 } });
rows.push({ what: 'index of all, once', value: timed(() => searching.search('x')), unit: 'ms' });
const searches = queries.map(query => timed(() => searching.search(query, { limit: 100 })));
rows.push({ what: `search, median of ${queries.length}`, value: at(0.5, searches), unit: 'ms' });
rows.push({ what: 'search, 95th percentile', value: at(0.95, searches), unit: 'ms', limit: 10 });
const edited = { ...sampleSkill(5, count), text: '/** Something else. */\nexport default () => 1;' };
const afterEdit = timed(() => {
  catalogue.update({ set: [edited] });
  searching.search('something else');
});
rows.push({ what: 'edit and search again', value: afterEdit, unit: 'ms' });

const library = new LibraryReader({ catalogue, cache: { entries: 100 } });
const cold = names.slice(0, 2_000).map(name => timed(() => library.get(name)));
rows.push({ what: 'get, not cached, 95th percentile', value: at(0.95, cold), unit: 'ms', limit: 0.5 });
const name = names[7] as string;
library.get(name);
const hits = 200_000;
const cached = timed(() => {
  for (let i = 0; i < hits; i++) library.get(name);
});
rows.push({ what: 'get, cached', value: (cached / hits) * 1000, unit: 'µs', limit: 5 });

const folder = mkdtempSync(join(tmpdir(), 'skillsmith-bench-'));
for (const { path, text } of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const atOnce: Slices = async (items, handle) => handle(items);
const outlines = [...catalogue.skills()].map(skill => outlineOf(skill, catalogue));
await writeOutlineFile(folder, outlines, atOnce);
const reads: number[] = [];
for (let i = 0; i < 5; i++) {
  const start = performance.now();
  const found = await readOutlineFile(folder, atOnce);
  reads.push(performance.now() - start);
  if (found.size !== count) throw new Error(`Only ${found.size} of the outlines are there.`);
}
rows.push({ what: 'outlines of an unchanged folder, median', value: at(0.5, reads), unit: 'ms', limit: 300 });
rmSync(folder, { recursive: true });

if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else
  for (const { what, value, unit, limit } of rows) {
    const wanted = limit === undefined ? '' : `  (at most ${limit})`;
    console.log(`${what.padEnd(44)} ${value.toFixed(value < 10 ? 3 : 1).padStart(9)} ${unit}${wanted}`);
  }
if (rows.some(({ value, limit }) => limit !== undefined && value > limit)) process.exitCode = 1;
