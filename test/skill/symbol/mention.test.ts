// Where a file names skills: in calls, constants, examples, links and as itself; and where it does not.
import assert from 'node:assert/strict';
import { mentionAt, mentions } from '../../../src/skill/symbol/mention.ts';
import { read } from '../reading.ts';

/** `kind name` for each mention, `kind name <text>` where the text says it otherwise. */
function draw(text: string): string[] {
  return mentions(read(text)).map(({ kind, name, range }) => {
    const written = text.slice(range.start, range.end);
    return written === name ? `${kind} ${name}` : `${kind} ${name} <${written}>`;
  });
}

const inside = (body: string) => `export default async function sample(n) {\n${body}\n}`;

describe('mentions', () => {
  const bodies: readonly [body: string, ...mentions: string[]][] = [
    ["await callSkill('a')", 'call a'],
    ['await callSkill(`a`)', 'call a'],
    ["await callSkill('\\x61')", 'call a <\\x61>'],
    ['await skills.a()', 'call a'],
    ['await skills?.a?.()', 'call a'],
    ["await skills['a-b']()", 'call a-b'],
    ['return n.map(skills.a)', 'call a'],
    ['const { a, b: c } = skills', 'call a', 'call b'],
    ["const n1 = 'a'; await callSkill(n1); await skills[n1]()", 'constant a'],
    ["await callSkill(n ? 'a' : 'b')", 'call a', 'call b'],
    ["const n1 = n ? 'a' : 'a'; await callSkill(n1)", 'constant a', 'constant a'],
    ["const n1 = 'a'; await callSkill(n ? n1 : 'b')", 'constant a', 'call b'],
    ["await callSkill('constructor'); skills.__proto__()", 'call constructor', 'call __proto__'],
    ["callSkill('a", 'call a'],
    ["callSkill('", 'call '],
    ["// callSkill('a') {@link a}\n/* @see a */ return `skills.a` + \"callSkill('a')\""],
    [`log('a'); callSkill(\`a\${n}\`); callSkill(n)`],
    ["const callSkill = n; callSkill('a')"],
  ];
  for (const [body, ...expected] of bodies)
    it(body.replace(/\n/g, ' '), () => {
      assert.deepEqual(draw(inside(body)), ['definition sample', ...expected]);
    });

  const comments: readonly [lines: string, ...mentions: string[]][] = [
    ['@example a({ n: 1 }) // => b()', 'example a'],
    ['@example await a(b({ n: "c()" }))', 'example a', 'example b'],
    ['@example a-b({ n: 1 })', 'example a-b'],
    ["@example await callSkill('a', skills.b({ n: skills['c']() }))", 'example a', 'example b', 'example c'],
    ['@example\nconst x = new Map(a());\nx.get(1); Math.max(b.c())', 'example a'],
    ["@example It doesn't parse:\na({ n: 1 }", 'example a'],
    ['@example 5 @ a()\nb()', 'example b'],
    ['@example <caption>Twice</caption>\na(1)', 'example a'],
    [
      'Like {@link a} and {@link b the other}, {@linkcode c|c}, {@link d()}.',
      ...'abcd'.split('').map(n => `link ${n}`),
    ],
    ['{@link https://a.b} {@link a.b} {@link a#b} {@linked a} @link a'],
    ['@see a', 'link a'],
    ['@see a, b for more', 'link a', 'link b'],
    ['@see {@link a}', 'link a'],
    ['@see https://example.com/a'],
    ['@see module:a/b'],
    ['@param {string} a - callSkill("a") `skills.a` a()'],
    ['@see a.', 'link a'],
  ];
  for (const [lines, ...expected] of comments)
    for (const [lineEnd, prefix] of [
      ['\n', ' * '],
      ['\r\n', ' * '],
      ['\n', ''],
    ] as const)
      it(`${JSON.stringify(lineEnd)} ${prefix}${lines}`, () => {
        const frame = ['Text.', ...lines.split('\n')].map(line => `${prefix}${line}${lineEnd}`).join('');
        assert.deepEqual(draw(`/**${lineEnd}${frame} */\nexport default function sample() {}`), [
          ...expected,
          'definition sample',
        ]);
      });

  it('takes the entry for the file, or its beginning', () => {
    assert.deepEqual(draw('export default () => 1;'), ['definition sample <default>']);
    assert.deepEqual(draw('const x = 1;\nconst y = 2;'), ['definition sample <const x = 1;>']);
    assert.deepEqual(draw(''), ['definition sample <>']);
  });

  it('sees no comment in a string', () => {
    assert.deepEqual(draw("export default () => '/** @see a */'"), ['definition sample <default>']);
  });
});

describe('the mention at an offset', () => {
  const cases: readonly [text: string, mention: string | undefined][] = [
    ["await callSkill('|ab')", 'call'],
    ["await callSkill('ab|')", 'call'],
    ["await callSkill(|'ab')", undefined],
    ["await call|Skill('ab')", undefined],
    ["await callSkill('ab', { n|: 1 })", undefined],
    ['export default function sam|ple(a) {}', 'definition'],
    ['export def|ault () => 1', 'definition'],
    ['export default function sample(a|) {}', undefined],
    ['const x| = 1;', undefined],
    ["const x = await callSkill('a|');", 'call'],
    ['/** @see a|b */ const x = 1;', 'link'],
    ['/** @example ab|() */ const x = 1;', 'example'],
    ["const k = 'a|'; callSkill(k)", 'constant'],
    ["const k = 'a'; callSkill(k|)", undefined],
  ];
  for (const [marked, kind] of cases)
    it(marked, () => {
      const offset = marked.indexOf('|');
      assert.equal(mentionAt(read(marked.replace('|', '')), offset)?.kind, kind);
    });
});
