// Calls against their callees: each fact a line.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isJsonObject, type JsonValue } from '../../../src/base/json.ts';
import { misfitOf, missingNames } from '../../../src/skill/check/misfit.ts';
import { Scope } from '../../../src/skill/scope.ts';
import type { JsonSchema } from '../../../src/skill/skill.ts';
import { parseSyntax } from '../../../src/skill/syntax.ts';
import { validateInputs } from '../../../src/skill/validate.ts';
import { readWritten } from '../../../src/skill/written.ts';
import { catalogueOf, toldIn, underlinedIn } from './drawing.ts';

const callees = {
  'order.js': `/**
 * Places an order.
 * @param {string} article - what
 * @param {number} count - how many
 * @param {'post' | 'van'} [way] - how it comes
 * @param {{ city: string, zip?: integer }} [address] - where to
 * @param {number[]} [prices]
 * @param {[string, number]} [pair]
 * @param {Date} [day]
 * @param {string | { text: string }} [note]
 * @returns {{ id: string, total: number, items: { name: string }[] }}
 */
export default function order(article, count, way, address, prices, pair, day, note) {
  return { id: article + count + way + address + prices + pair + day + note, total: 1, items: [] };
}`,
  'free.js': '/** Takes anything. */\nexport default (inputs) => inputs;',
  'none.js': '/** Takes nothing. */\nexport default () => 5;',
  'count.js': '/** Counts.\n * @returns {number} */\nexport default () => 5;',
  'maybe.js': '/** Finds.\n * @returns {{ id: string } | null} */\nexport default () => null;',
  'many.js': '/** Lists.\n * @returns {string[]} */\nexport default () => [];',
  'table.js': '/** Maps.\n * @returns {Record<string, number>} */\nexport default () => ({});',
  'sums.js': '/** Sums. */\nconst net = 5;\nconst gross = net * 2;',
  'broken.js': '/** Is not finished. */\nexport default function broken(a, {',
};

function underlined(code: string): string[] {
  const body = `/** Tries. */\nexport default async function sample(x, items) { x; items;\n${code}\n}`;
  return underlinedIn(catalogueOf({ ...callees, 'sample.js': body }), 'sample.js');
}

