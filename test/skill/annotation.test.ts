import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stripTypes } from '../../src/node/typescript.ts';
import { signature, typeText } from '../../src/skill/describe.ts';
import { parseSkill } from '../../src/skill/parse.ts';
import type { Skill } from '../../src/skill/skill.ts';
import { read } from './reading.ts';

function typed(text: string): Skill {
  return parseSkill({ path: 'sample.ts', text }, stripTypes);
}

/** The problems about types: their code and exactly what they underline. */
function notes(text: string): readonly string[] {
  return typed(text)
    .problems.filter(({ code }) => /-type|syntax|-parameter/.test(code))
    .map(({ code, range }) => `${code.replace('skill/', '')} ${text.slice(range.start, range.end)}`);
}

/** The schema of a parameter of this type, after these declarations. */
function schemaOf(type: string, declarations = ''): unknown {
  const { inputs } = typed(`${declarations}\nexport default (value: ${type}) => value;\n`);
  const { $defs, properties } = inputs;
  const schema = (properties as Record<string, object>).value;
  return $defs === undefined ? schema : { ...schema, $defs };
}

describe('the types of TypeScript, as schemas', () => {
  const text = { type: 'string' };
  const number = { type: 'number' };
  const table: readonly (readonly [type: string, schema: unknown, declarations?: string])[] = [
    ['string', text],
    ['unknown', {}],
    ['any', {}],
    ['null', { type: 'null' }],
    ['object', { type: 'object' }],
    ['Date', { type: 'string', format: 'date-time' }],
    ['"a" | "b"', { enum: ['a', 'b'] }],
    ['-1 | 2 | null', { enum: [-1, 2, null] }],
    ['true', { const: true }],
    ['`plain`', { const: 'plain' }],
    ['`x-$' + '{string}`', text],
    ['string | number', { anyOf: [text, number] }],
    ['(string | number)[]', { type: 'array', items: { anyOf: [text, number] } }],
    ['readonly string[]', { type: 'array', items: text }],
    ['Array<string>', { type: 'array', items: text }],
    ['ReadonlyArray<number>', { type: 'array', items: number }],
    ['Promise<string>', text],
    ['[number, string?]', { type: 'array', prefixItems: [number, text], items: false, minItems: 1 }],
    [
      '[first: number, ...rest: string[]]',
      { type: 'array', prefixItems: [number], items: text, minItems: 1 },
    ],
    ['Record<string, number>', { type: 'object', additionalProperties: number }],
    [
      'Record<"a" | "b", number>',
      { type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] },
    ],
    ['{ [name: string]: number }', { type: 'object', additionalProperties: number }],
    [
      '{ a: string; readonly b?: number; "c d": boolean }',
      {
        type: 'object',
        properties: { a: text, b: number, 'c d': { type: 'boolean' } },
        required: ['a', 'c d'],
      },
    ],
    ['{ a: string | undefined }', { type: 'object', properties: { a: text } }],
    [
      '{ a: string } & { b: number }',
      { type: 'object', properties: { a: text, b: number }, required: ['a', 'b'] },
    ],
    [
      'Partial<P>',
      { type: 'object', properties: { a: text, b: number } },
      'type P = { a: string; b: number };',
    ],
    [
      'Required<P>',
      { type: 'object', properties: { a: text }, required: ['a'] },
      'interface P { a?: string }',
    ],
    [
      "Pick<P, 'a'>",
      { type: 'object', properties: { a: text }, required: ['a'] },
      'interface P { a: string; b: number }',
    ],
    [
      "Omit<P, 'a'>",
      { type: 'object', properties: { b: number }, required: ['b'] },
      'interface P { a: string; b: number }',
    ],
    ['keyof P', { enum: ['a', 'b'] }, 'interface P { a: string; b: number }'],
    ["P['a']", text, 'interface P { a: string; b: number }'],
    [
      'P',
      { type: 'object', properties: { a: text, b: number }, required: ['a', 'b'] },
      'interface Q { a: string }\ninterface P extends Q { b: number }',
    ],
    [
      'P',
      { type: 'object', properties: { a: text, b: number }, required: ['a', 'b'] },
      'interface P { a: string }\ninterface P { b: number }',
    ],
    [
      'P',
      { type: 'object', properties: { a: { type: 'string', description: 'what it is' } }, required: ['a'] },
      'interface P {\n  /** what\n   * it is */\n  a: string;\n}',
    ],
    [
      'Box<string>',
      { type: 'object', properties: { value: text }, required: ['value'] },
      'type Box<T> = { value: T };',
    ],
    [
      'Box',
      { type: 'object', properties: { value: number }, required: ['value'] },
      'type Box<T = number> = { value: T };',
    ],
    ['keyof typeof sizes', { enum: ['s', 'm'] }, 'const sizes = { s: 1, m: 2 } as const;'],
    ['(typeof names)[number]', { enum: ['x', 'y'] }, "const names = ['x', 'y'] as const;"],
    ['{ [K in "a" | "b"]?: K }', { type: 'object', properties: { a: { const: 'a' }, b: { const: 'b' } } }],
    ["Exclude<'a' | 'b' | 'c', 'b'>", { enum: ['a', 'c'] }],
    ['NonNullable<string | null>', text],
    [
      'Tree',
      {
        $ref: '#/$defs/Tree',
        $defs: {
          Tree: {
            type: 'object',
            properties: { children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
            required: ['children'],
          },
        },
      },
      'interface Tree { children: Tree[] }',
    ],
    ['(a: number) => void', {}],
    ['Map<string, number>', {}],
  ];
  for (const [type, expected, declarations] of table)
    it(declarations === undefined ? type : `${type} of ${declarations}`, () => {
      assert.deepEqual(schemaOf(type, declarations), expected);
    });

  it('end where a generic type has no end', () => {
    assert.ok(schemaOf('Grow<string>', 'type Grow<T> = { value: T; next: Grow<T[]> };'));
  });
});

