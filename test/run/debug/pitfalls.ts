/** Small programs, each with something in it that a careless change of its text would break. */

export interface Pitfall {
  readonly title: string;
  readonly code: string;
  /** `completed` unless told. */
  readonly status?: 'failed';
  /** Other skills, by name. */
  readonly others?: Readonly<Record<string, string>>;
  /** Of the main file; `js` unless told. */
  readonly extension?: 'ts';
  /** The engine's stack ends where it is full, which is not at the same call when it is stopped in between. */
  readonly isBottomless?: true;
}

/** Statements and where one ends. */
const statements: readonly Pitfall[] = [
  body(
    'labels of loops and blocks',
    `
    const seen = [];
    outer: for (let i = 0; i < 4; i++) {
      inner: for (let j = 0; j < 4; j++) {
        if (j === 2) continue outer;
        if (i === 3) break outer;
        if (j === 1) continue inner;
        seen.push([i, j]);
      }
    }
    block: { seen.push('in'); if (seen.length) break block; seen.push('never'); }
    a: b: c: while (true) { do { break b; } while (false); }
    d: if (seen.length) { break d; }
    e: seen.push('labelled expression');
    f: ;
    g: { h: for (;;) break g; }
    return seen;`,
  ),
  body(
    'switch scopes, fallthrough and default in the middle',
    `
    const log = [];
    const f = x => {
      switch (log.push('d'), x) {
        case (log.push('1'), 1): let a = 'a'; const c = () => a;
        case 2: a = 'b'; log.push(a);
        default: log.push('default');
        case 3: { log.push('3'); break; }
        case 4: log.push('4'); function inner() { return 'inner'; }
        case 5: class K {} log.push(typeof inner, typeof K); return 'five';
      }
      switch (x) {}
      switch (x) { default: }
      switch (x) { case 1: }
      return 'end';
    };
    for (const x of [1, 3, 4, 9]) log.push(f(x));
    return log;`,
  ),
  body(
    'a dead zone in a switch',
    `
    try { switch (2) { case 1: let a = 1; case 2: a; } } catch (e) { return [e.name, e.message]; }`,
  ),
  {
    title: 'a case that falls into a dead zone fails at its place',
    code: 'export default function f() {\n  switch (2) { case 1: let a = 1; case 2: return a; }\n}',
    status: 'failed',
  },
  body(
    'statements without semicolons',
    `
    let a = 1
    let b = a
    ++b
    const c = [1, 2]
    ;[a, b] = [b, a]
    let d = a
    /2/1
    const f = function () { return 1 }
    f()
    var x
    x = 5
    if (x) x++
    else x--
    do x--
    while (x > 2)
    x++
    const g = () => x
    g()
    do ; while (false) x++
    const t = \`a\`
    const o = { a
      , b }
    for (var i = 0; i < 2; i++)
      x += i
    while (x > 3) x--
    return [a, b, c, d, x, t, o, f.toString()]`,
  ),
  body(
    'returns that end at the line',
    `
    const f = () => {
      return
      1;
    };
    function g() { return }
    function h() { return/* c */1 }
    function k(a) { if (a) return; else return 2 }
    return [f() === undefined, g() === undefined, h(), k(1) === undefined, k(0)];`,
  ),
  body(
    'bodies without braces',
    `
    const out = [];
    if (1) out.push(1); else out.push(2);
    if (0) out.push(1); else if (0) out.push(2); else out.push(3);
    if (1) if (0) out.push('x'); else out.push('dangling');
    if (0) { if (1) out.push('x'); } else out.push('outer');
    for (let i = 0; i < 2; i++) if (i) out.push(i); else for (const k of [8, 9]) out.push(k);
    for (const k in { a: 1, b: 2 }) out.push(k);
    let n = 3;
    while (n--) if (n === 1) continue; else out.push(n);
    do if (n++ > 2) break; else out.push(n); while (n < 5);
    for (;;) break;
    for (;;) { break }
    if (1);
    else out.push('never');
    while (n-- > 0);
    for (let i = 0; i < 3; i++);
    with_: for (const a of [1, 2]) for (const b of [1, 2]) if (b === 2) continue with_; else out.push(a * b);
    if (1) try { out.push('try'); } finally { out.push('fin'); }
    if (1) switch (1) { case 1: out.push('sw'); }
    if (1) var v = 1; else var v = 2;
    return [out, v];`,
  ),
  body(
    'empty statements everywhere',
    `;;; let a = 1;;; { ; } if (a) { } else { } for (;;) { ; break; } return a;;`,
  ),
  body(
    'directives stay directives',
    `
    function f() { 'use strict'; return this === undefined; }
    function g() { "a" ; "use strict"
      return typeof this }
    function h() { 'not one' + ''; 'use strict'; return 1; }
    const k = () => { "use strict"
    return 2 };
    class A { m() { 'use strict' } }
    function only() { "use strict" }
    return [f(), g(), h(), k(), new A().m() === undefined, only() === undefined, String(only)];`,
  ),
  body(
    'conditions with commas, assignments and nested ternaries',
    `
    let a = 0, b, c;
    while (a++, b = a * 2, b < 10) c = b;
    for (let i = 0, j = 10; i++, i < j; j--, c = (i, j)) if (a, i > 3) break;
    do a--, b--; while (a, b > 4)
    const t = a ? b ? 1 : 2 : c ? 3 : 4;
    if (a = 0, c) b = (1, 2, 3);
    return [a, b, c, t, a ? 1 : b ? c ? 'x' : 'y' : 'z'];`,
  ),
  body(
    'the operator in where a loop begins',
    `
    const out = [];
    for (var i = (1 in { 1: 1 }) ? 3 : 0; i < 5; i++) out.push(i);
    for (let k = ('a' in { a: 1 } && 'b'); k; k = '') out.push(k);
    for (const f = () => { return 'x' in { x: 1 }; }; out.length < 5; ) out.push(f());
    for (var q = (() => 'y' in { y: 1 })(); q; q = false) out.push(q);
    for (const k in ('z' in { z: 1 }) ? { p: 1 } : {}) out.push(k);
    for (let [m = ('x' in {})] = []; !m; m = true) out.push(m);
    for (const a of [1, 2].map(x => x in [0, 0])) out.push(a);
    return out;`,
  ),
  body(
    'loops over patterns, members and calls',
    `
    const out = []; const o = { list: [] };
    for (const { a, b: [c = 5] = [] } of [{ a: 1 }, { a: 2, b: [3] }]) out.push(a, c);
    for (o.key in { p: 1, q: 2 }) out.push(o.key);
    for ([o.first, ...o.rest] of [[1, 2, 3]]) out.push(o);
    for (let i of [1, 2]) { let i = 5; out.push(i); }
    for (var v of new Set([1, 1, 2])) out.push(v);
    for (const [k, w] of Object.entries({ k: 1 })) out.push(k + w);
    for (let let_ in [7]) out.push(let_);
    for (async of => {}; false; );
    return JSON.parse(JSON.stringify([out, v]));`,
  ),
  body(
    'var that leaves its block, functions in blocks',
    `
    const seen = [typeof late, typeof hoisted];
    { function inBlock() { return 1; } seen.push(inBlock()); }
    seen.push(typeof inBlock);
    if (true) { var late = 1; }
    function hoisted() { return late; }
    try { throw 1; } catch (e) { var caught = e; }
    return [seen, late, hoisted(), caught];`,
  ),
  body(
    'a long chain of else if',
    `
    const f = x => { ${Array.from({ length: 200 }, (_, i) => `if (x === ${i}) return 'r${i}'; else`).join(' ')} return 'none'; };
    return [f(0), f(150), f(199), f(500)];`,
  ),
];

