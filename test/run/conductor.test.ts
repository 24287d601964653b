/** What a run does: forms, calls, chains, errors, logs and limits, one small program each. */

import assert from 'node:assert/strict';
import { ProgramCache } from '../../src/run/lookup.ts';
import type { Call, Outcome } from '../../src/run/outcome.ts';
import { InProcess, type InProcessOptions } from '../fakes/in-process.ts';
import { FakeRecording } from '../fakes/recording.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

const runner = new InProcess();

function run(files: Record<string, string>, options: InProcessOptions = {}): Promise<Outcome> {
  return runner.run('main', new MemorySkills(files), options);
}

async function result(code: string, inputs = {}): Promise<unknown> {
  const outcome = await run({ main: code }, { inputs });
  assert.equal(outcome.status, 'completed', JSON.stringify(outcome.error));
  return outcome.result;
}

async function failure(files: Record<string, string> | string, options: InProcessOptions = {}) {
  const outcome = await run(typeof files === 'string' ? { main: files } : files, options);
  assert.equal(outcome.status, 'failed', JSON.stringify(outcome.result));
  assert.ok(outcome.error);
  return outcome.error;
}

/** The call tree as text: one line per call, indented. */
function tree(call: Call, indent = ''): string {
  const line = `${indent}${call.skill} ${call.status}\n`;
  return line + call.calls.map(inner => tree(inner, `${indent}  `)).join('');
}

const logsOf = (outcome: Outcome) => outcome.logs.map(line => `${line.level} ${line.text}`);

describe('entry forms', () => {
  const rows: readonly [title: string, code: string, inputs: object, result: unknown][] = [
    ['function by name', 'export default function f(a, b) { return a - b; }', { b: 1, a: 5 }, 4],
    ['defaults in code', 'export default (a, b = 2) => a * b;', { a: 3 }, 6],
    ['one object pattern', 'export default ({ a, b = 4 }) => a + b;', { a: 1 }, 5],
    ['whole inputs', 'export default inputs => inputs;', {}, {}],
    [
      'rest parameter',
      'export default (first, ...more) => [first, more];',
      { first: 1, more: [2, 3] },
      [1, [2, 3]],
    ],
    ['bare function', 'function twice(x) { return 2 * x; }', { x: 4 }, 8],
    ['async function', 'export default async x => { await null; return x; };', { x: 1 }, 1],
    ['undefined result', 'export default () => {};', {}, null],
    ['a date', 'export default () => new Date(0);', {}, '1970-01-01T00:00:00.000Z'],
    [
      'script',
      'const y = x + 1;\nlet _hidden = 2; const f = () => 1; function g() {} class C {}',
      { x: 1 },
      { y: 2 },
    ],
    ['script that awaits', 'const y = await Promise.resolve(3);', {}, { y: 3 }],
    ['script that changes an input', 'x += 1; const y = x;', { x: 1 }, { y: 2 }],
    ['module with top-level await', 'const k = await 5; export default () => k;', {}, 5],
    ['hashbang', '#!/usr/bin/env node\nexport default () => 1;', {}, 1],
    ['last line is a comment', 'export default () => 1 // end', {}, 1],
    ['this is undefined', 'export default function () { return this === undefined; }', {}, true],
    [
      'names of the sandbox redeclared',
      'const print = 1; const skills = 2; export default () => print + skills;',
      {},
      3,
    ],
    [
      '__proto__ as an output',
      'var y = JSON.parse(\'{"__proto__": 1}\');',
      {},
      { y: JSON.parse('{"__proto__": 1}') },
    ],
  ];
  for (const [title, code, inputs, expected] of rows) {
    it(title, async () => assert.deepEqual(await result(code, inputs), expected));
  }

  it('runs TypeScript with its types blanked', async () => {
    const files = { 'main.ts': 'export default function f(a: number): number { return a as number + 1; }' };
    assert.equal((await run(files, { inputs: { a: 1 } })).result, 2);
  });

  it('leaves out of a script what JSON cannot carry, with a warning', async () => {
    const outcome = await run({ main: 'const n = 1;\nconst m = new Map();\nconst nothing = undefined;' });
    assert.deepEqual(outcome.result, { n: 1 });
    assert.match(logsOf(outcome).join('\n'), /^warn "m" is left out of the result: .*Map/);
  });

  it('refuses a skill with errors before anything runs', async () => {
    const error = await failure('console.log(1);\nexport default () => {');
    assert.equal(error.code, 'run/invalid-skill');
    assert.match(error.message, /main\.js:2:\d+/);
  });
});

