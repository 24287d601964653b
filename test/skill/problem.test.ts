// What is reported of one file, and what is not: each fact a line.
import assert from 'node:assert/strict';
import { problemKinds } from '../../src/skill/problem.ts';
import { drawProblems, read, underlined, withoutSilence } from './reading.ts';

function inFunction(body: string): string {
  return `export default async function sample() {\n${body}\n}`;
}

describe('names that nothing declares', () => {
  const clean = [
    'if (true) { var a = 1 } return a;',
    'return f(); function f() { return g } var g;',
    'const f = function me(n) { return n ? me(n - 1) : 0 }; return f;',
    'for (const [k, v] of Object.entries({})) { k; v }',
    'for (let i = 0, n = 3; i < n; i++) { i }',
    'try { throw 1 } catch ({ message }) { return message }',
    'try { throw 1 } catch { return 1 }',
    'outer: for (;;) { break outer }',
    'class A extends Map { static #n = 1; x = A.name; static { this.y = A } get [String(1)]() { return this.#p } #p = 1 } return A;',
    'const C = class Inner { make() { return new Inner() } }; return C;',
    'function old() { return arguments.length } return old();',
    'const { a = 1, b: { c = a } = {}, ...rest } = {}; return [c, rest];',
    'const f = (x, y = x, { z } = y) => z; return f;',
    "return typeof missing === 'undefined';",
    'let x; ({ x } = { x: 1 }); [x] = [2]; return x;',
    'switch (1) { case 1: { let s = 1; return s } default: return 0 }',
    'const o = { key: 1, method() { return this.key }, get g() { return 1 } }; return o.key;',
    'return `today` + new Date() + Math.max(NaN, Infinity) + JSON.stringify(undefined) + crypto.randomUUID();',
    'console.log(1); print(2); await sleep(1); return structuredClone(new URL("a:b"));',
    'return [] instanceof Function;',
    'const process = { env: 1 }; return process.env;',
    'const { fetch } = { fetch: 1 }; return fetch;',
    'return globalThis.Math;',
    'const tag = (s) => s; return tag`x`;',
    'async function* g() { yield 1 } for await (const x of g()) { x }',
  ];
  for (const body of clean)
    it(`says nothing of ${body}`, () => {
      assert.deepEqual(underlined(inFunction(body)), []);
    });

  const wrong: readonly [body: string, ...problems: string[]][] = [
    ['return missing;', 'undefined-variable "missing"'],
    ['total = 1; return total;', 'undefined-variable "total"', 'undefined-variable "total"'],
    ['{ let inner = 1 } return inner;', 'undefined-variable "inner"'],
    ['return { short };', 'undefined-variable "short"'],
    ['return arguments2;', 'undefined-variable "arguments2"'],
    ['try { 1 } catch (e) { e } return e;', 'undefined-variable "e"'],
  ];
  for (const [body, ...problems] of wrong)
    it(`finds ${body}`, () => {
      assert.deepEqual(underlined(inFunction(body)), problems);
    });

  it('suggests what is near', () => {
    const text = inFunction('const length = 1; return lenght + Maths.PI;');
    assert.deepEqual(drawProblems(text, read(text).problems), [
      'skill/undefined-variable "lenght": `lenght` is not defined: did you mean "length"?',
      'skill/undefined-variable "Maths": `Maths` is not defined: did you mean "Math"?',
    ]);
  });

  it('finds in a script what can be no input', () => {
    assert.deepEqual(underlined('const a = compute(1);\nsum = 0;\nconst b = Maths.PI;'), [
      'undefined-variable "compute"',
      'undefined-variable "sum"',
      'undefined-variable "Maths"',
    ]);
    assert.deepEqual(underlined('/** @param {number} a */\nconst c = a + b;'), ['undefined-variable "b"']);
  });
});

