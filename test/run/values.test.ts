/** Values that cross the boundary: whatever JSON can carry arrives unchanged, in the guest and back. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/base/json.ts';
import { InProcess } from '../fakes/in-process.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

/** JSON has no negative zero: it arrives as zero. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => (n === 0 ? 0 : n));
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\0', 'a\0b', '\ud800', '\udfff\ud800', '\u2028', '\ufeff'),
);
const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toJSON', 'then', 'length', '0', ''));

/** Own properties only, also of the name `__proto__`. */
const objectOf = (value: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonObject> =>
  fc.array(fc.tuple(key, value), { maxLength: 5 }).map(entries => {
    const object = {};
    for (const [name, own] of entries) {
      Object.defineProperty(object, name, {
        value: own,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    return object;
  });

const json = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    objectOf(tie('value')),
  ),
})).value;

describe('values', function () {
  this.timeout(30_000);
  const runner = new InProcess();

  it('arrive unchanged in the guest, in a callee and back', async () => {
    const source = new MemorySkills({
      main: 'export default async (value, seen) => [JSON.stringify(value) === seen, value, await skills.echo({ value })];',
      echo: 'export default value => value;',
    });
    const property = fc.asyncProperty(json, async value => {
      const seen = JSON.stringify(value);
      const outcome = await runner.run('main', source, { inputs: { value, seen } });
      assert.equal(outcome.status, 'completed', JSON.stringify(outcome.error));
      assert.equal(JSON.stringify(outcome.result), JSON.stringify([true, value, value]));
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('arrive as whole inputs too, whatever their names', async () => {
    const source = new MemorySkills({
      main: '/** @param {object} inputs */\nexport default inputs => inputs;',
    });
    const property = fc.asyncProperty(objectOf(json), async inputs => {
      const outcome = await runner.run('main', source, { inputs });
      assert.equal(outcome.status, 'completed', JSON.stringify(outcome.error));
      assert.equal(JSON.stringify(outcome.result), JSON.stringify(inputs));
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('may be nested 500 levels deep', async () => {
    let value: JsonValue = 1;
    for (let i = 0; i < 500; i++) value = i % 2 ? [value] : { a: value };
    const source = new MemorySkills({ main: 'export default value => value;' });
    const outcome = await runner.run('main', source, { inputs: { value } });
    assert.equal(outcome.status, 'completed', JSON.stringify(outcome.error));
    assert.deepEqual(outcome.result, value);
  });

  it('lose the sign of zero', async () => {
    const source = new MemorySkills({ main: 'export default value => Object.is(value, 0);' });
    assert.equal((await runner.run('main', source, { inputs: { value: -0 } })).result, true);
  });
});