describe('composition', () => {
  const add = 'export default (a, b = 1) => a + b;';

  it('calls by callSkill and skills, ignoring case', async () => {
    const main = `export default async () =>
      [await callSkill('ADD', { a: 1 }), await skills.add({ a: 2 }), await skills['Add']({ a: 3, b: 3 })];`;
    const outcome = await run({ main, add });
    assert.deepEqual(outcome.result, [2, 3, 6]);
    assert.equal(tree(outcome.calls), `main completed\n${'  add completed\n'.repeat(3)}`);
  });

  it('copies inputs and results', async () => {
    const main = `const given = { list: [1] }; const got = await skills.push({ list: given.list });
      got.push(9); const again = await skills.push({ list: given.list });`;
    const push =
      'const kept = []; export default list => { list.push(2); kept.push(1); return [...list, kept.length]; };';
    const outcome = await run({ main, push });
    assert.deepEqual(outcome.result, { given: { list: [1] }, got: [1, 2, 1, 9], again: [1, 2, 1] });
  });

  it('names the whole circle', async () => {
    const error = await failure({
      main: "export default () => callSkill('b');",
      b: "export default () => callSkill('Main');",
    });
    assert.equal(error.message, 'Circular dependency detected: main → b → main');
    assert.equal(error.code, 'run/circular');
    assert.deepEqual(error.chain, ['main', 'b', 'main']);
  });

  it('never shows a chain to a parallel branch', async () => {
    const leaf = 'export default async () => { await sleep(1); return 1; };';
    const middle = 'export default async () => (await skills.leaf()) + (await skills.leaf());';
    const main = 'export default async () => Promise.all([skills.middle(), skills.leaf(), skills.middle()]);';
    assert.deepEqual((await run({ main, middle, leaf })).result, [2, 1, 2]);
  });

  it('limits the depth', async () => {
    const files: Record<string, string> = {
      main: 'export default () => skills.s2();',
      s6: 'export default () => 6;',
    };
    for (let i = 2; i < 6; i++) files[`s${i}`] = `export default () => skills.s${i + 1}();`;
    const error = await failure(files);
    assert.equal(error.code, 'run/depth-limit');
    assert.match(error.message, /^Max call depth \(5\) exceeded: main → s2 → s3 → s4 → s5 → s6/);
    assert.equal((await run(files, { limits: { depth: 6 } })).result, 6);
  });

  it('rejects an unknown skill with a suggestion', async () => {
    const error = await failure(
      { main: "export default async n => callSkill('ad' + n);", add },
      { inputs: { n: 'f' } },
    );
    assert.equal(error.name, 'SkillNotFoundError');
    assert.match(error.message, /did you mean "add"/);
  });

  it('always returns a promise', async () => {
    const main = `export default async () => {
      const made = [callSkill('no'), callSkill(1), callSkill('add', { a: 1n }), callSkill('add', { wrong: 1 }), skills.no];
      return Promise.all(made.map(p => typeof p === 'function' ? 'function' : p instanceof Promise ? p.catch(e => e.name) : 'none'));
    };`;
    assert.deepEqual((await run({ main, add })).result, [
      'SkillNotFoundError',
      'TypeError',
      'NotJsonError',
      'InvalidInputsError',
      'function',
    ]);
  });

  it('calls skills that are named as every object’s properties are', async () => {
    const main = `export default async () => [
      await skills.constructor({ x: 1 }), await skills.hasOwnProperty(), await callSkill('valueof'), await callSkill('then'),
    ];`;
    const files = {
      main,
      constructor: 'export default function build(x) { return x + 1; }',
      hasOwnProperty: 'export default () => 2;',
      valueOf: 'export default () => 3;',
      'then.js': 'export default () => 4;',
    };
    assert.deepEqual((await run(files)).result, [2, 2, 3, 4]);
  });

  it('does not hang on awaiting or printing skills', async () => {
    const code =
      "export default async () => { await skills; console.log(skills, { skills }); return '' + skills; };";
    assert.equal(await result(code), '[skills]');
  });

  it('checks nested inputs before the callee runs', async () => {
    const files = {
      main: "export default () => callSkill('typed', { items: [{ price: '12' }] });",
      typed:
        '/** @param {{ price: number }[]} items */\nexport default items => { console.log("ran"); return items; };',
    };
    const outcome = await run(files);
    assert.equal(outcome.error?.code, 'run/invalid-inputs');
    assert.match(outcome.error.message, /items\[0\]\.price: expected number, got "12"/);
    assert.deepEqual(outcome.logs, []);
    assert.equal(tree(outcome.calls), 'main failed\n  typed failed\n');
  });

  it('fills in defaults of the doc', async () => {
    const main = "export default () => callSkill('d');";
    const d = '/** @param {number} [n=7] */\nexport default n => n;';
    assert.equal((await run({ main, d })).result, 7);
  });

  it('lets a caller catch the error of a callee, with name, message and details', async () => {
    const main = `export default async () => {
      try { await skills.fails(); } catch (e) { return [e.name, e.message, e instanceof RangeError, e.status, e.shared]; }
    };`;
    const fails =
      'export default () => { throw Object.assign(new RangeError("too far"), { status: 404, shared: () => 1 }); };';
    assert.deepEqual((await run({ main, fails })).result, ['RangeError', 'too far', true, 404, null]);
  });

  it('warns of calls that the run did not wait for', async () => {
    const outcome = await run({
      main: 'export default () => { skills.nap(); };',
      nap: 'export default () => sleep(5);',
    });
    assert.equal(outcome.status, 'completed');
    assert.match(logsOf(outcome)[0] ?? '', /^warn callSkill\("nap"\) was still running/);
    assert.equal(tree(outcome.calls), 'main completed\n  nap cancelled\n');
  });
});

