/** What the editor takes from the run panel's page, and what it refuses. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PanelRequestName } from '../../src/message/run-panel.ts';
import { panelRequestParsers } from '../../src/message/run-panel-schema.ts';

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

const refused: readonly (readonly [PanelRequestName, unknown, string])[] = [
  ['run', undefined, 'nothing'],
  ['run', { skillId: 'a' }, 'no inputs'],
  ['run', { skillId: 'a', inputs: [] }, 'inputs that are no object'],
  ['run', { skillId: 'a', inputs: { x: undefined } }, 'an undefined input'],
  ['run', { skillId: 'a', inputs: { x: new Date() } }, 'a Date'],
  ['run', { skillId: 'a', inputs: { x: Number.NaN } }, 'NaN'],
  ['run', { skillId: 'a', inputs: { x: () => 1 } }, 'a function'],
  ['run', { skillId: 1, inputs: {} }, 'an id that is no text'],
  ['run', { skillId: 'a', inputs: {}, command: 'x' }, 'a property too many'],
  ['openPlace', { runId: 'r', file: 'a.js', line: 0, column: 1 }, 'line 0'],
  ['openPlace', { runId: 'r', file: 'a.js', line: 1.5, column: 1 }, 'half a line'],
  ['openLimitSetting', { setting: 'editor.fontSize' }, "a setting that is not Skillsmith's"],
  ['copy', { text: 7 }, 'a number to copy'],
  ['ready', { x: 1 }, 'parameters where there are none'],
];

describe('requests of the run panel', () => {
  for (const [name, params, what] of refused) {
    it(`refuses ${name} with ${what}`, () => {
      assert.throws(() => panelRequestParsers[name].parse(params));
    });
  }

  it('hands inputs on unchanged, odd keys and all', () => {
    const inputs = JSON.parse('{"__proto__":{"a":1},"constructor":[null],"":"\\u0000\\ud800"}');
    const parsed = panelRequestParsers.run.parse({ skillId: 'a', inputs });
    assert.equal(JSON.stringify(parsed.inputs), JSON.stringify(inputs));
  });

  it('takes every object of JSON values', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), inputs => {
        const plain = JSON.parse(JSON.stringify(inputs));
        const parsed = panelRequestParsers.remember.parse({ skillId: 's', inputs: plain });
        assert.deepEqual(parsed.inputs, plain);
      }),
    );
  });

  it('is not hung by a cycle', () => {
    panelRequestParsers.validate.parse({ skillId: 'a', inputs: cyclic });
  });
});
