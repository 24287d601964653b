import assert from 'node:assert/strict';
import { accept, complete, inOrder, labels } from './typing.ts';

const skills = ['answer', 'pythagorean', 'order-total', 'square', 'old'];
const sorted = (names: readonly string[]) => [...names].sort();

/** Where a name is being written; all skills are offered. */
const names = [
  "callSkill('|",
  'callSkill("|',
  'callSkill(`|',
  'callSkill(|',
  'callSkill(|)',
  "callSkill('|')",
  "callSkill('|);",
  "callSkill('ge|')",
  "await callSkill('geo|",
  'const x = callSkill("geo|',
  "const x = await callSkill('|",
  "export default async function f() {\n  const x = await callSkill('|\n  return x;\n}",
  "export default async function f() {\r\n  const x = await callSkill('|\r\n  return x;\r\n}",
  "export default async function f(a) {\n  if (a) { callSkill('|\n  for (const y of a) { y(); }\n}",
  "const all = await Promise.all([callSkill('|",
  "const all = await Promise.all([callSkill('|')]);",
  "const all = await Promise.all(list.map(x => callSkill('|",
  "const o = { a: callSkill('|",
  `const t = \`a \${callSkill("|")} b\`;`,
  `const t = \`a \${callSkill('|`,
  "skills['|",
  "skills['|']",
  'await skills["pyth|"]',
  'await skills.|',
  'skills.|',
  'const x = await skills.py|',
  'export default async function f() {\n  skills.|\n  return 1;\n}',
  'export default async () => skills.|',
  'x(skills.|)',
  "// a comment\ncallSkill('|",
  "const s = 'callSkill('; callSkill('|",
  "const r = /'/; callSkill('|",
  "const d = 4 / 2; callSkill('|') / 2",
  "class A { async m() { return callSkill('|') } }",
  "const x: number = await callSkill('|",
  "a ? callSkill('|') : 1",
  "callSkill('square', { x: 1 }).then(y => callSkill('|",
  "callSkill(\n  '|",
  "callSkill?.('|",
  "callSkill(c ? '|' : 'square', {})",
  "callSkill(c ? 'square' : '|')",
  "await callSkill(name ?? '|",
  "skills[c === 1 ? 'sq|' : 'old']()",
  "function f(skills2) { return callSkill('|') }",
  "function f(callSkill) {}\ncallSkill('|')",
  "{ const callSkill = 1; }\ncallSkill('|')",
  "/** @example callSkill('|') */",
  '/**\n * {@link |}\n */\nexport default () => 1;',
  '/** {@link py| */',
  '/**\n * @see |\n */',
];

/** Where nothing of Skillsmith's is to be offered. */
const silent = [
  "callSkill('square', c ? '|' : 'b')",
  "f(c ? '|' : 'b')",
  "// callSkill('|",
  "/* callSkill('|') */",
  "/** callSkill('|') */",
  "const s = '|';",
  "const s = 'callSkill(|';",
  '"callSkill(\'|"',
  "other('|')",
  "callSkill2('|')",
  "o.callSkill('|')",
  "callSkill('square', '|')",
  "callSkill('square', { x: '|' })",
  "const callSkill = f; callSkill('|')",
  "export default async function f(callSkill) { await callSkill('|') }",
  "const f = async callSkill => { await callSkill('|') }",
  "const f = ({ callSkill }) => callSkill('|')",
  "import { callSkill } from 'x'; callSkill('|')",
  'const skills = {}; skills.|',
  "function f(skills) { return skills['|'] }",
  'for (const skills of lists) { skills.| }',
  'try {} catch (skills) { skills.| }',
  'const { skills } = o; skills.|',
  'o.skills.|',
  'myskills.|',
  'console.|',
  "`callSkill('|`",
  'const t = `skills.|`',
  "/callSkill('|/",
  'skills.square.|',
  "callSkill('a b|')",
  '123|',
  'const answ|',
  'function answ|',
  'function f(answ|) {}',
  'const f = (answ|) => 1',
  'const { answ| } = o',
  'o.answ|',
  'const o = { answ| }',
  'const x: answ|',
  'class A { answ| }',
  '// answ|',
  "'answ|'",
];

