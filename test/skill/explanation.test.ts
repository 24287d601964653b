// The page that explains the problems: each code is there, and each of its examples shows what it says.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { codeOf, explanationOf } from '../../src/skill/explanation.ts';
import { type ProblemCode, problemKinds } from '../../src/skill/problem.ts';
import type { SkillFile } from '../../src/skill/skill.ts';
import { noTypes } from './reading.ts';

const page = await readFile(new URL('../../media/problems.md', import.meta.url), 'utf8');
const codes = Object.keys(problemKinds) as ProblemCode[];

/** Of files that are not text, there is no text to show. */
const wordsAlone: readonly ProblemCode[] = [
  'skill/too-large',
  'skill/not-utf8',
  'skill/outside-workspace',
  'skill/unreadable',
];

/** The files of a block: each begins with a comment that is its path. */
function filesOf(block: string): SkillFile[] {
  const parts = block.split(/^\/\/ (.+\.js)\n/m);
  if (parts.length === 1) return [{ path: 'example.js', text: block }];
  const files: SkillFile[] = [];
  for (let i = 1; i < parts.length; i += 2)
    files.push({ path: parts[i] as string, text: parts[i + 1] as string });
  return files;
}

function codesIn(block: string): string[] {
  const catalogue = new SkillCatalogue({ stripTypes: noTypes });
  const files = filesOf(block);
  catalogue.update({ set: files });
  return files.flatMap(({ path }) => catalogue.problems(path).map(({ code }) => code));
}

function block(section: string, label: string): string | undefined {
  return new RegExp(`^${label}:\n\n\`\`\`js\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(section)?.[1];
}

describe('the page that explains the problems', () => {
  it('has each code in the order of the catalogue, and no other', () => {
    assert.deepEqual(
      [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading),
      codes,
    );
  });

  for (const code of codes) {
    const section = explanationOf(code, page) ?? '';
    it(`begins ${code} with its sentence`, () => {
      assert.equal(section.split('\n')[2], problemKinds[code].explanation);
    });
    if (wordsAlone.includes(code)) continue;

    it(`shows ${code} before the repair, and nothing after it`, () => {
      const before = block(section, 'Before');
      const after = block(section, 'After');
      assert.ok(before !== undefined && after !== undefined);
      const companions = [...section.matchAll(/^Also reported: `(.*)`\.$/gm)].map(
        ([, also]) => also as string,
      );
      const found = new Set(codesIn(before));
      assert.deepEqual([...found].sort(), [code, ...companions].sort());
      assert.deepEqual(codesIn(after), []);
    });
  }

  it('is found by a code with or without its beginning', () => {
    assert.equal(codeOf('missing-await'), 'skill/missing-await');
    assert.equal(codeOf('skill/missing-await'), 'skill/missing-await');
    assert.equal(codeOf('constructor'), undefined);
    assert.equal(codeOf('nothing'), undefined);
  });
});
