// Validation: messages that name path and value, and agreement with a naive reading of the schema on any input.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { JsonValue } from '../../src/base/json.ts';
import type { JsonSchema } from '../../src/skill/skill.ts';
import { formatIssue, validateInputs, withDefaults } from '../../src/skill/validate.ts';
import { read } from './reading.ts';

function issues(schema: JsonSchema, inputs: unknown): string[] {
  return validateInputs(schema, inputs).map(formatIssue);
}

function schemaOf(doc: string, parameters: string): JsonSchema {
  return read(`/**\n * ${doc.replaceAll('\n', '\n * ')}\n */\nexport default (${parameters}) => 1`).inputs;
}

describe('validating inputs', () => {
  const schema = schemaOf(
    "@param {number} length\n@param {{ price: number }[]} [items]\n@param {'add'|'sub'|null} [op]\n@param {?string} [note]\n@param {Record<string, number>} [table]\n@param {[string, number]} [pair]\n@param {Date} [day]\n@param {{ kind: 'a', a: number } | { kind: 'b', b: string, c: string }} [shape]\n@param {integer} [whole]",
    'length, items, op, note, table, pair, day, shape, whole',
  );
  const cases: readonly [inputs: unknown, ...messages: string[]][] = [
    [{ length: 1 }],
    [{}, 'length: required, but missing'],
    [{ length: '12' }, 'length: expected number, got "12"'],
    [{ length: null }, 'length: expected number, got null'],
    [{ lenght: 1, length: 1 }, 'unknown input "lenght": did you mean "length"?'],
    [null, 'expected object, got null'],
    [[], 'expected object, got []'],
    [
      { length: 1, items: [{ price: 1 }, {}, { price: '12' }] },
      'items[1].price: required, but missing',
      'items[2].price: expected number, got "12"',
    ],
    [{ length: 1, items: { price: 1 } }, 'items: expected array, got an object with "price"'],
    [{ length: 1, op: 'mul' }, 'op: expected "add", "sub" or null, got "mul"'],
    [{ length: 1, note: 3 }, 'note: expected string or null, got 3'],
    [{ length: 1, table: { 'a b': 'x' } }, 'table["a b"]: expected number, got "x"'],
    [{ length: 1, pair: ['a'] }, 'pair: expected at least 2 items, got an array of 1 item'],
    [{ length: 1, pair: ['a', 'b'] }, 'pair[1]: expected number, got "b"'],
    [{ length: 1, day: 'soon' }, 'day: expected date and time such as "2026-11-21T09:30:00Z", got "soon"'],
    [{ length: 1, day: '2026-11-21T09:30:00Z' }],
    [{ length: 1, shape: { kind: 'a', a: 'x' } }, 'shape.a: expected number, got "x"'],
    [{ length: 1, whole: 1.5 }, 'whole: expected integer, got 1.5'],
  ];
  for (const [inputs, ...messages] of cases)
    it(JSON.stringify(inputs), () => {
      assert.deepEqual(issues(schema, inputs), messages);
    });

  it('demands a value for what may be anything', () => {
    const any = schemaOf('x', 'a');
    assert.deepEqual(issues(any, {}), ['a: required, but missing']);
    for (const a of [null, 0, '', false, [], {}]) assert.deepEqual(issues(any, { a }), []);
  });

  it('treats keys that mean something to JavaScript like any other', () => {
    const one = schemaOf('@param {Record<string, number>} table', 'table');
    const hostile = JSON.parse('{"table":{"__proto__":"x","constructor":1},"__proto__":{},"toString":1}');
    assert.deepEqual(issues(one, hostile).sort(), [
      'table.__proto__: expected number, got "x"',
      'unknown input "__proto__"',
      'unknown input "toString"',
    ]);
    assert.deepEqual(issues(one, JSON.parse('{"table":{"__proto__":1}}')), []);
  });

  it('reads strings of any kind, huge arrays and types that contain themselves', () => {
    const text = schemaOf('@param {string} a', 'a');
    for (const a of ['\u0000', '\ud800', '', '\u{1f600}']) assert.deepEqual(issues(text, { a }), []);
    const list = schemaOf('@param {number[]} a', 'a');
    assert.deepEqual(issues(list, { a: Array.from({ length: 200_000 }, () => 1) }), []);
    const tree = read('/** @typedef {{ next?: T }} T */\n/** @param {T} t */\nexport default t => t').inputs;
    assert.deepEqual(issues(tree, { t: { next: { next: {} } } }), []);
    assert.deepEqual(issues(tree, { t: { next: { next: 3 } } }), ['t.next.next: expected object, got 3']);
    let deep: object = {};
    for (let i = 0; i < 100_000; i++) deep = { next: deep };
    assert.deepEqual(issues(tree, { t: deep }), ['the inputs are nested too deeply']);
  });
});

