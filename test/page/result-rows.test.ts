/** A result as rows: drawings of what a user sees, and costs that do not grow with the value. */

import assert from 'node:assert/strict';
import type { JsonValue } from '../../src/base/json.ts';
import { initiallyExpanded, preview, resultRows } from '../../src/page/run/result-rows.ts';

function drawing(root: JsonValue, expanded: Iterable<string> = initiallyExpanded(root, 60)): string {
  return resultRows({ root, expanded: new Set(expanded), columns: 60 })
    .map(row => {
      const sign = row.isExpanded === undefined ? ' ' : row.isExpanded ? '▾' : '▸';
      const text =
        row.kind === 'group'
          ? `[${row.start} … ${row.end - 1}]`
          : row.kind === 'line'
            ? row.text
            : `${row.label ?? ''}${typeof row.value === 'object' ? '' : `=${String(row.value).slice(0, 12)}`}`;
      return `${'  '.repeat(row.level - 1)}${sign} ${text}`.trimEnd();
    })
    .join('\n');
}

describe('rows of a result', () => {
  it('opens what fits a screen', () => {
    assert.equal(
      drawing({ a: 1, b: { c: [true, null] }, d: {} }),
      ['▾', '    a=1', '  ▾ b', '    ▾ c', '        0=true', '        1', '    d'].join('\n'),
    );
  });

  it('shows a hundred children at once, and groups of more', () => {
    const rows = drawing(Array.from({ length: 250 }, (_, at) => at)).split('\n');
    assert.deepEqual(rows, ['▾', '  ▸ [0 … 99]', '  ▸ [100 … 199]', '  ▸ [200 … 249]']);
  });

  it('groups the groups of very long lists', () => {
    const list = Array.from({ length: 25_000 }, (_, at) => at);
    const rows = drawing(list, ['[]', '[]20000-25000', '[]24900-25000']).split('\n');
    assert.equal(rows[1], '  ▸ [0 … 9999]');
    assert.equal(rows[3], '  ▾ [20000 … 24999]');
    assert.equal(rows.at(-1), '        24999=24999');
    assert.equal(rows.length, 1 + 3 + 50 + 100);
  });

  it('opens long texts line by line', () => {
    const text = `first line\n${'x'.repeat(70)}`;
    assert.equal(
      drawing({ text }, ['[]', '["text"]']).replaceAll(/x+/g, 'x'),
      ['▾', '  ▾ text=first line\nx', '      first line', '      x', '      x'].join('\n'),
    );
  });

  it('costs what is open, not what is there', () => {
    let looks = 0;
    const items = Array.from({ length: 300_000 }, (_, at) => ({ at, text: 'x'.repeat(10) }));
    const root = new Proxy(items, {
      get: (target, key, receiver) => {
        looks++;
        return Reflect.get(target, key, receiver);
      },
    });
    const rows = resultRows({ root, expanded: initiallyExpanded(root, 60), columns: 80 });
    assert.equal(rows.length, 1 + 30);
    assert.ok(looks < 3_000, `${looks} looks at the list`);
  });

  it('gives a glance of a value that is closed', () => {
    assert.equal(preview({ a: 1, b: [1, 2], c: { d: 1 } }, 80), '{ a: 1, b: […], c: {…} }');
    assert.equal(preview([1, 'two', null], 80), '[1, "two", null]');
    assert.ok(
      preview(
        Array.from({ length: 100_000 }, () => 'x'),
        40,
      ).length < 60,
    );
  });
});
