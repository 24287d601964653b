// Who calls whom: among skills, and among the functions of one file.
import assert from 'node:assert/strict';
import type { Range } from '../../../src/base/text.ts';
import { incoming, outgoing } from '../../../src/skill/symbol/hierarchy.ts';
import { LocalCalls, type LocalNeighbour } from '../../../src/skill/symbol/local-call.ts';
import { read } from '../reading.ts';
import { catalogueOf, skillAt } from './library.ts';

describe('the hierarchy of skills', () => {
  const texts = {
    'a.js': "await callSkill('b'); await skills.B(); await skills.nobody(); await callSkill(x);",
    'b.js': "const k = n ? 'a' : 'c'; await callSkill(k)",
    'x/c.js': 'export default () => skills.constructor()',
    'x/constructor.js': 'skills.c(skills.c())',
  };
  const catalogue = catalogueOf(texts);
  const draw = (path: string) => {
    const skill = skillAt(catalogue, path);
    const text = (from: string, { start, end }: Range) => from.slice(start, end);
    return [
      ...incoming(catalogue, skill).map(
        one => `← ${one.skill.name} ${one.ranges.map(range => text(one.skill.text, range)).join(', ')}`,
      ),
      ...outgoing(catalogue, skill).map(
        one => `→ ${one.skill.name} ${one.ranges.map(range => text(skill.text, range)).join(', ')}`,
      ),
    ];
  };

  it('has each neighbour once, with all places', () => {
    assert.deepEqual(draw('a.js'), ['← b k', '→ b b, B']);
    assert.deepEqual(draw('b.js'), ['← a b, B', '→ a k', '→ c k']);
    assert.deepEqual(draw('x/c.js'), ['← b k', '← constructor c, c', '→ constructor constructor']);
  });

  it('gives the calls of a name to the first of two files that have it', () => {
    const two = catalogueOf({ 'a/x.js': '', 'b/x.js': '', 'user.js': 'skills.x()' });
    assert.equal(incoming(two, skillAt(two, 'a/x.js')).length, 1);
    assert.equal(incoming(two, skillAt(two, 'b/x.js')).length, 0);
  });
});

describe('the hierarchy inside a file', () => {
  const text = `export default function sample(n) {
  const twice = x => once(x) + once(x);
  return twice(n) + twice(n);
}
function once(x) { return inner(x); function inner(y) { return y > 0 ? inner(y - 1) : skills.a(); } }
const unused = () => once;
`;
  const calls = new LocalCalls(read(text));
  const at = (name: string) => {
    const found = calls.at(text.indexOf(name) + 1);
    assert(found, name);
    return found;
  };
  const draw = (neighbours: readonly LocalNeighbour[]) =>
    neighbours.map(({ other, ranges }) => `${other?.name ?? '(skill)'} ×${ranges.length}`);

  it('knows who calls a function', () => {
    assert.deepEqual(draw(calls.incoming(at('once(x)'))), ['twice ×2']);
    assert.deepEqual(draw(calls.incoming(at('twice(n)'))), ['(skill) ×2']);
    assert.deepEqual(draw(calls.incoming(at('inner(y)'))), ['once ×1', 'inner ×1']);
    assert.deepEqual(draw(calls.incoming(at('unused'))), []);
  });

  it('knows whom a function calls', () => {
    assert.deepEqual(draw(calls.outgoing(at('twice'))), ['once ×2']);
    assert.deepEqual(draw(calls.outgoing(at('once(x) {'))), ['inner ×1']);
    const call = { start: text.indexOf('skills.a'), end: text.indexOf('skills.a') + 8 };
    assert.equal(calls.isIn(call, at('inner(y)')), true);
    assert.equal(calls.isIn(call, at('once(x) {')), false);
  });

  it('leaves the entry and what is no function to others', () => {
    assert.equal(calls.at(text.indexOf('sample') + 1), undefined);
    assert.equal(calls.at(text.indexOf('(n)') + 1), undefined);
  });
});
