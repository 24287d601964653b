// JSDoc types as JSON Schema, and what the doc adds to a signature.
import assert from 'node:assert/strict';
import { readType } from '../../src/skill/type.ts';
import { read, withoutSilence } from './reading.ts';

const string = { type: 'string' };
const number = { type: 'number' };

describe('a JSDoc type', () => {
  const types: Readonly<Record<string, unknown>> = {
    string,
    String: string,
    number,
    boolean: { type: 'boolean' },
    integer: { type: 'integer' },
    any: {},
    '*': {},
    unknown: {},
    '?': {},
    object: { type: 'object' },
    Object: { type: 'object' },
    null: { type: 'null' },
    void: { type: 'null' },
    true: { const: true },
    Date: { type: 'string', format: 'date-time' },
    "'add'|'sub'": { enum: ['add', 'sub'] },
    "'add'|null": { enum: ['add', null] },
    '1 | 2 | -3': { enum: [1, 2, -3] },
    "'only'": { const: 'only' },
    'string|number': { anyOf: [string, number] },
    'string|any': {},
    '?number': { anyOf: [number, { type: 'null' }] },
    '!number': number,
    'number|undefined': number,
    'string[]': { type: 'array', items: string },
    'Array<string>': { type: 'array', items: string },
    'Array.<string>': { type: 'array', items: string },
    'readonly string[]': { type: 'array', items: string },
    Array: { type: 'array' },
    '(string|number)[]': { type: 'array', items: { anyOf: [string, number] } },
    'Record<string, number>': { type: 'object', additionalProperties: number },
    'Object<string, number>': { type: 'object', additionalProperties: number },
    'Object.<string, number>': { type: 'object', additionalProperties: number },
    '{ [key: string]: number }': { type: 'object', additionalProperties: number },
    "Record<'a'|'b', number>": { type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] },
    '{ a: number, b?: string }': { type: 'object', properties: { a: number, b: string }, required: ['a'] },
    '{ a: number=, "b c": string|undefined }': { type: 'object', properties: { a: number, 'b c': string } },
    '{a, b}': { type: 'object', properties: { a: {}, b: {} }, required: ['a', 'b'] },
    '{ a: { b: number[] } }': {
      type: 'object',
      properties: {
        a: { type: 'object', properties: { b: { type: 'array', items: number } }, required: ['b'] },
      },
      required: ['a'],
    },
    '[string, number]': { type: 'array', prefixItems: [string, number], items: false, minItems: 2 },
    '[string, number?]': { type: 'array', prefixItems: [string, number], items: false, minItems: 1 },
    '[string, ...number[]]': { type: 'array', prefixItems: [string], items: number, minItems: 1 },
    '[x: string, y: number]': { type: 'array', prefixItems: [string, number], items: false, minItems: 2 },
    'Promise<string>': string,
    'Partial<{ a: number }>': { type: 'object', properties: { a: number } },
    '{ a: number } & { b: string }': {
      type: 'object',
      properties: { a: number, b: string },
      required: ['a', 'b'],
    },
  };
  for (const [type, schema] of Object.entries(types))
    it(type, () => {
      const read = readType(type);
      assert.deepEqual(read.schema, schema);
      assert.deepEqual(read.notes, []);
    });

  it('knows optional and rest', () => {
    assert.equal(readType('number=').isOptional, true);
    assert.equal(readType('number|undefined').isOptional, true);
    assert.deepEqual(readType('...number').schema, { type: 'array', items: number });
  });

  const inexpressible: readonly [type: string, part: string][] = [
    ['() => void', '() => void'],
    ['function(string): number', 'function(string): number'],
    ['string | Foo', 'Foo'],
    ['{ a: Map<string, number[]> }', 'Map<string, number[]>'],
    ['Set<string>[]', 'Set<string>'],
    ['bigint', 'bigint'],
    ["import('x').Y", "import('x').Y"],
    ['typeof x', 'typeof x'],
  ];
  for (const [type, part] of inexpressible)
    it(`says that ${type} has no schema`, () => {
      const { notes } = readType(type);
      assert.deepEqual(
        notes.map(({ kind, start, end }) => [kind, type.slice(start, end)]),
        [['inexpressible', part]],
      );
    });

  it('says why a type cannot be read', () => {
    for (const type of ['number[', '{ a: }', '<', 'a b', ''])
      assert.deepEqual(
        readType(type).notes.map(({ kind }) => kind),
        ['invalid'],
        type,
      );
    assert.doesNotThrow(() => readType('{'.repeat(10_000)));
  });
});