/** Scopes and the names in them. */
const scopes: readonly Pitfall[] = [
  body(
    'functions that are declared twice',
    `
    async function f() { function a() { return 1; } const g = a; if (g() === 2) return [a(), await 1]
    function a() { return 2; }
    function* b() {} function b() { return 3; }
    return [a(), b()]; }
    async function h(p) { function p() { return 'p'; } var q = p(); function r() {} var r; return [q, typeof r, p.name]; }
    async function k() { var v = 1; { function v2() {} } function v() {} try { return [v, typeof v]; } finally { await null; } }
    async function l() { function x() {} if (x) var x = 5; throw new Error('l' + x); }
    return [await f(), await h(1), await k(), await l().catch(e => e.message), await (async () => { var z; return z; function z() {} })().then(z => typeof z)];`,
    'async',
  ),
  body(
    'many variables in an asynchronous function',
    `${Array.from({ length: 30 }, (_, i) => `let v${i} = await ${i};`).join(' ')} function last() { return v29; } { let v3 = 'inner'; console.log(v3); } return [v0, v3, last()];`,
    'async',
  ),
  body(
    'a binding for each round of a loop',
    `
    const fs = [];
    for (let i = 0; i < 3; i++) fs.push(() => i);
    for (let i = 0, inc = () => i++; i < 3; inc(), i += 2) fs.push(() => i);
    for (let i = 0; i < 2; fs.push(() => i), i++) { i += 0; }
    for (const x of [7, 8]) fs.push(() => x);
    for (const x in { k: 1, l: 2 }) fs.push(() => x);
    for (var v = 0; v < 2; v++) fs.push(() => v);
    let n = 0;
    while (n < 2) { const m = n++; fs.push(() => m); }
    do { let d = n; fs.push(() => d++); } while (n++ < 3);
    return fs.map(f => f());`,
  ),
  body(
    'dead zones',
    `
    const seen = [];
    const look = f => { try { seen.push(f()); } catch (e) { seen.push(e.name + ': ' + e.message); } };
    look(() => a); look(() => typeof a); look(() => { a = 1; }); look(() => C); look(() => x);
    { look(() => inner); const inner = 1; look(() => inner); }
    let a = 1; class C {} const x = 2;
    look(() => { const self = self; });
    look(() => { let f = (p = q, q = 1) => p; return f(); });
    look(() => { for (const i of [i]) ; });
    look(() => { switch (1) { case 0: let s; default: return s; } });
    look(() => { class A extends A {} });
    look(() => { const c = 1; c = 2; });
    look(() => { undeclared = 1; });
    look(() => f2()); function f2() { return late; } let late = 3; look(() => f2());
    return seen;`,
  ),
  {
    title: 'a variable in its dead zone fails at its place',
    code: 'export default () => {\n  const f = () => a + 1;\n  f(); let a = 1;\n};',
    status: 'failed',
  },
  body(
    'shadowed names and names of the machinery',
    `
    const $_b = 1, $_p = 2, $$_f = 3, $_n = 4, $_i = 5, $_v = 6, $_q = 7, $_k = 8, $_c = 9, $_t = 10;
    let $ = 11, _ = 12, $$ = 13;
    function f($_f, $$$_b) { return $_f + $$$_b; }
    return [$_b, $_p, $$_f, $_n, $_i, $_v, $_q, $_k, $_c, $_t, $, _, $$, f(1, 2)];`,
  ),
  body(
    'names of the machinery with escapes',
    `const \\u0024_b = 1, \\u{24}_n = 2, o = { \\u0024_f: 3 }; return [\\u0024_b, $_b, $_n, o.$_f];`,
  ),
  body(
    'async and other words as identifiers',
    `
    var async = x => x, of = 1, get = 2, set = 3, from = 4, as = 5, target = 6;
    const o = { async, get, set, of, async async() {}, get get() { return 1; }, await: 2, yield: 3, let: 4, static: 5 };
    async (1);
    async
    (2);
    const r = [async(3), of, get, set, from, as, target, o.await, o.let, o.get, typeof o.async];
    for (async of [1]) ;
    return r;`.replace('for (async of [1]) ;', 'for (const async of [1]) r.push(async);'),
  ),
  body(
    'arguments, in sloppy shapes and through arrows',
    `
    function f(a, b = 2) { a = 9; return [arguments.length, arguments[0], (() => arguments[1])(), ...(() => [...arguments])()]; }
    function g() { const h = async () => arguments[0]; return h(); }
    const o = { m() { return arguments.length; }, get x() { return arguments.length; } };
    function d({ a }, ...rest) { return arguments.length + rest.length + a; }
    return [f(1), f(1, 3, 4), await g('z'), o.m(1, 2), o.x, d({ a: 1 }, 2, 3), typeof f.arguments_];`,
    'async',
  ),
  body(
    'this in functions, methods and arrows',
    `
    function f() { return this; }
    const o = { v: 1, m() { return (() => this.v)(); }, a: () => typeof this, async p() { await null; return this.v; } };
    return [f() === undefined, f.call(5), o.m(), o.a(), (0, o.m).call({ v: 2 }), await o.p(), (o.m)()];`,
    'async',
  ),
  body(
    'new.target',
    `
    function F() { return { t: new.target === F, a: (() => new.target === F)() }; }
    class A { constructor() { this.n = new.target.name; } } class B extends A {}
    function G() { if (!new.target) return new G(); this.x = 1; }
    return [new F().t, new F().a, F().t, new B().n, G().x, Reflect.construct(A, [], B).n];`,
  ),
  body(
    'default parameters with closures and their own scope',
    `
    let x = 'outer';
    function f(a = () => x, b = (x = 'param', () => x), c = a() + b()) { var x = 'inner'; return [a(), b(), c, x]; }
    function g(a, b = a, c = function () { return [a, b]; }) { a = 5; return c(); }
    const h = ({ p = (() => { let s = 0; for (let i = 0; i < 3; i++) s += i; return s; })() } = {}, [q = p * 2] = []) => [p, q];
    const k = async (a = (() => { throw new Error('in default'); })()) => a;
    const out = [f(), g(1), h(), h({ p: 1 }, [2]), g.length, h.length, f.length];
    await k().catch(e => out.push(e.message));
    return [out, x];`,
    'async',
  ),
  body(
    'destructuring, its defaults and its order',
    `
    const log = []; const t = n => (log.push(n), n);
    const { [t('k')]: a = t('da'), ...rest } = (t('src'), { z: 1, y: 2 });
    const [b = t('db'), , c = t('dc'), ...d] = [undefined, 1, null, 4, 5];
    let e, f; ({ e, f: { g: f = t('df') } = {} } = { e: 1 }); [e, f] = [f, e];
    const { length } = 'abc', { 0: first, [first]: second = 's' } = 'q';
    const holder = {}; ({ a: holder.a, b: [holder['b']] } = { a: 1, b: [2] }); [holder.c = t('hc')] = [];
    const fn = ({ a = 1, b: { c = a } = {} } = {}, [d2, ...more] = [t('arr')]) => [a, c, d2, more];
    for (const { v = t('lv'), w: [x] = [t('lx')] } of [{}, { v: 1, w: [2] }]) log.push(v, x);
    const { f1 = function () {}, f2 = () => {}, f3 = class {} } = {};
    try { const { n } = null; } catch (err) { log.push(err.message); }
    try { const [n] = {}; } catch (err) { log.push(err.message); }
    return [a, rest, b, c, d, e, f, length, first, second, holder, fn(), fn({ a: 5, b: {} }, 'xyz'), f1.name, f2.name, f3.name, log];`,
  ),
  body(
    'names that functions and classes get',
    `
    const a = () => {}, b = function () {}, c = class {}, d = async () => {}, e = function* () {}, f = (() => {}), g = (0, () => {});
    let h; h = () => {}; let i; i ??= function () {}; let j = null; j ||= class {};
    const o = { k: () => {}, l() {}, get m() { return 1; }, ['n' + 1]: () => {}, async *p() {}, 'q r': function () {}, 5: () => {}, [Symbol('s')]: () => {} };
    class C { static s = () => {}; f = function () {}; #p = () => {}; name2() { return this.#p.name; } static ['c' + 1] = () => {}; static async m() {} }
    const { x = () => {} } = {}; const [y = class {}] = [];
    const fn = (z = () => {}) => z.name;
    const names = [a, b, c, d, e, f, g, h, i, j, o.k, o.l, o.n1, o.p, o['q r'], o[5], C.s, new C().f, C.c1, C.m, x, y].map(v => v.name);
    const sym = o[Object.getOwnPropertySymbols(o)[0]].name;
    const got = Object.getOwnPropertyDescriptor(o, 'm').get.name;
    return [names, sym, got, new C().name2(), fn(), (class { static name = 'own'; }).name, (() => {}).name, new Function.prototype.constructor === undefined];`.replace(
      ', new Function.prototype.constructor === undefined',
      '',
    ),
  ),
  body(
    'lengths of functions',
    `
    return [(a, b) => {}, (a, b = 1, c) => {}, (...r) => {}, function ({ a }, [b]) {}, async x => x, function* (a) {}, class { constructor(a, b) {} }].map(f => f.length);`,
  ),
  body(
    'a catch with and without a name, patterns in it',
    `
    const out = [];
    try { throw { a: 1, b: [2] }; } catch ({ a, b: [c], d = () => a }) { out.push(a, c, d()); }
    try { throw 1; } catch { out.push('none'); }
    try { throw [1, 2]; } catch ([x, y = 3, z = 4]) { let w = x; out.push(x, y, z, w); }
    try { try { null.x; } catch ({ y: { z } }) {} } catch (e) { out.push(e.name, e.message); }
    try { throw 'v'; } catch (e) { var e = 2; out.push(e); }
    return out;`.replace(
      "try { throw 'v'; } catch (e) { var e = 2; out.push(e); }",
      "try { throw 'v'; } catch (e) { var e; out.push(e); }",
    ),
  ),
];

