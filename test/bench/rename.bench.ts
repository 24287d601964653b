// Renaming a skill with 1,000 callers in a folder of 10,000, and finding all that names it.
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import type { SkillFile } from '../../src/skill/skill.ts';
import { references } from '../../src/skill/symbol/reference.ts';
import { nameProblem, renameSkill } from '../../src/skill/symbol/rename.ts';
import { sampleSkill } from './sample-skill.ts';

const count = 10_000;
const callers = 1_000;
const maxMs = 1_000;

/** Names the hub in each way that there is. */
function caller(index: number): SkillFile {
  const text = `/**
 * Like {@link hub}.
 * @example hub({ n: ${index} })
 * @example caller_${index}({ n: 1 })
 */
export default async function caller_${index}(n) {
  const name = 'hub';
  const { hub: again } = skills;
  const all = [callSkill('hub', { n }), skills.hub({ n }), skills['hub']({ n }), callSkill(name), again()];
  return Promise.all(all);
}
`;
  return { path: `callers/caller_${index}.js`, text };
}

const hub: SkillFile = {
  path: 'hub.js',
  text: '/** @example hub({ n: 1 }) */\nexport default function hub(n) { return n ? hub(n - 1) : n; }\n',
};
const catalogue = new SkillCatalogue({ stripTypes: code => ({ ok: true, code }) });
catalogue.update({
  set: [hub, ...Array.from({ length: count - callers - 1 }, (_, i) => sampleSkill(i, count))],
});
catalogue.update({ set: Array.from({ length: callers }, (_, i) => caller(i)) });

function measure(what: string, work: () => number): void {
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    found = work();
    times.push(performance.now() - started);
  }
  const [first = 0] = times;
  const median = times.sort((a, b) => a - b)[2] ?? 0;
  const verdict = first > maxMs ? ': more' : '';
  console.log(
    `  ${what.padEnd(28)} first ${first.toFixed(0)} ms, median ${median.toFixed(0)} ms, ${found} places  at most ${maxMs}${verdict}`,
  );
  if (first > maxMs) process.exitCode = 1;
}

const skill = catalogue.find('hub');
if (skill === undefined) throw new Error('There is no hub.');
measure('rename, 1,000 callers', () => {
  const problem = nameProblem(catalogue, 'centre-piece', skill.path);
  if (problem !== undefined) throw new Error(problem);
  const { edits } = renameSkill(catalogue, skill, 'centre-piece');
  const places = edits.reduce((sum, file) => sum + file.edits.length, 0);
  if (edits.length !== callers + 1) throw new Error(`${edits.length} files`);
  return places;
});
measure('find references', () => references(catalogue, 'hub').length);
measure('find references of a caller', () => references(catalogue, 'caller_7').length);
