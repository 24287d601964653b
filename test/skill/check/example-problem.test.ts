// Examples against the skill that they are of: each fact a line.
import assert from 'node:assert/strict';
import { catalogueOf, toldIn, underlinedIn } from './drawing.ts';

function skill(...examples: readonly string[]): string {
  const tags = examples.map(example => ` * @example ${example.replaceAll('\n', '\n * ')}\n`).join('');
  return `/**
 * Joins.
 * @param {string} first - one
 * @param {number} [times] - how often
 * @returns {{ text: string, size: number }}
${tags} */
export default function join(first, times = 1) {
  return { text: first.repeat(times), size: times };
}`;
}

const underlined = (...examples: readonly string[]) =>
  underlinedIn(catalogueOf({ 'join-up.js': skill(...examples) }), 'join-up.js');

describe('an example', () => {
  const good = [
    "join({ first: 'a' })",
    "join({ first: 'a' }) // => { text: 'a', size: 1 }",
    'join({ "first": "a", times: 2, }); // => { "text": "aa", "size": 2 }',
    "join-up({ first: 'a' })",
    "joinUp({ first: 'a' })",
    "await skills['join-up']({ first: 'a' })",
    "await callSkill('join-up', { first: 'a' }) // => { text: 'a', size: 1 }",
    "const { text } = await callSkill('join-up', { first: 'a' });\nconsole.log(text); // => 'a'",
    "(await callSkill('join-up', { first: 'a' })).text // => 'a'",
    "join({ first: 'a' }) // => throws when there is no paper",
    "join({ first: 'a' }) // => { text: 'a…', … }",
    "<caption>Once</caption>\njoin({ first: 'a' })",
    "```js\njoin({ first: 'a' })\n```",
    'join({ first: name })',
    "join({ first: `a` })\n// => { text: 'a', size: 1 }",
    'join({ first: x, ...others })',
  ];
  for (const example of good)
    it(`is fine as ${JSON.stringify(example)}`, () => {
      assert.deepEqual(underlined(example), []);
    });

  const bad: readonly (readonly [example: string, problem: string])[] = [
    ["join({ first: 'a'", `invalid-example "'"`],
    ['Just call it', 'invalid-example "c"'],
    ["other({ first: 'a' })", 'invalid-example "other"'],
    ["await callSkill('other', { first: 'a' })", `invalid-example "'other'"`],
    ['const x = 1', 'invalid-example "@example"'],
    ["join('a')", `example-mismatch "'a'"`],
    ['join({ times: 2 })', 'example-mismatch "join"'],
    ['join()', 'example-mismatch "join"'],
    ["join({ first: 'a', time: 2 })", 'example-mismatch "time"'],
    ["join({ first: 'a',\n  times: '2' })", `example-mismatch "'2'"`],
    ["await callSkill('join-up', { first: 5 })", 'example-mismatch "5"'],
    ["join({ first: 'a' }) // => { text: 'a', size: '1' }", `example-mismatch "'1'"`],
    ["join({ first: 'a' }) // => 'a'", `example-mismatch "'a'"`],
    ["join({ first: `a` });\n// => { text: 'a' }", `example-mismatch "{ text: 'a' }"`],
    ["await skills.joinUp({ first: 'a' }) // => 5", 'example-mismatch "5"'],
  ];
  for (const [example, problem] of bad)
    it(`is wrong as ${JSON.stringify(example)}`, () => {
      const found = underlined(example);
      assert.deepEqual(found.length, 1, found.join());
      if (example.startsWith("join({ first: 'a'") && example.length < 20)
        assert.match(found[0] ?? '', /^invalid/);
      else assert.equal(found[0], problem);
    });

  it('is told with what is wrong', () => {
    const text = skill("join({ first: 5 }) // => { size: 'x' }", 'other()');
    assert.deepEqual(toldIn(catalogueOf({ 'join.js': text }), 'join.js'), [
      'example-mismatch "5": `first` of `join`: expected string, got 5.',
      `example-mismatch "'x'": The result of \`join\`: expected number, got "x".`,
      'invalid-example "other": This example calls `other`: show a call such as `join({ … })`.',
    ]);
  });

  it('of a skill without types may have any values', () => {
    const text =
      '/**\n * Echoes.\n * @example echo({ a: 1, b: [] }) // => 5\n */\nexport default function echo(inputs) { return inputs; }';
    assert.deepEqual(underlinedIn(catalogueOf({ 'echo.js': text }), 'echo.js'), []);
  });
});