/** What a schema means, said as plainly as possible. */
function fits(schema: JsonSchema | boolean, value: JsonValue): boolean {
  if (typeof schema === 'boolean') return schema;
  if (schema.const !== undefined) return value === schema.const;
  if (Array.isArray(schema.enum)) return (schema.enum as JsonValue[]).includes(value);
  if (Array.isArray(schema.anyOf)) return (schema.anyOf as JsonSchema[]).some(one => fits(one, value));
  switch (schema.type) {
    case undefined:
      return true;
    case 'null':
      return value === null;
    case 'array': {
      if (!Array.isArray(value)) return false;
      const prefix = (schema.prefixItems as JsonSchema[] | undefined) ?? [];
      const rest = (schema.items as JsonSchema | boolean | undefined) ?? true;
      const items = value as JsonValue[];
      return (
        items.length >= Number(schema.minItems ?? 0) &&
        items.every((item, i) => fits(prefix[i] ?? rest, item))
      );
    }
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      const properties = new Map(Object.entries((schema.properties as Record<string, JsonSchema>) ?? {}));
      const rest = (schema.additionalProperties as JsonSchema | boolean | undefined) ?? true;
      const required = (schema.required as string[] | undefined) ?? [];
      return (
        required.every(key => Object.hasOwn(value, key)) &&
        Object.entries(value).every(([key, item]) => fits(properties.get(key) ?? rest, item as JsonValue))
      );
    }
    default:
      return typeof value === schema.type;
  }
}

const keys = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', 'length', ' ', '\u0000');
const leaves = fc.constantFrom<string>(
  'string',
  'number',
  'boolean',
  'null',
  "'a'|'b'",
  '1|null',
  'any',
  'string|number',
);
const types = fc.letrec<{ type: string }>(tie => ({
  type: fc.oneof(
    { maxDepth: 3 },
    leaves,
    tie('type').map(type => `(${type})[]`),
    tie('type').map(type => `Record<string, ${type}>`),
    fc.tuple(tie('type'), tie('type')).map(([a, b]) => `[${a}, ${b}]`),
    fc.tuple(tie('type'), tie('type')).map(([a, b]) => `(${a})|(${b})`),
    fc.tuple(tie('type'), tie('type')).map(([a, b]) => `{ a: ${a}, b?: ${b} }`),
  ),
})).type;
const values = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<JsonValue>(null, true, 0, -1.5, 1, 'a', 'b', '', '\ud800', '\u0000'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 3 }).map(entries => Object.fromEntries(entries)),
  ),
})).value;

describe('validation as a property', () => {
  const several = fc.array(values, { minLength: 12, maxLength: 12 });

  it('agrees with the plain meaning of the schema, and leaves the inputs as they are', async () => {
    let accepted = 0;
    await fc.assert(
      fc.property(types, several, (type, all) => {
        const schema = schemaOf(`@param {${type}} a`, 'a');
        for (const a of all) {
          const text = JSON.stringify(a);
          const expected = fits(schema, { a });
          if (expected) accepted++;
          assert.equal(issues(schema, { a }).length === 0, expected, `${type} and ${text}`);
          assert.equal(JSON.stringify(a), text);
        }
      }),
      { numRuns: 120 },
    );
    assert.ok(accepted > 50);
  });
});

describe('defaults', () => {
  it('fill what is missing, also inside, and change nothing else', () => {
    const schema = schemaOf(
      '@param {number} [a=1]\n@param {object} o\n@param {string} [o.b=x]\n@param {object[]} list\n@param {number} [list[].n=2]',
      'a, o, list',
    );
    const inputs = { o: {}, list: [{}, { n: 3 }] };
    assert.deepEqual(withDefaults(schema, inputs), { o: { b: 'x' }, list: [{ n: 2 }, { n: 3 }], a: 1 });
    assert.deepEqual(inputs, { o: {}, list: [{}, { n: 3 }] });
  });

  it('keep odd keys as own properties', () => {
    const filled = withDefaults(schemaOf('x', 'a'), JSON.parse('{"__proto__":{"x":1}}'));
    assert.equal(JSON.stringify(filled), '{"__proto__":{"x":1}}');
  });
});