describe('what the sandbox refuses', () => {
  const refused: readonly [body: string, problem: string][] = [
    ["return require('fs');", 'forbidden-global "require"'],
    ["return eval('1');", 'forbidden-global "eval"'],
    ["return (0, eval)('1');", 'forbidden-global "eval"'],
    ["return new Function('return 1');", 'forbidden-global "Function"'],
    ["return Function('return 1')();", 'forbidden-global "Function"'],
    ["return globalThis.eval('1');", 'forbidden-global "eval"'],
    ["return globalThis['eval']('1');", 'forbidden-global "\'eval\'"'],
    ['return process.env;', 'forbidden-global "process"'],
    ["return await fetch('x');", 'forbidden-global "fetch"'],
    ['return setTimeout(() => 1, 1);', 'forbidden-global "setTimeout"'],
    ["return await import('x');", 'forbidden-import "import"'],
    ['return import.meta.url;', 'forbidden-import "import.meta"'],
  ];
  for (const [body, problem] of refused)
    it(body, () => {
      assert.deepEqual(underlined(inFunction(body)), [problem]);
    });

  it('names the alternative', () => {
    const text = inFunction('setTimeout(() => 1, 1)');
    assert.deepEqual(drawProblems(text, read(text).problems), [
      'skill/forbidden-global "setTimeout": `setTimeout` is not available: a skill has no timers: `await sleep(ms)` waits.',
    ]);
  });

  it('refuses imports and re-exports', () => {
    assert.deepEqual(underlined("import fs from 'fs';\nexport * from 'x';\nexport default () => fs"), [
      'forbidden-import "import fs from \'fs\';"',
      'forbidden-import "export * from \'x\';"',
    ]);
  });
});

describe('a promise that nobody awaits', () => {
  const dropped = [
    "callSkill('a')",
    'skills.a()',
    "callSkill('a').then(x => x)",
    "true && callSkill('a')",
    "[1].forEach(n => callSkill('a', { n }))",
    "callSkill('a').result",
    "1 + callSkill('a')",
    "callSkill('a') ? 1 : 2",
    "const { result } = callSkill('a')",
    "const a = callSkill('a'); return a.result",
    "const a = skills.a(); return a + ''",
    "const a = callSkill('a'); const { result } = a; return result",
    '(async () => 1)()',
    "return { a: callSkill('a') }",
    "return [1, { a: true ? callSkill('a') : 1 }]",
    "const a = callSkill('a'); return { a }",
    "const a = callSkill('a'); if (1) return { b: [a] }; return 1",
    "await callSkill('b', { a: callSkill('a') })",
    'await skills.b({ list: [skills.a()] })',
    "await callSkill('b', callSkill('a'))",
    "return JSON.stringify(callSkill('a'))",
    'return Object.keys(skills.a()).length',
    'console.log(skills.a())',
    'return Math.round(skills.a())',
  ];
  for (const code of dropped)
    it(`is found in ${code}`, () => {
      const found = withoutSilence(read(inFunction(`${code};`)).problems).map(problem => problem.code);
      assert.deepEqual(found, ['skill/missing-await']);
    });

  const taken = [
    "await callSkill('a')",
    "return callSkill('a')",
    "return true ? callSkill('a') : 1",
    "const f = () => ({ a: callSkill('a') }); return (await f().a)",
    'const f = function () { return [skills.a()] }; return await f()[0]',
    "const all = { a: callSkill('a') }; return await all.a",
    "const a = callSkill('a'); const all = { a }; return await all.a",
    "const a = callSkill('a'); return Promise.all([a, { a: 1 }])",
    "return Promise.all([callSkill('a')])",
    'const a = skills.a(); if (a instanceof Promise) return a; return 1',
    "return await Promise.allSettled([{ a: 1 }, callSkill('a')])",
    "void callSkill('a')",
    "const later = callSkill('a'); return later",
    "const later = callSkill('a'); return (await later).result",
    "const later = callSkill('a'); later.result = 1; await later",
    'const later = skills.a(); return await later.then(x => x.result)',
    'const a = skills.a(); const b = skills.b(); return await Promise.all([a, b])',
    'let a = skills.a(); a = await a; return a.result',
    'const later = skills.a(); return typeof later',
    "await Promise.all([callSkill('a'), skills.a()])",
    "await Promise.all([1].map(n => callSkill('a', { n })))",
    "callSkill('a').catch(() => 1)",
    "await callSkill('a').then(x => x)",
    "const f = () => callSkill('a'); return f",
    "const x = true ? callSkill('a') : callSkill('b'); return x",
    "const callSkill = () => 1; callSkill('a')",
    'const skills = { a() {} }; skills.a()',
  ];
  for (const code of taken)
    it(`is not found in ${code}`, () => {
      assert.deepEqual(underlined(inFunction(`${code};`)), []);
    });

  const own: readonly [code: string, ...problems: string[]][] = [
    ['later(); await later();', 'missing-await "later"'],
    ['later().then(x => x);', 'missing-await "later"'],
    ['later().finally(() => 1);', 'missing-await "later"'],
    ['true && later();', 'missing-await "later"'],
    ['[1].forEach(n => later(n));', 'missing-await "later"'],
    ['return later().length;', 'missing-await "later()"'],
    ['if (later()) return 1;', 'missing-await "later()"'],
    ['const f = async () => 1; f();', 'missing-await "f"'],
    ['(async () => 1)().then(x => x);', 'missing-await "(async () => 1)()"'],
    ['Promise.all([1].map(n => later(n)));', 'missing-await "Promise.all([1].map(n => later(n)))"'],
    ["Promise.reject(new Error('x'));", 'missing-await "Promise.reject(new Error(\'x\'))"'],
    ['new Promise(done => done(1));', 'missing-await "Promise"'],
    ['sleep(10);', 'missing-await "sleep"'],
  ];
  for (const [code, ...problems] of own)
    it(`is found in ${code}`, () => {
      assert.deepEqual(underlined(inFunction(`async function later(n) { return [n]; }\n${code}`)), problems);
    });

  const certain = [
    'await later();',
    'return later();',
    'void later();',
    'later().catch(() => 1);',
    'later().then(x => x, () => 1);',
    'later().then(x => x).catch(() => 1);',
    'const p = later(); await p;',
    'const all = [later(), later()]; await Promise.all(all);',
    'await Promise.all([1].map(n => later(n)));',
    '[1].map(later);',
    'await Promise.all([sleep(1)]);',
    'const p = new Promise(done => done(1)); return p;',
    'let f = async () => 1; f = () => 2; f();',
    'const Promise = { all() {} }; Promise.all();',
    'const sleep = () => 1; sleep();',
    'const given = (x) => x; given(1).then(x => x);',
    'async function* many() { yield 1 } many();',
    'function plain() { void later(); } plain();',
  ];
  for (const code of certain)
    it(`is not found in ${code}`, () => {
      assert.deepEqual(underlined(inFunction(`async function later(n) { return n; }\n${code}`)), []);
    });

  it('means a function where one is called', () => {
    const text = inFunction('undefinedFn(); return undefinde;');
    assert.deepEqual(drawProblems(text, read(text).problems), [
      'skill/undefined-variable "undefinedFn": There is no function `undefinedFn`.',
      'skill/undefined-variable "undefinde": `undefinde` is not defined: did you mean "undefined"?',
    ]);
  });

  it('says what is async, and what to do', () => {
    const text = inFunction(
      'async function later() {}\nlater();\n[1].forEach(() => later());\nreturn later() + 1;',
    );
    assert.deepEqual(drawProblems(text, read(text).problems), [
      'skill/missing-await "later": `later` is async, and nobody waits for it: write `await` before it (or `void`, when nobody needs to wait).',
      'skill/missing-await "later": `later` is async, and nobody waits for it: `forEach` does not wait: use `for … of` with `await`, or `await Promise.all(items.map(…))`.',
      'skill/missing-await "later()": This is a promise, not the result: write `(await …)` around the call.',
    ]);
  });
});

