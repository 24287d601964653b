/** CSV as it is found: every record, its line, and what is wrong with it; written and read back the same. */

import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvRecord, CsvScanner, csvLine, shownCell } from '../../../src/workflow/row/csv.ts';

function scan(text: string, delimiter = ',', size = text.length): readonly CsvRecord[] {
  const scanner = new CsvScanner(delimiter);
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += Math.max(1, size)) {
    records.push(...scanner.feed(text.slice(at, at + Math.max(1, size))));
  }
  return [...records, ...scanner.end()];
}

/** `2: a|–|""` with the line first, a dash where nothing is written. */
function drawn(records: readonly CsvRecord[]): readonly string[] {
  return records.map(
    ({ cells, line, problem }) =>
      `${line}: ${cells.map(cell => (cell === undefined ? '–' : JSON.stringify(cell))).join(' ')}${problem === undefined ? '' : ` !${problem}`}`,
  );
}

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', ' ', 'a', 'é', '\ufeff') }),
  fc.constant(undefined),
);
const table = fc
  .integer({ min: 1, max: 4 })
  .chain(width => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));

describe('CSV', () => {
  const cases: readonly (readonly [what: string, text: string, ...records: string[]])[] = [
    [
      'ends lines in any way, also mixed',
      'a,b\r\n1,2\n3,4\r5,6',
      '1: "a" "b"',
      '2: "1" "2"',
      '3: "3" "4"',
      '4: "5" "6"',
    ],
    [
      'takes line ends and delimiters in quotes',
      'a\r\n"x\r\ny,z"\r\nb',
      '1: "a"',
      '2: "x\\r\\ny,z"',
      '4: "b"',
    ],
    ['takes doubled quotes', '"say ""hi""",""""', '1: "say \\"hi\\"" "\\""'],
    ['tells nothing from the empty text', ',"",', '1: – "" –'],
    ['passes over lines without anything in them', '\n\r\na\n\n\nb\n\n', '3: "a"', '6: "b"'],
    ['takes a line of delimiters for a record', 'a,b\n,\n', '1: "a" "b"', '2: – –'],
    ['takes a quote inside of a plain cell as it is', '5" pipe,2', '1: "5\\" pipe" "2"'],
    ['takes spaces as they are', ' a , b', '1: " a " " b"'],
    ['takes spaces after a closing quote for nothing', '"a" ,b', '1: "a" "b"'],
    ['ends without a line end', '"a"', '1: "a"'],
    [
      'says what goes on after a closing quote, and reads on in the next line',
      '"a"b,c\nd,e',
      '1: "ab" "c" !cell 1 goes on after its closing quote; write a quote inside of a cell twice',
      '2: "d" "e"',
    ],
    [
      'says which quote is never closed',
      'a\nb,"c\nd',
      '1: "a"',
      '2: "b" "c\\nd" !the quote that opens cell 2 in line 2 is never closed, so that all that follows belongs to it',
    ],
  ];
  for (const [what, text, ...records] of cases)
    it(what, () => {
      assert.deepEqual(drawn(scan(text)), records);
    });

  it('is the same in pieces of any size', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ') }),
        fc.integer({ min: 1, max: 5 }),
        (text, size) => assert.deepEqual(scan(text, ',', size), scan(text)),
      ),
      { numRuns: 500 },
    );
  });

  it('comes back as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.integer({ min: 1, max: 9 }),
        (rows, delimiter, size) => {
          const text = rows.map(row => csvLine(row, delimiter)).join('');
          const read = scan(text, delimiter, size);
          // A record with nothing in its one cell has to be written as the empty text.
          const expected = rows.map(row => (row.length === 1 && row[0] === undefined ? [''] : row));
          assert.deepEqual(
            read.map(({ cells }) => cells),
            expected,
          );
          assert.ok(read.every(({ problem }) => problem === undefined));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is read by others as it was written', () => {
    fc.assert(
      fc.property(table, rows => {
        const text = rows.map(row => csvLine(row)).join('');
        assert.deepEqual(
          parse(text, { record_delimiter: '\r\n' }),
          rows.map(row => row.map(value => value ?? '')),
        );
      }),
    );
  });
});

describe('a cell for a spreadsheet', () => {
  for (const text of [
    '=1+1',
    '+A1',
    '-A1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '-',
    '＝1+1',
    '-1;=2',
    '+1 2',
  ])
    it(`is text where it would be calculated: ${JSON.stringify(text)}`, () => {
      assert.equal(shownCell(text), `'${text}`);
    });

  for (const text of ['-1', '+1', '-0.5', '1e-7', '-1.5E+3', '-.5', '', 'a=b', ' =1', "'=1", '{"a":"=1"}'])
    it(`stays as it is where it would not: ${JSON.stringify(text)}`, () => {
      assert.equal(shownCell(text), text);
    });

  it('stays empty', () => {
    assert.equal(shownCell(undefined), undefined);
  });

  it('never begins what is calculated, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const shown = shownCell(text) ?? '';
        assert.ok(!/^[=+\-@\t\r\n]/.test(shown) || Number.isFinite(Number(shown)), shown);
        assert.equal(shown.startsWith("'") && !text.startsWith("'") ? shown.slice(1) : shown, text);
      }),
    );
  });
});