describe('errors', () => {
  it('point to the author’s file, in nested skills too', async () => {
    const error = await failure({
      main: '// one\n\nexport default async function main() {\n  await callSkill("deep");\n}\n',
      deep: '/* 𝒳 é */ export default () => {\n\tconst none = null;\n\t"𝒳"; return none.x;\n};\n',
    });
    assert.equal(error.name, 'TypeError');
    assert.deepEqual(error.chain, ['main', 'deep']);
    assert.deepEqual([error.file, error.line], ['deep.js', 3]);
    assert.match(error.stack, /^at deep \(deep\.js:3:\d+\)\nat main \(main\.js:4:9\)$/);
  });

  it('count columns in UTF-16 units and from the start of the call', async () => {
    const error = await failure('export default () => {\n  "𝒳𝒳"; throw new Error("x"); };');
    assert.deepEqual([error.line, error.column], [2, 17]);
  });

  it('shift only the first line', async () => {
    const error = await failure('export default () => { throw new Error("x"); };');
    assert.deepEqual([error.line, error.column], [1, 30]);
  });

  it('keep their cause', async () => {
    const error = await failure(
      'export default () => { throw new Error("a", { cause: new TypeError("b") }); };',
    );
    assert.match(error.stack, /caused by TypeError: b\n {2}at main \(main\.js:1:\d+\)/);
  });

  const thrown: readonly [code: string, name: string, message: RegExp][] = [
    ['throw null', 'Error', /^null was thrown/],
    ["throw 'text'", 'Error', /^'text' was thrown/],
    ['const a = {}; a.a = a; throw a', 'Error', /was thrown, which is not an Error/],
    ['throw Object.assign(new Error(), { message: { a: 1 } })', 'Error', /a: 1/],
    ['class Mine extends Error { name = "Mine" } throw new Mine("own")', 'Mine', /^own$/],
    ['throw new AggregateError([new Error("one")], "all")', 'AggregateError', /^all$/],
    ['null.x', 'TypeError', /cannot read/],
    ['const f = () => f() + 1; f()', 'StackLimitError', /stack overflow/],
    ['await Promise.any([Promise.reject(1)])', 'AggregateError', /^All promises were rejected$/],
    ['return 1n', 'NotJsonError', /^result/],
    ['return { a: [1, NaN] }', 'NotJsonError', /^result\.a\[1\]/],
  ];
  for (const [code, name, message] of thrown) {
    it(code, async () => {
      const error = await failure(`export default async () => { ${code}; };`);
      assert.equal(error.name, name);
      assert.match(error.message, message);
    });
  }

  it('name the skill where its top-level code threw', async () => {
    const script = await failure({ main: 'const a = 1;\nconst b = a.b.c;' });
    assert.equal(script.stack, 'at main (main.js:2:14)');
    const module = await failure('const a = null.b;\nexport default () => a;');
    assert.equal(module.stack, 'at main (main.js:1:15)');
  });

  it('count lines that end with a CR alone', async () => {
    const outcome = await run({ main: 'export default () => {\r  console.log(`a\rb`);\r  null.x;\r};\r' });
    assert.deepEqual([outcome.error?.line, outcome.error?.column], [4, 7]);
    assert.deepEqual(
      outcome.logs.map(line => [line.line, line.text]),
      [[2, 'a\nb']],
    );
  });

  it('show the frames of a recursion once', async () => {
    const error = await failure('export default function f() { return f() + 1; }');
    assert.match(error.stack, /^at f \(main\.js:1:38\)\n… \d+ more of it$/);
  });

  const calls: readonly [code: string, message: string, code2?: string][] = [
    ['const o = { a: {} }; o.a.b();', 'o.a.b is not a function'],
    ['const o = 5; o();', 'o is not a function'],
    ['const o = { a: () => 5 }; o.a().b(1);', '(…).b is not a function'],
    ['const o = {}; o?.run();', 'o?.run is not a function'],
    ['[1].map(5);', 'not a function'],
    ['[1].map(n => n.foo());', 'n.foo is not a function'],
    ['Array.from([1], 5);', 'not a function'],
    ['throw TypeError("not a function");', 'not a function'],
    ['throw new TypeError("not a function");', 'not a function'],
    [
      'const g = globalThis; g.setTimeout(() => 1, 1);',
      'setTimeout is not available in a skill: use await sleep(ms)',
      'run/unavailable',
    ],
  ];
  for (const [code, message, errorCode] of calls) {
    it(`name what is no function: ${code}`, async () => {
      const error = await failure(`export default () => { ${code} };`);
      assert.deepEqual([error.name, error.message, error.code], ['TypeError', message, errorCode]);
    });
  }

  const classes: readonly [title: string, code: string, place: readonly number[]][] = [
    ['a class', 'class Mine extends Error {}', [3, 9]],
    [
      'a class with a constructor',
      'class Mine extends Error { constructor(m) { super(m); this.name = "Mine"; } }',
      [3, 9],
    ],
    [
      'a class of a class',
      'class Base extends TypeError { constructor(m) { super(m); } } class Mine extends Base {}',
      [3, 9],
    ],
    ['a function', 'const Mine = function (m) { return new Error(m); };', [1, 36]],
  ];
  for (const [title, code, place] of classes) {
    it(`are placed where they are thrown: made by ${title}`, async () => {
      const error = await failure(`${code}\nexport default () => {\n  throw new Mine("x");\n};`);
      assert.deepEqual([error.line, error.column], place);
      assert.match(error.stack, /at main \(main\.js:3:9\)$/);
    });
  }

  it('name what is no function in a callee, too', async () => {
    const error = await failure({
      main: 'export default async () => { await skills.low(); };',
      low: 'export default async () => { await null; ({}).nope(); };',
    });
    assert.equal(error.message, '(…).nope is not a function');
  });

  it('are logged with the places of the author', async () => {
    const outcome = await run({
      main: 'try { null.x; } catch (error) { console.log("caught", error, "\\n  at noon (see main.js)"); }',
    });
    assert.deepEqual(logsOf(outcome), [
      "log caught TypeError: cannot read property 'x' of null\n    at main (main.js:1:11) \n  at noon (see main.js)",
    ]);
  });

  it('are logged without the frames of the sandbox, also when their stack is', async () => {
    const outcome = await run({
      main: 'export default () => {\n  console.log([1].map(() => new Error("x").stack)[0].trimEnd());\n};',
    });
    assert.deepEqual(logsOf(outcome), ['log     at <anonymous> (main.js:2:29)\n    at main (main.js:2:18)']);
  });

  it('of microtasks are warned of', async () => {
    const outcome = await run({
      main: 'export default async () => {\n  queueMicrotask(() => {\n    throw new TypeError("lost"); });\n  await null;\n};',
    });
    assert.deepEqual(
      outcome.logs.map(line => [line.level, line.line, line.text]),
      [['warn', 3, 'A function given to queueMicrotask failed: TypeError: lost']],
    );
  });

  it('rise through callers that throw them again', async () => {
    const error = await failure({
      main: 'export default async () => { try { await skills.mid(); } catch (e) { e.message = "main: " + e.message; throw e; } };',
      mid: 'export default async () => skills.low();',
      low: 'export default () => { throw new Error("low"); };',
    });
    assert.equal(error.message, 'main: low');
    assert.deepEqual(error.chain, ['main', 'mid', 'low']);
    assert.equal(error.file, 'low.js');
  });

  it('that nobody awaits are warned of', async () => {
    const outcome = await run({
      main: 'export default async () => {\n  callSkill("fails");\n  Promise.reject(new Error("dropped"));\n  new Promise((_, no) => no(new Error("made")));\n  await skills.fails().catch(() => 1);\n};',
      fails: 'export default () => { throw new Error("no"); };',
    });
    assert.equal(outcome.status, 'completed');
    const lines = outcome.logs.map(line => `${line.line} ${line.text}`).sort();
    assert.match(lines[0] ?? '', /^2 callSkill\("fails"\) failed and nobody awaited it: Error: no/);
    assert.match(lines[1] ?? '', /^3 .*nobody awaited it: Error: dropped/);
    assert.match(lines[2] ?? '', /^4 .*nobody awaited it: Error: made/);
    assert.equal(lines.length, 3);
  });

  it('of async functions that nobody awaits are warned of, and only those; columns stay the author’s', async () => {
    const outcome = await run({
      main: `async function late(x) { throw new Error('lost ' + x); }
export default async () => {
  late(1);
  late(2); (async () => { throw new TypeError('now'); })(); console.info('here');
  true && late(3);
  late(4).then(v => v);
  late(5).catch(() => 0);
  const kept = late(6); await kept.catch(() => 0);
  return 'done';
};`,
    });
    assert.equal(outcome.result, 'done');
    assert.equal(outcome.logs.find(({ level }) => level === 'info')?.column, 61);
    const warnings = outcome.logs.filter(({ level }) => level === 'warn');
    assert.deepEqual(
      warnings.map(({ line, text }) => `${line} ${text.replace(/^.*awaited it: /, '')}`).sort(),
      ['3 Error: lost 1', '4 Error: lost 2', '4 TypeError: now', '5 Error: lost 3', '6 Error: lost 4'],
    );
  });
});