/** Functions of all kinds and what they are made of. */
const functions: readonly Pitfall[] = [
  body(
    'arrows of all shapes',
    `
    const f = [
      x => x, (x) => (x), x => ({ a: x }), x => ({}), x => [x], x => (x, 2), x => y => x + y, (x) => { return x; },
      x => /* => */ x, x => // =>
        x, x => \`=>\${x}\`, x => '=>', x => /=>/.source, (x = (y => y)(3)) => x, ({ x } = { x: 1 }) => x, x => x ? a => a : b => b,
      x => function () { return x; }, x => class { static v = x; }, x => !x, x => x
        + 1, (x,) => x, x => (x), x => ((x)), async x => x, async (x) => ({ x }), async x => await x, x => void 0,
      x => x in [1, 2], x => typeof x, x => new Map, x => { }, x => (() => x)(), x => \`\${(y => y)(x)}\`, x => x?.y, x => x = 5,
      (a, b) => a ?? b, x => async () => { await x; return x; }, x => ({ ...{ x } }).x, x => ((a => a)(x)), x => (1, (2, x)),
    ];
    return f.map(g => { const r = g(1); return typeof r === 'function' ? String(r) : r instanceof Promise ? 'promise' : r instanceof Map ? 'map' : r; });`,
  ),
  body(
    'arrows in arguments, arrays, conditions and templates',
    `
    const call = (f, ...r) => f(...r);
    const out = [call(x => x, 1), call((a, b) => a + b, 1, 2), [x => x][0](3), (x => x)(4), (1 ? x => x : 0)(5), [...[1, 2].map(x => x * 2)], \`\${[1].map(x => \`<\${x}>\`)}\`];
    out.push((() => { return 1; })(), (async () => {})() instanceof Promise, !(() => false)(), { m: x => x }.m(6), [1, 2, 3].filter(x => x > 1).map(x => ({ x })));
    (x => out.push(x))(7), (x => out.push(x))(8);
    return out;`,
  ),
  body(
    'texts of functions, classes and methods',
    `
    function plain(a, b = 1) { if (a) return b; /* c } */ }
    async function* gen(x) { for await (const y of x) yield y; }
    const o = { m(a) { return a; }, get g() { return 1; }, set g(v) { }, async am() { await 1; }, *gm() { yield 1; }, ['c' + 1]() { }, 'q r'() {}, 5: x => x, arrow: (a) => a + 1, async: async x => { await x; } };
    class A extends Array { static s = 1; #p = () => 2; constructor(...a) { super(...a); this.v = 1; } m() { return this.#p(); } static { this.t = 3; } get x() { return 1; } static async *[Symbol.iterator]() { yield* []; } }
    const texts = [plain, gen, o.m, Object.getOwnPropertyDescriptor(o, 'g').get, Object.getOwnPropertyDescriptor(o, 'g').set, o.am, o.gm, o.c1, o['q r'], o[5], o.arrow, o.async, A, A.prototype.m, Object.getOwnPropertyDescriptor(A.prototype, 'x').get, A[Symbol.iterator], class {}, class B { }, function () {}, () => {}, async () => {}, x => x, Map, [].map, (() => {}).bind(null), function () { for (const a of []) ; }, x => ({ x }), x =>
      x /* end */];
    return texts.map(f => f.toString() + '|' + String(f) + '|' + (f + '').length + '|' + Function.prototype.toString.call(f).length + '|' + \`\${f}\`.length);`,
  ),
  body(
    'the text of functions that stand twice',
    `
    const a = () => 1; const b = () => 1;
    const make = n => function same() { return n; };
    return [String(a), String(b), String(make(1)) === String(make(2)), a.toString === Function.prototype.toString, Function.prototype.toString.name, Function.prototype.toString.length, Object.getOwnPropertyNames(Function.prototype.toString).sort(), 'prototype' in Function.prototype.toString, String(Function.prototype.toString)];`,
  ),
  body(
    'text of what is no function',
    `try { Function.prototype.toString.call({}); } catch (e) { return [e.name, e.message]; }`,
  ),
  body(
    'texts with other characters',
    `function 名(é) { return '𝒳😀' + é; } const f = ñ => \`😀\${ñ}\`; return [String(名), String(f), 名('x'), f(1)];`,
  ),
  body(
    'getters, setters and computed keys with code',
    `
    const log = []; const t = x => (log.push(x), x);
    const o = { get [t('a')]() { log.push('get'); return 1; }, set [t('a')](v) { log.push('set ' + v); }, [t('b')]: t(2), [(() => 'c')()]: 3, ...t({ d: 4 }), __proto__: { e: 5 }, async [t('f')]() {} };
    o.a = 5; o.a; o.a += 1; o.a++; delete o.b;
    return [Object.keys(o), o.e, log];`,
  ),
  body(
    'tagged templates keep one strings object for each place',
    `
    const seen = new Map(); const tag = (s, ...v) => { if (!seen.has(s)) seen.set(s, seen.size); return [seen.get(s), s.raw.join('|'), v]; };
    const f = x => tag\`a\${x}b\\n\`; const out = [];
    for (let i = 0; i < 3; i++) out.push(tag\`x\${i}y\`, f(i));
    const o = { tag(s) { return this === o && s[0]; } };
    out.push(o.tag\`m\`, (x => tag)\`\`\`q\`, tag\`\${tag\`inner\`}\`, new (class { constructor(s) { this.s = s; } })\`z\`.s, tag\`\\unicode\`, String.raw\`\\n\${() => 1}\`);
    return out;`.replace(', new (class { constructor(s) { this.s = s; } })`z`.s', ''),
  ),
  body(
    'optional chains',
    `
    const o = { a: { b() { return this.c; }, c: 1 }, n: null, f: null, stack: { stack: 's' } };
    return [o?.a?.b(), o.a?.['b'](), o.n?.x.y.z(), o.f?.(), o.x?.[(() => { throw 1; })()], delete o?.n, (o?.a).b(), (o?.zz)?.b, o?.stack.stack, o.stack?.stack, o.u?.stack, o.u?.stack.x, o?.a.b?.(), o.stack.stack?.length] .map(v => v ?? null);`,
  ),
  body(
    'stack as any property name',
    `
    class S { stack = [1]; get top() { return this.stack.length; } push(...v) { this.stack.push(...v); return this.stack; } static stack = 5; make() { return new this.K(); } }
    const s = new S(); s.push(2); s.stack.push(3); s.stack = s.stack.concat(4); s.stack[0]++; s.stack['length'] -= 1;
    const { stack, stack: other, ...rest } = s; const o = { stack }; [o.stack] = ['a']; ({ x: o.stack } = { x: 'b' }); for (o.stack of ['c', 'd']) ; for (o.stack in { e: 1 }) ;
    o.stack += '!'; o.stack ||= 1; o.n = { stack: class { v = 1; } }; o.t = { stack: x => x.raw[0] }; o.u = { stack() { return this === o.u; } };
    const r = [new o.n.stack().v, new o.n.stack, o.t.stack\`tagged\`, o.u.stack(), o.u.stack?.(), (o.u.stack)(), typeof o.stack, delete o.stack, o.stack === undefined, S.stack++, ++S.stack, s?.stack, s['stack'], s[\`stack\`], o.u['stack'](), 'stack' in o];
    try { null.stack; } catch (e) { r.push(e.message); }
    try { undefined.stack(); } catch (e) { r.push(e.message); }
    try { o.stack.x; } catch (e) { r.push(e.message); }
    class T extends S { get stack() { return super.stack; } set stack(v) {} }
    return [r, stack, other, rest, s.top, T.stack];`,
  ),
  body(
    'classes with everything',
    `
    const log = []; const t = x => (log.push(x), x);
    class A {
      static #count = t(0); static { t('static block'); A.#count++; for (let i = 0; i < 2; i++) { if (i) t('loop'); } try { throw 1; } catch (e) { t(e); } }
      #x = t('x'); y = (() => { if (this.#x) return t('y'); })(); [t('key')] = t('computed'); 'quoted' = 1; 5 = 2; get = 1; set = 2; static async = 1
      static f = () => { let s = 0; for (const i of [1, 2]) s += i; return s; };
      g = async () => { await null; return this.y; };
      constructor(a = t('arg')) { t('ctor'); this.a = a; if (a === 'r') return { other: 1 }; }
      get #p() { return this.#x; } set #p(v) { this.#x = v; } #m() { return this.#p; } m() { this.#p = 'set'; return this.#m(); }
      static has(o) { return #x in o; } *[Symbol.iterator]() { yield this.y; yield* [1, 2]; } static async *ag() { yield 1; await null; yield 2; }
      static get count() { return A.#count; }
    }
    class B extends A {
      z = t('B field'); w = super.m;
      constructor(x) { t('before super'); if (x) t('if'); const f = () => super('from B'); for (const i of [1]) t(i); try { f(); } finally { t('after'); } this.n = new.target.name; }
      m() { return 'B' + super.m() + (() => super.m())(); } static has(o) { return super.has(o); }
    }
    class C extends B {} class D extends (t('heritage'), Object) { constructor() { return super(), this; } } class E extends null { static x = 1; }
    const b = new B(1); const ag = []; for await (const v of A.ag()) ag.push(v);
    return [[...b], b.m(), b.n, b.z, b.a, A.has(b), B.has({}), A.f(), await b.g(), new A('r').other, new C().n, A.count, ag, E.x, new D() instanceof D, typeof b.w, log];`,
    'async',
  ),
  body(
    'a derived constructor before super',
    `
    class A { constructor() { this.v = 1; } }
    class B extends A { constructor(k) { const log = []; if (k === 1) { try { this.x; } catch (e) { log.push(e.message); } } if (k === 2) return { early: true }; const f = () => this; super(); log.push(f() === this); this.log = log; } }
    class C extends A { constructor() { } }
    const out = [new B(0).log, new B(1).log, new B(2)];
    try { new C(); } catch (e) { out.push(e.name, e.message); }
    try { class D extends A { constructor() { super(); super(); } } new D(); } catch (e) { out.push(e.name, e.message); }
    try { class E extends A { constructor() { (() => this)(); super(); } } new E(); } catch (e) { out.push(e.name, e.message); }
    try { class F extends A { constructor() { return 1; } } new F(); } catch (e) { out.push(e.name, e.message); }
    return out;`,
  ),
  body(
    'super in methods of objects',
    `
    const base = { m() { return 'base ' + this.n; }, get g() { return this.n; } };
    const o = { __proto__: base, n: 1, m() { return super.m() + (() => super.g)(); }, async am() { await null; return super.m(); }, set s(v) { super.x = v; } };
    o.s = 3; return [o.m(), await o.am(), o.x];`,
    'async',
  ),
  body(
    'generators, their return and throw',
    `
    const log = [];
    function* g(a = log.push('default')) { try { const x = yield 1; log.push(x); const y = yield* h(); log.push(y); yield (yield 'in') + 1; } catch (e) { log.push('caught ' + e); yield 'c'; } finally { log.push('fin'); yield 'f'; } return 'r'; }
    function* h() { try { yield 'h1'; return 'hr'; } finally { log.push('hfin'); } }
    const run = (...steps) => { const i = g(); log.push('made'); return steps.map(([m, v]) => { try { return i[m](v); } catch (e) { return 'threw ' + e; } }); };
    return [run(['next'], ['next', 'a'], ['next'], ['next', 'b'], ['next'], ['next'], ['next']), run(['next'], ['throw', 'E'], ['next'], ['next'], ['next']), run(['next'], ['next'], ['return', 'R'], ['next'], ['next']), run(['return', 1]), run(['throw', 2]), [...h()], log];`,
  ),
  body(
    'yield and its precedence',
    `
    function* g() { const a = yield, b = yield 1, c = (yield) + 1, d = [yield 2, yield 3], e = \`\${yield 4}\`, f = { k: yield 5, ...(yield {}) }; const z = yield* [6, 7]; if (yield 8) yield
      9; while (yield 10) break; return (yield, yield 11) ? yield 12 : 13; }
    const out = []; const i = g(); for (let r = i.next(0); !r.done || (out.push(r), false); r = i.next(out.length)) out.push(r.value ?? null); return out;`,
  ),
];

