/** A recording in a file: readable, stable, and refused with a reason when something is wrong with it. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { defaultLimits } from '../../src/run/outcome.ts';
import type { RunRecording } from '../../src/run/recording.ts';
import {
  RecordingError,
  readKeptRecording,
  readRecording,
  recordingSchema,
  writeKeptRecording,
  writeRecording,
} from '../../src/run/recording-text.ts';
import { writeClock } from '../../src/run/tape.ts';

const recording: RunRecording = {
  request: { skill: 'greet', inputs: { name: 'Zoë', 'a b': [1, null] }, limits: defaultLimits, timeMs: 50 },
  skills: [{ path: 'greet.js', text: '/** Greets. */\r\nexport default name => `Hi ` + name;\n' }],
  tape: {
    seed: [1, 2, 3, 0xffff_ffff],
    clock: writeClock([1e15, 1e15 + 1]),
    answers: [['skill greet', '']],
    calls: ['0,"greet",{"name":"Zoë","a b":[1,null]}'],
    ends: [2],
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
      durationMs: 0.0009765625,
      inputBytes: 0,
      resultBytes: 0,
      calls: [],
    },
    startedAt: 1e12,
    durationMs: 0.0009765625,
    inputBytes: 0,
    resultBytes: 0,
    estimatedTokens: 0,
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

  it('has nothing in it that differs between two runs but the tape', async () => {
    const { outcome } = recording;
    const slower = { ...recording, outcome: { ...outcome, startedAt: 5, durationMs: 6, logs: [] } };
    assert.equal(await writeRecording(slower), await writeRecording(recording));
  });

  it('has the form that editors are told of', async () => {
    const shipped = await readFile(new URL('../../media/recording.schema.json', import.meta.url), 'utf8');
    assert.deepEqual(JSON.parse(shipped), recordingSchema());
  });

  it('may name that form', async () => {
    const text = await writeRecording(recording);
    const named = text.replace('{', '{"$schema": "recording.schema.json",');
    assert.deepEqual(await readRecording(named), recording);
  });

  it('may be of a run that left no tape', async () => {
    const without = { ...recording, tape: undefined };
    const read = await readRecording(await writeRecording(without));
    assert.deepEqual([read.tape, read.request], [undefined, recording.request]);
  });

  it('is kept without its skills, which are given back with it', () => {
    assert.deepEqual(readKeptRecording(writeKeptRecording(recording), recording.skills), recording);
  });

  it('carries names that are special elsewhere', async () => {
    const inputs = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');
    const calls = [`0,"greet",${JSON.stringify(inputs)}`];
    const { request, tape } = recording;
    const special = {
      ...recording,
      request: { ...request, inputs },
      tape: { ...tape, calls },
    } as RunRecording;
    const read = await readRecording(await writeRecording(special));
    assert.equal(JSON.stringify(read.request.inputs), JSON.stringify(inputs));
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('is read or refused in a sentence, wherever it is cut off or hit', async () => {
    const text = await writeRecording(recording);
    const at = fc.nat({ max: text.length });
    await fc.assert(
      fc.asyncProperty(
        at,
        at,
        fc.constantFrom('', '"', '0', '{}', '-1', 'null', '\\', '\u{1f600}'),
        async (from, to, put) => {
          const [start, end] = [Math.min(from, to), Math.max(from, to)];
          const hit = text.slice(0, start) + put + text.slice(Math.min(end, start + 20));
          for (const wrong of [hit, text.slice(0, start)])
            await readRecording(wrong).then(undefined, error =>
              assert.ok(error instanceof RecordingError, error),
            );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is read or refused in a sentence, whatever stands in place of a value', async () => {
    const whole = JSON.parse(await writeRecording(recording));
    const places = placesIn(whole);
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        Array(10_000).fill('x'),
        1e308,
        -0,
        '__proto__',
        JSON.parse('{"__proto__": []}'),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), value, async (path, value) => {
        const text = JSON.stringify(replaced(whole, path, value));
        await readRecording(text).then(undefined, error => assert.ok(error instanceof RecordingError, error));
      }),
      { numRuns: 500 },
    );
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
    [
      'with a clock that is cut',
      text => text.replace(/"clock": ".*"/, '"clock": "gIA="'),
      /tape\.clock: .*middle/,
    ],
    [
      'with times beyond time',
      text => text.replace(/"clock": ".*"/, `"clock": "${farClock}"`),
      /tape\.clock: time 1/,
    ],
    ['with an end that was not', text => text.replace(/"ends": \[\s*2/, '"ends": [9'), /tape\.ends\[0\]: /],
    ['with a stop that never comes', text => text.replace('"look": 3', '"look": 1e12'), /tape\.stop\.look: /],
    ['with a stop at nothing', text => text.replace('"look": 3', '"look": 0'), /tape\.stop\.look: /],
    [
      'of a stop for another reason',
      text => text.replace('"completed"', '"timed-out"'),
      /tape\.stop: .*time-limit/,
    ],
    [
      'with another call',
      text => text.replace('0,\\"greet', '0,\\"delete'),
      /tape\.calls\[0\]: it is not greet/,
    ],
    ['with a call by nobody', text => text.replace('0,\\"greet', '7,\\"greet'), /tape\.calls\[0\]: call 7/],
    ['with a call that is none', text => text.replace('0,\\"greet', 'greet'), /tape\.calls\[0\]: expected/],
    [
      'with an answer that is none',
      text => text.replace(/"skill greet",\s*""/, '"skill greet", "{"'),
      /tape\.answers\[0\]: /,
    ],
    [
      'with a cached result that is none',
      text => text.replace('"skill greet"', '"result of call 1"'),
      /tape\.answers\[0\]: /,
    ],
    [
      'with a call answered by nothing',
      text => text.replace('"skill greet"', '"answer of call 1"'),
      /tape\.answers\[0\]: /,
    ],
    ['with a status of its own', text => text.replace('"completed"', '"fine"'), /outcome\.status: /],
    ['with more than it may have', text => text.replace('"seed"', '"more": 1, "seed"'), /tape: .*more/],
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

/** Eight bytes that count, and one that ends the number. */
const farClock = Buffer.from([...Array(9).fill(0xff), 1]).toString('base64');

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...steps.flatMap(step => placesIn(Reflect.get(value, step), [...path, step]))];
}

function replaced(whole: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined || typeof whole !== 'object' || whole === null) return value;
  const copy: object = Array.isArray(whole) ? [...whole] : { ...whole };
  Reflect.set(copy, step, replaced(Reflect.get(whole, step), rest, value));
  return copy;
}
