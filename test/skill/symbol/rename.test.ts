// Renaming a skill: what each way to name it becomes, what stays, and what is refused.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nameProblem, renameEdits, renameSkill } from '../../../src/skill/symbol/rename.ts';
import { catalogueOf, changed, skillAt, type Texts } from './library.ts';

/** The text of another skill after `a` (or `from`) is called `to`. */
function renamed(body: string, to: string, from = 'a'): string {
  const texts = { [`${from}.js`]: 'export default () => 1;', 'user.js': body };
  return made(texts, `${from}.js`, to)['user.js'] ?? '';
}

function made(texts: Texts, path: string, to: string): Texts {
  const catalogue = catalogueOf(texts);
  return changed(texts, renameSkill(catalogue, skillAt(catalogue, path), to));
}

describe('renaming a skill, in the texts that name it', () => {
  const cases: readonly [before: string, to: string, after: string, from?: string][] = [
    [
      'callSkill(\'a\'); callSkill("a"); callSkill(`a`)',
      'b',
      'callSkill(\'b\'); callSkill("b"); callSkill(`b`)',
    ],
    ["callSkill('A')", 'b', "callSkill('b')"],
    ['skills.a()', 'b', 'skills.b()'],
    ['skills.a()', 'b-c', "skills['b-c']()"],
    ['skills?.a()', 'b-c', "skills?.['b-c']()"],
    ['skills\n  /* . */ . /* . */ a()', 'b-c', "skills\n  /* . */  /* . */ ['b-c']()"],
    ['f("x"); skills.a()', 'b-c', 'f("x"); skills["b-c"]()'],
    ["skills['a']()", 'b-c', "skills['b-c']()"],
    ["skills['a']()", 'b', "skills['b']()"],
    ["skills[ 'b-c' ]()", 'a', 'skills.a()', 'b-c'],
    ["skills?.['b-c']()", 'a', 'skills?.a()', 'b-c'],
    ["skills[n ? 'a' : 'x']()", 'b-c', "skills[n ? 'b-c' : 'x']()"],
    ['const { a } = skills; a()', 'b', 'const { b: a } = skills; a()'],
    ['const { a = f } = skills; a()', 'b', 'const { b: a = f } = skills; a()'],
    ['const { a } = skills; a()', 'b-c', "const { 'b-c': a } = skills; a()"],
    ["const { 'b-c': a } = skills; a()", 'a', 'const { a } = skills; a()', 'b-c'],
    ["const { 'a': x } = skills", 'b', "const { 'b': x } = skills"],
    ['const { a: x = 1 } = skills', 'b', 'const { b: x = 1 } = skills'],
    ['const { b: a = 1 } = skills', 'a', 'const { a = 1 } = skills', 'b'],
    ["const k = 'a'; callSkill(k); skills[k]()", 'b-c', "const k = 'b-c'; callSkill(k); skills[k]()"],
    ["callSkill(n ? 'a' : 'x')", 'b', "callSkill(n ? 'b' : 'x')"],
    ["callSkill(n ? 'a' : n); skills[n ?? 'a']()", 'b', "callSkill(n ? 'b' : n); skills[n ?? 'b']()"],
    ["const { ['b-c']: x } = skills", 'a', "const { ['a']: x } = skills", 'b-c'],
    ['let a; ({ a } = skills)', 'b', 'let a; ({ b: a } = skills)'],
    ["skills['a", 'b-c', "skills['b-c"],
    ["callSkill('\\x61'); skills.\\u0061()", 'b', "callSkill('b'); skills.b()"],
    ['/* 😀 */ skills.a();\r\n\tskills.a()', 'b-c', "/* 😀 */ skills['b-c']();\r\n\tskills['b-c']()"],
    [
      '/**\n * @example <caption>a(1)</caption>\n * ```js\n * await a({ n: 1 });\n * ```\n */\nf()',
      'b',
      '/**\n * @example <caption>a(1)</caption>\n * ```js\n * await b({ n: 1 });\n * ```\n */\nf()',
    ],
    ['/** @example a({ n: a(1) }) */ f()', 'b', '/** @example b({ n: b(1) }) */ f()'],
    ['/** @example a(1) */ f()', 'b-c', "/** @example skills['b-c'](1) */ f()"],
    ["/** @example skills['b-c'](1) */ f()", 'a', '/** @example skills.a(1) */ f()', 'b-c'],
    ['/** @example b-c(1) */ f()', 'd-e', '/** @example d-e(1) */ f()', 'b-c'],
    ['/** {@link a} @see a */ f()', 'b-c', '/** {@link b-c} @see a */ f()'],
    ['/**\r\n * @see a, x\r\n */\r\nf()', 'b', '/**\r\n * @see b, x\r\n */\r\nf()'],
    [
      "callSkill('a', { a: 'a' }); // a, callSkill('a')",
      'b',
      "callSkill('b', { a: 'a' }); // a, callSkill('a')",
    ],
    ["callSkill('a'); if (", 'b', "callSkill('b'); if ("],
    ["f(`callSkill('a')`)", 'b', "f(`callSkill('a')`)"],
  ];
  for (const [before, to, expected, from] of cases)
    it(`${from ?? 'a'} → ${to}: ${before.replace(/\s+/g, ' ')}`, () => {
      assert.equal(renamed(before, to, from), expected);
    });
});