describe('annotations of a skill', () => {
  const drawings: readonly (readonly [text: string, drawing: string])[] = [
    ['export default (a: number, b = 2, c?: string) => a;', 'sample(a: number, b? = 2, c?: string)'],
    [
      'export default async function f({ b, c = 2 }: { b: string; c?: number }): Promise<{ d: Date }> { return x; }',
      'sample(b: string, c?: number = 2): { d: Date }',
    ],
    [
      'interface Options { size: number; name?: string }\nexport default function f(options: Options): string[] { return []; }',
      'sample(options: { size: number, name?: string }): string[]',
    ],
    [
      'interface Options { size: number; name?: string }\nexport default function f({ size, name }: Options): void {}',
      'sample(size: number, name?: string): null',
    ],
    [
      'type Inputs = { size: number };\nexport default function f(inputs: Inputs): number | undefined { return 1; }',
      'sample(size: number): number | null',
    ],
    [
      'export default (first: string, ...rest: number[]) => rest;',
      'sample(first: string, ...rest: number[])',
    ],
    [
      'export default function f({ a, b }: { a: { b?: number }; b: string }) { return a; }',
      'sample(a: { b?: number }, b: string)',
    ],
    [
      'export default ({ size, ...rest }: { size: number; other?: string }) => rest;',
      'sample(size: number, other?: string)',
    ],
    ['function only(this: void, a: boolean): boolean { return a; }', 'sample(a: boolean): boolean'],
    ['const f = (a: string[]): number => a.length;\nexport default f;', 'sample(a: string[]): number'],
    [
      '/**\n * @param {string} a - the text\n * @returns {string} the result\n */\nexport default (a: number): number => a;',
      'sample(a: number): number',
    ],
    [
      '/** @param {Size} size - how large */\ninterface Size { w: number }\nconst area: number = size.w ** 2;',
      'sample(size: { w: number })',
    ],
    ['export default <T>(a: T, b: T[]): T => a;', 'sample(a, b: any[]): any'],
    [
      'export default function f<T extends { id: number }, K extends keyof T>(a: T, b: K, c: "x" | T["id"]): T { return a; }',
      'sample(a: { id: number }, b: "id", c: "x" | number): any',
    ],
    ['export default <T extends T[]>(a: T): Promise<T[]> => a;', 'sample(a: any[]): any[]'],
    ['export default (async (a: number): Promise<number> => a);', 'sample(a: number): number'],
    ['export default ((a: number) => a) satisfies (a: number) => number;', 'sample(a: number): number'],
    [
      'export default ((a, b) => a) as (a: number, b?: string) => void;',
      'sample(a: number, b?: string): null',
    ],
    ['const f: (a: number) => string = a => a + "!";\nexport default f;', 'sample(a: number): string'],
    [
      'type F = (this: void, given: number, ...rest: string[]) => string;\nconst f: F = (a: 1, ...b) => a;\nexport { f as default };',
      'sample(a: 1, ...b: string[]): string',
    ],
    ['type F = F;\nconst f: F = a => a;\nexport default f;', 'sample(a)'],
    [
      'declare const n: number, m: string[];\nconst twice: number = n * m.length;',
      'sample(n: number, m: string[])',
    ],
    ['\uFEFFfunction only(a: number): string\r\n{ return a; }\r\n', 'sample(a: number): string'],
  ];
  for (const [text, expected] of drawings)
    it(text, () => {
      const skill = typed(text);
      const inputs = signature(skill);
      assert.equal(inputs, expected);
      assert.deepEqual(notes(text), []);
    });

  it('let what a generic function takes have more than its constraint says', () => {
    const { inputs } = typed('export default <T extends { id: number }>(a: T) => a;');
    assert.deepEqual(inputs.properties, {
      a: {
        type: 'object',
        properties: { id: { type: 'number' } },
        required: ['id'],
        additionalProperties: {},
      },
    });
  });

  it('keep the texts of the doc', () => {
    const { inputs } = typed(
      '/**\n * @param options - all of them\n * @param options.size - how large\n */\nexport default function f(options: { size: number }) { return options.size; }',
    );
    assert.deepEqual(inputs.properties, {
      options: {
        type: 'object',
        properties: { size: { type: 'number', description: 'how large' } },
        required: ['size'],
        description: 'all of them',
      },
    });
  });

  it('say exactly what has no schema', () => {
    const table: readonly (readonly [text: string, notes: readonly string[]])[] = [
      ['export default (a: Strnig) => a;', ['invalid-type Strnig']],
      ['export default (a: { b: Foo[] }) => a;', ['invalid-type Foo']],
      ['export default (a: Map<string, number>) => a;', ['inexpressible-type Map<string, number>']],
      ['export default (a: string, b: () => void) => [a, b];', ['inexpressible-type () => void']],
      [
        'export default (a: bigint): symbol => a;',
        ['inexpressible-type bigint', 'inexpressible-type symbol'],
      ],
      ['type Unused = Map<string, Foo>;\nexport default (a: string) => a;', []],
      [
        'type Used = { m(): void };\nexport default (a: Used, b: Used) => [a, b];',
        ['inexpressible-type m(): void'],
      ],
      ["import type { X } from './x.ts';\nexport default (a: X) => a;", ['inexpressible-type X']],
      ['declare enum E { A }\nexport default (a: E) => a;', ['inexpressible-type E']],
      ['export default <T extends Foo>(a: T) => a;', ['invalid-type Foo']],
    ];
    for (const [text, expected] of table) assert.deepEqual(notes(text), expected, text);
  });

  it('suggest what was meant', () => {
    const [note] = typed('export default (a: Recrod<string, string>) => a;').problems.filter(
      ({ code }) => code === 'skill/invalid-type',
    );
    assert.match(note?.message ?? '', /There is no type `Recrod`.*Did you mean `Record`\?/);
    const { problems } = typed('/** A. */\nexport default (a: nubmer) => a;');
    assert.match(problems[0]?.message ?? '', /There is no type `nubmer`.*Did you mean `number`\?/);
  });
});

