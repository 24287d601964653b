import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsAt } from '../../../src/skill/symbol/completion.ts';
import { hoverAt } from '../../../src/skill/symbol/hover.ts';
import { resultTypes, shortType } from '../../../src/skill/symbol/inlay.ts';
import { signatureHelpAt } from '../../../src/skill/symbol/signature-help.ts';
import { Tokens } from '../../../src/skill/symbol/token.ts';
import { catalogueOf, sampleFiles } from './typing.ts';

const path = 'sample.js';

function opened(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const catalogue = catalogueOf({ ...sampleFiles, [path]: text });
  const skill = catalogue.at(path);
  assert.ok(skill);
  return { text, offset, catalogue, skill };
}

describe('hover', () => {
  const draw = (marked: string) => {
    const { text, offset, catalogue, skill } = opened(marked);
    const found = hoverAt(skill, offset, catalogue);
    if (found === undefined) return '';
    const place = text.slice(found.range.start, found.range.end);
    if (found.kind === 'skill') return `${place}: ${found.callee.name}`;
    return found.kind === 'input' ? `${place}: ${found.callee.name}.${found.path.join('.')}` : `${place}: ?`;
  };
  const table: readonly (readonly [marked: string, expected: string])[] = [
    ["callSkill('squ|are')", 'square: square'],
    ["callSkill('|SQUARE')", 'SQUARE: square'],
    ['skills.square|({ x: 1 })', 'square: square'],
    ['/** {@link squ|are} */ 1;', 'square: square'],
    ['/** @example squ|are({ x: 1 }) */ 1;', 'square: square'],
    ["callSkill('square', { |x: 1 })", 'x: square.x'],
    ["callSkill('square', { x: |1 })", ''],
    ["callSkill('square', { y|: 1 })", ''],
    ["callSkill('order-total', { 'lev|el': 1 })", "'level': order-total.level"],
    ["callSkill('order-total', { items: [{ co|unt: 1 }] })", 'count: order-total.items.0.count'],
    ["callSkill('order-total', { address: { zi|p", 'zip: order-total.address.zip'],
    ['callSkill(na|me)', 'name: ?'],
    ["callSkill('nob|ody')", ''],
    ["const s = 'squ|are';", ''],
    ['export default function sam|ple() { return 1; }', 'sample: sample'],
  ];
  for (const [marked, expected] of table)
    it(JSON.stringify(marked), () => assert.equal(draw(marked), expected));
});

describe('signature help', () => {
  const draw = (marked: string) => {
    const { text, offset, catalogue } = opened(marked);
    const found = signatureHelpAt(text, offset, catalogue);
    if (found === undefined) return '';
    const input = found.active === undefined ? undefined : found.inputs[found.active];
    return `${found.callee.name}: ${input === undefined ? '-' : found.label.slice(input.range.start, input.range.end)}`;
  };
  const table: readonly (readonly [marked: string, expected: string])[] = [
    ["callSkill('square', |", 'square: x: number'],
    ["callSkill('square', {|", 'square: x: number'],
    ["callSkill('square', { x: 1 }|)", 'square: x: number'],
    ["callSkill('|square', { x: 1 })", ''],
    ["callSkill('pythagorean', { b: |", 'pythagorean: b: number'],
    ["callSkill('pythagorean', { a: 1,|", 'pythagorean: b: number'],
    ["callSkill('pythagorean', { a: 1, b: 2, |", 'pythagorean: -'],
    [
      "callSkill('order-total', { items: [{ id: '|' }] })",
      'order-total: items: { id: string, count: number, options?: { gift: boolean } }[]',
    ],
    ["callSkill('order-total', { cu| })", "order-total: currency?: string = 'EUR'"],
    ["callSkill('answer', |)", 'answer: -'],
    ["callSkill('square', { x: f(|) })", ''],
    ["callSkill('square', { x: () => { | } })", ''],
    ['callSkill(name, { | })', ''],
    ["// callSkill('square', { |", ''],
    ["(callSkill => { callSkill('square', { | }) })", ''],
  ];
  for (const [marked, expected] of table)
    it(JSON.stringify(marked), () => assert.equal(draw(marked), expected));
});

