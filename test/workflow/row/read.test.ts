/** Rows from files: what becomes of each, and where it stands. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/base/json.ts';
import { cellText } from '../../../src/workflow/row/cell.ts';
import type { Column } from '../../../src/workflow/row/column.ts';
import { csvLine } from '../../../src/workflow/row/csv.ts';
import { type ReadOptions, readRows } from '../../../src/workflow/row/read.ts';
import { placeOf, type Row } from '../../../src/workflow/row/row.ts';
import { MemorySkills } from '../../fakes/skill-source.ts';

const skills = new MemorySkills({
  price: `/**
 * @param {number} amount
 * @param {string} [code]
 * @param {boolean} [rush]
 * @param {integer} [count]
 * @param {{ name: string, age?: number }} [user]
 * @param {string[]} [tags]
 * @param {'low'|'high'|null} [level]
 * @param {string|number} [id]
 * @param {*} [note]
 */
export default function price(amount, code, rush, count, user, tags, level, id, note) {}`,
  open: 'export default function open(inputs) { return inputs; }',
  text: '/** @param {string} text */ export default function text(text) {}',
});

function schemaOf(name: string): ReadOptions['schema'] {
  return skills.find(name)?.inputs ?? {};
}

async function read(text: string | Uint8Array, options: Partial<ReadOptions> & { skill?: string } = {}) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const rows: Row[] = [];
  const all = { schema: schemaOf(options.skill ?? 'price'), ...options };
  for await (const row of readRows([bytes], all)) rows.push(row);
  return rows;
}

/** `row 1 (line 2): {"amount":1}`, or what is wrong with it. */
async function drawn(...given: Parameters<typeof read>): Promise<readonly string[]> {
  return (await read(...given)).map(row => {
    const told = row.issues.length > 0 ? row.issues.join('; ') : JSON.stringify(row.inputs);
    return `${placeOf(row)}: ${told}`;
  });
}

describe('rows of CSV', () => {
  const cell = (heading: string, text: string) =>
    read(csvLine(['amount', heading]) + csvLine(['1', text]), { name: 'x.csv' }).then(([row]) =>
      row?.issues.length ? row.issues.join('; ') : row?.inputs[heading],
    );

  const cells: readonly (readonly [heading: string, text: string, value: JsonValue | undefined])[] = [
    ['code', '007', '007'],
    ['code', ' a ', ' a '],
    ['code', 'true', 'true'],
    ['code', 'null', 'null'],
    ['rush', 'TRUE', true],
    ['rush', 'no', false],
    ['rush', 'perhaps', 'rush: expected boolean, got "perhaps"'],
    ['count', '3', 3],
    ['count', '1e2', 100],
    ['count', '1.5', 'count: expected integer, got 1.5'],
    ['count', '1,5', 'count: expected number, got "1,5"'],
    [
      'count',
      '12345678901234567890',
      'count: 12345678901234567890 has too many digits to be exact as a number',
    ],
    ['count', 'null', undefined],
    ['user', '{"name": "Ann"}', { name: 'Ann' }],
    ['user', '{"name": ', 'user: expected JSON text, got "{\\"name\\": "'],
    ['user', '{"name": 3}', 'user.name: expected string, got 3'],
    ['tags', '["a", "b"]', ['a', 'b']],
    ['level', 'high', 'high'],
    ['level', 'null', null],
    ['level', 'mid', 'level: expected "low", "high" or null, got "mid"'],
    ['id', '12', 12],
    ['id', '012', '012'],
    ['note', '5', 5],
    ['note', '05', '05'],
    ['note', '[1, {"a": null}]', [1, { a: null }]],
    ['note', 'plain', 'plain'],
  ];
  for (const [heading, text, value] of cells)
    it(`makes ${JSON.stringify(value)} of ${text} for ${heading}`, async () => {
      assert.deepEqual(await cell(heading, text), value);
    });

  it('leaves out what is empty and may be left out, and takes it where it must be there', async () => {
    assert.deepEqual(await drawn('amount,code,rush,user.name\n1,,,\n,,,\n', { name: 'x.csv' }), [
      'row 1 (line 2): {"amount":1}',
      'row 2 (line 3): amount: required, but missing',
    ]);
    assert.deepEqual(await drawn('text\n""\n', { skill: 'text', name: 'x.csv' }), [
      'row 1 (line 2): {"text":""}',
    ]);
  });

  it('puts together what dotted headings give', async () => {
    assert.deepEqual(
      await drawn('amount;user.name;user.age;tags[0];tags[1]\n1;Ann;40;a;\n2;Bo;;a;b\n3;;;;b\n'),
      [
        'row 1 (line 2): {"amount":1,"user":{"name":"Ann","age":40},"tags":["a"]}',
        'row 2 (line 3): {"amount":2,"user":{"name":"Bo"},"tags":["a","b"]}',
        'row 3 (line 4): tags[0]: expected string, got null',
      ],
    );
  });

  for (const [what, delimiter] of [
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ] as const)
    it(`finds out that ${what} divide the cells, whatever is in the texts`, async () => {
      const text = csvLine(['amount', 'code'], delimiter) + csvLine(['1', 'a,b;c\td|e'], delimiter);
      assert.deepEqual(await drawn(text, { name: 'x.csv' }), [
        'row 1 (line 2): {"amount":1,"code":"a,b;c\\td|e"}',
      ]);
    });

  it('takes a byte order mark, UTF-16 and any line ends', async () => {
    assert.deepEqual(await drawn('\ufeffamount,code\r\n1,"é\r\nü"\r\n2,x\r\n', { name: 'x.csv' }), [
      'row 1 (line 2): {"amount":1,"code":"é\\r\\nü"}',
      'row 2 (line 4): {"amount":2,"code":"x"}',
    ]);
    const utf16 = new Uint8Array(Buffer.from('\ufeffamount\tcode\r\n1\té\r\n', 'utf16le'));
    assert.deepEqual(await drawn(utf16, { name: 'x.csv' }), ['row 1 (line 2): {"amount":1,"code":"é"}']);
  });

  it('refuses bytes that are no UTF-8, with the line', async () => {
    const latin = new Uint8Array(Buffer.from('amount,code\n1,\xe9\n', 'latin1'));
    await assert.rejects(
      read(latin, { name: 'x.csv' }),
      /^RowsError: The text is not UTF-8 from about line 1 on\./,
    );
  });

  it('says which row has too many or too few cells, or one below no heading', async () => {
    assert.deepEqual(await drawn('amount,code,\n1,a\n2,b,,c\n3,c,d\n4,d,\n'), [
      'row 1 (line 2): expected 3 cells, got 2',
      'row 2 (line 3): expected 3 cells, got 4',
      'row 3 (line 4): column 3 has no heading, but holds "d"',
      'row 4 (line 5): {"amount":4,"code":"d"}',
    ]);
  });

  const headings: readonly (readonly [headings: string, problem: string])[] = [
    ['amount,cod', 'column 2 ("cod"): no input is called "cod": did you mean "code"?'],
    ['Amount', 'column 1 ("Amount"): no input is called "Amount": did you mean "amount"?'],
    ['amount,code,amount', 'column 3 ("amount"): it gives amount, which column 1 ("amount") gives already'],
    [
      'amount,user,user.name',
      'column 3 ("user.name"): it gives user.name, which column 2 ("user") gives already',
    ],
    ['amount,user.nam', 'column 2 ("user.nam"): no input is called "user.nam": did you mean "user.name"?'],
    ['amount,tags.x', 'column 2 ("tags.x"): no input is called "tags.x": did you mean "tags"?'],
  ];
  for (const [first, problem] of headings)
    it(`refuses the headings ${first}`, async () => {
      await assert.rejects(read(`${first}\n1,2,3\n`, { name: 'x.csv' }), {
        message: `The headings do not fit the skill: ${problem}`,
      });
    });

  it('goes by what somebody chose for a column', async () => {
    const told: Column[] = [];
    const options = {
      name: 'x.csv',
      choices: ['amount', null],
      onColumns: (all: readonly Column[]) => told.push(...all),
    };
    assert.deepEqual(await drawn('Preis,code\n1,x\n', options), ['row 1 (line 2): {"amount":1}']);
    assert.deepEqual(
      told.map(({ heading, path }) => [heading, path]),
      [
        ['Preis', ['amount']],
        ['code', undefined],
      ],
    );
  });

  it('takes any column where the skill leaves open what it gets, also names that objects have', async () => {
    const [row] = await read('a.b,__proto__,n\nx,y,3\n', { skill: 'open', name: 'x.csv' });
    assert.deepEqual(Object.entries(row?.inputs ?? {}), [
      ['a', { b: 'x' }],
      ['__proto__', 'y'],
      ['n', 3],
    ]);
  });

  it('has no table without a heading', async () => {
    await assert.rejects(read('\n\n', { name: 'x.csv' }), /The table is empty/);
    assert.deepEqual(await read('amount\n', { name: 'x.csv' }), []);
  });

  it('comes back from what it was written as', async () => {
    const inputs = fc.record(
      {
        amount: fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => (value === 0 ? 0 : value)),
        code: fc.string(),
        rush: fc.boolean(),
        count: fc.maxSafeInteger(),
        user: fc.record(
          { name: fc.string(), age: fc.integer() },
          { requiredKeys: ['name'], noNullPrototype: true },
        ),
        tags: fc.array(fc.string()),
        level: fc.constantFrom('low', 'high', null),
      },
      { requiredKeys: ['amount'], noNullPrototype: true },
    );
    const names = ['amount', 'code', 'rush', 'count', 'user', 'tags', 'level'] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(inputs, { maxLength: 4 }), async given => {
        const lines = given.map(one => csvLine(names.map(name => cellText(one[name]))));
        const rows = await read([csvLine(names), ...lines].join(''), { name: 'x.csv' });
        assert.deepEqual(
          rows.map(row => row.issues),
          given.map(() => []),
        );
        assert.deepEqual(
          rows.map(row => row.inputs),
          given,
        );
      }),
    );
  });
});

describe('rows of JSON', () => {
  it('are the elements of an array, each with its line', async () => {
    assert.deepEqual(
      await drawn('[\n  {"amount": 1},\n  {"amount":\n 2, "code": "],[{\\""}\n, {"amount": "x"}]\n'),
      [
        'row 1 (line 2): {"amount":1}',
        'row 2 (line 3): {"amount":2,"code":"],[{\\""}',
        'row 3 (line 5): amount: expected number, got "x"',
      ],
    );
  });

  it('go on after one that is broken or of the wrong kind', async () => {
    assert.deepEqual(await drawn('[{"amount": 1}, {amount: 2},\n3, null, [], {"amount": 4}]'), [
      'row 1 (line 1): {"amount":1}',
      'row 2 (line 1): not JSON: expected a name in double quotes, found "amount" (column 2)',
      'row 3 (line 2): expected an object of inputs such as {"a": 3}, got a number',
      'row 4 (line 2): expected an object of inputs such as {"a": 3}, got null',
      'row 5 (line 2): expected an object of inputs such as {"a": 3}, got an array',
      'row 6 (line 2): {"amount":4}',
    ]);
  });

  it('may be none', async () => {
    assert.deepEqual(await read(' [ ]\n'), []);
  });

  const broken: readonly (readonly [text: string, message: RegExp])[] = [
    ['[{"amount": 1}, {"amount": 2', /ends within the element that begins in line 1/],
    ['[{"amount": 1}] x', /Line 1 goes on after the end of the array with "x"/],
    ['', /There are no rows: the text is empty/],
  ];
  for (const [text, message] of broken)
    it(`refuses ${JSON.stringify(text)}`, () => assert.rejects(read(text, { name: 'x.json' }), message));

  it('tells what a file of single objects is called', () =>
    assert.rejects(read('{"amount": 1}', { name: 'x.json' }), /One object on each line is JSONL/));

  it('are the same in pieces of any size', async () => {
    const value = fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()));
    await fc.assert(
      fc.asyncProperty(
        value,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(0, 2),
        async (all, size, indent) => {
          const bytes = new TextEncoder().encode(JSON.stringify(all, undefined, indent));
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          const rows: Row[] = [];
          const options = { schema: schemaOf('open'), name: 'x.json' };
          for await (const row of readRows(pieces, options)) rows.push(row);
          assert.deepEqual(
            rows.filter(({ issues }) => issues.length === 0).map(({ text }) => text),
            all
              .filter(one => typeof one === 'object' && one !== null && !Array.isArray(one))
              .map(one => JSON.stringify(one)),
          );
          assert.equal(rows.length, all.length);
        },
      ),
    );
  });
});

describe('rows of JSONL', () => {
  it('are lines, each with its number; empty lines are none', async () => {
    assert.deepEqual(await drawn('\ufeff{"amount": 1}\r\n\n  {"amount": "x"}  \n{"amount": 2'), [
      'row 1 (line 1): {"amount":1}',
      'row 2 (line 3): amount: expected number, got "x"',
      'row 3 (line 4): not JSON: expected "," or "}", the text ends here (column 13)',
    ]);
  });

  it('say which input is unknown', async () => {
    assert.deepEqual(await drawn('{"amuont": 1}'), [
      'row 1 (line 1): amount: required, but missing; unknown input "amuont": did you mean "amount"?',
    ]);
  });
});

describe('the format of rows', () => {
  const texts: readonly (readonly [name: string | undefined, text: string])[] = [
    [undefined, '[{"amount": 1}]'],
    [undefined, '\n {"amount": 1}\n'],
    [undefined, 'amount\n1\n'],
    ['rows.NDJSON', '{"amount": 1}'],
    ['rows.tsv', 'amount\n1\n'],
    ['rows.txt', 'amount\n1\n'],
  ];
  for (const [name, text] of texts)
    it(`of ${name ?? 'what has no name'} is found out: ${JSON.stringify(text)}`, async () => {
      assert.deepEqual(
        (await read(text, name === undefined ? {} : { name })).map(row => row.inputs),
        [{ amount: 1 }],
      );
    });
});