/** Promises, whose jobs have to come in the same order. */
const promises: readonly Pitfall[] = [
  body(
    'jobs of several functions in their order',
    `
    const log = []; const tick = async (n, k) => { for (let i = 0; i < k; i++) { log.push(n + i); await null; } return n; };
    const thenable = { then(r) { log.push('then'); r('t'); } };
    const fs = [
      async () => { log.push('a1'); await tick('x', 3); log.push('a2'); return tick('y', 2); },
      async () => { try { log.push('b1'); await thenable; log.push('b2'); return await tick('z', 1); } finally { log.push('b3'); await null; log.push('b4'); } },
      async () => { try { await Promise.reject(1); } catch (e) { log.push('c' + e); return Promise.resolve('cr'); } },
      () => Promise.resolve().then(() => log.push('p1')).then(() => log.push('p2')).then(() => log.push('p3')).then(() => log.push('p4')),
      async () => { for await (const v of [Promise.resolve(1), 2, tick('w', 1)]) log.push('d' + v); },
      async () => { const a = await 1 + await 2; log.push('e' + a); const { b } = await { b: 3 }; log.push('e' + b); },
      async () => new Promise(r => { log.push('f'); r(); }), async x => await x, async x => x,
      async () => { await Promise.all([tick('g', 1), tick('h', 2)]); log.push('gh'); },
      async () => { async function* g() { yield 1; yield Promise.resolve(2); try { yield 3; } finally { await null; log.push('gfin'); } } for await (const v of g()) { log.push('ag' + v); if (v === 3) break; } },
      async (a = log.push('default')) => { if (await false) log.push('no'); else log.push('i'); },
    ];
    let n = 0; const beat = (async () => { for (; n < 40; n++) { log.push(n); await undefined; } })();
    const rs = await Promise.all(fs.map((f, i) => f(i).then?.(v => (log.push('done' + i), v)))); await beat;
    return [log.join(' '), rs];`,
    'async',
  ),
  body(
    'async generators in their order',
    `
    const log = []; let n = 0; const beat = (async () => { for (; n < 60; n++) { log.push(n); await undefined; } })();
    async function* g() { try { log.push('s'); const x = yield 'a'; log.push(x); yield* h(); yield* [Promise.resolve('arr'), 'arr2']; const y = yield Promise.resolve('b'); log.push(y); return Promise.resolve('r'); } catch (e) { log.push('c' + e); yield 'ce'; } finally { log.push('f'); await null; log.push('f2'); } }
    async function* h() { try { yield 'h'; return await 'hr'; } finally { log.push('hf'); } }
    const drive = async (name, ...steps) => { const i = g(); await Promise.all(steps.map(([m, v]) => i[m](v).then(r => log.push(name + JSON.stringify(r)), e => log.push(name + 'E' + e)))); };
    await drive('n', ...Array.from({ length: 6 }, (_, i) => ['next', i]));  await drive('t', ['next'], ['throw', 'x'], ['next'], ['next']); await drive('r', ['next'], ['next'], ['return', Promise.resolve('R')]);
    const out = []; for await (const v of g()) { out.push(v); if (v === 'b') break; } await beat; return [log.join(' '), out];`,
    'async',
  ),
  body(
    'await and its precedence',
    `
    const o = { f: async () => 5, g: async () => () => 6, K: Promise.resolve(class { v = 7; }), s: Promise.resolve('s'), n: 2, a: [1] };
    const out = [await o.f() + 1, (await o.g())(), new (await o.K)().v, typeof await o.s, await (1, 2), (await 2) ** 3, 2 ** await 3, !await 0, -await 1, [await 1, ...await [2, 3]], { k: await 1, [await 'c']: await 2, ...await { z: 1 } }, \`\${await 1}\`, await 1 ? await 2 : await 3, await o.n * await 3, await await 1, (await o).n, await o.n++, await (async () => 9)(), await new Promise(r => r(1)), (await 1, await 2), await o?.a[0], await void 0 ?? null, await 1 in [1, 2], await (await o.g)().then(f => f()), await [1, 2].length, await/**/1, await
      3, await (x => x)(4), await class { }.name, await function () { }.length, await { a: 1 }.a, await /re/.source, await 'x' + await \`y\`, void await 1 ?? 'v', delete (await o).a];
    for (const x of await [1, 2]) out.push(x); for (const k in await { a: 1 }) out.push(k); for (let i = await 0; i < await 2; i += await 1) out.push(i); for (var q = await 1; q; q = await 0);
    if (await 1) out.push('if'); while (await o.n-- > 0) out.push('w'); do out.push('d'); while (await false); switch (await 1) { case await 1: out.push('sw'); } const f = async (a, b) => await a + await b; out.push(await f(1, 2)); try { throw await 1; } catch (e) { out.push(e); }
    const [d = await 'def', { e = await 'e' } = await {}] = await []; out.push(d, e); label: for (const z of [1]) { await null; continue label; } return [out, await 5];`,
    'async',
  ),
  body(
    'try, catch, finally with return, throw, await, break',
    `
    const log = [];
    const fs = [
      () => { try { return log.push('t'); } finally { log.push('f'); } }, () => { try { return 1; } finally { return 2; } }, () => { try { throw 1; } finally { return 3; } },
      () => { try { throw 1; } catch (e) { return e + 1; } finally { log.push('f2'); } }, () => { for (const i of [1, 2]) { try { continue; } finally { log.push('c' + i); } } return 'loop'; },
      () => { l: { try { break l; } finally { log.push('b'); } } return 'label'; }, () => { try { try { throw 'in'; } finally { throw 'over'; } } catch (e) { return e; } },
      async () => { try { return await Promise.reject('r'); } catch (e) { return e; } finally { await log.push('af'); } }, async () => { try { return Promise.reject('not caught'); } catch { return 'never'; } },
      async () => { try { throw 1; } finally { await null; log.push('af2'); } }, async () => { while (true) { try { await null; return 'x'; } finally { break; } } return 'broke'; },
      async () => { try { try { await Promise.reject(1); } finally { await Promise.reject(2); } } catch (e) { return e; } }, () => { let x = 1; try { return x; } finally { x = 2; } }, () => { do { try { return 'r'; } finally { continue; } } while (false); return 'end'; },
    ];
    const out = []; for (const f of fs) { try { out.push(await f()); } catch (e) { out.push('threw ' + e); } } return [out, log];`,
    'async',
  ),
  {
    title: 'a rejection that nobody awaits',
    code: `export default async function f() {\n  void Promise.reject(new Error('lost'));\n  (async () => { await null; throw new TypeError('later'); })();\n  callSkill('other', {});\n  new Promise((_, no) => no(1));\n  await null;\n  return 1;\n}`,
    others: {
      other: `export default async function other() {\n  await null; throw new RangeError('in other');\n}`,
    },
  },
  {
    title: 'several branches of calls that wait',
    code: `export default async function f() {
  const names = ['a', 'b', 'a'];
  const all = await Promise.allSettled(names.map(async (n, i) => { await sleep(i); const r = await callSkill(n, { x: i }); console.log(n, r); return r; })).then(all => all.map(s => s.value ?? s.reason.message));
  console.info(await skills.b({ x: 7 })); await Promise.race([skills.a({ x: 1 }), skills.b({ x: 2 })]);
  try { await skills.a({ x: 'no' }); } catch (e) { console.error(e.name, e.message, e.stack); }
  return all;
}`,
    others: {
      a: `/** @param {number} x */ export default async function a(x) {\n  console.log('in a', x); await null;\n  if (x === 2) throw new RangeError('two'); return x * 2; }`,
      b: `/** @param {number} x */ export default async (x) => { const r = await callSkill('a', { x: x + 1 }); return r + 1; }`,
    },
  },
  {
    title: 'an endless wait',
    code: 'export default async () => { await new Promise(() => {}); };',
    status: 'failed',
  },
  body(
    'sleep, the clock, chance and queued work',
    `
    const log = []; queueMicrotask(() => log.push('q')); const t = Date.now(); await sleep(2); log.push(Date.now() - t, Math.random(), new Date().toISOString(), performance.now());
    await Promise.all([sleep(3).then(() => log.push('3')), sleep(1).then(() => log.push('1'))]); return log;`,
    'async',
  ),
];