describe('obstacles of a skill', () => {
  const source = (files: Record<string, string>) => {
    const skills = new MemorySkills(files);
    return {
      find: (name: string) => skills.find(name),
      names: () => skills.names(),
      obstacle: (name: string) => (name === 'twin' ? 'There are two of it.' : undefined),
    };
  };
  const files = {
    main: 'export default () => callSkill("twin");',
    twin: 'export default () => { console.log("ran"); return 1; };',
  };

  it('keep it from being started', async () => {
    const { status, error, logs } = await runner.run('twin', source(files));
    assert.deepEqual(
      [status, error?.code, error?.message],
      ['failed', 'run/invalid-skill', 'There are two of it.'],
    );
    assert.equal(logs.length, 0);
  });

  it('keep it from being called', async () => {
    const { error, calls } = await runner.run('main', source(files));
    assert.deepEqual([error?.name, error?.chain, error?.line], ['InvalidSkillError', ['main', 'twin'], 1]);
    assert.equal(tree(calls), 'main failed\n  twin failed\n');
  });

  it('keep it from being sent ahead', () => {
    const programs = new ProgramCache().closure(source(files), 'main');
    assert.deepEqual(
      programs.map(program => program.name),
      ['main'],
    );
  });
});

describe('promises', () => {
  const rows: readonly [title: string, code: string, result: unknown][] = [
    [
      'look like the engine’s',
      '[Promise.name, Promise.length, Promise.resolve(1) instanceof Promise]',
      ['Promise', 1, true],
    ],
    [
      'resolve to themselves',
      '(() => { const p = Promise.resolve(1); return Promise.resolve(p) === p; })()',
      true,
    ],
    [
      'can be extended',
      '(() => { class P extends Promise {} return new P(r => r(2)).then(x => x instanceof P || x); })()',
      2,
    ],
    ['need new', '(() => { try { Promise(() => {}); } catch (e) { return e.name; } })()', 'TypeError'],
    [
      'combine',
      'Promise.all([1, Promise.allSettled([Promise.reject(2)])])',
      [1, [{ status: 'rejected', reason: 2 }]],
    ],
  ];
  for (const [title, code, expected] of rows) {
    it(title, async () => assert.deepEqual(await result(`export default async () => ${code};`), expected));
  }

  it('keep the order of their reactions', async () => {
    const code = `const order = [];
      const a = (async () => { order.push(1); await new Promise(r => r()); order.push(4); })();
      const b = Promise.resolve().then(() => order.push(5)); order.push(2);
      order.push(3); await a; await b;`;
    assert.deepEqual(await result(code), { order: [1, 2, 3, 4, 5] });
  });
});

