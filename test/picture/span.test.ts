// Which lines a layout in layers can afford: short ones first, all of an ordinary graph.
import assert from 'node:assert/strict';
import { affordable } from '../../src/picture/span.ts';

const line = (from: number, to: number) => ({ from, to });

describe('the lines that are arranged', () => {
  it('are all, where few layers are crossed', () => {
    const lines = [line(0, 1), line(1, 2), line(0, 2), line(2, 0), line(1, 1)];
    assert.deepEqual(affordable(3, lines), lines);
  });

  it('are the short ones of a long chain with many leaps', () => {
    const chain = Array.from({ length: 99 }, (_, i) => line(i, i + 1));
    const leaps = Array.from({ length: 40 }, (_, i) => line(i, i + 55));
    const taken = affordable(100, [...leaps, ...chain]);
    assert.deepEqual(taken.slice(-99), chain);
    assert.equal(taken.length, 99 + Math.floor((8 * 100) / 54));
  });

  it('keep their order', () => {
    const lines = [line(0, 3), line(0, 1), line(1, 2), line(2, 3)];
    assert.deepEqual(affordable(4, lines), lines);
  });

  it('are found in a chain of 100,000', () => {
    const chain = Array.from({ length: 99_999 }, (_, i) => line(i, i + 1));
    assert.equal(affordable(100_000, chain).length, chain.length);
  });
});
