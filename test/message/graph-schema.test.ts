/** What the editor takes from the graph's page, and what it refuses. */

import assert from 'node:assert/strict';
import type { GraphRequestName } from '../../src/message/graph.ts';
import { graphRequestParsers } from '../../src/message/graph-schema.ts';

const refused: readonly (readonly [GraphRequestName, unknown, string])[] = [
  ['ready', { x: 1 }, 'parameters where there are none'],
  ['open', { id: '' }, 'an empty id'],
  ['open', { id: 'a.js', offset: -1 }, 'an offset before the file'],
  ['open', { id: 'a.js', offset: 1.5 }, 'half an offset'],
  ['open', { id: 'a.js', command: 'x' }, 'a property too many'],
  ['run', { id: 7 }, 'an id that is no text'],
  ['savePicture', { format: 'gif', data: '' }, 'a format that the page does not draw'],
  ['savePicture', { format: 'png', data: '<svg>' }, 'a PNG that is no base64'],
  ['exportText', { format: 'svg', to: 'file' }, 'a picture as text'],
  ['exportText', { format: 'dot', to: 'mail' }, 'an unknown goal'],
  ['exportText', { format: 'dot', ids: 'a', to: 'file' }, 'ids that are no list'],
  ['copy', { text: 7 }, 'a number to copy'],
];

describe('requests of the graph', () => {
  for (const [name, params, what] of refused) {
    it(`refuses ${name} with ${what}`, () => {
      assert.throws(() => graphRequestParsers[name].parse(params));
    });
  }

  it('takes what a message loses for undefined', () => {
    const sent = JSON.parse(JSON.stringify({ id: 'a.js', offset: undefined }));
    assert.deepEqual(graphRequestParsers.open.parse(sent), { id: 'a.js', offset: undefined });
    const text = { format: 'mermaid', to: 'clipboard' };
    assert.deepEqual(graphRequestParsers.exportText.parse(text), { ...text, ids: undefined });
  });

  it('takes pictures', () => {
    const svg = { format: 'svg', data: '<svg/>' } as const;
    assert.deepEqual(graphRequestParsers.savePicture.parse(svg), svg);
    const png = { format: 'png', data: 'iVBORw0KGgo=' } as const;
    assert.deepEqual(graphRequestParsers.savePicture.parse(png), png);
  });
});