describe('completion of names', () => {
  for (const text of names)
    it(`offers all in ${JSON.stringify(text)}`, () => {
      const found = labels(text);
      assert.deepEqual(sorted(found.filter(label => label !== 'sample')), sorted(skills));
    });

  for (const text of silent)
    it(`offers none in ${JSON.stringify(text)}`, () => assert.deepEqual(labels(text), []));

  it('replaces the whole name, also what stands behind the cursor', () => {
    assert.equal(
      accept("await callSkill('py|thag', { a: 1 })", 'square'),
      "await callSkill('square', { a: 1 })",
    );
    assert.equal(accept('await skills.py|thag({ a: 1 })', 'square'), 'await skills.square({ a: 1 })');
    assert.equal(accept("await skills['py|thag']({ a: 1 })", 'square'), "await skills['square']({ a: 1 })");
  });

  it('puts the same category first, then what was used lately, then the rest; the deprecated and refused last', () => {
    const text = "await callSkill('answer'); await callSkill('|')";
    assert.deepEqual(labels(text, { path: 'geometry/new.js' }), [
      'pythagorean',
      'square',
      'answer',
      'order-total',
      'old',
      'new',
    ]);
    assert.deepEqual(labels("callSkill('|')", { path: 'new.js', recent: ['geometry/square.js'] }), [
      'answer',
      'square',
      'order-total',
      'pythagorean',
      'old',
      'new',
    ]);
    assert.deepEqual(labels("export default async () => callSkill('|')", { path: 'geometry/square.js' }), [
      'answer',
      'order-total',
      'old',
      'pythagorean',
      'square',
    ]);
  });

  it('says what a call would be refused for, and marks the deprecated', () => {
    const { items } = complete("export default async () => callSkill('|')", { path: 'geometry/square.js' });
    assert.deepEqual(
      inOrder(items).map(
        ({ label, description, isDeprecated }) => `${label} | ${description} | ${isDeprecated}`,
      ),
      [
        'answer |  | false',
        'order-total | shop | false',
        'old |  | true',
        'pythagorean | closes a circle | false',
        'square | calls itself | false',
      ],
    );
  });

  it('offers a few of very many, those that fit what is written', () => {
    const files = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, i) => [`c${i % 7}/skill-${i}.js`, 'export default () => 1;']),
    );
    const found = complete("callSkill('skill-99|')", { files });
    assert.equal(found.isIncomplete, false);
    assert.equal(found.items.length, 28);
    assert.equal(complete("callSkill('s|')", { files }).isIncomplete, true);
    assert.equal(complete("callSkill('s|')", { files }).items.length, 60);
    assert.equal(complete("callSkill('sl77|')", { files }).items.length, 28);
  });

  it('offers no file whose name cannot be called', () => {
    const files = { "a'b.js": 'export default () => 1;', 'x$1.js': 'export default () => 1;' };
    assert.deepEqual(labels("callSkill('|')", { files, path: 'x.js' }), ['x']);
  });

  it('knows skills of any name', () => {
    const files = { 'constructor.js': 'export default () => 1;', 'toString.js': 'export default () => 1;' };
    assert.deepEqual(labels("callSkill('|')", { files, path: 'x.js' }), ['constructor', 'toString', 'x']);
  });
});

