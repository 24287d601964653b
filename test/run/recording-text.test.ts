/** A recording in a file: readable, stable, and refused with a reason when something is wrong with it. */

import assert from 'node:assert/strict';
import { defaultLimits } from '../../src/run/outcome.ts';
import type { RunRecording } from '../../src/run/recording.ts';
import { RecordingError, readRecording, writeRecording } from '../../src/run/recording-text.ts';
import { writeClock } from '../../src/run/tape.ts';

const recording: RunRecording = {
  request: { skill: 'greet', inputs: { name: 'Zoë', 'a b': [1, null] }, limits: defaultLimits, timeMs: 50 },
  skills: [{ path: 'greet.js', text: '/** Greets. */\r\nexport default name => `Hi ` + name;\n' }],
  tape: {
    seed: [1, 2, 3, 0xffff_ffff],
    clock: writeClock([1e15, 1e15 + 1]),
    answers: [['skill greet', '']],
    calls: ['0,"greet",{}'],
    stop: { look: 3, reason: 'cancelled' },
  },
  outcome: {
    skill: 'greet',
    status: 'completed',
    result: 'Hi Zoë',
    logs: [],
    droppedLogs: 0,
    calls: {
      id: 1,
      skill: 'greet',
      chain: ['greet'],
      status: 'completed',
      startedMs: 0,
      durationMs: 1,
      inputBytes: 2,
      resultBytes: 8,
      calls: [],
    },
    startedAt: 1e12,
    durationMs: 1,
    inputBytes: 2,
    resultBytes: 8,
    estimatedTokens: 3,
  },
};

describe('recording in a file', () => {
  it('is read as it was written', async () => {
    assert.deepEqual(await readRecording(await writeRecording(recording)), recording);
  });

  it('is the same text for the same recording, with each line of a skill in a line', async () => {
    const text = await writeRecording(recording);
    assert.equal(text, await writeRecording(await readRecording(text)));
    assert.match(text, /\n {8}"\/\*\* Greets\. \*\/\\r",\n/);
  });

  it('may be of a run that left no tape', async () => {
    const without = { ...recording, tape: undefined };
    assert.deepEqual(await readRecording(await writeRecording(without)), without);
  });

  const edits: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    ['cut short', text => text.slice(0, 300), /cannot be read: line \d+, column \d+: .*cut short/],
    ['empty', () => '', /cannot be read: line 1/],
    ['something else', () => '{"name": "x"}', /no recording of a run: recording:/],
    ['a list', () => '[]', /no recording of a run: the file/],
    ['of a later version', text => text.replace('"recording": 1', '"recording": 2'), /newer Skillsmith/],
    ['with another text', text => text.replace('Greets', 'Insults'), /changed: the text of greet\.js/],
    ['with another path', text => text.replace('"greet.js"', '"../../x.sh"'), /skills\[0\]\.path/],
    [
      'with more memory',
      text => text.replace(/"memoryBytes": \d+/, '"memoryBytes": 1e12'),
      /limits\.memoryBytes/,
    ],
    ['with an odd clock', text => text.replace(/"clock": ".*"/, '"clock": "§"'), /tape\.clock/],
    ['with inputs that are none', text => text.replace(/"inputs": \{[^}]*\}/, '"inputs": 3'), /inputs: /],
  ];
  for (const [title, edit, reason] of edits) {
    it(`is refused when it is ${title}`, async () => {
      const text = edit(await writeRecording(recording));
      await assert.rejects(readRecording(text), error => {
        assert.ok(error instanceof RecordingError);
        assert.match(error.message, reason);
        return true;
      });
    });
  }
});
