// Names, and skills written as text: signatures, types, calls to paste.
import assert from 'node:assert/strict';
import { callText, signature, typeText } from '../../src/skill/describe.ts';
import {
  categoryOfPath,
  isSkillName,
  isSkillPath,
  skillNameOfPath,
  suggestName,
} from '../../src/skill/name.ts';
import { readType } from '../../src/skill/type.ts';
import { validateInputs } from '../../src/skill/validate.ts';
import { read } from './reading.ts';

describe('skill names', () => {
  it('begin with a letter and are short', () => {
    for (const name of ['a', 'Sum', 'right-angle_2', 'a'.repeat(64)])
      assert.equal(isSkillName(name), true, name);
    for (const name of ['', '2a', 'a b', 'é', '_a', 'a.b', 'a'.repeat(65), 'a\n'])
      assert.equal(isSkillName(name), false, name);
  });

  it('come from paths', () => {
    assert.deepEqual(
      ['text/format/Trim.js', 'sum.mts'].map(path => [skillNameOfPath(path), categoryOfPath(path)]),
      [
        ['Trim', 'text/format'],
        ['sum', ''],
      ],
    );
  });

  it('are looked for in source files outside of hidden folders', () => {
    for (const path of ['a.js', 'x/a.mjs', 'a.ts', 'a.MTS']) assert.equal(isSkillPath(path), true, path);
    for (const path of [
      'a.json',
      'a.d.ts',
      'a.d.mts',
      '.local/a.js',
      'x/.a.js',
      'node_modules/a.js',
      'a.workflow.yaml',
    ])
      assert.equal(isSkillPath(path), false, path);
  });

  it('are suggested when near, whatever the case', () => {
    const names = ['length', 'width', 'Square', 'name', 'url'];
    assert.deepEqual(
      ['lenght', 'withd', 'square', 'nmae', 'nam', 'lru', 'x', 'completely'].map(name =>
        suggestName(name, names),
      ),
      ['length', 'width', 'Square', 'name', 'name', undefined, undefined, undefined],
    );
  });
});

describe('types as text', () => {
  for (const type of [
    'string',
    'number',
    'any',
    'object',
    'Date',
    'string[]',
    '(string | number)[]',
    '"a" | "b"',
    'number | null',
    'Record<string, number>',
    '[string, number?]',
    '{ a: number, b?: string[] }',
    '{ "a b": { c: boolean } }[]',
  ])
    it(type, () => {
      assert.equal(typeText(readType(type).schema), type);
    });
});

describe('a skill as text', () => {
  const doc = '/** @param {number} a\n@param {number} [b=2]\n@returns {{ hypotenuse: number }} */\n';

  it('has a signature', () => {
    const skill = read(`${doc}export default (a, b) => 1`, 'geometry/pythagorean.js');
    assert.equal(signature(skill), 'pythagorean(a: number, b?: number = 2): { hypotenuse: number }');
    assert.equal(signature(read('export default (a, ...rest) => 1', 'f.js')), 'f(a, ...rest: any[])');
    assert.equal(signature(read('export default inputs => 1', 'f.js')), 'f(…)');
  });

  it('has a call to paste, with the values of its example', () => {
    const example = "/** @example\n * sum({\n *   text: '})',\n *   n: [1],\n * }) // => 3 */\n";
    assert.equal(
      callText(read(`${example}export default (text, n) => 1`, 'sum.js')),
      "await callSkill('sum', { text: '})', n: [1], })",
    );
  });

  it('has a call to paste, with the simplest values that fit', () => {
    const types =
      "{string} a\n@param {number} b\n@param {'x'|'y'} c\n@param {{ d: boolean, e?: string }} f\n@param {[string, number]} g\n@param {Date} h\n@param {string|null} i";
    const skill = read(`/** @param ${types} */\nexport default (a, b, c, f, g, h, i, j = 1) => 1`, 'all.js');
    const text = callText(skill);
    assert.equal(
      text,
      "await callSkill('all', { a: '', b: 0, c: 'x', f: { d: false }, g: ['', 0], h: '2026-01-01T00:00:00Z', i: '' })",
    );
    const inputs = JSON.parse(
      text
        .slice(text.indexOf('{'), -1)
        .replaceAll("'", '"')
        .replace(/(\w+):(?= )/g, '"$1":'),
    );
    assert.deepEqual(validateInputs(skill.inputs, inputs), []);
    assert.equal(callText(read('export default () => 1', 'none.js')), "await callSkill('none')");
  });
});
