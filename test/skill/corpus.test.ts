// Real code has few problems, and each that is reported has been looked at: no other may appear, and none may go.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { problemKinds } from '../../src/skill/problem.ts';
import { type CorpusSkill, corpus } from './corpus.ts';
import { noTypes } from './reading.ts';

const table = new URL('../fixtures/corpus-problems.txt', import.meta.url);

/** `lodash/debounce.js:103 entry forbidden-global "setTimeout"` for each problem. */
function drawn(skills: readonly CorpusSkill[]): string[] {
  const catalogue = new SkillCatalogue({ stripTypes: noTypes });
  catalogue.update({ set: skills });
  return skills.flatMap(({ path, source, form, text }) =>
    catalogue.problems(path).map(({ code, range }) => {
      const line = catalogue.at(path)?.lines.place(range.start).line;
      const underlined = JSON.stringify(text.slice(range.start, Math.min(range.end, range.start + 60)));
      return `${source}:${line} ${form} ${code.replace('skill/', '')} ${underlined}`;
    }),
  );
}

interface Row {
  readonly reason: string;
  readonly text: string;
}

/** The rows of the table; each belongs to the reason above it. */
async function reviewed(): Promise<Row[]> {
  const rows: Row[] = [];
  let reason = '';
  for (const line of (await readFile(table, 'utf8')).split('\n')) {
    if (line.startsWith('# ')) reason = line.slice(2);
    else if (line !== '') rows.push({ reason, text: line });
  }
  return rows;
}

describe('a corpus of real JavaScript', function () {
  this.timeout(60_000);
  const skills = corpus();

  it('is large enough to mean something', () => {
    assert.ok(new Set(skills.map(({ source }) => source)).size >= 300);
    for (const form of ['entry', 'documented', 'wrapped'])
      assert.ok(skills.filter(skill => skill.form === form).length >= 300, form);
  });

  it('is read without a skill that nothing can be made of', () => {
    const catalogue = new SkillCatalogue({ stripTypes: noTypes });
    catalogue.update({ set: skills });
    const broken = skills.filter(({ path }) => catalogue.at(path)?.entry === undefined);
    assert.deepEqual(
      broken.map(({ path }) => path),
      [],
    );
  });

  it('has the problems that were looked at and found to be true, and no others', async () => {
    const expected = (await reviewed()).map(({ text }) => text);
    const found = drawn(skills);
    const known = new Set(expected);
    const seen = new Set(found);
    assert.deepEqual(
      { 'false alarms, or not looked at': found.filter(row => !known.has(row)) },
      { 'false alarms, or not looked at': [] },
    );
    assert.deepEqual({ 'not found': expected.filter(row => !seen.has(row)) }, { 'not found': [] });
    assert.equal(found.length, expected.length);
  });

  it('has a reason for each of them', async () => {
    const rows = await reviewed();
    assert.ok(rows.length > 0);
    for (const { reason, text } of rows) {
      assert.match(reason, /^[a-z-]+: \S.*\.$/, text);
      const code = reason.slice(0, reason.indexOf(':'));
      assert.ok(Object.hasOwn(problemKinds, `skill/${code}`), reason);
      assert.ok(text.includes(` ${code} `), `${text} stands under ${reason}`);
    }
  });
});
