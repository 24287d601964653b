// Creating the missing skill: its signature from the call, its result from what is done with it.
import assert from 'node:assert/strict';
import { fix, offered } from './bench.ts';

function created(code: string, path = 'shop/main.js', lead = '/** Main. */\n'): string {
  const { repair } = fix({
    files: { [path]: lead + code },
    code: 'unknown-skill',
    title: 'Create the skill',
  });
  return repair.change.creates[0]?.text ?? '';
}

describe('creating a missing skill', () => {
  it('takes names and types from the argument object', () => {
    const text = created(
      "export default async (n, who = 'you') => {\n  const list = [1, 2];\n  return await callSkill('price', { n, who, list, sum: n * 2, is: !n, o: { a: 'x' }, unknown: who.x });\n};\n",
    );
    assert.deepEqual(text.match(/@param .*/g), [
      '@param {*} n',
      '@param {*} who',
      '@param {number[]} list',
      '@param {number} sum',
      '@param {boolean} is',
      '@param {{ a: string }} o',
      '@param {*} unknown',
    ]);
    assert.match(text, /export default function price\(n, who, list, sum, is, o, unknown\) \{/);
  });

  it('knows the types of the caller’s own inputs', () => {
    const text = created(
      "export default async (n) => await callSkill('price', { n });\n",
      'main.js',
      '/**\n * Main.\n * @param {number} n\n */\n',
    );
    assert.match(text, /@param \{number\} n/);
  });

  it('needs nothing that the call leaves out', () => {
    const code = "export default async () => await callSkill('price', { a: undefined, b: 1 });\n";
    assert.match(created(code), /@param \{number\} b\n \* @param \{\*\} \[a\]\n/);
    assert.match(created(code, 'main.ts'), /price\(b: number, a\?: unknown\)/);
  });

  it('shapes the result by its use', () => {
    const returns = (code: string) =>
      /@returns \{(.*)\}/.exec(created(`export default async () => {\n  ${code}\n};\n`))?.[1];
    assert.equal(
      returns("const { a, b = 2 } = await callSkill('p');\n  return a * 2 + b.trim();"),
      '{ a: number, b: string }',
    );
    assert.equal(
      returns("const r = await callSkill('p');\n  return r.list.map(x => x) + r.name;"),
      '{ list: any[], name: any }',
    );
    assert.equal(returns("return (await callSkill('p')).total - 1;"), '{ total: number }');
    assert.equal(returns("return (await callSkill('p')) * 2;"), 'number');
    assert.equal(returns("return await callSkill('p');"), undefined);
  });

  it('takes all inputs as one where one of them is no parameter’s name', () => {
    const text = created("export default async () => await callSkill('price', { 'a-b': 1, c: 2 });\n");
    assert.match(text, /export default function price\(inputs\)/);
    assert.match(text, /@param \{number\} inputs\.a-b/);
  });

  it('writes TypeScript with types for a TypeScript caller', () => {
    const text = created(
      "export default async () => (await callSkill('price', { n: 2 })).total * 2;\n",
      'main.ts',
    );
    assert.match(text, /export default function price\(n: number\): \{ total: number \} \{/);
  });

  it('is not offered for a name that no file can have', () => {
    const titles = offered(
      { 'a.js': "/** A. */\nexport default async () => await callSkill('no name');\n" },
      'unknown-skill',
    );
    assert.deepEqual(
      titles.filter(title => title.startsWith('Create')),
      [],
    );
  });
});