describe('the inputs of a call', () => {
  const good = [
    "await callSkill('order', { article: 'a', count: 1 })",
    "await skills.order({ article: 'a', count: 1, way: 'van', address: { city: 'B', zip: 1 } })",
    "await callSkill('order', x)",
    "await callSkill('order', { ...x })",
    "await callSkill('order', { ...x, way: 'post' })",
    "await callSkill('order', { article: 5, count: 'none', ...x })",
    "await callSkill('order', { count: 'none', article: 'a', [x]: 1 })",
    "await callSkill('order', { article: 'a', count: 'none', count: 1 })",
    "await callSkill('order', ...items)",
    'await callSkill(...items)',
    'await skills.order(...items)',
    "await callSkill('order', { [x]: 1, article: 'a' })",
    'const { article, count } = x; await skills.order({ article, count })',
    "const count = 2; await skills.order({ article: 'a' + count, count })",
    "let count = 'two'; count = 2; await skills.order({ article: 'a', count })",
    "await skills.order({ article: 'a', count: x ?? 'none' })",
    "await skills.order({ article: 'a', count: -1, prices: [1, x, ...items] })",
    "await skills.order({ article: 'a', count: 1, pair: ['a', 1], day: '2026-01-01T00:00:00Z' })",
    "await skills.order({ article: 'a', count: 1, note: 'n' })",
    "await skills.order({ article: 'a', count: 1, note: { text: 'n' } })",
    "await skills.order({ article: 'a', count: 1, way: undefined })",
    "await skills.order({ article: 'a', count: 1, day: new Date() })",
    "await callSkill('free', { what: 1, ever: [] })",
    "await callSkill('free')",
    "await callSkill('none')",
    "await callSkill('none', {})",
    "await callSkill('none', undefined)",
    "const call = skills.order; await call({ article: 'a', count: 1 })",
    "await callSkill('broken', { b: 1 })",
    "const callSkill = () => 1; callSkill('order', 5)",
    "return `callSkill('order', 5)` // callSkill('order')",
    "await callSkill(x ? 'order' : 'free', { article: 'a' })",
  ];
  for (const code of good)
    it(`are fine in ${code}`, () => {
      assert.deepEqual(
        underlined(code).filter(line => !line.startsWith('dynamic-call')),
        [],
      );
    });

  const bad: readonly (readonly [code: string, ...problems: string[]])[] = [
    ["await callSkill('order')", 'missing-argument "order"'],
    ["await callSkill('order', undefined)", 'missing-argument "order"'],
    ['await skills.order()', 'missing-argument "order"'],
    ["await skills['order']({ count: 1 })", 'missing-argument "order"'],
    ["await skills.order({ article: 'a', count: undefined })", 'missing-argument "order"'],
    [
      "await skills.order({ article: 'a', cuont: 1 })",
      'missing-argument "order"',
      'unknown-argument "cuont"',
    ],
    ["await skills.order({ article: 'a', count: 1, 'odd key': 1 })", `unknown-argument "'odd key'"`],
    ['await skills.order({ ...x, cuont: 1 })', 'unknown-argument "cuont"'],
    ["await skills.order({ article: 1, count: '2' })", 'argument-type "1"', `argument-type "'2'"`],
    ["const count = 'two'; await skills.order({ article: 'a', count })", 'argument-type "count"'],
    ["await skills.order({ article: 'a', count: 1, way: 'ship' })", `argument-type "'ship'"`],
    ["await skills.order({ article: 'a', count: 1, address: { city: 5 } })", 'argument-type "5"'],
    ["await skills.order({ article: 'a', count: 1, address: {} })", 'argument-type "{}"'],
    [
      "await skills.order({ article: 'a', count: 1, address: { city: 'B', zip: 1.5 } })",
      'argument-type "1.5"',
    ],
    ["await skills.order({ article: 'a', count: 1, prices: [1, '2'] })", `argument-type "'2'"`],
    ["await skills.order({ article: 'a', count: 1, prices: 5 })", 'argument-type "5"'],
    ["await skills.order({ article: 'a', count: 1, pair: ['a'] })", `argument-type "['a']"`],
    ["await skills.order({ article: 'a', count: 1, pair: [1, 2] })", 'argument-type "1"'],
    ["await skills.order({ article: 'a', count: 1, day: 'soon' })", `argument-type "'soon'"`],
    ["await skills.order({ article: 'a', count: 1, note: { text: 5 } })", 'argument-type "5"'],
    ["await skills.order({ article: 'a', count: () => 1 })", 'argument-type "() => 1"'],
    [
      'await skills.order({ article: !x, count: typeof x })',
      'argument-type "!x"',
      'argument-type "typeof x"',
    ],
    ["await skills.order({ article: 'a', count: null })", 'argument-type "null"'],
    ["await callSkill('order', 'a')", `argument-type "'a'"`],
    ["await callSkill('order', ['a', 1])", `argument-type "['a', 1]"`],
    ["await callSkill('none', { a: 1 })", 'unknown-argument "a"'],
    ["await callSkill(x ? 'order' : 'order', { article: 'a' })", `missing-argument "x ? 'order' : 'order'"`],
  ];
  for (const [code, ...problems] of bad)
    it(`are wrong in ${code}`, () => {
      assert.deepEqual(underlined(code), problems);
    });

  it('are told with what would have been right', () => {
    const text =
      "/** Tries. */\nexport default () => skills.order({ articel: 'a', count: '1', colour: 'red' })";
    assert.deepEqual(toldIn(catalogueOf({ ...callees, 'sample.js': text }), 'sample.js'), [
      'missing-argument "order": `order` needs the input `article`.',
      'unknown-argument "articel": `order` has no input "articel": did you mean "article"?',
      `argument-type "'1'": \`count\` of \`order\`: expected number, got "1".`,
      'unknown-argument "colour": `order` has no input "colour". It takes `article`, `count`, `way`, `address`, `prices`, `pair`, `day`, `note`.',
    ]);
  });

  it('are looked at again when the callee changes', () => {
    const catalogue = catalogueOf({
      ...callees,
      'sample.js': '/** T. */\nexport default () => skills.none({ a: 1 })',
    });
    assert.equal(catalogue.problems('sample.js').length, 1);
    const { problems } = catalogue.update({
      set: [{ path: 'none.js', text: '/** Takes one. */\nexport default (a) => a;' }],
    });
    assert.ok(problems.has('sample.js'));
    assert.deepEqual(underlinedIn(catalogue, 'sample.js'), []);
    const same = catalogue.update({
      set: [{ path: 'none.js', text: '/** Takes one thing. */\nexport default (a) => [a];' }],
    });
    assert.ok(!same.problems.has('sample.js'));
  });

  it('may have names that objects have already', () => {
    const odd =
      '/** Odd. */\nexport default function constructor(constructor, toString) { return [constructor, toString] }';
    const caller = '/** Calls. */\nexport default () => skills.constructor({ valueOf: 1, toString: 1 })';
    const catalogue = catalogueOf({
      'constructor.js': odd,
      '__proto__.js': '/** P. */\nexport default () => 1',
      'a.js': caller,
    });
    assert.deepEqual(underlinedIn(catalogue, 'a.js'), [
      'missing-argument "constructor"',
      'unknown-argument "valueOf"',
    ]);
  });
});