/** Where errors, logs and stacks point. */
const places: readonly Pitfall[] = [
  thrown(
    'an error on the first line of a file of one line',
    `export default () => { const a = 1; null.x; };`,
  ),
  thrown('an error in an arrow on the first line', `export default (x = 1) => [x].map(y => y.z.w);`),
  thrown(
    'a call of something that is no function',
    `export default function f() {\n  const o = { a: {} };\n  if (o) o.a.b(); else 1;\n}`,
  ),
  thrown('an error in a condition', `export default function f() {\n  let o;\n  while (o.x > 1) {}\n}`),
  thrown(
    'an error in the step of a loop',
    `export default function f() {\n  let o;\n  for (let i = 0; i < 2; i++, o.x) {}\n}`,
  ),
  thrown(
    'an error in the head of a loop',
    `export default function f() {\n  const n = null; for (const x of n) { x; }\n}`,
  ),
  thrown(
    'an error in a default',
    `export default function f() {\n  const g = (a, b = a.b.c) => b; return g({});\n}`,
  ),
  thrown(
    'an error in a field',
    `class A { x = null.y; }\nexport default function f() {\n  return new A().x;\n}`,
  ),
  thrown(
    'an error in a static block',
    `export default function f() {\n  class A extends Object { static { if (1) { undefined.x; } } }\n}`,
  ),
  thrown(
    'an error after an await on the same line',
    `export default async function f() {\n  const a = await 1; const b = await null; await b.c.d; await 2;\n}`,
  ),
  thrown(
    'an error in what is awaited',
    `export default async function f() {\n  const g = async () => { await null; return null; }; const v = (await g()).x + (await g()).y;\n}`,
  ),
  thrown(
    'an error in a callback of a callback',
    `export default function f() {\n  return [3, 1].sort((a, b) => [a].map(x => [b].map(y => { if (x) throw new Error('deep ' + x + y); })));\n}`,
  ),
  thrown(
    'an error with a cause',
    `export default function f() {\n  try { null.x } catch (e) { throw new RangeError('outer', { cause: e }) }\n}`,
  ),
  thrown(
    'an error that is thrown again',
    `export default async function f() {\n  let e; try { g(); } catch (x) { e = x; } await null; throw e;\n}\nfunction g() { throw new TypeError('first'); }`,
  ),
  thrown(
    'something thrown that is no error',
    `export default function f() {\n  const x = 1; if (x) throw { code: 5 };\n}`,
  ),
  thrown(
    'an error of an own class',
    `class Mine extends Error { constructor(m) { super(m); this.name = 'Mine'; this.code = 'E1'; } }\nexport default function f() { for (const a of [1]) { throw new Mine('x' + a); } }`,
  ),
  thrown(
    'an error in a generator',
    `export default function f() {\n  function* g() { yield 1; yield null.x; } return [...g()];\n}`,
  ),
  thrown(
    'an error in a getter of the result',
    `export default function f() { const o = { a: 1, get b() { return null.c; } }; return o; }`,
  ),
  thrown(
    'errors in parallel',
    `export default async function f() {\n  await Promise.any([1, 2].map(async n => { await null; throw new Error('n' + n); }));\n}`,
  ),
  thrown('a result that is no JSON', `export default function f() { return { user: { f() {} } }; }`),
  thrown(
    'an unknown skill',
    `export default async function f() {\n  const n = 'nosuch'; return 1 + await callSkill(n + '');\n}`,
  ),
  thrown('a name that nothing declares', `export default function f() {\n  return globalThis.nothing.x;\n}`),
  thrown(
    'a call over several lines',
    `export default function f() {\n  return [1]\n    .map(x => x)\n    .nope\n    .map(\n      y => y,\n    );\n}`,
  ),
  thrown(
    'a spread of nothing',
    `export default function f() { const g = (...a) => a; return g(...undefined); }`,
  ),
  thrown(
    'a call of a call',
    `export default function f() { const g = () => () => undefined; return g()()(); }`,
  ),
  thrown(
    'new of what cannot be made',
    `export default function f() { const o = { K: () => 1 }; return new o.K(); }`,
  ),
  thrown(
    'emoji before a call',
    `export default function f() { const s = '😀😀'; /* 𝒳 */ return s.nope('é😀') + null.x; }`,
  ),
  thrown(
    'emoji in a line that follows',
    `export default function f() {\n  const a = '😀', b = '😀'; if (a) { b.x.y; } }`,
  ),
  thrown(
    'lines that end with CR LF',
    `export default function f() {\r\n  const a = 1;\r\n  if (a)\r\n    null.x;\r\n}`,
  ),
  thrown(
    'lines that end with CR',
    `export default function f() {\r  const a = 1; // c\r  if (a)\r    null.x;\r}`,
  ),
  thrown(
    'U+2028 and U+2029 as ends of lines',
    `export default function f() {\u2028  const a = '\u2028';\u2029  if (a) { null.x; }\n}`,
  ),
  thrown('tabs and other spaces', `export default function f() {\n\t\u00a0\ufefflet a;\u3000a.b;\n}`),
  thrown('a byte order mark', `\ufeffexport default () => null.x;`),
  thrown(
    'a very long line',
    `export default function f() { ${'let a = 1; { a; } '.replaceAll('let', 'var').repeat(400)} null.x; }`,
  ),
  thrown(
    'stacks of two skills',
    `export default async function f() {\n  const a = 1; return a + (await skills.other({ n: 2 }));\n}`,
    {
      other: `/** @param {number} n */\nexport default async function other(n) { const g = k => { if (k) return g(k - 1); throw new Error('x'); };\n  await null; return g(n); }`,
    },
  ),
  thrown(
    'a stack of one skill through the sandbox',
    `export default function f() {\n  return JSON.stringify({ toJSON() { return [1].map(() => { throw new Error('in'); }); } });\n}`,
  ),
  body(
    'logs with places',
    `
    console.log('a'); console.log('b'); if (1) console.warn('c'); else console.log('d'); [1, 2].forEach(x => console.log(x));
    for (let i = 0; i < 2; console.log('step'), i++) console.info(i), print('p'); const f = (a = console.log('default')) => console.error('arrow'); f();
    switch (1) { case 1: console.log('case'); } class A { x = console.log('field'); static { console.log('static'); } get y() { return console.log('get'); } } new A().y; await console.log('awaited'); (async () => { await console.log('x'); console.log('y'); })(); await null; console.log(\`\${console.log('in')}\`); '😀'; console.log('emoji'); try { console.log('t'); } finally { console.log('f'); } console.log(new Error('e')); console.trace?.('tr'); console.log([new Error('in list')], { e: new TypeError('in object') });`,
    'async',
  ),
  body(
    'stacks as texts',
    `
    const e = new Error('x'); const out = [e.stack, new Error('y').stack, (() => new Error('z'))().stack, [1].map(() => new Error('m').stack)[0]];
    try { null.x; } catch (err) { out.push(err.stack, err['stack'], err?.stack, \`\${err.stack}\`, err.stack.split('\\n').length); }
    try { out.push((await (async () => { await null; return null.x; })())); } catch (err) { out.push(err.stack); }
    class Mine extends Error { get where() { return this.stack; } } out.push(new Mine('w').where); const deep = n => n ? deep(n - 1) + 0 : new Error('d').stack.length + 0; const o = { get e() { return new Error('g'); } }; out.push(o.e.stack); for (const s of [new Error('l').stack]) out.push(s); console.log(e.stack); console.log('at', e.stack, 1); out.push(e.stack === e.stack);
    const own = { stack: '    at f (main.js:1:5)' }; out.push(own.stack); e.stack = 'mine'; out.push(e.stack); const c = { stack: '' }; c.stack = new Error('c').stack; out.push(c.stack); throw Object.assign(new Error('end'), { stacks: out });`.replace(
      "throw Object.assign(new Error('end'), { stacks: out });",
      'return out;',
    ),
    'async',
  ),
  body(
    'stacks taken out of errors by patterns',
    `
    const out = []; const e = new Error('x'); const { stack } = e; out.push(stack); const { stack: s2, message } = new TypeError('t'); out.push(s2, message);
    try { null.x; } catch (err) { const { stack: s3 } = err; out.push(s3); let s4; ({ stack: s4 } = err); out.push(s4); for (const { stack: s5 } of [err]) out.push(s5.length > 0); } console.log(stack); return out;`,
  ),
  body(
    'stacks of generators and callbacks',
    `
    function* g() { yield new Error('g').stack; } const o = { toString() { return new Error('s').stack; }, valueOf() { return new Error('v').stack; } };
    return [[...g()], \`\${o}\`, o + '', [3, 2, 1].sort(function cmp(a, b) { cmp.s = new Error('c').stack; return a - b; }), 'a'.replace(/a/, () => new Error('r').stack), JSON.parse('[1]', function rev(k, v) { return k ? v : new Error('j').stack; })];`,
  ),
  thrown(
    'a deep recursion that fails',
    `export default function f() {\n  const g = n => n > 0 ? g(n - 1) : null.x; return g(200);\n}`,
  ),
  thrown(
    'two functions that call one another deeply',
    `function a(n) { return b(n - 1); }\nfunction b(n) { if (n < 0) throw new Error('end'); return a(n); }\nexport default function f() { return a(150); }`,
  ),
];

