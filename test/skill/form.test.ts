// The three forms of a skill file: entry, binding, and the edits that make it a function body.
import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { parseSkill } from '../../src/skill/parse.ts';
import type { StripTypes } from '../../src/skill/skill.ts';
import { edited, read, underlined, withoutSilence } from './reading.ts';

/** Runs the edited code as the engine does, and calls the entry. */
function call(text: string, ...inputs: readonly unknown[]): unknown {
  const skill = read(text);
  assert.deepEqual(withoutSilence(skill.problems), []);
  const code = edited(skill);
  assert.equal(code.length, text.length);
  assert.equal(code.replace(/[^\r\n]/g, ''), text.replace(/[^\r\n]/g, ''));
  return runInNewContext(`(() => {${code}\nreturn (${skill.entry?.expression})(...inputs)})()`, { inputs });
}

describe('the entry of a file', () => {
  const callable: readonly [name: string, text: string][] = [
    ['a named function', 'export default function add(a, b) { return a + b }'],
    ['an anonymous function', 'export default function (a, b) { return a + b }'],
    [
      'an anonymous function before a bracket',
      'export default function (a, b) { return a + b }\n[1].map(n => n)',
    ],
    ['an oddly spaced one', 'export  default\nfunction(a, b) { return a + b }'],
    ['an arrow', 'export default (a, b) => a + b;'],
    ['a function expression', 'export default (function (a, b) { return a + b })'],
    ['a name bound to a function', 'function add(a, b) { return a + b }\nexport default add'],
    ['a name bound to an arrow', 'const add = (a, b) => a + b\nexport default add;'],
    ['an export list', 'const add = (a, b) => a + b\nexport { add as default };'],
    ['helpers beside it', 'const zero = 0;\nexport const one = 1;\nexport default (a, b) => a + b + zero'],
    ['a bare function', "'use strict';\nfunction add(a, b) { return a + b }"],
    ['a shebang', '#!/usr/bin/env node\nexport default (a, b) => a + b'],
    ['a name in use', 'const $entry = 0;\nexport default (a, b) => a + b + $entry'],
  ];
  for (const [name, text] of callable)
    it(`is ${name}`, () => {
      assert.equal(call(text, 2, 3), 5);
    });

  it('keeps async functions async', async () => {
    assert.equal(await call('export default async function (a) { return await a }', 5), 5);
    assert.equal(await call('export default async a => await a', 5), 5);
  });

  it('is underlined by its name or keyword', () => {
    const shown = (text: string) => {
      const range = read(text).entry?.range;
      return range && text.slice(range.start, range.end);
    };
    assert.equal(shown('export default function add() {}'), 'add');
    assert.equal(shown('export default function () {}'), 'function');
    assert.equal(shown('export default () => 1'), 'default');
    assert.equal(shown('const add = () => 1; export default add'), 'add');
    assert.equal(shown('let total = 1;\nlet more = 2'), 'let total = 1;');
  });
});

describe('a file without a clear entry', () => {
  const unclear: readonly [text: string, problem: string][] = [
    ['', 'no-entry ""'],
    ['// only a comment', 'no-entry "/"'],
    ['function a() {}\nfunction b() {}', 'several-entries "b"'],
    ['export function a() {}', 'no-entry "a"'],
    ['class A {\n}', 'no-entry "class A {"'],
    ['export default class A {}', 'unsupported-entry "class"'],
    ['export default function* a() {}', 'unsupported-entry "a"'],
    ['export default 42', 'unsupported-entry "42"'],
    ['const a = 1;\nexport default a', 'unsupported-entry "a"'],
    ['export default () => 1;\nexport default () => 2', 'several-entries "default"'],
  ];
  for (const [text, problem] of unclear)
    it(`says so of ${JSON.stringify(text)}`, () => {
      assert.deepEqual(underlined(text), [problem]);
    });
});