describe('JSDoc and annotations of the same types', () => {
  const names = fc.constantFrom('a', 'b', 'size', 'constructor', '__proto__');
  const { type: types } = fc.letrec<{ type: string }>(tie => ({
    type: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('string', 'number', 'boolean', 'null', 'Date', "'x'", '3', 'unknown', 'object'),
      tie('type').map(type => `Array<${type}>`),
      tie('type').map(type => `(${type})[]`),
      tie('type').map(type => `Record<string, ${type}>`),
      fc.tuple(tie('type'), tie('type')).map(([one, two]) => `(${one} | ${two})`),
      fc.tuple(tie('type'), tie('type')).map(([one, two]) => `[${one}, ${two}]`),
      fc
        .uniqueArray(fc.tuple(names, tie('type'), fc.boolean()), {
          selector: ([name]) => name,
          minLength: 1,
          maxLength: 3,
        })
        .map(
          list => `{ ${list.map(([name, type, may]) => `${name}${may ? '?' : ''}: ${type}`).join(', ')} }`,
        ),
    ),
  }));

  it('give the same schemas', () => {
    fc.assert(
      fc.property(types, types, (input, result) => {
        const jsdoc = read(
          `/**\n * @param {${input}} a\n * @returns {${result}}\n */\nexport default function f(a) { return a; }`,
        );
        const twin = typed(`export default function f(a: ${input}): ${result} { return a; }`);
        assert.deepEqual(twin.inputs, jsdoc.inputs);
        assert.deepEqual(twin.result, jsdoc.result);
        assert.equal(typeText(twin.inputs), typeText(jsdoc.inputs));
      }),
    );
  });
});
