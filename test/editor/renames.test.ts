import assert from 'node:assert/strict';
import { movedId, Renames } from '../../src/editor/graph/renames.ts';

describe('Files renamed while the graph is open', () => {
  const renames = (...moves: readonly (readonly [string, string])[]) => {
    const all = new Renames();
    for (const [from, to] of moves) all.add({ from, to });
    return all;
  };
  const taken = (all: Renames, ...ids: readonly string[]) =>
    all.take(ids).map(({ from, to }) => `${from} → ${to}`);

  it('go on under the new path, once', () => {
    const all = renames(['a.js', 'b.js']);
    assert.deepEqual(taken(all, 'b.js', 'c.js'), ['a.js → b.js']);
    assert.deepEqual(taken(all, 'b.js', 'c.js'), []);
  });

  it('go along with their folder, and with nothing that only begins like it', () => {
    assert.deepEqual(taken(renames(['one', 'two/three']), 'two/three/a.js', 'two/three.js', 'ones/a.js'), [
      'one/a.js → two/three/a.js',
    ]);
  });

  it('are found after several moves, also there and back', () => {
    assert.deepEqual(taken(renames(['a.js', 'b.js'], ['b.js', 'c.js']), 'c.js'), ['a.js → c.js']);
    assert.deepEqual(taken(renames(['a.js', 'b.js'], ['b.js', 'a.js']), 'a.js'), []);
  });

  it('are done when the new path is there and the old one is not', () => {
    const all = renames(['a.js', 'b.js']);
    assert.equal(all.isDone(['a.js']), false);
    assert.equal(all.isDone(['a.js', 'b.js']), false);
    assert.equal(all.isDone(['c.js']), false);
    assert.equal(all.isDone(['c.js', 'b.js']), true);
  });

  it('move single ids', () => {
    assert.equal(movedId('a/b.js', { from: 'a', to: 'c' }), 'c/b.js');
    assert.equal(movedId('ab.js', { from: 'a', to: 'c' }), 'ab.js');
  });
});