describe('a property of a result', () => {
  const good = [
    "return (await callSkill('order', x)).total",
    "const r = await skills.order(x); return r.items[0].name + r['id'] + r.toString()",
    'const { id, ...rest } = await skills.order(x); return [id, rest.any]',
    'const r = await skills.order(x); r.extra = 1; return r.extra',
    'const r = await skills.order(x); Object.assign(r, x); return r.extra',
    "const r = await skills.order(x); return 'extra' in r && r.extra",
    'const r = await skills.order(x); x.fill(r); return r.extra',
    'let r = await skills.order(x); r = {}; return r.extra',
    'const r = skills.order(x); return (await r).total',
    'return (await skills.maybe())?.id',
    "return (await skills.many()).length + (await skills.many())['0']",
    'return (await skills.table()).anything',
    'return (await skills.free(x)).anything',
    'return (await skills.sums()).gross',
    'return (await skills.count()).toFixed(2)',
    "return (await callSkill(x ? 'order' : 'free', x)).extra",
  ];
  for (const code of good)
    it(`is there in ${code}`, () => {
      assert.deepEqual(underlined(code), []);
    });

  const bad: readonly (readonly [code: string, problem: string])[] = [
    ["return (await callSkill('order', x)).totl", 'unknown-result-property "totl"'],
    ['const r = await skills.order(x); return r.totl', 'unknown-result-property "totl"'],
    ["const r = await skills.order(x); console.log(r); return r['totl']", `unknown-result-property "'totl'"`],
    ['const { totl } = await skills.order(x); return totl', 'unknown-result-property "totl"'],
    ['const r = await skills.order(x); const { totl: t } = r; return t', 'unknown-result-property "totl"'],
    [
      'const [a, { totl }] = await Promise.all([skills.count(), skills.order(x)]); return [a, totl]',
      'unknown-result-property "totl"',
    ],
    ['return (await skills.count()).result', 'unknown-result-property "result"'],
    ['return (await skills.maybe())?.idd', 'unknown-result-property "idd"'],
    ['return (await skills.many()).size', 'unknown-result-property "size"'],
    ['return (await skills.sums()).gros', 'unknown-result-property "gros"'],
  ];
  for (const [code, problem] of bad)
    it(`is not there in ${code}`, () => {
      assert.deepEqual(underlined(code), [problem]);
    });
});