describe('how inputs are bound', () => {
  const drawn = (text: string) => {
    const { entry, inputs } = read(text);
    const names = entry?.parameters.map(
      one =>
        `${one.isRest ? '...' : ''}${one.name}${one.isOptional ? '?' : ''}${one.default === undefined ? '' : `=${JSON.stringify(one.default)}`}`,
    );
    return `${entry?.binding} ${names?.join(' ')}${inputs.additionalProperties === false ? '' : ' …'}`;
  };
  const cases: readonly [text: string, binding: string][] = [
    ['export default (a, b = 2) => 0', 'by-name a b?=2'],
    ["export default (a = -1, b = ['x'], c = { d: null }) => 0", 'by-name a?=-1 b?=["x"] c?={"d":null}'],
    ['export default (a, b = Date.now()) => 0', 'by-name a b?'],
    ['export default (...values) => 0', 'by-name ...values?'],
    ['export default ({ a, b = 2 }) => 0', 'whole a b?=2'],
    ['export default ({ a } = {}) => 0', 'whole a'],
    ['export default ({ a, ...rest }) => 0', 'whole a …'],
    ['export default inputs => 0', 'whole  …'],
    ['/** @param {number} inputs.a\n@param {string} [inputs.b] */\nexport default inputs => 0', 'whole a b?'],
    ['/** @param {{ a: number, b?: string }} inputs */\nexport default inputs => 0', 'whole a b?'],
    ['export default (a, inputs) => 0', 'by-name a inputs'],
    ['const sum = first + second;', 'by-name first second'],
    ['/** @param {number} first */\nconst sum = first * 2;', 'by-name first'],
    ["const size = typeof width === 'undefined' ? 1 : width;", 'by-name width?'],
    ['n = n || 5;\nconst twice = n * 2', 'by-name n'],
  ];
  for (const [text, binding] of cases)
    it(text.replace(/\n/g, ' '), () => {
      assert.equal(drawn(text), binding);
    });

  it('needs a name for each of several parameters', () => {
    assert.deepEqual(underlined('export default (a, { b }) => a + b'), ['unnamed-parameter "{ b }"']);
    assert.deepEqual(underlined('export default ([a]) => a'), ['unnamed-parameter "[a]"']);
  });
});

describe('how TypeScript marks an input as optional', () => {
  /** As Node does it: blanks that keep every place. */
  const blank =
    (types: readonly string[]): StripTypes =>
    code => ({
      ok: true,
      code: types.reduce((text, type) => text.replace(type, ' '.repeat(type.length)), code),
    });
  const optional = (text: string, types: readonly string[]) =>
    parseSkill({ path: 'f.ts', text }, blank(types))
      .entry?.parameters.filter(({ isOptional }) => isOptional)
      .map(({ name }) => name);

  it('with a question mark at the parameter', () =>
    assert.deepEqual(optional('export default (a: number, b?: string) => 0', [': number', '?: string']), [
      'b',
    ]));

  it('with a question mark in the type of the object', () =>
    assert.deepEqual(
      optional('export default ({ a, b }: { a: number; b?: string }) => 0', [': { a: number; b?: string }']),
      ['b'],
    ));

  it('and not with a condition in a default', () =>
    assert.deepEqual(optional('export default (a: number, b) => (a ? b : 0)', [': number']), []));
});

describe('a script', () => {
  it('returns its variables but no functions, classes and private ones', () => {
    const skill = read(`
      let total = 0, _hidden = 1;
      const { left, right: [first] } = pair;
      if (total) { var found = 1; let inner = 2; }
      function helper() { return total }
      const arrow = () => helper();
      class Box {}
      export const shown = arrow(new Box(), inner);
      await sleep(1);`);
    assert.deepEqual(skill.entry?.outputs, ['total', 'left', 'first', 'found', 'shown']);
    assert.equal(skill.entry?.hasTopLevelAwait, true);
    assert.deepEqual(
      skill.entry?.parameters.map(({ name }) => name),
      ['pair', 'inner'],
    );
  });

  it('awaits at the top level only outside of functions', () => {
    assert.equal(
      read('const f = async () => { await 1 };\nconst x = await f()').entry?.hasTopLevelAwait,
      true,
    );
    assert.equal(read('const f = async () => { await 1 };\nconst x = f()').entry?.hasTopLevelAwait, false);
  });

  it('warns of a function that was perhaps meant to be the entry', () => {
    assert.deepEqual(underlined('const rate = 2;\nfunction tax(amount) { return amount * rate }'), [
      'unused-function "tax"',
    ]);
  });

  it('cannot declare an input again', () => {
    assert.deepEqual(underlined('/** @param {number} a */\nlet a = 1;'), ['shadowed-input "a"']);
  });
});
