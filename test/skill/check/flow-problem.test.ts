// Code that cannot run, loops that cannot end, inputs that nothing uses: each fact a line.
import assert from 'node:assert/strict';
import { underlined } from '../reading.ts';

function inside(body: string): string[] {
  return underlined(`/** S. */ export default async function sample() {\n${body}\n}`);
}

describe('code that can never run', () => {
  const good = [
    'return f(); function f() { return 1 }',
    'return a; var a;',
    'return 1;;',
    'if (f()) return 1; return 2; function f() {}',
    'if (f()) return 1; else f(); return 2; function f() {}',
    'for (const x of [1]) { if (x) continue; x.y } return 1',
    'while (f()) { break } return 1; function f() {}',
    'while (true) { if (f()) break } return 1; function f() {}',
    'outer: while (true) { while (true) { break outer } } return 1',
    'outer: { if (f()) break outer; return 1 } return 2; function f() {}',
    'try { return f() } catch { } return 2; function f() {}',
    'try { f() } finally { f() } return 2; function f() {}',
    'switch (f()) { case 1: return 1; default: f() } return 2; function f() {}',
    'switch (f()) { case 1: break; case 2: return 1 } return 2; function f() {}',
    'const g = () => { throw 1 }; g(); return 2',
    'do { if (f()) break } while (true); return 1; function f() {}',
    'for (let i = 0; ; i++) { if (i > 3) break } return 1',
  ];
  for (const body of good)
    it(`is not in ${body}`, () => {
      assert.deepEqual(
        inside(body).filter(line => line.startsWith('unreachable')),
        [],
      );
    });

  const bad: readonly (readonly [body: string, ...dead: string[]])[] = [
    ['return 1; console.log(2)', 'console.log(2)'],
    ['return\n1;', '1;'],
    ['throw 1; var a = 2; return a', 'var a = 2; return a'],
    ['return f(); f(); function f() {} f()', 'f();', 'f()'],
    ['if (f()) { return 1 } else { throw 2 } return 3; function f() {}', 'return 3;'],
    ['for (const x of [1]) { continue; x.y }', 'x.y'],
    ['while (f()) { break; f() } function f() {}', 'f()'],
    ['while (true) { await f() } return 1; function f() {}', 'return 1;'],
    ['for (;;) { await sleep(1) } return 1', 'return 1'],
    ['do { await sleep(1) } while (true); return 1', 'return 1'],
    ['try { return 1 } catch { return 2 } return 3', 'return 3'],
    ['try { f() } finally { return 2 } return 3; function f() {}', 'return 3;'],
    ['switch (f()) { case 1: return 1; f(); default: f() } function f() {}', 'f();'],
    ['const g = () => { return 1; g() }; return g', 'g()'],
    ['class A { static { while (true) { await1() } await1() } } return A; function await1() {}', 'await1()'],
  ];
  for (const [body, ...dead] of bad)
    it(`is in ${body}`, () => {
      assert.deepEqual(
        inside(body).filter(line => line.startsWith('unreachable')),
        dead.map(text => `unreachable-code ${JSON.stringify(text)}`),
      );
    });

  it('is found at the top of a script, where there is no return', () => {
    assert.deepEqual(underlined('/** S. */\nconst a = 1;\nwhile (true) { await sleep(a) }\nconst b = 2;'), [
      'unreachable-code "const b = 2;"',
    ]);
  });
});

describe('a loop that nothing ends', () => {
  const good = [
    'while (true) { await sleep(1) }',
    'while (true) { if (f()) break }',
    'while (true) { if (f()) return 1 }',
    'while (true) { if (f()) throw 1 }',
    'for (;;) { for (;;) { if (f()) return 1 } }',
    'function* g() { while (true) yield 1 } return g',
    'outer: for (const x of [1]) { while (true) { if (x) continue outer } }',
    'outer: { while (true) { if (f()) break outer } }',
    'try { while (true) f() } catch { return 1 }',
    'for (;;) { for await (const x of f()) { x } }',
    'for (let i = 0; i < 3; i++) { f() }',
    'while (f()) { }',
    'while (0) { f() }',
  ];
  for (const body of good)
    it(`is not ${body}`, () => {
      const found = inside(`${body}; function f() { return f }`);
      assert.deepEqual(
        found.filter(line => line.startsWith('endless')),
        [],
      );
    });

  const bad: readonly (readonly [body: string, keyword: string])[] = [
    ['while (true) { f() }', 'while'],
    ['while (1);', 'while'],
    ['for (;;) f()', 'for'],
    ['for (let i = 0; ; i++) f()', 'for'],
    ['do { f() } while (true)', 'do'],
    ['while (true) { const g = () => { return 1 }; g() }', 'while'],
    ['while (true) { for (const x of [1]) { if (x) break } }', 'while'],
    ['while (true) { switch (f()) { case 1: break } }', 'while'],
    ['while (true) { const g = async () => { await f() }; g().catch(f) }', 'while'],
    ['try { f() } catch { } while (true) f()', 'while'],
  ];
  for (const [body, keyword] of bad)
    it(`is ${body}`, () => {
      const found = inside(`${body}; function f() { return f }`);
      assert.deepEqual(
        found.filter(line => line.startsWith('endless')),
        [`endless-loop ${JSON.stringify(keyword)}`],
      );
    });
});

describe('an input that nothing uses', () => {
  const good = [
    'export default (a, b) => a + b',
    'export default (_a, b) => b',
    'export default (a, b = a) => b',
    'export default ({ a, b }) => a + b',
    'export default ({ a: b }) => b',
    'export default ({ a, ...rest }) => rest',
    'export default ({ a: { x, y } }) => x',
    'export default function (a, b) { return arguments.length }',
    'export default (inputs) => inputs.any',
    'export default (...all) => all',
    'export default (a) => () => a',
    'export default (a) => { a++ }',
    'export default (a) => typeof a',
    'const f = (a) => a; export default f',
    'function f(a) { return a }',
  ];
  for (const text of good)
    it(`is not in ${text}`, () => {
      assert.deepEqual(underlined(`/** S. */ ${text}`), []);
    });

  const bad: readonly (readonly [text: string, ...names: string[]])[] = [
    ['export default (a, b) => a', 'b'],
    ['export default (a, b = 2, ...c) => a', 'b', 'c'],
    ['export default ({ a, b: c, d = 1 }) => a', 'b', 'd'],
    ['export default ({ a: { x } }) => 1', 'a'],
    ['export default (inputs) => 1', 'inputs'],
    ['export default (a) => { const f = (a) => a; return f(1) }', 'a'],
    ['export default (a) => { a = 1 }', 'a'],
    ['function f(a) { return 1 }', 'a'],
  ];
  for (const [text, ...names] of bad)
    it(`is in ${text}`, () => {
      assert.deepEqual(
        underlined(`/** S. */ ${text}`),
        names.map(name => `unused-input ${JSON.stringify(name)}`),
      );
    });

  it('may be one that a script names in its doc', () => {
    assert.deepEqual(
      underlined('/** S.\n * @param {number} a - x\n * @param {number} b - y\n */\nconst c = a;'),
      ['unused-input "b"'],
    );
  });
});
