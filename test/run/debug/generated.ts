/** Programs that are made up: they always end, and print much of what they do. */

import fc from 'fast-check';

/** What can stand at a place. */
interface Around {
  readonly depth: number;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isLoop: boolean;
  readonly isFunction: boolean;
}

type Text = fc.Arbitrary<string>;

const names = ['a', 'b', 'c', 'd'] as const;
const name = fc.constantFrom(...names);

/** The body of a function that is a skill. */
export const program: Text = statements({
  depth: 3,
  isAsync: true,
  isGenerator: false,
  isLoop: false,
  isFunction: true,
}).map(
  text => `export default async function main() {
  let left = 300, a = 1, b = [1, 2], c = { x: 3, y: [4] }, d = n => n;
  const spend = () => { if (left-- < 0) throw new RangeError('spent'); return true; };
  const tag = (s, ...v) => s.raw.join('|') + v.length;
  try {
${text}
  } catch (e) { console.log('outer', e?.name, e?.message, e?.stack); }
  console.log(a, b, c, typeof d, left);
  return String(main).length;
}`,
);

function statements(around: Around): Text {
  return fc
    .array(statement(around), { minLength: 1, maxLength: 4 })
    .map(list => list.map(text => `spend();${text}`).join('\n'));
}

function statement(around: Around): Text {
  const one = expression(around);
  const simple: Text[] = [
    one.map(value => `console.log(${value});`),
    fc.tuple(name, one).map(([target, value]) => `${target} = ${value};`),
    fc
      .tuple(name, one)
      .map(([target, value]) => `{ let ${target} = ${value}; console.log(typeof ${target}) }`),
    fc.tuple(name, one).map(([target, value]) => `var v_${target} = ${value}; a = v_${target}`),
    one.map(value => `const { x: p = ${value}, ...q } = { ...Object(b) }; console.log(p, q);`).map(braced),
    one.map(value => `const [p, q = ${value}, ...r] = [...'xy']; console.log(p, q, r);`).map(braced),
    one.map(value => `if (left < 150) throw new TypeError(String(${value}));`),
    one.map(value => `;(${value})\n`),
  ];
  if (around.isFunction) simple.push(one.map(value => `if (left % 3 === 0) return ${value};`));
  if (around.isLoop) simple.push(fc.constantFrom('if (left % 2) continue;', 'if (left % 5 === 0) break;'));
  if (around.isGenerator)
    simple.push(
      one.map(value => `a = yield ${value};`),
      one.map(v => `yield* [${v}, 2];`),
    );
  if (around.depth === 0) return fc.oneof(...simple);
  return fc.oneof({ weight: 2, arbitrary: fc.oneof(...simple) }, { weight: 3, arbitrary: compound(around) });
}

function braced(text: string): string {
  return `{ ${text} }`;
}

function compound(around: Around): Text {
  const inner: Around = { ...around, depth: around.depth - 1 };
  const round: Around = { ...inner, isLoop: true };
  const one = expression(inner);
  const body = fc.oneof(statements(inner).map(braced), simpleBody(inner));
  const loop = fc.oneof(statements(round).map(braced), simpleBody(round));
  const many = statements(inner);
  const label = name.map(text => `${text}${around.depth}`);
  const list: Text[] = [
    fc.tuple(one, body, body).map(([test, yes, no]) => `if (${test}) ${yes} else ${no}`),
    fc.tuple(one, body).map(([test, yes]) => `if (${test}) ${yes}`),
    fc
      .tuple(name, one, loop)
      .map(([i, step, each]) => `for (let ${i} = 0; ${i} < 3 && spend(); ${i}++, ${step}) ${each}`),
    fc.tuple(name, one, loop).map(([i, of, each]) => `for (let ${i} of [${of}, 2]) ${each}`),
    fc.tuple(name, loop).map(([i, each]) => `for (let ${i} in { x: 1, y: 2 }) ${each}`),
    fc.tuple(one, loop).map(([test, each]) => `while (spend() && left % 4 && (${test})) ${each}`),
    fc.tuple(one, loop).map(([test, each]) => `do ${each} while (spend() && left % 3 && (${test}))`),
    fc
      .tuple(one, many, many, many)
      .map(([on, x, y, z]) => `switch (${on}) { case 1: { ${x} } default: { ${y} } case 'x': { ${z} } }`),
    fc
      .tuple(many, many, many)
      .map(
        ([x, y, z]) => `try { ${x} } catch (e) { console.log(e?.message, e?.stack); ${y} } finally { ${z} }`,
      ),
    fc.tuple(many, many).map(([x, y]) => `try { ${x} } finally { ${y} }`),
    fc.tuple(many, many).map(([x, y]) => `try { ${x} } catch { ${y} }`),
    fc
      .tuple(label, many)
      .map(([label, x]) => `l_${label}: { ${x}; if (left % 2) break l_${label}; console.log('on'); }`),
    fc
      .tuple(label, statements(round))
      .map(
        ([label, x]) =>
          `l_${label}: for (let i = 0; i < 2; i++) for (;;) { ${x}; if (i || spend() && left % 2) break l_${label}; continue l_${label}; }`,
      ),
  ];
  if (around.isAsync) {
    list.push(
      fc.tuple(name, loop).map(([i, each]) => `for await (let ${i} of [1, Promise.resolve(2)]) ${each}`),
    );
    list.push(
      one
        .map(
          value =>
            `console.log(await Promise.all([(async () => { spend(); await null; return ${value}; })(), d]).then(r => r.length, e => e.message));`,
        )
        .map(braced),
    );
  }
  return fc.oneof(...list);
}