describe('the schema of the inputs', () => {
  const inputs = (doc: string, code: string) =>
    read(`/**\n * ${doc.replaceAll('\n', '\n * ')}\n */\n${code}`).inputs;

  it('joins signature, types, descriptions and defaults', () => {
    const doc = '@param {number} a - the first\n@param {string} [b=two words] the second\n@param {boolean} c';
    assert.deepEqual(inputs(doc, 'export default (a, b, c = true) => [a, b, c]'), {
      type: 'object',
      properties: {
        a: { type: 'number', description: 'the first' },
        b: { type: 'string', description: 'the second', default: 'two words' },
        c: { type: 'boolean', default: true },
      },
      required: ['a'],
      additionalProperties: false,
    });
  });

  it('nests dotted names', () => {
    const doc =
      '@param {object} o\n@param {number} o.size - how big\n@param {object[]} o.items\n@param {string} o.items[].name\n@param {number} [o.items[].count=1]';
    assert.deepEqual(inputs(doc, 'export default ({ size, items }) => [size, items]'), {
      type: 'object',
      properties: {
        size: { type: 'number', description: 'how big' },
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { name: string, count: { type: 'number', default: 1 } },
            required: ['name'],
          },
        },
      },
      required: ['size', 'items'],
      additionalProperties: false,
    });
  });

  it('takes an inline object type for a pattern', () => {
    assert.deepEqual(
      inputs('@param {{ a: number, b?: string }} inputs', 'export default ({ a, b }) => [a, b]'),
      {
        type: 'object',
        properties: { a: number, b: string },
        required: ['a'],
        additionalProperties: false,
      },
    );
  });

  it('is open where the signature is', () => {
    assert.deepEqual(inputs('x', 'export default inputs => inputs'), { type: 'object', properties: {} });
    assert.deepEqual(inputs('@param {Record<string, number>} inputs', 'export default inputs => inputs'), {
      type: 'object',
      properties: {},
      additionalProperties: number,
    });
  });

  it('takes rest parameters as arrays', () => {
    assert.deepEqual(inputs('@param {...number} n', 'export default (...n) => n').properties, {
      n: { type: 'array', items: number },
    });
    assert.deepEqual(inputs('@param {number[]} n', 'export default (...n) => n').properties, {
      n: { type: 'array', items: number },
    });
  });

  it('knows the types that the file declares', () => {
    const text = `
      /** @typedef {'s'|'m'} Size */
      /**
       * @typedef {object} Item
       * @property {string} name - what it is
       * @property {Size} [size=m]
       */
      /** @callback Later */
      /** @param {Item[]} items
       * @returns {Size} */
      export default items => items`;
    const skill = read(text);
    assert.deepEqual(withoutSilence(skill.problems), []);
    assert.deepEqual(skill.inputs.properties, {
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', description: 'what it is' },
            size: { enum: ['s', 'm'], default: 'm' },
          },
          required: ['name'],
        },
      },
    });
    assert.deepEqual(skill.result, { enum: ['s', 'm'] });
  });

  it('refers to a type that contains itself', () => {
    const skill = read(
      '/** @typedef {{ value: number, next?: List }} List */\n/** @param {List} list */\nexport default list => list',
    );
    assert.deepEqual(skill.inputs.properties, { list: { $ref: '#/$defs/List' } });
    assert.deepEqual(Object.keys(skill.inputs.$defs as object), ['List']);
  });

  it('does not grow with types that contain each other twice', () => {
    const types = Array.from(
      { length: 40 },
      (_, i) => `/** @typedef {{ a: T${i + 1}, b: T${i + 1} }} T${i} */`,
    );
    const skill = read(
      `${types.join('\n')}\n/** @typedef {string} T40 */\n/** @param {T0} t */\nexport default t => t`,
    );
    assert.ok(JSON.stringify(skill.inputs).length < 100_000);
  });
});

describe('the doc of a skill', () => {
  it('is the one before the entry, or else the first', () => {
    const summary = (text: string) => read(text).doc.summary;
    assert.equal(summary('/** File. */\nconst a = 1;\n/** Entry. */\nexport default () => a'), 'Entry.');
    assert.equal(summary('/** File. */\nconst a = 1;\nexport default () => a'), 'File.');
    assert.equal(summary('const a = 1;\n/** Not this. */\nconst b = 2;\nexport default () => a + b'), '');
    assert.equal(summary('/** Add. */\nconst add = (a, b) => a + b;\nexport default add'), 'Add.');
    assert.equal(summary('/** @typedef {string} T */\n/** Script. */\nconst a = b'), 'Script.');
    assert.equal(summary('/* plain */ /**/ const a = 1'), '');
  });

  it('may stand in one line, tags and all', () => {
    const { doc, inputs } = read(
      "/** Doubles. @param {number} n - a number @param {string} [unit='m'] its unit @tags a, b */\nexport default (n, unit = 'm') => 2 * n + unit",
    );
    assert.equal(doc.description, 'Doubles.');
    assert.deepEqual(doc.tags, ['a', 'b']);
    assert.deepEqual(inputs.properties, {
      n: { type: 'number', description: 'a number' },
      unit: { type: 'string', description: 'its unit', default: 'm' },
    });
    assert.equal(
      read('/** Asks me@param.org or @scope/name. */\nexport default () => 1').doc.description,
      'Asks me@param.org or @scope/name.',
    );
  });

  it('has its first sentence as summary, and tags as written', () => {
    const { doc } = read(`/**
 * Sums e.g. prices. Rounds, too.
 *
 * More.
 * @tags a, b
 * @tag a
 * @returns {number} the sum
 * @deprecated use \`total\`
 * @timeout 1.5s
 * @secret key, user.token - given by the bank
 * @cache 1h
 * @example
 * sum({
 *   a: 1,
 * })
 */
export default () => 1`);
    assert.deepEqual(doc, {
      summary: 'Sums e.g. prices.',
      description: 'Sums e.g. prices. Rounds, too.\n\nMore.',
      tags: ['a', 'b'],
      examples: ['sum({\n  a: 1,\n})'],
      returns: 'the sum',
      timeoutMs: 1500,
      secrets: ['key', 'user.token'],
      cacheMs: 3_600_000,
      deprecated: 'use `total`',
    });
  });
});
