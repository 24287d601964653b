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
    'ansi-styles',
    `import styles from 'ansi-styles'; out(styles.green.open, styles.hexToRgb('#abc'), styles.rgbToAnsi256(1, 200, 30), styles.ansi256ToAnsi(120), [...styles.codes]);`,
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
    'braces',
    `import braces from 'braces'; out(braces('a{1..5}{b,c}', { expand: true }), braces('x/{a,b}/{1..20..5}'), braces.parse('{a,{b,c}}').nodes.length);`,
  ),
  use('boolbase', `import b from 'boolbase'; out(b.trueFunc(), b.falseFunc());`),
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
    'csv-parse',
    `import { parse } from 'csv-parse/sync'; out(parse('a,b\\n1,"x ""y""\\nz"\\n2,\\n', { columns: true, cast: true })); try { parse('a,b\\n1'); } catch (e) { out(e.code, e.message); }`,
    'fails where there is no Buffer',
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
    'fast-check',
    `import fc from 'fast-check'; const r = fc.check(fc.property(fc.array(fc.integer()), a => a.length < 4 || a[0] < 50), { seed: 7, numRuns: 100 }); out(r.failed, r.counterexample, r.numShrinks); out(fc.sample(fc.record({ a: fc.string(), b: fc.oneof(fc.boolean(), fc.double()) }), { seed: 3, numRuns: 5 }));`,
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
    'fast-xml-parser',
    `import { XMLParser, XMLBuilder, XMLValidator } from 'fast-xml-parser'; const x = new XMLParser({ ignoreAttributes: false }).parse('<a b="1"><c>2</c><c>x &lt; y</c><!-- n --><d/></a>'); out(x, new XMLBuilder({ ignoreAttributes: false, format: true }).build(x), XMLValidator.validate('<a><b></a>'));`,
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
    'fill-range',
    `import fill from 'fill-range'; out(fill(1, 10, 3), fill('a', 'e'), fill('01', '12', { toRegex: true }), fill(5, 1, n => n * n));`,
  ),
  use(
    'get-intrinsic',
    `import gi from 'get-intrinsic'; out(typeof gi('%Array.prototype.map%'), gi('%Math.PI%')); try { gi('%Nope%'); } catch (e) { out(e.name, e.message); }`,
    'asks for Function, which skills do not have',
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
    'jsdoc-type-pratt-parser',
    `import { parse, stringify, transform, identityTransformRules } from 'jsdoc-type-pratt-parser'; const t = parse('Map<string, {a?: number[], b: (x: T) => void}> | null', 'typescript'); out(t, stringify(t)); try { parse('a<', 'jsdoc'); } catch (e) { out(e.message); }`,
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
    'lodash',
    `import _ from 'lodash/fp/placeholder.js'; import groupBy from 'lodash/groupBy.js'; import merge from 'lodash/merge.js'; import template from 'lodash/camelCase.js'; import cloneDeep from 'lodash/cloneDeep.js'; import sortBy from 'lodash/sortBy.js'; import curry from 'lodash/curry.js'; import isEqual from 'lodash/isEqual.js'; out(typeof _, groupBy([1.2, 1.8, 2.1], Math.floor), merge({ a: [{ b: 1 }] }, { a: [{ c: 2 }, 3] }), template('foo-bar baz'), cloneDeep({ m: [1, { d: 2 }] }), sortBy([{ a: 3 }, { a: 1 }], 'a'), curry((a, b, c) => a + b + c)(1)(2, 3), isEqual({ a: [1] }, { a: [1] }));`
      .replace("import _ from 'lodash/fp/placeholder.js'; ", '')
      .replace('typeof _, ', ''),
  ),
  use(
    'lru-cache',
    `import { LRUCache } from 'lru-cache'; const c = new LRUCache({ max: 3, dispose: (v, k) => out('dispose', k) }); for (let i = 0; i < 6; i++) { c.set('k' + i, i); c.get('k0'); } out([...c.entries()], c.size, c.has('k1'));`,
    'may ask for what skills do not have',
  ),
  use(
    'magic-string',
    `import MagicString from 'magic-string'; const s = new MagicString('const a = 1; let b;'); s.overwrite(6, 7, 'answer').appendLeft(13, '/* x */').prepend('// top\\n').remove(14, 17).move(0, 5, 12); out(s.toString(), s.generateMap({ hires: true }).mappings, s.snip(2, 8).toString());`,
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
    'micromatch',
    `import picomatch from 'picomatch/lib/picomatch.js'; import utils from 'picomatch/lib/utils.js'; out(['a/b.js', 'a/c/d.ts', '.x'].filter(picomatch('**/*.{js,ts}')), utils.escapeLast('a(b', '('));`,
    'through its matcher',
  ),
  use(
    'mime-types',
    `import mime from 'mime-db'; out(Object.keys(mime).length, mime['text/html']);`,
    'its table',
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
    'object-inspect',
    `import inspect from 'object-inspect'; class A { constructor() { this.x = [1, , 'a']; } } const c = { d: new Date(0), r: /x/g, f() {}, m: new Map([[1, { a: 2 }]]), s: Symbol('q'), n: -0 }; c.self = c; out(inspect(c), inspect(new A(), { indent: 2 }), inspect([new Error('e').message]));`,
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
  use('path-expression-matcher', `import * as m from 'path-expression-matcher'; out(Object.keys(m).sort());`),
  use(
    'picocolors',
    `import pc from 'picocolors'; const c = pc.createColors(true); out(c.red('a' + c.bold('b') + 'c'), c.bgBlue(c.dim('x')), pc.isColorSupported);`,
    'may read the process',
  ),
  use(
    'picomatch',
    `import pm from 'picomatch/lib/picomatch.js'; out(pm.parse('a/{b,c}/**/*.!(js)').output, String(pm.makeRe('+(a|b)[0-9]?')), pm.scan('!./foo/*.js'));`,
  ),
  use(
    'pluralize',
    `import pluralize from 'pluralize'; out(['person', 'cactus', 'sheep', 'analysis', 'Box'].map(w => [pluralize(w), pluralize.singular(pluralize(w)), pluralize(w, 1, true)]));`,
  ),
  use(
    'punycode.js',
    `import punycode from 'punycode.js'; out(punycode.toASCII('mañana.com'), punycode.toUnicode('xn--maana-pta.com'), punycode.encode('☃-⌘'), punycode.ucs2.decode('😀a')); try { punycode.decode('\\u0081'); } catch (e) { out(e.name, e.message); }`,
  ),
  use(
    'pure-rand',
    `import * as pr from 'pure-rand/generator/xoroshiro128plus'; out(Object.keys(pr).sort());`,
  ),
  use('qs', `import parse from 'qs/lib/formats.js'; out(parse);`, 'its formats'),
  use(
    'ramda',
    `import { pipe, map, filter, assocPath, groupBy, transduce, lensPath, over, evolve, equals, sortWith, ascend, prop, zipWith, converge, memoizeWith } from 'ramda'; out(pipe(map(x => x * 2), filter(x => x > 2))([1, 2, 3]), assocPath(['a', 0, 'b'], 1, {}), groupBy(x => x % 2 ? 'odd' : 'even', [1, 2, 3]), transduce(map(x => x + 1), (a, b) => a + b, 0, [1, 2]), over(lensPath(['x', 'y']), x => x + 1, { x: { y: 1 } }), evolve({ a: x => -x }, { a: 1, b: 2 }), equals({ a: [NaN] }, { a: [NaN] }), sortWith([ascend(prop('n'))], [{ n: 2 }, { n: 1 }]), zipWith((a, b) => a + b, [1, 2], [3, 4]), converge((a, b) => a / b, [x => x.length, () => 2])('abcd'), memoizeWith(String, x => x)(5));`,
  ),
  use(
    'sax',
    `import * as m from 'sax/lib/sax.js'; const sax = m.default ?? m; const p = sax.parser(true, { xmlns: true }); const seen = []; p.onopentag = t => seen.push([t.name, Object.keys(t.attributes)]); p.ontext = t => seen.push(t); p.onerror = e => { seen.push(e.message); p.resume(); }; p.write('<a xmlns:q="u" q:x="1">t&amp;<![CDATA[<z>]]><b></a>').close(); out(seen);`,
    'may need streams',
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
    'strnum',
    `import toNumber from 'strnum'; out(['1.50', '0x1F', '1e3', '-.5', 'abc', '00123', '1_0', ' 7 '].map(s => toNumber(s)));`,
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
    'underscore',
    `import _ from 'underscore/underscore-esm-min.js'; out(typeof _);`
      .replace('underscore-esm-min.js', 'underscore-esm.js')
      .replace(
        'out(typeof _);',
        "out(_.chain([3, 1, 2]).sortBy().map(x => x * 2).value(), _.groupBy(['a', 'bb', 'c'], 'length'), _.isEqual({ a: [1] }, { a: [1] }), _.memoize(x => x + 1)(1), _.partial((a, b) => a - b, _, 1)(5), _.zip([1, 2], ['a', 'b']), _.escape('<a>'), _.functions({ f() {}, a: 1 }), _.template.name, _(_.range(10)).partition(n => n % 3));",
      ),
  ),
  use('unicorn-magic', `import * as m from 'unicorn-magic'; out(Object.keys(m).sort());`, 'may need Node'),
  use(
    'universalify',
    `import u from 'universalify'; const f = u.fromCallback((a, cb) => cb(null, a * 2)); out(await f(2), f.name); await new Promise(r => u.fromPromise(async x => x + 1)(1, (e, v) => { out(e, v); r(); }));`,
  ),
  use(
    'url-join',
    `import urlJoin from 'url-join'; out(urlJoin('http://a.com/', '/b/', '../c', '?q=1', '&r=2'), urlJoin(['file:/', 'x', 'y']));`,
  ),
  use('xml-naming', `import * as m from 'xml-naming'; out(Object.keys(m).sort());`),
  use(
    'yallist',
    `import * as m from 'yallist'; const { Yallist } = m; const y = (Yallist ?? m.default).create([1, 2, 3]); y.push(4); y.unshift(0); y.splice(1, 2, 'x'); out([...y], y.reduce((a, b) => a + b), y.reverse().toArray(), y.map(x => x + x).toArray());`,
  ),
  use(
    'zod',
    `import { z } from 'zod'; const s = z.object({ a: z.string().min(2), b: z.array(z.union([z.number().int(), z.literal('x')])).optional(), c: z.coerce.date().default(new Date(0)) }).strict(); out(s.parse({ a: 'ok', b: [1, 'x'] }), s.safeParse({ a: 'n', b: [1.5], d: 1 }).error.issues, z.toJSONSchema(z.object({ q: z.string().email() })));`,
  ),
  use(
    '@jridgewell/sourcemap-codec',
    `import { encode, decode } from '@jridgewell/sourcemap-codec'; const d = decode('AAAA,SAASA,GAAG;AACZ;;IAEEC'); out(d, encode(d));`,
  ),
  use('@nodable/entities', `import * as m from '@nodable/entities'; out(Object.keys(m).sort());`),
  use(
    '@babel/helper-validator-identifier',
    `import { isIdentifierName, isKeyword, isStrictReservedWord } from '@babel/helper-validator-identifier'; out(['a1', '1a', 'é', '𠮷', 'a-b', ''].map(isIdentifierName), isKeyword('for'), isStrictReservedWord('let', true));`,
  ),
  use(
    '@azu/format-text',
    `import f from '@azu/format-text'; out(f.formatText ? f.formatText('a %s', 1) : Object.keys(f));`,
    'maybe',
  ),
];

function use(name: string, code: string, _note = ''): PackageUse {
  return { name, code };
}