describe('an accepted name', () => {
  const inside = (code: string) => `export default async function f() { ${code} }`;
  const call = "callSkill('pythagorean', { a: ‹a›, b: ‹b› })¦";

  it('becomes a call with a placeholder for each required input', () => {
    for (const text of [
      "callSkill('|')",
      "callSkill('|",
      'callSkill(|)',
      "callSkill('|'",
      "callSkill('py|tha')",
      "callSkill('|)",
    ])
      assert.equal(accept(`await ${text}`, 'pythagorean'), `await ${call}`);
    assert.equal(accept('await skills.|', 'pythagorean'), 'await skills.pythagorean({ a: ‹a›, b: ‹b› })¦');
    assert.equal(accept("await skills['|']", 'square'), "await skills['square']({ x: ‹x› })¦");
    assert.equal(accept("await skills['|", 'square'), "await skills['square']({ x: ‹x› })¦");
  });

  it('keeps the quotes that are there, and what follows', () => {
    assert.equal(accept('await callSkill("|");', 'answer'), 'await callSkill("answer")¦;');
    assert.equal(accept('await callSkill(`|`)\nnext();', 'answer'), 'await callSkill(`answer`)¦\nnext();');
    assert.equal(accept("await callSkill('|\nnext();", 'answer'), "await callSkill('answer')¦\nnext();");
    assert.equal(accept("await callSkill('|\r\nnext();", 'answer'), "await callSkill('answer')¦\r\nnext();");
  });

  it('leaves arguments alone that are there', () => {
    assert.equal(
      accept("await callSkill('|', { a: 1 })", 'pythagorean'),
      "await callSkill('pythagorean', { a: 1 })",
    );
    assert.equal(
      accept("await callSkill('|, { a: 1 })", 'pythagorean'),
      "await callSkill('pythagorean', { a: 1 })",
    );
  });

  it('offers a choice of literals', () =>
    assert.equal(
      accept("await callSkill('|')", 'order-total'),
      "await callSkill('order-total', { items: ‹items›, level: ‹'low'/'high'›, address: ‹address› })¦",
    ));

  it('does not close a call that is closed on a later line', () => {
    const at = (text: string) => accept(inside(text), 'square');
    assert.match(at("callSkill(\n  '|'\n)"), /callSkill\(\n {2}'square', \{ x: ‹x› \}\n\)/);
    assert.match(at("callSkill(\r\n  '|'\r\n)"), /callSkill\(\r\n {2}'square', \{ x: ‹x› \}\r\n\)/);
    assert.match(at("f(\n  callSkill('|'\n)"), /callSkill\('square', \{ x: ‹x› \}\)¦\n\)/);
  });

  it('gives an input that no plain key can have', () => {
    const files = { 'p.js': 'export default ({ __proto__: p }) => p;' };
    assert.equal(
      accept("await callSkill('|')", 'p', { files }),
      "await callSkill('p', { ['__proto__']: ‹__proto__› })¦",
    );
  });

  it('is the name alone in a pattern', () => {
    assert.equal(accept('const { | } = skills;', 'square'), 'const { square } = skills;');
    assert.equal(accept('const { old, sq| } = skills\n', 'square'), 'const { old, square } = skills\n');
    assert.equal(
      accept('const { ord| } = skills;', 'order-total'),
      "const { 'order-total': ‹orderTotal› } = skills;",
    );
    const files = { 'delete.js': '/** D. */\nexport default () => 1;' };
    assert.equal(
      accept('const { | } = skills;', 'delete', { files }),
      'const { delete: ‹delete_› } = skills;',
    );
    assert.equal(accept("callSkill(c ? '|' : 'old')", 'square'), "callSkill(c ? 'square' : 'old')");
    assert.equal(accept("callSkill(c ? 'old' : '|", 'square'), "callSkill(c ? 'old' : 'square'");
    assert.equal(accept('const { sq|: area } = skills;', 'square'), 'const { square: area } = skills;');
    for (const text of [
      'const { | } = skills.square',
      'const { | } = other;',
      'f({ | })',
      'const { a: sq| } = skills',
    ])
      assert.deepEqual(labels(text), []);
  });

  it('takes the place of the dot where a name cannot stand behind it', () =>
    assert.match(accept('await skills.ord|', 'order-total'), /^await skills\['order-total'\]\(\{ items/));

  it('keeps an optional chain', () =>
    assert.match(accept('await skills?.|', 'order-total'), /^await skills\?\.\['order-total'\]\(\{ items/));

  const awaited = [
    inside("callSkill('|')"),
    inside("const x = callSkill('|')"),
    inside('const x = skills.|'),
    "const x = callSkill('|')",
    inside("f(callSkill('|'))"),
    inside("if (callSkill('|')) {}"),
    inside("for (const x of xs) { sum += callSkill('|') }"),
    inside("[1].map(async x => { const y = callSkill('|'); })"),
    inside("const o = { a: callSkill('|') }"),
    inside("skills.old({ a: callSkill('|') })"),
    inside("const o = (await skills.old({ a: (callSkill('|')).result })).x"),
    inside("const o = a ? (b) : { x: callSkill('|') }"),
    inside("return callSkill('|') ?? 1"),
    inside("return callSkill('|').result"),
    inside("try { return callSkill('|'); } catch {}"),
    inside("try { if (a) { return callSkill('|') } } finally {}"),
    inside("return typeof callSkill('|')"),
    "export default async function f(a: any): Promise<any> { skills.old({ x: callSkill('|') }) }",
    inside("const f = x => 1; callSkill('|')"),
    inside("const f = x => 1\n callSkill('|')"),
    "class A { async m() { callSkill('|') } }",
    "export default async (a: number): Promise<{ b: string }> => { callSkill('|') }",
    "export default async function f(a: number): Promise<string> { callSkill('|') }",
  ];
  for (const text of awaited)
    it(`is awaited in ${JSON.stringify(text)}`, () =>
      assert.match(accept(text, 'square'), /await (?:callSkill|skills)/));

  const bare = [
    inside("await callSkill('|')"),
    inside("return callSkill('|')"),
    inside("return callSkill('|'); // then"),
    inside("return callSkill('|') ** 2"),
    inside("try { xs.map(x => { return callSkill('|') }) } catch {}"),
    inside("await Promise.all([callSkill('|')])"),
    inside("await Promise.all([skills.square({ x: 1 }), callSkill('|')])"),
    inside("const all = Promise.allSettled([callSkill('|')])"),
    inside("callSkill('|').then(f)"),
    inside("xs.map(x => callSkill('|'))"),
    inside("promises.push(callSkill('|'))"),
    inside("void callSkill('|')"),
    inside("xs.forEach(x => { callSkill('|') })"),
    "export default function f() { callSkill('|') }",
    "function f(a = callSkill('|')) {}",
    "const f = (x) => [callSkill('|')]",
  ];
  const count = (text: string) => text.split('await').length;
  for (const text of bare)
    it(`is not awaited in ${JSON.stringify(text)}`, () =>
      assert.equal(count(accept(text, 'square')), count(text)));
});

describe('a name where an expression can stand', () => {
  it('offers the call of a skill', () => {
    assert.equal(
      accept('export default async function f() { const x = pyth| }', 'pythagorean'),
      "export default async function f() { const x = await callSkill('pythagorean', { a: ‹a›, b: ‹b› })¦ }",
    );
    assert.deepEqual(labels('answ|'), ['answer']);
    assert.deepEqual(labels('f(answ|)'), ['answer']);
    assert.deepEqual(labels('const o = { a: answ| }'), ['answer']);
    assert.deepEqual(labels('tot|'), ['order-total']);
    assert.equal(accept('x = await answ|', 'answer'), "x = await callSkill('answer')¦");
  });

  for (const text of [
    'a ? answ| : 2',
    'for (const x of answ|) {}',
    'switch (a) { case answ|: }',
    'typeof answ|',
    'if (a) answ|',
    "callSkill('square', { x: answ| })",
  ])
    it(`is offered in ${text}`, () => assert.ok(labels(text).includes('answer')));

  it('ranks below all others, and never hides what is declared', () => {
    assert.ok(complete('answ|').items.every(({ sort }) => sort.startsWith('~')));
    assert.deepEqual(labels('const answer = 1; answ|'), []);
  });
});