/** Without braces. */
function simpleBody(around: Around): Text {
  return expression({ ...around, depth: 0 }).map(value => `console.log(${value});`);
}

function expression(around: Around): Text {
  const leaf: Text[] = [
    name,
    fc
      .constantFrom(
        '1',
        '0',
        "'x'",
        'null',
        'undefined',
        '`t`',
        '[]',
        '{}',
        '2n',
        '/[{]/g',
        'c.x',
        'c.y[0]',
        'c?.z?.w',
        'b.length',
        'this',
        'new Error("e").stack',
      )
      .map(text => (text === '{}' ? '({})' : text)),
  ];
  if (around.depth <= 0) return fc.oneof(...leaf);
  const inner: Around = { ...around, depth: around.depth - 1, isLoop: false };
  const one = fc.memo(() => expression(inner))();
  const plain: Around = { ...inner, isAsync: false, isGenerator: false, isFunction: true };
  const list: Text[] = [
    fc
      .tuple(one, fc.constantFrom('+', '===', '<', '&&', '||', '??', ','), one)
      .map(([x, op, y]) => (op === '+' ? `(String(${x}) + typeof ${y})` : `((${x}) ${op} (${y}))`)),
    fc.tuple(one, one, one).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
    fc.tuple(name, one).map(([target, value]) => `(${target} = ${value})`),
    fc.tuple(one, expression(plain)).map(([x, y]) => `({ x: ${x}, get y() { return ${y}; } }).y`),
    fc.tuple(one, one).map(([x, y]) => `[${x}, ...[${y}]]`),
    fc.tuple(one, one).map(([x, y]) => `tag\`p\${${x}}q\${${y}}\``),
    one.map(x => `\`<\${typeof (${x})}>\``),
    expression(plain).map(x => `[1, 2].map((x, i) => (spend(), ${x}))`),
    expression(plain).map(x => `(d = (a = ${x}) => ${x})(2)`),
    expression(plain).map(x => `String((p, q = 1) => ${x}).length`),
    one.map(x => `c.nope(${x})`),
    one.map(x => `null.x?.[${x}]`),
    statements(plain).map(
      x => `(function f(${'p'}) { if (p > 1) { ${x} } return p > 0 ? f(p - 1) : new.target; })(2)`,
    ),
    statements({ ...plain, isGenerator: true }).map(x => `[...(function* () { ${x} })()].length`),
    fc
      .tuple(expression(plain), statements({ ...plain, isFunction: false }))
      .map(
        ([x, y]) =>
          `new (class K extends Array { #f = ${x}; static { a = ${x}; } constructor() { super(); ${y} } get g() { return this.#f; } })().g`,
      ),
    statements(plain).map(x => `({ m() { ${x} }, ['n']: 1 }).m()`),
  ];
  if (around.isAsync) {
    list.push(
      one.map(x => `(await ${parenthesised(x)})`),
      one.map(x => `typeof await ${parenthesised(x)}`),
    );
    list.push(statements({ ...plain, isAsync: true }).map(x => `(await (async (p = 1) => { ${x} })())`));
    list.push(
      statements({ ...plain, isAsync: true }).map(
        x => `(async () => { ${x} })().catch(e => console.log('late', e?.message))`,
      ),
    );
    list.push(expression({ ...plain, isAsync: true }).map(x => `(await (async x => ${x})(1))`));
  }
  return fc.oneof({ weight: 2, arbitrary: fc.oneof(...leaf) }, { weight: 3, arbitrary: fc.oneof(...list) });
}

function parenthesised(text: string): string {
  return `(${text})`;
}