/** Texts that are hard to read for a machine. */
const texts: readonly Pitfall[] = [
  body(
    'regular expressions with braces and slashes',
    `
    const r = [/[}/]{2}/.test('}}'), /\\{/.source, 'a{b}c'.split(/[{}]/), /=>/.test('=>'), /\\//g.flags, /(?<n>[)]})/.source, 1 / 2 / 1, /[/*]/.source];
    if (r) /x/.test('x') ; const f = x => /}/.test(x); for (const m of 'a1b2'.matchAll(/\\d/g)) r.push(m[0]); return [r, f('}')];`,
  ),
  body(
    'comments in awkward places',
    `
    if /* a */ (/* b */ 1 /* c */) /* d */ { /* e */ } /* f */ else /* g */ { }
    for /**/ (/**/ let i = 0 /**/; /**/ i < 2 /**/; /**/ i++ /**/) /**/ ; const f = /* => */ (/* => */ a /* => */) /* => */ => /* => */ a /* => */;
    const g = async /* x */ b /* => */ => // =>
      b; while /* ( */ (0 /* ) */) // {
      ; do /* a */ ; /* b */ while /* c */ (0) /* d */ ; /* e */ return /* r */ [f(1), await /* w */ g(2) /* z */] /* end */ // last
    `,
    'async',
  ),
  body(
    'comments that look like HTML',
    `
    let x = 3; let y = 0;
    x<!--y
    ; y++
    --> a comment
    return [x, y];`.replace('x<!--y\n    ; y++\n    --> a comment', 'y = x < !--y; y--\n'),
  ),
  body(
    'templates with everything in them',
    `
    const f = (...a) => a.length; return [\`\${\`\${\`}\`}\`}\`, \`{\${{ a: 1 }.a}}\`, \`\${(() => { if (1) { return '}'; } })()}\`, \`// \${1 /* } */} \${
      2 // }
    }\`, f\`\${1}\${() => { return; }}\`, \`line
      two \${[1].map(x => \`<\${x}>\`).join('')}\`];`,
  ),
  body(
    'numbers, strings and separators',
    `return [0x1f, 1_000, .5, 5., 1e3, 0b11, 0o17, 10n.toString(), 1..toString(), 1.0.toFixed(1), 'it\\'s', "a\\
b", '\\u{1F600}', '\u2028'.length];`,
  ),
  body(
    'objects that look like blocks',
    `({ a: 1 }); ({}).x; [{}].map(({ a }) => a); (function () { })(); !function () { }(); (() => ({}))(); new class { }(); return {}`,
  ),
  body(
    'sparse arrays and holes',
    `const a = [, 1, , 2, ,]; const [x, , y = 3, ...z] = a; return [a.length, 0 in a, x ?? 'u', y, z.length, [...a].length, [, ].length, a.map(v => v * 2).length, Object.keys(a)];`,
  ),
  body(
    'assignments of all kinds',
    `let a = 1, o = { x: 1, n: null }; a += 2; a **= 2; a <<= 1; a >>>= 1; a &&= 5; o.n ??= (() => 7)(); o.x ||= 9; o['x'] -= 1; o.x++; --o.x; [a, o.x] = [o.x, a]; ({ x: a = 1 } = o); return [a, o, (a = 1, o.x = a = 2)];`,
  ),
  body(
    'a huge function',
    `let s = 0; ${Array.from({ length: 1500 }, (_, i) => `if (s % 7 === ${i % 7}) s += ${i}; else { s -= 1; }`).join('\n')} return s;`,
  ),
  body(
    'many functions',
    `const fs = []; ${Array.from({ length: 400 }, (_, i) => `function f${i}(a) { let b = a + ${i}; return b; } fs.push(f${i}, x => f${i}(x));`).join('\n')} return fs.reduce((n, f) => n + f(1), 0);`,
  ),
  body(
    'many variables in one place',
    `${Array.from({ length: 300 }, (_, i) => `let v${i} = ${i};`).join(' ')} return ${Array.from({ length: 300 }, (_, i) => `v${i}`).join(' + ')};`,
  ),
  body(
    'expressions nested deeply',
    `return ${'('.repeat(150)}1${')'.repeat(150)} + ${'['.repeat(100)}2${']'.repeat(100)}.length + ${'1 + '.repeat(1000)}0;`,
  ),
  body(
    'blocks nested deeply',
    `let n = 0; ${'if (n >= 0) { n++; '.repeat(100)}${'}'.repeat(100)} ${'{ let x = n; '.repeat(60)}n = x;${'}'.repeat(60)} return n;`,
  ),
  body(
    'functions nested deeply',
    `return ${'(() => { let a = 1; return a + '.repeat(40)}0${'; })()'.repeat(40)};`,
  ),
  body(
    'arrows nested deeply',
    `const f = ${Array.from({ length: 60 }, (_, i) => `a${i} =>`).join(' ')} a0 + a59; let g = f; for (let i = 0; i < 60; i++) g = g(i); return g;`,
  ),
];