describe('result types', () => {
  const draw = (text: string) => {
    const { catalogue, skill } = opened(`${text}|`);
    const hints = resultTypes(skill, { start: 0, end: text.length }, catalogue);
    return [...hints]
      .reverse()
      .reduce((shown, { offset, type }) => `${shown.slice(0, offset)}: ${type}${shown.slice(offset)}`, text);
  };
  const square = '{ result: number }';
  const table: readonly (readonly [text: string, expected: string])[] = [
    ["const r = await callSkill('square');", `const r: ${square} = await callSkill('square');`],
    [
      'let r = await skills.square({ x: 1 })\nnext()',
      `let r: ${square} = await skills.square({ x: 1 })\nnext()`,
    ],
    ["const a = 1, r = await skills['square']();", `const a = 1, r: ${square} = await skills['square']();`],
    [
      "const [a, b] = await Promise.all([callSkill('square'), callSkill('order-total')]);",
      `const [a: ${square}, b: number] = await Promise.all([callSkill('square'), callSkill('order-total')]);`,
    ],
  ];
  for (const [text, expected] of table) it(JSON.stringify(text), () => assert.equal(draw(text), expected));

  const bare = [
    "const r = callSkill('square');",
    "const { result } = await callSkill('square');",
    "const r = (await callSkill('square')).result;",
    "const r = await callSkill('square').then(f);",
    "const r = 1 + await callSkill('square');",
    "const r = await callSkill('answer');",
    "const r = await callSkill('nobody');",
    "r = await callSkill('square');",
    "const [{ a }, ...b] = await Promise.all([callSkill('square'), callSkill('square')]);",
  ];
  for (const text of bare) it(`none in ${JSON.stringify(text)}`, () => assert.equal(draw(text), text));

  it('are shortened', () => {
    assert.equal(shortType('number'), 'number');
    assert.equal(shortType(`{ ${'a: number, '.repeat(20)} }`).length, 40);
  });
});

/** Fragments of which half-written files are made. */
const fragment = fc.constantFrom(
  ...[
    "callSkill('",
    'skills.',
    "skills['",
    "'",
    '"',
    '`',
    '${',
    '}',
    '{',
    '(',
    ')',
    '[',
    ']',
    ',',
    ':',
    ';',
    '=>',
    '/',
    '\\',
    '\n',
    '\r\n',
  ],
  ...[
    '/**',
    '*/',
    '//',
    ' * @param {',
    '@example ',
    '{@link ',
    'square',
    'x',
    'await ',
    'async ',
    'function f(',
    'const ',
    'return ',
    '🙂',
    'é',
  ],
);

describe('half-written text', () => {
  const text = fc.array(fragment, { maxLength: 40 }).map(parts => parts.join(''));
  const catalogue = catalogueOf(sampleFiles);

  it('is read as tokens that cover all but space and comments', () =>
    fc.assert(
      fc.property(text, code => {
        const tokens = new Tokens(code);
        const parts = [...tokens.list, ...tokens.comments].sort((a, b) => a.start - b.start);
        let end = 0;
        for (const part of parts) {
          assert.equal(code.slice(end, part.start).trim(), '');
          end = part.end;
        }
        assert.equal(code.slice(end).trim(), '');
      }),
      { numRuns: 500 },
    ));

  it('never fails to be completed, on one line and around the cursor', () =>
    fc.assert(
      fc.property(text, fc.nat(), (code, at) => {
        const offset = code.length === 0 ? 0 : at % (code.length + 1);
        const request = { text: code, offset, path, self: undefined, source: catalogue, recent: [] };
        signatureHelpAt(code, offset, catalogue);
        for (const { range, edits } of completionsAt(request).items) {
          assert.ok(range.start <= offset && offset <= range.end);
          assert.doesNotMatch(code.slice(range.start, range.end), /[\r\n]/);
          for (const edit of edits) assert.ok(edit.end <= range.start);
        }
      }),
      { numRuns: 1_000 },
    ));

  it('is read in a time that grows with its length', () => {
    for (const part of ['(', '`${', "callSkill('a', { b: [", '/', '"', '\\', '/*', '/** @example ']) {
      const started = process.cpuUsage();
      new Tokens(part.repeat(20_000));
      assert.ok(process.cpuUsage(started).user < 3_000_000, part);
    }
  });
});