describe('a call of which nobody knows the skill', () => {
  for (const [code, name] of [
    ['await callSkill(x)', 'x'],
    ['await skills[x]()', 'x'],
    ["await callSkill(x + '-total')", "x + '-total'"],
    ['return items.map(callSkill)', 'callSkill'],
  ] as const)
    it(`is told in ${code}`, () => {
      assert.deepEqual(underlined(code), [`dynamic-call ${JSON.stringify(name)}`]);
    });

  it('is none where the name is a constant, or one of two', () => {
    assert.deepEqual(underlined("const name = 'none'; await callSkill(name)"), []);
    assert.deepEqual(underlined("await callSkill(x ? 'none' : 'count')"), []);
  });
});

describe('a call of a deprecated skill', () => {
  it('says what the doc says', () => {
    const catalogue = catalogueOf({
      'old.js': '/** Adds.\n * @deprecated Use `sum`,\n * it is quicker. */\nexport default () => 1',
      'a.js': '/** Calls. */\nexport default () => skills.old()',
    });
    assert.deepEqual(toldIn(catalogue, 'a.js'), [
      'deprecated-skill "old": `old` is deprecated: Use `sum`, it is quicker.',
    ]);
    assert.equal(catalogue.problems('a.js')[0]?.severity, 'hint');
  });
});

describe('very many calls', () => {
  it('in one file are read in no time to speak of', () => {
    const calls = Array.from({ length: 5_000 }, (_, i) => `await skills.none({ a${i}: ${i} });`).join('\n');
    const catalogue = catalogueOf({
      ...callees,
      'sample.js': `/** T. */\nexport default async () => {\n${calls}\n}`,
    });
    const started = process.cpuUsage();
    assert.equal(catalogue.problems('sample.js').length, 5_000);
    assert.ok(process.cpuUsage(started).user < 2_000_000);
  });

  it('of one another are a circle, and no chain', () => {
    const names = Array.from({ length: 1_000 }, (_, i) => `s${i}`);
    const files = Object.fromEntries(
      names.map((name, i) => [
        `${name}.js`,
        `/** ${name}. */\nexport default async () => skills.${names[(i + 1) % 1_000]}(await skills.${names[(i + 7) % 1_000]}())`,
      ]),
    );
    const catalogue = catalogueOf(files);
    const codes = new Set(names.flatMap(name => catalogue.problems(`${name}.js`).map(({ code }) => code)));
    assert.deepEqual([...codes], ['skill/call-cycle']);
  });
});

describe('what a literal is checked against', () => {
  const json = fc.letrec<{ value: JsonValue }>(tie => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<JsonValue>(null, true, false, 'a', 'b', '', 0, 1, -2, 1.5),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'length'), tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  const schema = fc.letrec<{ schema: JsonSchema }>(tie => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<JsonSchema>(
        {},
        { type: 'string' },
        { type: 'number' },
        { type: 'integer' },
        { type: 'boolean' },
        { type: 'null' },
        { const: 'a' },
        { enum: ['a', 1] },
      ),
      tie('schema').map(items => ({ type: 'array', items })),
      fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map(anyOf => ({ anyOf })),
      fc.tuple(tie('schema'), tie('schema'), fc.boolean(), fc.boolean()).map(
        ([a, b, isOpen, isNeeded]): JsonSchema => ({
          type: 'object',
          properties: { a, b },
          ...(isNeeded && { required: ['a'] }),
          ...(!isOpen && { additionalProperties: false }),
        }),
      ),
    ),
  })).schema;

  it('decides as a run does', () => {
    fc.assert(
      fc.property(json, schema, (value, property) => {
        const whole: JsonSchema = {
          type: 'object',
          properties: { input: property },
          required: ['input'],
          additionalProperties: false,
        };
        const { program } = parseSyntax(`(${JSON.stringify({ input: value })})`);
        const [statement] = program.body;
        assert.ok(statement?.type === 'ExpressionStatement');
        const written = readWritten(statement.expression, new Scope(undefined, true));
        assert.ok(written.kind === 'object' && isJsonObject(whole.properties));
        assert.deepEqual(missingNames(written, whole), []);
        const found = misfitOf(written, whole, whole);
        const issues = validateInputs(whole, { input: value });
        assert.equal(found === undefined, issues.length === 0, `${found?.message} / ${issues[0]?.message}`);
      }),
      { numRuns: 500 },
    );
  });
});
