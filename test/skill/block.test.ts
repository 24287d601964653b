// JSDoc blocks: the same sections as a full JSDoc parser finds, and the exact place of each part.
import assert from 'node:assert/strict';
import { parse } from 'comment-parser';
import * as fc from 'fast-check';
import { readBlock } from '../../src/skill/block.ts';
import { readDoc } from '../../src/skill/doc.ts';

const range = (code: string) => ({ start: 0, end: code.length });

function sections(code: string): string[] {
  const [prose, ...tags] = readBlock(code, range(code));
  return [prose.text, ...tags.map(({ tag, text }) => `@${tag} ${text}`)].map(squeezed);
}

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What comment-parser finds, as the same kind of text. */
function expected(code: string): string[] {
  const [block] = parse(code, { spacing: 'preserve' });
  const lines = block?.source ?? [];
  const starts = new Set(block?.tags.map(({ source }) => source[0]?.number));
  const found: string[] = [''];
  for (const { number, tokens } of lines) {
    if (starts.has(number)) found.push('');
    const { tag, type, name, description } = tokens;
    found[found.length - 1] += ` ${[tag, type, name, description].filter(Boolean).join(' ')}`;
  }
  return found.map(squeezed);
}

describe('a JSDoc block', () => {
  it('has the sections that comment-parser finds', async () => {
    const line = fc.constantFrom(
      '',
      ' ',
      'Some prose.',
      '- an item',
      '@param {number} a - text',
      '@param {number} [b=1] text',
      '@tags x, y',
      '@scope/name is prose',
      '@ alone',
      'mail@example.org',
      '```js',
      '```',
      '    indented',
      '@example add({ a: 1 })',
      '* starred',
      'ends with a star *',
    );
    const frame = fc.constantFrom(' * ', '   * ', ' *', '\t* ');
    const lines = fc.array(fc.tuple(frame, line), { maxLength: 12 });
    await fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), (rows, lineBreak) => {
        const code = ['/**', ...rows.map(row => row.join('')), ' */'].join(lineBreak);
        assert.deepEqual(sections(code), expected(code));
      }),
      { numRuns: 400 },
    );
  });

  it('may stand on one line, with or without text', () => {
    assert.deepEqual(sections('/** Adds two numbers. */'), ['Adds two numbers.']);
    assert.deepEqual(sections('/** @tags sums, more */'), ['', '@tags sums, more']);
    assert.deepEqual(sections('/***/'), ['']);
    assert.deepEqual(sections('/** */'), ['']);
  });

  it('keeps the lines and the indentation of an example', () => {
    const code = '/**\n * @example\n * if (a) {\n *   b();\n * }\n *\n */';
    assert.equal(readBlock(code, range(code))[1]?.text, 'if (a) {\n  b();\n}');
  });

  it('knows where each part stands, also of a type that goes over lines', () => {
    const code = [
      'let before;',
      '/**',
      ' * @param {{',
      ' *   id: string,',
      ' * }} [item={}] - text',
      ' * @param',
      ' *   {number} size',
      ' * @returns { string } more',
      ' */',
    ].join('\n');
    const doc = readDoc(code, { start: code.indexOf('/**'), end: code.length });
    const at = ({ start, end }: { start: number; end: number }) => code.slice(start, end);
    assert.deepEqual(
      doc.typed.map(tag => [
        at(tag.typeRange()),
        at(tag.nameRange()),
        tag.name,
        tag.default,
        tag.description,
      ]),
      [
        ['{\n *   id: string,\n * }', 'item', 'item', '{}', 'text'],
        ['number', 'size', 'size', undefined, ''],
        ['string', '@returns', '', undefined, 'more'],
      ],
    );
  });
});