/** Forms of skills. */
const forms: readonly Pitfall[] = [
  whole('an arrow', `export default async () => 1;`),
  whole('an arrow with an object', `export default () => ({ a: 1 })`),
  whole('a function without a name', `export default function () { return arguments.length; }`),
  whole(
    'a name given afterwards',
    `const main = async () => { await null; return main.name; };\nexport default main;`,
  ),
  whole('a bare function', `function main(a = 1) {\n  if (a) return a;\n}`),
  whole('a bare async function', `async function main(a = 1) { await null; return a }`),
  whole(
    'top-level code around the entry',
    `const table = [1, 2].map(x => x * 2);\nlet count = 0;\nfor (const t of table) count += t;\nclass K { v = count }\nexport default function f() { count++; return [table, count, new K().v]; }\ncount *= 10;`,
  ),
  whole(
    'an entry that awaits at the top',
    `const a = await Promise.resolve(3);\nexport default async function f() { return a + await a; }`,
  ),
  whole(
    'a script',
    `const y = 1 + 2;\nlet list = [];\nfor (let i = 0; i < 3; i++) list.push(i);\nfunction helper() { return y }\nvar { z } = { z: helper() };\nconst _private = 1; const f = () => 1; class C {}`,
  ),
  whole(
    'a script that awaits',
    `const y = await Promise.resolve(3);\nif (y) { console.log(await y); }\nconst w = await (async () => { await null; return y })()`,
  ),
  whole('a script that ends without a semicolon', `let a = 1\nlet b = a\n++b`),
  whole('a script that ends in a comment', `let a = 1 // last`),
  whole('a script with one expression', `console.log('only')`),
  whole('directives of a script', `'use strict'\n"other";\nconst a = 1;`),
  { title: 'a script that fails', code: `const a = 1;\nconst b = a.b.c;\nconst d = 1;`, status: 'failed' },
  whole(
    'exports beside the default',
    `export const a = 1;\nexport function g() { return a; }\nexport default function f() { return g() + a; }`,
  ),
  {
    title: 'TypeScript',
    code: `type A = { a: number };\ninterface B<T> extends A { b?: T }\nconst id = <T,>(x: T): T => x;\nenum_: for (const x of [1] as const) { x satisfies number; }\nclass K<T> { constructor(readonly v?: T) { } private m(this: K<T>): T | undefined { return this.v!; } declare x: number; }\nexport default async function main(a: number = 1, ...r: string[]): Promise<number> {\n  const b = (a as any)!, f = async <T>(x: T): Promise<T> => await x;\n  if (b) return await id<number>(b) + (await f(1));\n  return (<any>null).x;\n}`
      .replace('constructor(readonly v?: T) { }', 'v?: T;')
      .replace('(<any>null).x', '(null as any).x'),
    extension: 'ts',
  },
  {
    title: 'TypeScript that fails',
    code: `export default function main(a: number | undefined = undefined): number {\n  const b: { c: number } = null as any; return b!.c as number;\n}`,
    extension: 'ts',
    status: 'failed',
  },
];