describe('logs', () => {
  it('carry skill, file, line and column', async () => {
    const outcome = await run({
      main: 'export default async () => {\n  console.warn("a", { b: 1 });\n  await skills.sub();\n};',
      'tools/sub': 'function sub() {\n\n    print("from sub"); }',
    });
    assert.deepEqual(
      outcome.logs.map(({ atMs: _, ...line }) => line),
      [
        { level: 'warn', text: 'a { b: 1 }', skill: 'main', file: 'main.js', line: 2, column: 3 },
        { level: 'log', text: 'from sub', skill: 'sub', file: 'tools/sub.js', line: 3, column: 5 },
      ],
    );
  });

  it('are kept up to their limit, then counted', async () => {
    const code = 'export default () => { for (let i = 0; i < 10; i++) console.log("12345"); };';
    const outcome = await run({ main: code }, { limits: { logChars: 12 } });
    assert.equal(outcome.logs.length, 3);
    assert.match(outcome.logs[2]?.text ?? '', /^12… /);
    assert.equal(outcome.droppedLogs, 7);
  });

  it('carry U+0000 and lone surrogates', async () => {
    const outcome = await run({ main: 'export default () => { console.log("a\\0b\\ud800"); };' });
    assert.equal(outcome.logs[0]?.text, 'a\0b\ud800');
  });
});

