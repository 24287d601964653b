import assert from 'node:assert/strict';
import { evaluatableAt, variablesUpTo } from '../../../src/skill/symbol/evaluatable.ts';

/** The expression at the `|`. */
function at(marked: string): string | undefined {
  const offset = marked.indexOf('|');
  const code = marked.replace('|', '');
  const range = evaluatableAt(code, offset);
  return range && code.slice(range.start, range.end);
}

describe('What can be evaluated under the pointer', () => {
  const table: readonly (readonly [string, string | undefined])[] = [
    ['const to|tal = 1;', 'total'],
    ['total| + 1;', 'total'],
    ['a.b|.c;', 'a.b'],
    ['a.b.c|;', 'a.b.c'],
    ['a|.b.c;', 'a'],
    ['a?.b|?.c;', 'a?.b'],
    ['rows[at].pri|ce;', 'rows[at].price'],
    ['rows[a|t].price;', 'at'],
    ["rows['x'].pri|ce;", "rows['x'].price"],
    ['th|is.x;', 'this'],
    ['make().pri|ce;', undefined],
    ['items.ma|p(f);', 'items.map'],
    ["'a te|xt';", undefined],
    ['`a ${na|me} b`;', 'name'],
    ['// a com|ment', undefined],
    ['f({ ke|y: 1 });', undefined],
    ['f({ ke|y });', 'key'],
    ['const { ke|y: other } = o;', undefined],
    ['const { key: oth|er } = o;', 'other'],
    ['lab|el: for (;;) break label;', undefined],
    ['class A { meth|od() {} }', undefined],
    ['re|turn;', undefined],
    ['((', undefined],
  ];
  for (const [marked, expected] of table)
    it(`${marked} is ${expected ?? 'nothing'}`, () => {
      assert.equal(at(marked), expected);
    });
});

describe('The variables whose values are shown at a stop', () => {
  const names = (marked: string) => {
    const offset = marked.indexOf('|');
    return variablesUpTo(marked.replace('|', ''), offset).map(({ name }) => name);
  };

  it('are those of the functions around it, up to it', () => {
    const code = `export default function price(items) {
  let total = 0;
  const add = item => total += item.price;
  for (const item of items) add(item);
  |return total;
}`;
    assert.deepEqual(names(code), ['items', 'total', 'add', 'item', 'items', 'item']);
  });

  it('are no names of properties, and none that come later', () => {
    assert.deepEqual(names('const a = { b: c.d };| const e = 1;'), ['a', 'c']);
  });
});
