import assert from 'node:assert/strict';
import fc from 'fast-check';
import ts from 'typescript-server';
import { stripTypes } from '../../src/node/typescript.ts';
import { surroundings } from '../../src/skill/declaration.ts';
import { docText, TypeWriter } from '../../src/skill/declaration-type.ts';
import { parseSkill } from '../../src/skill/parse.ts';
import type { JsonSchema, Skill } from '../../src/skill/skill.ts';

function skill(text: string, path = 'sample.js'): Skill {
  return parseSkill({ path, text }, stripTypes);
}

/** The lines that declare something of these names. */
function declared(text: string, names: RegExp, callees: readonly Skill[] = []): readonly string[] {
  const found = surroundings(skill(text), name => callees.find(callee => callee.name === name));
  return found.split('\n').filter(line => names.test(line));
}

/** The errors of syntax in the text behind the skill's own, which is read as TypeScript. */
function syntaxErrors(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('schemas as types of TypeScript', () => {
  const table: readonly (readonly [schema: JsonSchema, reader: string, caller?: string])[] = [
    [{}, 'any'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'string', format: 'date-time' }, 'string', 'Date | string'],
    [{ enum: ['a', 1, null, "it's"] }, '"a" | 1 | null | "it\'s"'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
    [{ anyOf: [{ type: 'string' }, {}] }, 'any'],
    [{ type: 'array', items: { type: 'string' } }, 'string[]', 'readonly string[]'],
    [{ type: 'array' }, 'any[]', 'readonly any[]'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]', 'readonly ("a" | "b")[]'],
    [
      { type: 'array', prefixItems: [{ type: 'string' }, {}], items: false, minItems: 1 },
      '[string, any?]',
      'readonly [string, any?]',
    ],
    [{ type: 'object' }, '{ [name: string]: any }', 'object'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [name: string]: number }'],
    [
      {
        type: 'object',
        properties: { a: { type: 'string' }, 'b c': {} },
        required: ['a'],
        additionalProperties: false,
      },
      '{ a: string; "b c"?: any }',
    ],
    [
      {
        type: 'object',
        properties: { a: { type: 'string', description: 'x' } },
        additionalProperties: false,
      },
      '{ /** x */ a?: string | undefined }',
    ],
  ];
  for (const [schema, reader, caller = reader] of table)
    it(JSON.stringify(schema), () => {
      const writer = new TypeWriter('');
      assert.equal(writer.write(schema, 'reader'), reader);
      assert.equal(writer.write(schema, 'caller'), caller);
    });

  it('give a name to what contains itself, one that the text does not have', () => {
    const schema = {
      $ref: '#/$defs/Tree',
      $defs: { Tree: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
    };
    const writer = new TypeWriter('class Tree {}');
    assert.equal(writer.write(schema, 'reader'), 'Tree2');
    assert.equal(writer.write(schema, 'caller'), 'TreeInput');
    assert.deepEqual(writer.aliases, ['type Tree2 = Tree2[];', 'type TreeInput = readonly TreeInput[];']);
  });

  it('end where the schema hardly does', () => {
    let schema: JsonSchema = {};
    for (let depth = 0; depth < 5_000; depth++) schema = { type: 'array', items: schema };
    assert.match(new TypeWriter('').write(schema, 'reader'), /^any(\[\])+$/);
  });
});

describe('the surroundings of a skill', () => {
  it('are its callees, by the names that it writes', () => {
    const add = skill(
      '/** Adds.\n * @param {number} a\n * @returns {number} */\nexport default a => a + 1;',
      'add.js',
    );
    assert.deepEqual(
      declared("await callSkill('add', { a: 1 });\nawait skills['no-such']();", /readonly "/, [add]),
      [
        '/** Adds. */ readonly "add": (inputs: { a: number }) => Promise<number>;',
        'readonly "no-such": (inputs?: object) => Promise<any>;',
      ],
    );
  });

  it('are the outputs of a script where nothing else tells its result', () => {
    const script = skill('const a = 1;\nconst _b = 2;\nlet c = a;', 'script.js');
    assert.deepEqual(declared("await callSkill('script');", /readonly "script"/, [script]), [
      'readonly "script": (inputs?: { [name: string]: never }) => Promise<{ a: any; c: any }>;',
    ]);
  });

  it('are the inputs of a script, and no others', () => {
    const text = '/**\n * @param {number} a\n * @param {Date} [b]\n * @param c\n */\nconst d = a;';
    assert.deepEqual(declared(text, /^declare var/), [
      'declare var a: number;',
      'declare var b: string | undefined;',
      'declare var c: any;',
    ]);
    assert.deepEqual(declared('export default a => a;', /^declare var/), []);
  });

  it('leave out what the text itself declares', () => {
    assert.deepEqual(declared('const print = 1; function sleep() {}', /declare const (print|sleep)/), []);
    assert.deepEqual(
      declared('/** @typedef {number} integer */\n/** @type {integer} */\nlet a;', /^type integer/),
      [],
    );
    assert.deepEqual(declared('/** @param {integer} a */\nlet b = a;', /^type integer/), [
      'type integer = number;',
    ]);
  });

  it('leave out what the text says to be there', () => {
    const text = 'declare const n: number;\ndeclare function callSkill(name: string): any;\nconst m = n;';
    const lines = surroundings(skill(text, 'sample.ts'), () => undefined).split('\n');
    assert.deepEqual(
      lines.filter(line => /^declare (?:var|const (?:callSkill|print))/.test(line)),
      ['declare const print: (...values: unknown[]) => void;'],
    );
  });

  it('use what a run uses: outputs, and the bare entry', () => {
    assert.deepEqual(declared('const a = 1;\nfunction f() {}\nconst _b = 1;', /^void/), ['void [a];']);
    assert.deepEqual(declared('function f(a) { return a; }', /^void/), ['void [f];']);
  });

  it('are whole sentences for names and texts of any kind', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string(),
        fc.constantFrom('__proto__', 'constructor', 'a-b'),
        (description, other, name) => {
          const callee: Skill = {
            ...skill('export default a => a;', `${name}.js`),
            name,
            doc: { ...skill('').doc, summary: `*/ ${description} @typedef {x} y */` },
            inputs: { type: 'object', properties: { [other]: { description: `*/ @param ${description}` } } },
            result: { enum: [description, other] },
          };
          const caller = skill(`await callSkill(${JSON.stringify(name)});`);
          const text = surroundings(caller, () => callee);
          assert.deepEqual(syntaxErrors(text), []);
          assert.doesNotMatch(docText(description).slice(0, -'*/ '.length), /@|\*\//);
        },
      ),
    );
  });

  it('are whole sentences for 1,000 callees', () => {
    const calls = Array.from({ length: 1_000 }, (_, at) => `await callSkill('s${at}');`).join('\n');
    const text = surroundings(skill(calls), () => undefined);
    assert.equal(text.match(/readonly "s\d+"/g)?.length, 1_000);
    assert.deepEqual(syntaxErrors(text), []);
  });
});
