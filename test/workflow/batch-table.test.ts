/** The table of a batch: counts, views, the way to the next row, and what is kept when rows are read again. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Outcome, RunStatus } from '../../src/run/outcome.ts';
import { BatchTable, type RowState, type TableView } from '../../src/workflow/batch-table.ts';
import type { Row } from '../../src/workflow/row/row.ts';

function rows(...given: readonly (number | string)[]): readonly Row[] {
  return given.map((n, index) => ({
    row: index + 1,
    line: index + 2,
    text: JSON.stringify(n),
    inputs: { n },
    issues: typeof n === 'string' ? [`n: expected number, got ${JSON.stringify(n)}`] : [],
  }));
}

function outcome(status: RunStatus, more: Partial<Outcome> = {}): Outcome {
  const error = { name: 'RangeError', message: 'no', chain: ['a'], stack: '' };
  const calls = {
    id: 1,
    skill: 'a',
    chain: ['a'],
    status,
    startedMs: 0,
    durationMs: 1,
    inputBytes: 0,
    resultBytes: 0,
    calls: [],
  };
  const sizes = { startedAt: 0, durationMs: 1, inputBytes: 2, resultBytes: 4, estimatedTokens: 2 };
  const end = status === 'completed' ? { result: 7 } : { error };
  return { skill: 'a', status, ...end, logs: [], droppedLogs: 0, calls, ...sizes, ...more };
}

const plain: TableView = { states: [], sort: 'row', isDescending: false };

function drawn(table: BatchTable, view: Partial<TableView> = {}): readonly string[] {
  return table
    .window({ ...plain, ...view }, 0, 100)
    .rows.map(({ row, state, summary }) => `${row} ${state} ${summary}`.trim());
}

describe('the table of a batch', () => {
  it('says of each row how it stands and what came of it', () => {
    const table = new BatchTable(rows(1, 'x', 3, 4));
    table.begin(0);
    table.end(2, outcome('completed'));
    table.end(3, outcome('failed'));
    assert.deepEqual(drawn(table), [
      '1 running',
      '2 invalid n: expected number, got "x"',
      '3 completed 7',
      '4 failed RangeError: no',
    ]);
    assert.deepEqual(
      Object.entries(table.counts).filter(([, count]) => count > 0),
      [
        ['running', 1],
        ['invalid', 1],
        ['failed', 1],
        ['completed', 1],
      ],
    );
  });

  it('shows parts, states and orders', () => {
    const table = new BatchTable(rows(1, 2, 3, 'x'));
    table.end(0, outcome('completed', { durationMs: 5 }));
    table.end(1, outcome('completed', { durationMs: 9 }));
    assert.deepEqual(
      drawn(table, { states: ['completed', 'invalid'], sort: 'duration', isDescending: true }),
      ['2 completed 7', '1 completed 7', '4 invalid n: expected number, got "x"'],
    );
    assert.deepEqual(
      drawn(table, { sort: 'state' }).map(row => row.split(' ')[1]),
      ['invalid', 'completed', 'completed', 'ready'],
    );
    assert.deepEqual(
      table.window(plain, 1, 2).rows.map(({ row }) => row),
      [2, 3],
    );
    assert.equal(table.window(plain, 1, 2).total, 4);
  });

  it('leads to the next row of a state, and from the last to the first', () => {
    const table = new BatchTable(rows(1, 'x', 3, 'y'));
    assert.equal(table.next(plain, -1, 'invalid'), 1);
    assert.equal(table.next(plain, 1, 'invalid'), 3);
    assert.equal(table.next(plain, 3, 'invalid'), 1);
    assert.equal(table.next(plain, 0, 'failed'), undefined);
  });

  it('marks what was left as not run, and nothing else', () => {
    const table = new BatchTable(rows(1, 'x', 3));
    table.end(0, outcome('cancelled'));
    for (const index of [0, 1, 2]) table.leave(index);
    assert.deepEqual(
      drawn(table).map(row => row.split(' ')[1]),
      ['cancelled', 'invalid', 'not-run'],
    );
  });

  it('keeps the outcomes of rows whose text is the same when they are read again', () => {
    const before = new BatchTable(rows(1, 2, 'x'));
    before.end(0, outcome('completed'));
    before.end(1, outcome('failed'));
    assert.deepEqual(drawn(new BatchTable(rows(1, 5, 'x', 4), before)), [
      '1 completed 7',
      '2 ready',
      '3 invalid n: expected number, got "x"',
      '4 ready',
    ]);
  });

  it('keeps no more results than fit, and says so', () => {
    const table = new BatchTable(rows(1, 2));
    table.end(0, outcome('completed', { resultBytes: 200 * 1024 * 1024 }));
    table.end(1, outcome('completed', { resultBytes: 100 * 1024 * 1024 }));
    assert.deepEqual(drawn(table), ['1 completed 7', '2 completed The result is not kept.']);
    table.begin(0);
    table.end(1, outcome('completed', { resultBytes: 100 * 1024 * 1024 }));
    assert.equal(table.outcomeOf(1)?.isResultKept, true);
  });

  it('counts right whatever happens', () => {
    const step = fc.record({
      index: fc.nat(5),
      what: fc.constantFrom('begin', 'leave', 'completed', 'failed', 'cancelled'),
    });
    fc.assert(
      fc.property(fc.array(step), steps => {
        const table = new BatchTable(rows(1, 2, 'x', 4, 5, 6));
        for (const { index, what } of steps) {
          if (what === 'begin') table.begin(index);
          else if (what === 'leave') table.leave(index);
          else table.end(index, outcome(what as RunStatus));
        }
        for (const [state, count] of Object.entries(table.counts)) {
          const states = [state as RowState];
          assert.equal(table.indicesOf(new Set(states)).length, count);
          assert.equal(table.window({ ...plain, states }, 0, 9).total, count);
        }
      }),
    );
  });
});
