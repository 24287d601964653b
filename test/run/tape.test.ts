/** What is on a tape: times to the microsecond, answers by question, and where the run was stopped. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ReplayingRecording } from '../../src/run/replaying.ts';
import { chainOf, readCall, readClock, type Tape, writeClock } from '../../src/run/tape.ts';
import { TapingRecording } from '../../src/run/taping.ts';
import { FakeRecording } from '../fakes/recording.ts';

const never = new Error('The world is not asked.');
const unasked = (): never => {
  throw never;
};
const empty: Tape = { seed: [1, 2, 3, 4], clock: writeClock([]), answers: [], calls: [] };

describe('tape', () => {
  it('gives back the times that were written', () => {
    const times = fc
      .array(fc.integer({ min: 0, max: 2 ** 50 }))
      .map(times => times.toSorted((a, b) => a - b));
    fc.assert(fc.property(times, times => assert.deepEqual(readClock(writeClock(times)), times)));
  });

  it('takes two bytes for a look within 16 milliseconds of the one before', () => {
    assert.equal(writeClock([1e15, 1e15 + 16_000, 1e15 + 16_001]).length - writeClock([1e15]).length, 3);
  });

  it('is read as far as it goes', () => {
    const bytes = writeClock([5, 1_000_000]);
    assert.deepEqual(readClock(bytes.subarray(0, -1)), [5]);
  });

  it('repeats what the world said', () => {
    const taping = new TapingRecording(new FakeRecording(1_000.123_456, 0.777));
    const live = [taping.now(), taping.now(), taping.seed(), taping.answer('zone', () => 'east')];
    assert.equal(
      taping.stop(() => undefined),
      undefined,
    );
    assert.equal(
      taping.stop(() => 'cancelled'),
      'cancelled',
    );
    const replaying = new ReplayingRecording(taping.tape, new FakeRecording());
    assert.deepEqual(
      [replaying.now(), replaying.now(), replaying.seed(), replaying.answer('zone', unasked)],
      live,
    );
    assert.equal(
      replaying.stop(() => undefined),
      undefined,
    );
    assert.equal(
      replaying.stop(() => undefined),
      'cancelled',
    );
    assert.equal(replaying.divergence, undefined);
  });

  it('answers a question that was put before as it did then', () => {
    const taping = new TapingRecording(new FakeRecording());
    assert.equal(
      taping.answer('zone', () => 'east'),
      'east',
    );
    assert.equal(
      taping.answer('zone', () => 'west'),
      'east',
    );
  });

  it('stays stopped once it is', () => {
    const taping = new TapingRecording(new FakeRecording());
    assert.equal(
      taping.stop(() => 'time-limit'),
      'time-limit',
    );
    assert.equal(
      taping.stop(() => 'cancelled'),
      'time-limit',
    );
    assert.deepEqual(taping.tape.stop, { look: 1, reason: 'time-limit' });
  });

  it('says when it is full', () => {
    const looks = new TapingRecording(new FakeRecording(), { looks: 2, chars: 100 });
    for (let i = 0; i < 3; i++) looks.now();
    assert.equal(looks.tape.isCut, true);
    assert.equal(readClock(looks.tape.clock).length, 2);
    const chars = new TapingRecording(new FakeRecording(), { looks: 2, chars: 10 });
    chars.called('12345');
    assert.equal(chars.tape.isCut, undefined);
    chars.called('1234567');
    assert.deepEqual([chars.tape.isCut, chars.tape.calls], [true, ['12345']]);
  });
});

describe('a call on a tape', () => {
  it('is read in its parts, whatever the name is', () => {
    const call = fc.record({
      caller: fc.nat(1e6),
      name: fc.string(),
      inputs: fc.dictionary(fc.string(), fc.json()),
    });
    fc.assert(
      fc.property(call, ({ caller, name, inputs }) => {
        const text = JSON.stringify(inputs);
        assert.deepEqual(readCall(`${caller},${JSON.stringify(name)},${text}`), {
          caller,
          name,
          inputs: text,
        });
      }),
    );
  });

  it('is none when it is cut off', () => {
    for (const text of [
      '',
      '1',
      '1,',
      '1,"',
      '1,"a',
      '1,"a"',
      '1,"a\\"',
      'x,"a",{}',
      '-1,"a",{}',
      '1,"\\q",{}',
    ])
      assert.equal(readCall(text), undefined, text);
  });

  it('has the chain of its callers, on a tape that somebody made up as well', () => {
    const calls = ['0,"a",{}', '1,"b",{}', '2,"c",{}', '5,"d",{}', '4,"e",{}', 'x'];
    assert.deepEqual(
      [0, 1, 3, 4, 5, 6, 7].map(number => chainOf(calls, number).join(' ')),
      ['', 'a', 'a b c', 'd', 'd e', '', ''],
    );
  });
});

describe('a replay', () => {
  it('does not wait', async () => {
    await new ReplayingRecording(empty, new FakeRecording()).wait(unasked);
  });

  it('is not out of time because this machine is slower', () => {
    const replaying = new ReplayingRecording(empty, new FakeRecording());
    assert.equal(
      replaying.stop(() => 'time-limit'),
      undefined,
    );
    assert.equal(
      replaying.stop(() => 'cancelled'),
      'cancelled',
    );
  });

  it('lets time stand still where the tape ends, and says so', () => {
    const replaying = new ReplayingRecording({ ...empty, clock: writeClock([7_000]) }, new FakeRecording());
    assert.deepEqual([replaying.now(), replaying.now()], [7, 7]);
    assert.deepEqual(replaying.divergence, { kind: 'clock' });
  });

  it('names the first call that is another one', () => {
    const calls = ['0,"a",{}', '1,"b",{}', '2,"c",{"x":1}'];
    const replaying = new ReplayingRecording({ ...empty, calls }, new FakeRecording());
    for (const call of [...calls.slice(0, 2), '2,"c",{"x":2}', '1,"d",{}']) replaying.called(call);
    assert.deepEqual(replaying.divergence, {
      kind: 'call',
      number: 3,
      chain: ['a', 'b'],
      expected: '2,"c",{"x":1}',
      actual: '2,"c",{"x":2}',
    });
  });
});
