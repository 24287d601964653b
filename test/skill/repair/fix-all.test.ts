// Fix all: only what is safe, round after round, in the files that are meant and in no others.
import assert from 'node:assert/strict';
import { stripTypes } from '../../../src/node/typescript.ts';
import { fixAll } from '../../../src/skill/repair/fix-all.ts';
import { catalogueOf, type Files } from './bench.ts';

const square =
  '/** Squares. @param {number} x @returns {{ result: number }} */\nexport default x => ({ result: x * x });\n';

function fixed(files: Files, paths = Object.keys(files)) {
  const catalogue = catalogueOf(files);
  const found = fixAll({ catalogue, paths, stripTypes });
  for (const [path, text] of Object.entries(files)) assert.equal(catalogue.at(path)?.text, text, 'untouched');
  return found;
}

describe('fixing all', () => {
  it('makes repairs that touch one after another', () => {
    const files = {
      'a.js':
        "/** A. */\nexport default async () => {\n  return callSkill('SQUARE', { x: '2' }).result;\n};\n",
      'square.js': square,
    };
    const [file, other] = fixed(files);
    assert.equal(other, undefined);
    assert.equal(
      file?.after,
      "/** A. */\nexport default async () => {\n  return (await callSkill('square', { x: 2 })).result;\n};\n",
    );
    assert.deepEqual(
      file.fixed.map(({ problem, line, column }) => `${line}:${column} ${problem.code}`).sort(),
      ['3:10 skill/missing-await', '3:21 skill/name-case', '3:35 skill/argument-type'],
    );
  });

  it('leaves what has more than one meaning', () => {
    const files = {
      'a.js':
        "/** A. */\nexport default function (unused) {\n  const x = callSkill('sqare').result;\n  return x;\n  console.log(x);\n}\n",
      'square.js': square,
    };
    assert.deepEqual(fixed(files), []);
  });

  it('leaves what the code would notice', () => {
    const body = (code: string) => `/** A. */\nexport default async function a(n) {\n  ${code}\n}\n`;
    for (const code of [
      "const name = 'SQUARE'; return [name, await callSkill(name, { x: n })];",
      "return await new Promise(done => setTimeout(done, n, 'late'));",
    ])
      assert.deepEqual(fixed({ 'a.js': body(code), 'square.js': square }), [], code);
    const [file] = fixed({
      'a.js': body("const name = 'SQUARE'; return await callSkill(name, { x: n });"),
      'square.js': square,
    });
    assert.match(file?.after ?? '', /'square'/);
  });

  it('touches the given files only', () => {
    const text = "/** A. */\nexport default async () => await callSkill('SQUARE', { x: 2 });\n";
    const files = { 'a.js': text, 'b.js': text, 'square.js': square };
    assert.deepEqual(
      fixed(files, ['b.js', 'none.js']).map(({ path }) => path),
      ['b.js'],
    );
  });

  it('ends where every repair brings what another repairs', () => {
    const calls = Array.from({ length: 40 }, (_, index) => `  callSkill('SQUARE', { x: '${index}' });`);
    const files = {
      'a.js': `/** A. */\nexport default async () => {\n${calls.join('\n')}\n};\n`,
      'square.js': square,
    };
    const [file] = fixed(files);
    assert.equal(file?.fixed.length, 120);
    assert.deepEqual(catalogueOf({ ...files, 'a.js': file.after }).problems('a.js'), []);
  });
});
