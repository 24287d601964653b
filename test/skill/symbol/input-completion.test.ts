import assert from 'node:assert/strict';
import { accept, complete, inOrder, labels } from './typing.ts';

const order = (inside: string) => `await callSkill('order-total', ${inside})`;
const all = ['items', 'level', 'address', 'currency?', 'rush?'];

describe('completion of inputs', () => {
  const table: readonly (readonly [marked: string, expected: readonly string[]])[] = [
    [order('{ | }'), all],
    [order('{|}'), all],
    ["await callSkill('order-total', {|", all],
    ["await callSkill('order-total', { |\n  return 1;\n}", all],
    [
      "export default async function f() {\r\n  await callSkill('order-total', {\r\n    |\r\n  return 1;\r\n}",
      all,
    ],
    ["await skills['order-total']({ | })", all],
    ['const n = "order-total";\nawait callSkill(n, { | })', all],
    [order('{ le| }'), all],
    [order('{ items, | }'), ['level', 'address', 'currency?', 'rush?']],
    [order("{ level: 'low', | }"), ['items', 'address', 'currency?', 'rush?']],
    [order("{ |, level: 'low' }"), ['items', 'address', 'currency?', 'rush?']],
    [order("{ 'level': 'low', '|' }"), ['items', 'address', 'currency?', 'rush?']],
    [order("{\n  |\n  level: 'low',\n}"), ['items', 'address', 'currency?', 'rush?']],
    [order('{ ...rest, | }'), all],
    [order('{ address: { | } }'), ['street', 'zip?']],
    [order('{ address: { street, | } }'), ['zip?']],
    [order('{ items: [{ | }] }'), ['id', 'count', 'options?']],
    [order("{ items: [{ id: 'a', count: 1 }, { | }] }"), ['id', 'count', 'options?']],
    [order('{ items: [{ options: { | } }] }'), ['gift']],
    [order('{ items: [{ id: f(1, [2]), | '), ['count', 'options?']],
    ['/** @example order-total({ | }) */', all],
    ["/**\n * @example\n * await callSkill('order-total', {\n *   | })\n */", all],
    [order('{ nothing: { | } }'), []],
    [order('{ f: () => { | } }'), []],
    ["callSkill('nobody', { | })", []],
    ["other('order-total', { | })", []],
    ["callSkill('order-total', f({ | }))", []],
    ["callSkill('order-total', {}, { | })", []],
    ['callSkill(x, { | })', []],
  ];
  for (const [marked, expected] of table)
    it(`offers ${expected.length} in ${JSON.stringify(marked)}`, () =>
      assert.deepEqual(labels(marked), expected));

  it('writes a value into the quotes that are there', () => {
    const files = {
      'q.js': `/**\n * Q.\n * @param {"it's" | 'a"b' | 'c\`\${d}'} mode\n */\nexport default mode => mode;`,
    };
    const values = ["it's", 'a"b', `c\`\${d}`];
    for (const quote of ["'", '"', '`']) {
      const marked = `callSkill('q', { mode: ${quote}|${quote} })`;
      const made = inOrder(complete(marked, { files }).items).map(({ label }) =>
        accept(marked, label, { files }),
      );
      const read = made.map(code =>
        new Function('callSkill', `return ${code}`)((_: string, inputs: { mode: string }) => inputs.mode),
      );
      assert.deepEqual(read, values);
    }
  });

  it('says type, default and description', () => {
    const { items } = complete(order('{ | }'));
    const shown = inOrder(items).map(({ description, detail, documentation }) => [
      description,
      detail,
      documentation,
    ]);
    assert.deepEqual(shown[1], ['"low" | "high"', 'level: "low" | "high"', 'how dear']);
    assert.deepEqual(shown[3], ['string', "currency?: string = 'EUR'", 'of the result']);
  });

  it('writes the beginning of the value', () => {
    assert.equal(accept(order('{ | }'), 'items'), order('{ items: [¦] }'));
    assert.equal(accept(order('{ | }'), 'level'), order("{ level: ‹'low'/'high'› }"));
    assert.equal(accept(order('{ | }'), 'address'), order('{ address: { ¦ } }'));
    assert.equal(accept(order('{ | }'), 'currency?'), order("{ currency: '¦' }"));
    assert.equal(accept(order('{ | }'), 'rush?'), order('{ rush: ‹true/false› }'));
    assert.equal(accept("await callSkill('square', { | })", 'x'), "await callSkill('square', { x: ¦ })");
  });

  it('replaces the name alone where a colon follows or quotes are open', () => {
    assert.equal(accept(order("{ le|: 'low' }"), 'level'), order("{ level: 'low' }"));
    assert.equal(accept(order("{ 'le|vl': 'low' }"), 'level'), order("{ 'level': 'low' }"));
  });

  it('puts a comma where another property follows', () =>
    assert.equal(accept(order("{ |\n level: 'low' }"), 'items'), order("{ items: [¦],\n level: 'low' }")));

  it('offers a variable of the same name as shorthand', () => {
    const text = (code: string) => `const items = [];\n${order(code)}`;
    assert.deepEqual(labels(text('{ | }')).slice(0, 3), ['items', 'items: …', 'level']);
    assert.equal(accept(text('{ | }'), 'items'), text('{ items }'));
  });
});

describe('completion of values', () => {
  const table: readonly (readonly [marked: string, expected: readonly string[]])[] = [
    [order('{ level: | }'), ["'low'", "'high'"]],
    [order("{ level: '|' }"), ["'low'", "'high'"]],
    [order("{ level: '|"), ["'low'", "'high'"]],
    [order('{ level: "l|ow" }'), ["'low'", "'high'"]],
    [order('{ rush: | }'), ['false', 'true']],
    [order('{ rush: tr| }'), ['false', 'true']],
    [order('{ currency: | }'), ["'EUR'", "'USD'"]],
    [order('{ items: [{ options: { gift: | } }] }'), ['true', 'false']],
    [order('{ items: [{ id: | }] }'), ["'a'"]],
    [order('{ address: | }'), []],
    [`const rush = 1, x = 2;\n${order('{ rush: | }')}`, ['rush', 'false', 'true']],
    [`function f(level) {\n${order('{ level: | }')}`, ['level', "'low'", "'high'"]],
    [order("{ level: 'low' | }"), []],
    [order('{ level: x ? | }'), []],
    [order('{ nothing: | }'), []],
  ];
  for (const [marked, expected] of table)
    it(`offers ${JSON.stringify(expected)} in ${JSON.stringify(marked)}`, () =>
      assert.deepEqual(labels(marked), expected));

  it('minds the quotes that are there', () => {
    assert.equal(accept(order('{ level: | }'), "'low'"), order("{ level: 'low' }"));
    assert.equal(accept(order("{ level: '|' }"), "'low'"), order("{ level: 'low' }"));
    assert.equal(accept(order('{ level: "hi|" }'), "'high'"), order('{ level: "high" }'));
  });

  it('survives an input of any name', () => {
    const files = {
      'odd.js':
        '/** @param {{ __proto__: number, "a-b": string, $x: number }} inputs */\nexport default (inputs) => 1;',
    };
    assert.deepEqual(labels("callSkill('odd', { | })", { files }), ['__proto__', 'a-b', '$x']);
    assert.equal(accept("callSkill('odd', { | })", 'a-b', { files }), "callSkill('odd', { 'a-b': '¦' })");
  });
});