describe('a file that does not parse', () => {
  const broken: readonly [text: string, problem: string][] = [
    [
      'return 1',
      'skill/syntax "return": `return` outside of a function: a script\'s result is its top-level variables; or write `export default function` around the code.',
    ],
    ['function f() {\n  if (a) {\n}', 'skill/syntax "{": This `{` is never closed.'],
    ['let a = ;', 'skill/syntax ";": Unexpected `;`.'],
    ["let a = 'x", 'skill/syntax "\'x": The string is never closed.'],
    ['let a = 1; let a = 2', 'skill/syntax "a": Identifier \'a\' has already been declared.'],
    [
      'function f() { await 1 }',
      'skill/syntax "await": `await` in a function that is not async: write `async` before the function.',
    ],
  ];
  for (const [text, problem] of broken)
    it(`has one problem: ${JSON.stringify(text)}`, () => {
      const skill = read(text);
      assert.equal(skill.isComplete, false);
      assert.deepEqual(drawProblems(text, skill.problems), [problem]);
    });

  it('is still known as far as it goes', () => {
    const skill = read(
      `/** Adds.\n * @param {number} a */\nexport default async function add(a, b) {\n  const x = await callSkill('sum', { a });\n  x.\n}`,
    );
    assert.equal(skill.isComplete, false);
    assert.equal(skill.doc.summary, 'Adds.');
    assert.deepEqual(
      skill.entry?.parameters.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.deepEqual(
      skill.calls.map(({ callees }) => callees),
      [['sum']],
    );
  });

  it('never throws, however odd the text', () => {
    for (const text of [
      '\0',
      '\ud800',
      '((((',
      '/** @param {',
      '`${',
      '#!',
      '\ufeff',
      '['.repeat(20_000),
      'a.'.repeat(20_000),
    ])
      assert.doesNotThrow(() => read(text));
  });

  it('is not even read beyond a megabyte', () => {
    assert.deepEqual(
      read(' '.repeat(1024 * 1024 + 1)).problems.map(({ code }) => code),
      ['skill/too-large'],
    );
  });
});

describe('names and docs', () => {
  it('must be valid as skill names', () => {
    const codes = (path: string) =>
      withoutSilence(read('export default () => 1', path).problems).map(({ code }) => code);
    assert.deepEqual(codes('geometry/right-angle_2.js'), []);
    assert.deepEqual(codes('2nd.js'), ['skill/invalid-name']);
    assert.deepEqual(codes('my skill.js'), ['skill/invalid-name']);
    assert.deepEqual(codes(`${'a'.repeat(65)}.js`), ['skill/invalid-name']);
  });

  it('compares @param with the parameters', () => {
    const text =
      '/**\n * @param {number} lenght\n * @param {number} b\n */\nexport default (length, b) => length + b';
    assert.deepEqual(drawProblems(text, read(text).problems), [
      'skill/unknown-parameter "lenght": The function has no parameter `lenght`: did you mean "length"?',
      'skill/undocumented-parameter "length": The doc has no `@param` for `length`.',
    ]);
  });

  it('compares @secret with the inputs, however deep', () => {
    const text =
      '/**\n * Asks.\n * @param {{ token: string }[]} users\n * @param {object} any\n * @secret users[].tok, any.key, ke - x y\n */\nexport default (users, any, key) => [users, any, key]';
    assert.deepEqual(
      underlined(text).filter(problem => problem.startsWith('unknown')),
      ['unknown-parameter "users[].tok"', 'unknown-parameter "ke"'],
    );
  });

  it('finds the inputs of a parameter that stands for all of them', () => {
    const { doc, inputs, problems } = read(
      '/**\n * Asks.\n * @param {object} inputs\n * @param {string} inputs.key\n * @secret inputs.key\n */\nexport default inputs => inputs.key',
    );
    assert.deepEqual(
      [doc.secrets, inputs.properties, problems],
      [['key'], { key: { type: 'string', writeOnly: true } }, []],
    );
  });

  it('says nothing of a function that has no @param at all', () => {
    assert.deepEqual(underlined('/** Adds. */\nexport default (a, b) => a + b'), []);
  });

  it('underlines exactly the type that has no schema, or that cannot be read', () => {
    assert.deepEqual(
      underlined(
        '/**\n * @param {{ a: Map<string, number> }} x - one\n * @param {number[} y\n */\nexport default (x, y) => [x, y]',
      ),
      ['inexpressible-type "Map<string, number>"', 'invalid-type "number["'],
    );
  });

  for (const [type, why] of [
    ['string|', 'something is missing at its end.'],
    ['string number', '`number` cannot stand where it does.'],
    ['(string', 'a bracket is not closed.'],
    ['"abc', 'its quotes are not closed.'],
  ] as const)
    it(`says in plain words what is wrong with the type ${type}`, () => {
      const { problems } = read(`/** @param {${type}} a */\nexport default a => a`);
      const message = problems.find(({ code }) => code === 'skill/invalid-type')?.message;
      assert.equal(message, `The type cannot be read, so any value is accepted: ${why}`);
    });

  it('checks @timeout', () => {
    assert.deepEqual(underlined('/** @timeout soon */\nexport default () => 1'), [
      'invalid-timeout "@timeout"',
    ]);
    assert.equal(read('/** @timeout 5s */\nexport default () => 1').doc.timeoutMs, 5000);
  });

  it('checks @cache', () => {
    for (const wrong of ['', 'soon', '31d', '0s', '-1h', '1h 30m', '1y', 'NaN', '1e3'])
      assert.deepEqual(
        underlined(`/** @cache ${wrong} */\nexport default () => 1`),
        ['invalid-cache "@cache"'],
        wrong,
      );
    for (const [text, ms] of [
      ['500ms', 500],
      ['30s', 30_000],
      ['10m', 600_000],
      ['1h', 3_600_000],
      ['1.5 h', 5_400_000],
      ['30d', 2_592_000_000],
      ['250', 250],
    ] as const)
      assert.equal(read(`/** @cache ${text} */\nexport default () => 1`).doc.cacheMs, ms, text);
    assert.equal(read('/** Adds. @cache 1s */\nexport default () => 1').doc.cacheMs, 1000);
    assert.equal(read('/** Nothing. */\nexport default () => 1').doc.cacheMs, undefined);
  });

  it('explains every code in one sentence', () => {
    for (const [code, { explanation }] of Object.entries(problemKinds)) {
      assert.match(code, /^skill\/[a-z0-9-]+$/);
      assert.match(explanation, /^[^.]+(?:\.\S[^.]*)*\.$/, code);
    }
  });
});
