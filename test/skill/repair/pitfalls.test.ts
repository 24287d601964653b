// What a refactoring would silently break, each either done right or refused with the reason.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/base/json.ts';
import { assertSame } from './behaviour.ts';
import { type Files, refactor, refusal } from './bench.ts';

const extract = 'Extract';
const inline = 'Inline';

const library: Files = {
  'square.js': '/** S.\n * @param {number} x */\nexport default x => { const y = x * x; return { y }; };\n',
  'sum.js': '/** S. */\nexport default (x, y) => x + y;\n',
  'later.js': '/** L. */\nexport default x => (x ? skills.square({ x }) : null);\n',
  'shout.js': '/** S. */\nexport default function shout(x) { console.log(x); }\n',
  'next.js': '/** N. */\nexport default ({ x = 1, y = x + 1 }) => [x, y];\n',
  'twice.js':
    '/** T. */\nexport default function twice(x) {\n  function by(n) { return x * n; }\n  return by(2);\n}\n',
};

const plain = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(/[«»]/g, '')]));

const body = (code: string) => `/** M. */\nexport default async function m(a) {\n${code}\n}\n`;

describe('refactorings keep what a skill does', () => {
  const same: readonly (readonly [title: string, code: string, inputs: JsonObject])[] = [
    [inline, 'const r = await skills.«later»({ x: a });\nreturn r;', { a: 3 }],
    [
      inline,
      'const r = await skills.«sum»({ x: (console.log(1), a), y: (console.log(2), 1) });\nreturn r;',
      { a: 3 },
    ],
    [inline, 'const r = await skills.«twice»({ x: a });\nreturn r;', { a: 3 }],
    [extract, '«function h(x) { return x + a; }\nconst r = h(1);»\nreturn r;', { a: 3 }],
  ];
  for (const [title, code, inputs] of same)
    it(`${title}: ${code}`, async () => {
      const files = { 'm.js': body(code), ...library };
      await assertSame(plain(files), refactor(files, title).after, 'm', [inputs]);
    });

  it('keep what an extraction hands back out of a script’s result', async () => {
    const code = `/** M.
 * @param {number[]} list
 */
let most = 0;
«for (const x of list) most = Math.max(most, x);
const count = list.length;»
const text = most + '/' + count;
`;
    const files = { 'm.js': code };
    await assertSame(plain(files), refactor(files, extract).after, 'm', [{ list: [1, 3] }]);
  });

  it('keep the variables of an inlined skill out of a script’s result', async () => {
    const files = { 'm.js': '/** M. */\nconst out = await skills.«square»({ x: n + 1 });\n', ...library };
    const { after } = refactor(files, inline);
    assert.match(after['m.js'] ?? '', /const _x = n \+ 1;\nconst _y = _x \* _x;\nconst out = \{ y: _y \};/);
    await assertSame(plain(files), after, 'm', [{ n: 2 }]);
  });
});

describe('refactorings are refused', () => {
  const refused: readonly (readonly [title: string, code: string, reason: RegExp])[] = [
    [extract, 'const o = { f: () => 5 };\nreturn «o.f() + a»;', /`o` is an object with a function/],
    [
      extract,
      'const o = { f() { return 5; } };\nconst r = «[o, a]»;\nreturn r;',
      /an object with a function/,
    ],
    [
      extract,
      'var x = 1;\nif (a) {\n«var x = 2;\nconsole.log(x);»\n}\nreturn x;',
      /declared inside and outside/,
    ],
    [extract, 'const p = «skills.square({ x: a })»;\nreturn await p;', /a promise/],
    [extract, 'const e = «new Error(a)»;\nreturn e;', /is an Error/],
    [extract, 'const o = new «Set»([a]);\nreturn [...o];', /A name alone/],
    [extract, 'const list = [];\n«list».push(a);\nreturn list;', /A name alone/],
    [extract, '«out»: for (const x of [a]) { if (x) break out; }', /A name alone/],
    [extract, 'class «C» { m() {} }\nreturn a;', /A name alone/],
    [extract, 'class C { «m»() { return a; } }\nreturn new C().m();', /A name alone/],
    [extract, "class C { «'m'»() { return a; } }\nreturn new C().m();", /no value of its own/],
    [extract, 'const t = String.raw«`x`»;\nreturn t;', /no value of its own/],
    [extract, 'return «a?.b».c;', /no value of its own/],
    [extract, 'return «a?.b.c»();', /no value of its own/],
    [extract, 'const o = { p: { q: 1 } };\ndelete «o.p».q;\nreturn o;', /changes what is in `o`/],
    [extract, 'const o = { p: [1] };\n«o.p».push(a);\nreturn o;', /changes what is in `o`/],
    [extract, 'const o = { p: [1] };\n(«a ? o.p : o.q»).push(a);\nreturn o;', /changes what is in `o`/],
    [extract, 'const o = { p: {} };\n«o.p».x.y += 1;\nreturn o;', /changes what is in `o`/],
    [extract, 'const o = { p: {} };\nconst q = «o.p»;\nq.x = a;\nreturn o;', /changes what is in `q`/],
    [extract, 'try { a.b(); } catch (error) { return «error.message»; }', /`error` is an Error/],
    [inline, 'const console = { log() {} };\nawait skills.«shout»({ x: a });\nconsole.log(1);', /`console`/],
    [inline, 'return await skills.«sum»({ x: a });', /leaves out `y`/],
    [inline, 'return await skills.«next»({ x: 1 });', /default of `y` is no plain value/],
    [inline, 'return await skills.«next»({ x: 1, y: a });', /`y` has a default/],
  ];
  it('where the selection is the skill itself', () => {
    const bare = '/** M. */\n«async function m(a) {\n  return a;\n}»\n';
    assert.match(refusal({ 'm.js': bare }, extract) ?? '', /is the skill itself/);
  });

  for (const [title, code, reason] of refused)
    it(`${title}: ${code}`, () =>
      assert.match(refusal({ 'm.js': body(code), ...library }, title) ?? '', reason));
});

describe('refactorings of TypeScript', () => {
  it('take the types along that the selection names', () => {
    const code = `/** M. */
interface P { id: Id }
type Id =
  | 'a'
  | 'b';
interface Q { z: 1 }
export default function m(p: P, list: P[]) {
  «const q = list.map((x: P) => x.id + p.id) as string[];»
  return q;
}
`;
    const created = refactor({ 'm.ts': code }, extract).repair.change.creates[0]?.text ?? '';
    assert.match(
      created,
      /^interface P \{ id: Id \}\n\ntype Id =\n {2}\| 'a'\n {2}\| 'b';\n\n\/\*\*\n \* Describe/,
    );
    assert.doesNotMatch(created, /interface Q/);
  });

  it('make parameters of what a script declares', async () => {
    const script =
      '/** M. */\ndeclare const n: number;\ndeclare let o: {\n  a: number;\n};\n«const» r: number = n + o.a;\ndeclare const s: string;\nconst t = s + r;\n';
    const files = { 'm.ts': script };
    const { after } = refactor(files, 'Convert to a bare function');
    assert.equal(
      after['m.ts'],
      '/** M. */\nfunction m(n: number, o: { a: number }, s: string) {\n  const r: number = n + o.a;\n  const t = s + r;\n  return { r, t };\n}\n',
    );
    await assertSame(plain(files), after, 'm', [{ n: 1, o: { a: 2 }, s: 'x' }, { n: 'no' }]);
  });
});
