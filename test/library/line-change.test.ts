/** How many lines were added and removed. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineChange } from '../../src/library/line-change.ts';

describe('changed lines', () => {
  for (const [before, after, added, removed] of [
    [undefined, 'a\nb\n', 2, 0],
    ['', '', 0, 0],
    ['a\nb\nc', 'a\nc', 0, 1],
    ['a\nb\nc', 'a\nx\ny\nc', 2, 1],
    ['a\nb', 'a\nb\n', 0, 0],
    ['a\r\nb', 'a\nb', 0, 0],
    ['a\nb\nc\nd', 'c\nd\na\nb', 2, 2],
  ] as const) {
    it(`are ${added} and ${removed} from ${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
      assert.deepEqual(lineChange(before, after), { added, removed });
    });
  }

  it('are counted roughly where there are too many', () => {
    const text = (from: number) => Array.from({ length: 3000 }, (_, i) => `line ${from + i}`).join('\n');
    assert.deepEqual(lineChange(text(0), text(10_000)), { added: 3000, removed: 3000 });
  });

  it('are as few as possible', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const { added, removed } = lineChange(a.join('\n'), b.join('\n'));
        assert.deepEqual([added, removed], [b.length - common(a, b), a.length - common(a, b)]);
      }),
    );
  });
});

/** The longest common subsequence, by its definition. */
function common(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined) return 0;
  const at = b.indexOf(first);
  const without = common(rest, b);
  return at < 0 ? without : Math.max(without, 1 + common(rest, b.slice(at + 1)));
}
