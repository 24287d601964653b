/** Packages from npm under permissive licences, each with a small program that uses it and prints what it computes. */

export interface PackageUse {
  readonly name: string;
  /** A module that imports the package; `out` prints. */
  readonly code: string;
}

export const packages: readonly PackageUse[] = [
  use(
    'acorn',
    `import * as acorn from 'acorn'; out(acorn.parse('const f = async (a, { b = 1 }) => { for await (const x of a) yield_: while (b) break yield_; return /a[/]b/g.test(\`\${a}\`) ?? a?.b ** 2; }; class A extends B { #p = 1; static { } get x() { return super.x; } }', { ecmaVersion: 'latest', locations: true })); try { acorn.parse('let a; let a', { ecmaVersion: 2024 }); } catch (e) { out(e.message); }`,
  ),
  use(
    'acorn-loose',
    `import { parse } from 'acorn-loose'; out(parse('function f( { if (a { b. } else c = [1,,', { ecmaVersion: 'latest' }));`,
  ),
  use(
    'acorn-walk',
    `import { parse } from 'acorn'; import { full, ancestor, simple } from 'acorn-walk'; const tree = parse('let a = b => { c(a, b); return class { m() { return a; } }; };', { ecmaVersion: 'latest' }); const seen = []; full(tree, n => seen.push(n.type)); ancestor(tree, { Identifier(n, _s, all) { seen.push(n.name + all.length); } }); simple(tree, { CallExpression(n) { seen.push(n.start); } }); out(seen);`,
  ),
  use(
    'ajv',
    `import Ajv from 'ajv/dist/compile/codegen'; import { _, CodeGen, str, stringify, nil } from 'ajv/dist/compile/codegen'; const g = new CodeGen({ prefixes: [], scopes: new Map(), _root: {} }, { es5: false, lines: true }); const x = g.const('x', _\`1 + \${2}\`); g.if(_\`\${x} > 1\`, () => g.code(_\`log(\${'a'})\`), () => g.throw(_\`new Error(\${stringify('b')})\`)); g.forRange('i', 0, 3, i => g.code(_\`use(\${i})\`)); out(g.toString(), String(str\`a\${1}b\`));`.replace(
      "import Ajv from 'ajv/dist/compile/codegen'; ",
      '',
    ),
  ),
  use(
    'ansi-regex',
    `import ansiRegex from 'ansi-regex'; out('\\u001B[31mred\\u001B[39m and \\u001B]8;;http://a\\u0007link'.replace(ansiRegex(), '<>'), String(ansiRegex({ onlyFirst: true })));`,
  ),
  use(
    'balanced-match',
    `import * as m from 'balanced-match'; const balanced = m.default ?? m.balanced; out(balanced('{', '}', 'a{b{c}d}e{f}'), balanced(/<+/, '>', 'x<<y>z'));`,
  ),
  use(
    'brace-expansion',
    `import * as m from 'brace-expansion'; const expand = m.default ?? m.expand; out(expand('a{b,c{1..3},{x,y}}d'), expand('{01..10..3}'), expand('{a..e..2}$\{x}'));`,
  ),
  use(
    'color-convert',
    `import c from 'color-convert'; out(c.rgb.hsl(140, 200, 100), c.keyword.rgb('blue'), c.hex.lab('DEADBF'), c.cmyk.ansi16(10, 20, 30, 5), Object.keys(c).length);`,
  ),
  use(
    'comment-parser',
    `import { parse, stringify } from 'comment-parser'; const p = parse('/**\\n * A thing.\\n * @param {Map<string, {a: 1}>} [x=5] - of x\\n * @returns {void} nothing\\n */'); out(p, stringify(p[0]));`,
  ),
  use(
    'css-what',
    `import { parse, stringify } from 'css-what'; const p = parse('a > b:not(.c, #d)[href^="x" i] ~ e::before, :nth-child(2n+1)'); out(p, stringify(p));`,
  ),
  use(
    'diff',
    `import { diffLines, diffWords, createPatch, applyPatch, diffJson } from 'diff'; const a = 'one\\ntwo\\nthree\\n', b = 'one\\n2\\nthree\\nfour\\n'; const patch = createPatch('f', a, b); out(diffLines(a, b), diffWords('the old cat', 'the new cat sat'), patch, applyPatch(a, patch), diffJson({ a: 1, b: [2] }, { b: [2, 3] }));`,
  ),
  use(
    'dom-serializer',
    `import render from 'dom-serializer'; import { parseDocument } from 'htmlparser2'; out(render(parseDocument('<p class=a>x<br>&amp;<svg viewBox="0"/></p><!--c-->')));`,
  ),
  use(
    'domutils',
    `import { parseDocument } from 'htmlparser2'; import * as du from 'domutils'; const d = parseDocument('<ul><li id=a>1<li>2<b>3</b></ul>'); out(du.textContent(d), du.getElementsByTagName('li', d).length, du.getOuterHTML(du.getElementById('a', d)));`,
  ),
  use('emoji-regex', `import emojiRegex from 'emoji-regex'; out('a👩‍👩‍👧b🇩🇪c1️⃣'.match(emojiRegex()));`),
  use(
    'entities',
    `import { decodeHTML, encodeHTML, escapeUTF8, decodeXML, encodeXML } from 'entities'; out(decodeHTML('&lt;&eacute;&#x1F600;&notit;&amp'), encodeHTML('<é😀∉>'), escapeUTF8('<"é">'), decodeXML('&apos;&#65;'), encodeXML('ü&'));`,
  ),
  use(
    'fast-deep-equal',
    `import equal from 'fast-deep-equal'; out(equal({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }), equal([1, 2], [1, 3]), equal(/a/g, /a/g), equal(new Date(1), new Date(1)));`,
  ),
  use(
    'fast-uri',
    `import uri from 'fast-uri'; out(uri.parse('http://u@ex%41mple.com:80/a/../b?q#f'), uri.resolve('http://a/b/c/d', '../g'), uri.normalize('HTTP://Example.COM/%7efoo'), uri.equal('example://a/b/c', 'eXAMPLE://a/./b/../b/c'));`,
  ),
  use(
    'fastest-levenshtein',
    `import { distance, closest } from 'fastest-levenshtein'; out(distance('kitten', 'sitting'), closest('fast', ['slow', 'faster', 'fist']), distance('a'.repeat(80), 'b'.repeat(40)));`,
  ),
  use(
    'fastq',
    `import fastq from 'fastq'; const q = fastq.promise(async n => { await null; return n * 2; }, 2); const rs = await Promise.all([1, 2, 3, 4].map(n => q.push(n))); out(rs, q.idle());`,
  ),
  use(
    'get-east-asian-width',
    `import { eastAsianWidth, eastAsianWidthType } from 'get-east-asian-width'; out([...'a字ｱ😀'].map(c => [eastAsianWidth(c.codePointAt(0)), eastAsianWidthType(c.codePointAt(0))]));`,
  ),
  use(
    'htmlparser2',
    `import { Parser } from 'htmlparser2'; const seen = []; const p = new Parser({ onopentag: (n, a) => seen.push([n, a]), ontext: t => seen.push(t), onclosetag: n => seen.push('/' + n), oncomment: c => seen.push('!' + c) }); p.write('<div a="1" b>te&eacute;xt<script>if (a < b) {}</scr'); p.write('ipt><p>x<p>y</div>'); p.end(); out(seen);`,
  ),
  use(
    'ignore',
    `import ignore from 'ignore'; const ig = ignore().add(['*.log', '!keep.log', '/build/', 'a/**/z']); out(ig.filter(['x.log', 'keep.log', 'build/f', 'src/build/f', 'a/b/c/z', 'a/z']), ig.test('x.log'));`,
  ),
  use(
    'is-glob',
    `import isGlob from 'is-glob'; out(['a/*', '!x', 'a[1]', '(a|b)', 'plain', 'a/{b,c}', '\\\\*'].map(s => isGlob(s)));`,
  ),
  use(
    'is-number',
    `import isNumber from 'is-number'; out([1, '5', 'x', null, Infinity, ' ', '0x1f', []].map(isNumber));`,
  ),
  use(
    'js-tokens',
    `import jsTokens from 'js-tokens'; const fn = jsTokens.default ?? jsTokens; out(typeof fn === 'function' ? [...fn('const a = \`x\${b}\`; /* c */ a / b; /re/g')] : 'const a = 1 /re/'.match(jsTokens));`,
  ),
  use(
    'js-yaml',
    `import * as m from 'js-yaml'; const yaml = m.default ?? m; out(yaml.load('a: &x [1, 2.5, ~, yes]\\nb: {c: *x, d: "q\\\\n"}\\ne: |\\n  block\\n  text\\nf: 2020-01-01\\n'), yaml.dump({ a: [1, { b: null }], s: 'x: y', t: 'multi\\nline' })); try { yaml.load('a: [1'); } catch (e) { out(e.name, e.message); }`,
  ),
  use(
    'json5',
    `import JSON5 from 'json5'; out(JSON5.parse("{a: 1, 'b': [+.5, 0xF, Infinity,], /* c */ d: 'x\\\\\\ny', // e\\n}"), JSON5.stringify({ a: [1, 'x'], 'b-c': null }, null, 2)); try { JSON5.parse('{a:'); } catch (e) { out(e.name, e.message, e.lineNumber); }`,
  ),
  use(
    'jsonc-parser',
    `import { parse, parseTree, modify, applyEdits, format, findNodeAtLocation } from 'jsonc-parser'; const t = '{ // c\\n "a": [1, {"b": true}], }'; const errors = []; out(parse(t, errors, { allowTrailingComma: true }), errors, applyEdits(t, modify(t, ['a', 1, 'b'], 5, {})), findNodeAtLocation(parseTree(t), ['a', 0])?.value, applyEdits('{"x":[1,2]}', format('{"x":[1,2]}', undefined, { insertSpaces: true, tabSize: 2 })));`,
  ),
  use(
    'leven',
    `import leven from 'leven'; out(leven('cat', 'cow'), leven('', 'abc'), leven('same', 'same'));`,
  ),
  use(
    'linkify-it',
    `import Linkify from 'linkify-it'; out(Linkify().match('see https://a.com/b?c(d) or mail x@y.org, www.z.net.'), Linkify().test('none'));`,
  ),
  use(
    'markdown-it',
    `import MarkdownIt from 'markdown-it'; const md = new MarkdownIt({ html: true, linkify: true, typographer: true }); out(md.render('# T *e*\\n\\n1. a\\n2. \`b\`\\n   - c\\n\\n> q <b>\\n\\n| a | b |\\n|---|:-:|\\n| 1 | 2 |\\n\\n\`\`\`js\\nx\\n\`\`\`\\n"quote" http://x.y [l](u "t") ![i](s)\\n'));`,
  ),
  use(
    'math-intrinsics',
    `import gcd from 'math-intrinsics/mod'; import isInteger from 'math-intrinsics/isInteger'; import sign from 'math-intrinsics/sign'; out(gcd(-7, 3), isInteger(2.5), sign(-3));`,
  ),
  use(
    'mdurl',
    `import { parse, format, encode, decode } from 'mdurl'; out(parse('http://u:p@h:8/p?q#h'), format(parse('//x/y')), encode('a b%20ü'), decode('%C3%BC%zz'));`,
  ),
  use(
    'minimatch',
    `import { minimatch, Minimatch } from 'minimatch'; out(['a.js', 'b/c.js', 'b/.d'].map(f => minimatch(f, '{*,b/**}', { dot: false })), String(new Minimatch('a/[[:alpha:]]*(x|y)?').makeRe()), minimatch.filter('*.txt')('x.txt'));`,
  ),
  use(
    'minisearch',
    `import MiniSearch from 'minisearch'; const m = new MiniSearch({ fields: ['t'], storeFields: ['t'] }); m.addAll([{ id: 1, t: 'the quick brown fox' }, { id: 2, t: 'lazy dogs quickly sleep' }, { id: 3, t: 'foxes and quince' }]); m.discard(3); out(m.search('quick', { prefix: true, fuzzy: 0.2 }), m.autoSuggest('qui'), JSON.stringify(m).length);`,
  ),
  use(
    'ms',
    `import ms from 'ms'; out(ms('2 days'), ms('-1.5h'), ms(60000, { long: true }), ms('x')); try { ms(''); } catch (e) { out(e.message); }`,
  ),
  use(
    'nth-check',
    `import nth, { parse, compile } from 'nth-check'; out(parse('2n+1'), [0, 1, 2, 3, 4].filter(nth('odd')), [0, 1, 2, 3].filter(compile([-1, 2])));`,
  ),
  use(
    'onetime',
    `import onetime from 'onetime'; let n = 0; const f = onetime(() => ++n); f(); f(); out(n, onetime.callCount(f)); try { const g = onetime(() => 1, { throw: true }); g(); g(); } catch (e) { out(e.message); }`,
  ),
  use(
    'p-map',
    `import pMap, { pMapIterable } from 'p-map'; const seen = []; out(await pMap([3, 1, 2], async (n, i) => { seen.push('s' + n); for (let k = 0; k < n; k++) await null; seen.push('e' + n); return n * i; }, { concurrency: 2 }), seen); try { await pMap([1, 2], async n => { throw new Error('n' + n); }, { stopOnError: false }); } catch (e) { out(e.name, e.errors.map(x => x.message)); } for await (const x of pMapIterable([1, 2], async n => n * 2)) out(x);`,
  ),
  use(
    'parse5',
    `import { parse, serialize, parseFragment } from 'parse5'; out(serialize(parse('<!doctype html><table><b>x<tr><td>1<td>2</table><p>a<b>c</p>d</b>')), parseFragment('<i>1<template><b>2</template>').childNodes.length);`,
  ),
  use(
    'picocolors',
    `import pc from 'picocolors'; const c = pc.createColors(true); out(c.red('a' + c.bold('b') + 'c'), c.bgBlue(c.dim('x')), pc.isColorSupported);`,
  ),
  use(
    'pluralize',
    `import pluralize from 'pluralize'; out(['person', 'cactus', 'sheep', 'analysis', 'Box'].map(w => [pluralize(w), pluralize.singular(pluralize(w)), pluralize(w, 1, true)]));`,
  ),
  use(
    'punycode.js',
    `import punycode from 'punycode.js'; out(punycode.toASCII('mañana.com'), punycode.toUnicode('xn--maana-pta.com'), punycode.encode('☃-⌘'), punycode.ucs2.decode('😀a')); try { punycode.decode('\\u0081'); } catch (e) { out(e.name, e.message); }`,
  ),
  use('qs', `import parse from 'qs/lib/formats.js'; out(parse);`),
  use(
    'ramda',
    `import { pipe, map, filter, assocPath, groupBy, transduce, lensPath, over, evolve, equals, sortWith, ascend, prop, zipWith, converge, memoizeWith } from 'ramda'; out(pipe(map(x => x * 2), filter(x => x > 2))([1, 2, 3]), assocPath(['a', 0, 'b'], 1, {}), groupBy(x => x % 2 ? 'odd' : 'even', [1, 2, 3]), transduce(map(x => x + 1), (a, b) => a + b, 0, [1, 2]), over(lensPath(['x', 'y']), x => x + 1, { x: { y: 1 } }), evolve({ a: x => -x }, { a: 1, b: 2 }), equals({ a: [NaN] }, { a: [NaN] }), sortWith([ascend(prop('n'))], [{ n: 2 }, { n: 1 }]), zipWith((a, b) => a + b, [1, 2], [3, 4]), converge((a, b) => a / b, [x => x.length, () => 2])('abcd'), memoizeWith(String, x => x)(5));`,
  ),
  use(
    'sax',
    `import * as m from 'sax/lib/sax.js'; const sax = m.default ?? m; const p = sax.parser(true, { xmlns: true }); const seen = []; p.onopentag = t => seen.push([t.name, Object.keys(t.attributes)]); p.ontext = t => seen.push(t); p.onerror = e => { seen.push(e.message); p.resume(); }; p.write('<a xmlns:q="u" q:x="1">t&amp;<![CDATA[<z>]]><b></a>').close(); out(seen);`,
  ),
  use(
    'semver',
    `import SemVer from 'semver/classes/semver.js'; import Range from 'semver/classes/range.js'; import inc from 'semver/functions/inc.js'; import intersects from 'semver/ranges/intersects.js'; import coerce from 'semver/functions/coerce.js'; out(new SemVer('1.2.3-beta.4+b').compare('1.2.3-beta.11'), new Range('^1.2 || >=3 <4 || ~5.x').range, inc('1.2.3', 'prerelease', 'rc'), intersects('^1.2', '>=1.9 <2.1'), coerce('v3.4 x').version); try { new SemVer('1.x'); } catch (e) { out(e.name, e.message); }`,
  ),
  use('slash', `import slash from 'slash'; out(slash('a\\\\b\\\\c'), slash('\\\\\\\\?\\\\x'));`),
  use(
    'spdx-expression-parse',
    `import parse from 'spdx-expression-parse/scan.js'; out(parse('(MIT OR Apache-2.0+) AND GPL-2.0-only WITH Classpath-exception-2.0'));`,
  ),
  use(
    'string-width',
    `import width from 'string-width'; out(width('a字\\u001B[1m😀\\u001B[0me\\u0301'), width('')); `,
  ),
  use(
    'strip-json-comments',
    `import strip from 'strip-json-comments'; out(strip('{ // x\\n "a/*": /* y */ "b//c", }', { trailingCommas: true }));`,
  ),
  use(
    'text-table',
    `import table from 'text-table'; out(table([['a', 'bcd', '1.5'], ['ef', 'g', '22.75']], { align: ['l', 'r', '.'] }));`,
  ),
  use(
    'to-regex-range',
    `import toRegexRange from 'to-regex-range'; out(toRegexRange(1, 255), toRegexRange(-10, 10), toRegexRange('001', '100'), toRegexRange(5, 5));`,
  ),
  use(
    'uc.micro',
    `import { P, Z, Any } from 'uc.micro'; out(P.test('!'), Z.test(' '), Any.source.length, 'a—b…c'.split(P));`,
  ),
  use(
    'universalify',
    `import u from 'universalify'; const f = u.fromCallback((a, cb) => cb(null, a * 2)); out(await f(2), f.name); await new Promise(r => u.fromPromise(async x => x + 1)(1, (e, v) => { out(e, v); r(); }));`,
  ),
  use(
    'url-join',
    `import urlJoin from 'url-join'; out(urlJoin('http://a.com/', '/b/', '../c', '?q=1', '&r=2'), urlJoin(['file:/', 'x', 'y']));`,
  ),
  use(
    'yallist',
    `import * as m from 'yallist'; const { Yallist } = m; const y = (Yallist ?? m.default).create([1, 2, 3]); y.push(4); y.unshift(0); y.splice(1, 2, 'x'); out([...y], y.reduce((a, b) => a + b), y.reverse().toArray(), y.map(x => x + x).toArray());`,
  ),
  use(
    '@jridgewell/sourcemap-codec',
    `import { encode, decode } from '@jridgewell/sourcemap-codec'; const d = decode('AAAA,SAASA,GAAG;AACZ;;IAEEC'); out(d, encode(d));`,
  ),
  use(
    '@babel/helper-validator-identifier',
    `import { isIdentifierName, isKeyword, isStrictReservedWord } from '@babel/helper-validator-identifier'; out(['a1', '1a', 'é', '𠮷', 'a-b', ''].map(isIdentifierName), isKeyword('for'), isStrictReservedWord('let', true));`,
  ),
];

function use(name: string, code: string): PackageUse {
  return { name, code };
}