describe('limits', () => {
  it('says "waits for ever" at once', async () => {
    const error = await failure('export default () => new Promise(() => {});', {
      limits: { timeMs: 60_000 },
    });
    assert.equal(error.code, 'run/waits-for-ever');
  });

  it('says in which call it waits', async () => {
    const error = await failure({
      main: 'export default () => skills.sub();',
      sub: 'export default () => new Promise(() => {});',
    });
    assert.deepEqual(error.chain, ['main', 'sub']);
  });

  it('are the host’s to say, not the guest’s', async () => {
    const code = "export default () => { throw Object.assign(new Error('x'), { code: 'run/cancelled' }); };";
    const error = await failure(code);
    assert.equal(error.code, undefined);
  });

  it('ends at the time limit, with what was logged', async () => {
    const outcome = await run(
      { main: 'export default () => { console.log("here"); for (;;); };' },
      { limits: { timeMs: 30 } },
    );
    assert.equal(outcome.status, 'timed-out');
    assert.match(outcome.error?.message ?? '', /30 ms.*skillsmith\.run\.timeout.*--timeout.*@timeout/);
    assert.deepEqual(logsOf(outcome), ['log here']);
  });

  it('cannot be caught', async () => {
    const outcome = await run(
      {
        main: 'export default async () => { for (;;) { try { await skills.loop(); } catch { return 1; } } };',
        loop: 'export default () => { for (;;); };',
      },
      { limits: { timeMs: 30 } },
    );
    assert.equal(outcome.status, 'timed-out');
    assert.equal(tree(outcome.calls), 'main timed-out\n  loop timed-out\n');
  });

  it('holds the memory', async () => {
    for (const mb of [4, 32]) {
      const code = 'export default n => new Uint8Array(n * 1024 * 1024).length;';
      const limits = { memoryBytes: mb * 1024 * 1024 };
      const small = await run({ main: code }, { inputs: { n: mb / 2 }, limits });
      assert.equal(small.status, 'completed', JSON.stringify(small.error));
      const large = await run({ main: code }, { inputs: { n: mb * 1.2 }, limits });
      assert.equal(large.error?.code, 'run/memory-limit');
    }
  });

  it('holds the size of the result', async () => {
    const error = await failure('export default () => "x".repeat(100);', { limits: { resultChars: 50 } });
    assert.equal(error.code, 'run/result-limit');
    assert.match(error.message, /102 characters.*50.*skillsmith\.run\.resultSize/);
  });

  it('cancels while sleeping and while busy', async () => {
    let looks = 0;
    const busy = await run(
      { main: 'export default () => { for (;;); };' },
      { isCancelled: () => ++looks > 3 },
    );
    assert.equal(busy.status, 'cancelled');
    assert.equal(busy.error?.code, 'run/cancelled');
  });
});

describe('time and recording', () => {
  it('sleeps in order of waking', async () => {
    const code = `const order = []; const nap = async ms => { await sleep(ms); order.push(ms); };
      await Promise.all([nap(60), nap(20), nap(40), nap(0)]);`;
    assert.deepEqual(await result(code), { order: [0, 20, 40, 60] });
  });

  it('repeats to the byte with the same recording', async () => {
    const main = `export default async () => {
      console.log(Math.random(), Date.now(), new Date(), performance.now(), crypto.randomUUID());
      const [a, b] = await Promise.all([skills.sub({ n: 3 }), skills.sub({ n: 1 })]);
      console.log(a, b); return [Math.random(), a, b];
    };`;
    const sub = 'export default async n => { await sleep(n); return [n, Math.random(), Date.now()]; };';
    const texts = new Set<string>();
    for (let i = 0; i < 3; i++) {
      texts.add(JSON.stringify(await run({ main, sub }, { recording: new FakeRecording() })));
    }
    assert.equal(texts.size, 1);
    assert.match([...texts][0] ?? '', /"status":"completed"/);
  });
});