describe('renaming a skill, in its own file', () => {
  const cases: readonly [before: string, to: string, after: string][] = [
    [
      'export default function a(n) { return n ? a(n - 1) : 0; }',
      'b',
      'export default function b(n) { return n ? b(n - 1) : 0; }',
    ],
    ['function a() { return { a }; }', 'b', 'function b() { return { a: b }; }'],
    ['const a = () => 1; export default a;', 'b', 'const b = () => 1; export default b;'],
    ['function a() {} export { a as default };', 'b', 'function b() {} export { b as default };'],
    [
      '/** @example a(1) */ export default function a() {}',
      'b',
      '/** @example b(1) */ export default function b() {}',
    ],
    ['export default function other() {}', 'b', 'export default function other() {}'],
    [
      'export default function a() { const a = 1; return a; }',
      'b',
      'export default function b() { const a = 1; return a; }',
    ],
    [
      'export default function a() { const b = 1; return b; }',
      'b',
      'export default function a() { const b = 1; return b; }',
    ],
    ['export default function a(x) { return x.b; }', 'b', 'export default function b(x) { return x.b; }'],
    ['export default function a() {}', 'b-c', 'export default function a() {}'],
    ['export default function a() {}', 'class', 'export default function a() {}'],
    ['const a = 1;', 'b', 'const a = 1;'],
    ['export default function a() { return a(', 'b', 'export default function b() { return b('],
  ];
  for (const [before, to, expected] of cases)
    it(`${to}: ${before}`, () => {
      assert.deepEqual(made({ 'x/a.js': before }, 'x/a.js', to), { [`x/${to}.js`]: expected });
    });

  it('keeps types and extension', () => {
    const texts = { 'a.mts': 'export default function a(n: number): number { return a(n); }' };
    assert.deepEqual(made(texts, 'a.mts', 'b'), {
      'b.mts': 'export default function b(n: number): number { return b(n); }',
    });
  });

  it('renames overloads and what types say of the function', () => {
    const text = `export default function a(n: string): string;
export default function a(n: any): ReturnType<typeof a> | typeof ab { return n; } // typeof a
`;
    assert.deepEqual(made({ 'a.ts': text }, 'a.ts', 'b'), {
      'b.ts': `export default function b(n: string): string;
export default function b(n: any): ReturnType<typeof b> | typeof ab { return n; } // typeof a
`,
    });
  });
});

describe('renaming a skill', () => {
  const texts = { 'a.js': '', 'x/B.js': '', 'user.js': "const k = 'a'; callSkill(k); log(k);" };

  it('says which names cannot be', () => {
    const catalogue = catalogueOf(texts);
    catalogue.update({ set: [{ path: 'c.js', code: 'skill/not-utf8', message: 'No text.' }] });
    const problem = (name: string) => nameProblem(catalogue, name, 'a.js');
    assert.match(problem('b') ?? '', /"B" exists already, in x\/B.js/);
    assert.match(problem('9') ?? '', /starts with a letter/);
    assert.match(problem('') ?? '', /needs a name/);
    assert.match(problem('c') ?? '', /cannot be read/);
    assert.equal(problem('A'), undefined);
    assert.equal(problem('constructor'), undefined);
  });

  it('is not sure of a constant that something else reads', () => {
    const sure = (text: string) => {
      const catalogue = catalogueOf({ ...texts, 'user.js': text });
      const edits = renameEdits(catalogue, [{ skill: skillAt(catalogue, 'a.js'), to: 'z' }]);
      return edits.flatMap(file => file.edits.map(({ isCertain }) => isCertain));
    };
    assert.deepEqual(sure("const k = n ?? 'a'; callSkill(k); log(k);"), [false]);
    assert.deepEqual(sure("const k = n ?? 'a'; callSkill(k); skills[k]()"), [true]);
    assert.deepEqual(sure("const k = 'a'; callSkill(k); log(k);"), [false]);
    assert.deepEqual(sure("const k = 'a'; callSkill(k); skills[k]();"), [true]);
    assert.deepEqual(sure("f(); function f() { const k = 'a'; callSkill(k); }"), [true]);
  });

  it('renames several at once', () => {
    const catalogue = catalogueOf({ 'a.js': '', 'b.js': '', 'user.js': 'skills.a(skills.b())' });
    const renames = [
      { skill: skillAt(catalogue, 'a.js'), to: 'b' },
      { skill: skillAt(catalogue, 'b.js'), to: 'a' },
    ];
    const change = { edits: renameEdits(catalogue, renames), creates: [], renames: [] };
    assert.equal(changed({ 'user.js': 'skills.a(skills.b())' }, change)['user.js'], 'skills.b(skills.a())');
  });

  it('gives the same texts when it goes there and back', () => {
    const name = fc.constantFrom('a', 'b', 'a-b', 'c_d', 'constructor', 'valueOf');
    const use = fc.constantFrom(
      (one: string) => `await callSkill('${one}', { n: '${one}' });`,
      (one: string) => (one.includes('-') ? `skills['${one}']();` : `skills.${one}();`),
      (one: string) =>
        one.includes('-')
          ? `{ const { '${one}': v } = skills; v(); }`
          : `{ const { ${one}: v } = skills; v(); }`,
      (one: string) => `{ const k = n ? '${one}' : 'q'; callSkill(k); }`,
      (one: string) => `/** {@link ${one}} ${one} */`,
      (one: string) => `/** @see ${one} */`,
      () => "// callSkill('a') skills.b()",
    );
    fc.assert(
      fc.property(
        name,
        name,
        fc.array(use, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        (from, to, uses, end) => {
          fc.pre(from !== to);
          const texts = {
            [`${from}.js`]: `export default () => {};${end}`,
            'user.js': uses.map(one => one(from)).join(end),
          };
          const there = made(texts, `${from}.js`, to);
          assert.deepEqual(made(there, `${to}.js`, from), texts);
        },
      ),
    );
  });
});