/** Limits and misuse. */
const limits: readonly Pitfall[] = [
  {
    title: 'a run that replaces built-ins',
    code: `export default function f() { Array.prototype.push = () => 5; Array.prototype.map = null; Object.prototype.toString = () => 'o'; String.prototype.split = null; Function.prototype.call = null; Function.prototype.apply = null; Object.keys = null; const out = []; for (const a of [1, 2]) out[out.length] = a; return out; }`,
  },
  {
    title: 'setters on prototypes',
    code: `export default async function f() { const log = []; for (const k of ['0', '1', 'at', 'slot', 'frame', 'accessor', 'moment', 'isFresh']) Object.defineProperty(Object.prototype, k, { set(v) { log[log.length] = k; }, get() { return undefined; }, configurable: true }); const g = async () => { await null; for (let i = 0; i < 2; i++) await i; }; await g(); await Promise.all([g(), g()]); for (const k of ['0', '1', 'at', 'slot', 'frame', 'accessor', 'moment', 'isFresh']) delete Object.prototype[k]; return log; }`,
  },
  {
    title: 'a frozen world',
    code: `export default async function f() { for (const o of [Object, Array, Function, Promise]) { Object.freeze(o); Object.freeze(o.prototype); } const g = async x => { await x; return [x].map(y => y + 1); }; return [await g(1), String(g)]; }`,
  },
  {
    title: 'a replaced toString',
    code: `export default function f() { const old = Function.prototype.toString; Function.prototype.toString = function () { return 'mine'; }; return [String(f), old.call(f)]; }`,
  },
  {
    title: 'names that globals have',
    code: `export default function f() { return Object.getOwnPropertyNames(globalThis).sort(); }`,
  },
  {
    title: 'properties of built-ins',
    code: `export default function f() { const d = o => Object.getOwnPropertyNames(o).map(k => { const p = Object.getOwnPropertyDescriptor(o, k); return [k, p.writable, p.enumerable, p.configurable, typeof p.value]; }); return [Function.prototype, Error, Error.prototype, Promise, Array.prototype].map(d); }`,
  },
  {
    title: 'an uncaught overflow of the stack',
    code: `export default function f() {\n  const g = n => g(n + 1) + 1; return g(0);\n}`,
    status: 'failed',
    isBottomless: true,
  },
  {
    title: 'a recursion that nearly overflows the stack',
    code: `export default function f() {\n  const g = n => n ? g(n - 1) + 1 : 0; function h(n) { if (n === 0) return 0; return h(n - 1) + 1; } return [g(950), h(950)];\n}`,
  },
  {
    title: 'a caught overflow of the stack',
    code: `export default function f() {\n  const g = () => g() + 1; try { g(); } catch (e) { return [e.name, e.message, e instanceof InternalError]; }\n}`.replace(
      ', e instanceof InternalError',
      '',
    ),
  },
  {
    title: 'memory that runs out',
    code: `export default function f() { const a = []; for (;;) a.push(new Array(100_000).fill(a.length)); }`,
    status: 'failed',
  },
];

export const pitfalls: Readonly<Record<string, readonly Pitfall[]>> = {
  statements,
  scopes,
  functions,
  promises,
  places,
  texts,
  forms,
  limits,
};

function body(title: string, code: string, kind: 'async' | '' = ''): Pitfall {
  return { title, code: `export default ${kind} function main() {${code}\n}` };
}

function whole(title: string, code: string): Pitfall {
  return { title, code };
}

function thrown(title: string, code: string, others: Readonly<Record<string, string>> = {}): Pitfall {
  return { title, code, others, status: 'failed' };
}
