// Rewritings of a selection: calls that wait side by side, and a JSDoc that is complete.
import assert from 'node:assert/strict';
import { assertSame } from './behaviour.ts';
import { refactor, refusal, selected } from './bench.ts';

const half = { 'half.js': '/** Half. @param {number} n */\nexport default n => ({ half: n / 2 });\n' };
const parallel = 'in parallel';

describe('waiting in parallel', () => {
  it('joins awaited calls that do not need one another', async () => {
    const main =
      "export default async n => {\n  «const { half: a } = await callSkill('half', { n });\n  await skills.half({ n: 1 });\n  let b = await callSkill('half', { n: 4 });»\n  return { a, b };\n};\n";
    const { after } = refactor({ 'main.js': main, ...half }, parallel);
    assert.equal(
      after['main.js'],
      "export default async n => {\n  let [{ half: a }, , b] = await Promise.all([\n    callSkill('half', { n }),\n    skills.half({ n: 1 }),\n    callSkill('half', { n: 4 }),\n  ]);\n  return { a, b };\n};\n",
    );
    await assertSame({ 'main.js': selected(main).text, ...half }, after, 'main', [{ n: 6 }]);
  });

  it('says which call needs another', () => {
    const main =
      "export default async n => {\n  «const a = await callSkill('half', { n });\n  const b = await callSkill('half', { n: a.half });»\n  return b;\n};\n";
    assert.match(refusal({ 'main.js': main, ...half }, parallel) ?? '', /needs `a`/);
  });
});

describe('completing a JSDoc', () => {
  it('adds what is missing, with types where they are sure', () => {
    const { after } = refactor(
      {
        'main.js':
          '/**\n * Adds.\n * @param a\n */\nexport default function «»main(a, b = true) {\n  return b ? a * 2 : 0;\n}\n',
      },
      'Complete the JSDoc',
    );
    assert.match(after['main.js'] ?? '', /@param \{number\} a\n \* @param \{boolean\} \[b\]\n/);
  });
});
