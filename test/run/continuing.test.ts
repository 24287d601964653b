/** A run that was recorded up to somewhere goes on from there, and its tape holds all of it. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ContinuingRecording } from '../../src/run/continuing.ts';
import type { Recording } from '../../src/run/port.ts';
import { ReplayingRecording } from '../../src/run/replaying.ts';
import { readClock, type StopReason, type Tape, writeClock } from '../../src/run/tape.ts';
import { TapingRecording } from '../../src/run/taping.ts';
import { InProcess } from '../fakes/in-process.ts';
import { FakeRecording } from '../fakes/recording.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

const empty: Tape = { seed: [5, 6, 7, 8], clock: writeClock([]), answers: [], calls: [] };
const never = (): StopReason | undefined => undefined;

/** A day after what is on the tapes here. */
const tomorrow = () => new FakeRecording(86_400_000, 1);

describe('a run that goes on where its tape ends', () => {
  it("has the times of the tape, and then the world's, counted from the last of them", () => {
    const continuing = new ContinuingRecording(
      { ...empty, clock: writeClock([5_000_250, 7_000_500]) },
      tomorrow(),
    );
    const times = [1, 2, 3, 4].map(() => continuing.now());
    assert.deepEqual(times, [5_000.25, 7_000.5, 7_000.5, 7_001.5]);
    assert.deepEqual(
      readClock(continuing.tape.clock),
      times.map(time => time * 1000),
    );
  });

  it("has the world's time when the tape has none", () => {
    assert.equal(new ContinuingRecording(empty, tomorrow()).now(), 86_400_001);
  });

  it("never goes back in time, whatever the world's clock does", () => {
    const times = fc.array(fc.integer({ min: 1, max: 2 ** 50 }), { minLength: 1 });
    fc.assert(
      fc.property(times, times, (taped, live) => {
        const left = [...live];
        const world = Object.assign(new FakeRecording(), { now: () => (left.shift() ?? 0) / 1000 });
        const continuing = new ContinuingRecording(
          { ...empty, clock: writeClock(taped.toSorted((a, b) => a - b)) },
          world,
        );
        const seen = [...taped, ...live].map(() => continuing.now());
        assert.deepEqual(
          seen,
          seen.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('asks the world only what the tape has no answer to', () => {
    const tape: Tape = { ...empty, answers: [['zone', 'east']] };
    const continuing = new ContinuingRecording(tape, tomorrow());
    assert.deepEqual(
      ['zone', 'language', 'zone'].map(question => continuing.answer(question, () => 'world')),
      ['east', 'world', 'east'],
    );
    assert.deepEqual(continuing.seed(), [5, 6, 7, 8]);
    assert.deepEqual(continuing.tape.answers, [
      ['zone', 'east'],
      ['language', 'world'],
    ]);
  });

  it('has the cached results of the tape for its calls, and those of today for later ones', () => {
    const made = ['0,"a",{}', '1,"b",{}', '2,"c",{}', '1,"d",{}'];
    const tape: Tape = { ...empty, answers: [['result of call 2', 'memory 1']], calls: made.slice(0, 3) };
    const continuing = new ContinuingRecording(tape, tomorrow());
    const answers = made.map((call, index) => {
      continuing.called(call);
      return continuing.cached(index + 1, () => 'redis 2');
    });
    assert.deepEqual(answers, ['', 'memory 1', '', 'redis 2']);
    assert.deepEqual(continuing.tape.calls, made);
  });

  it('waits only for what the tape has not waited for', async () => {
    const continuing = new ContinuingRecording({ ...empty, clock: writeClock([1, 2]) }, tomorrow());
    let waits = 0;
    const pause = async () => void waits++;
    for (let look = 0; look < 3; look++) {
      continuing.now();
      await continuing.wait(pause);
    }
    assert.equal(waits, 2);
  });

  it('is out of time only when the tape is at its end, and cancelled at any moment', () => {
    const continuing = new ContinuingRecording({ ...empty, clock: writeClock([1]) }, tomorrow());
    assert.equal(
      continuing.stop(() => 'time-limit'),
      undefined,
    );
    continuing.now();
    assert.equal(
      continuing.stop(() => 'time-limit'),
      'time-limit',
    );
    const other = new ContinuingRecording({ ...empty, clock: writeClock([1]) }, tomorrow());
    assert.equal(
      other.stop(() => 'cancelled'),
      'cancelled',
    );
    assert.deepEqual(other.tape.stop, { look: 1, reason: 'cancelled' });
  });

  it('stops where the run on the tape was stopped, unless it has left that', () => {
    const stopped: Tape = { ...empty, stop: { look: 2, reason: 'cancelled' }, calls: ['a'] };
    const stops = (recording: Recording) => [recording.stop(never), recording.stop(never)];
    assert.deepEqual(stops(new ContinuingRecording(stopped, tomorrow())), [undefined, 'cancelled']);
    const left = new ContinuingRecording(stopped, tomorrow());
    left.called('b');
    assert.deepEqual(stops(left), [undefined, undefined]);
  });
});

describe('a run from the beginning of its tape', () => {
  const runner = new InProcess();
  const skills = new MemorySkills({
    main: `export default async function main(n) {
      const prices = [];
      for (let i = 0; i < n; i++) {
        console.log(i, Date.now(), Math.random());
        await sleep(2);
        prices.push(await skills.price({ i }));
      }
      return [prices, new Date(2026, 6, 1).toString()];
    }`,
    price: 'export default (i) => i * 2 + Math.random();',
  });
  const runWith = (recording: Recording, onLog: () => void = () => undefined) =>
    runner.run('main', skills, {
      inputs: { n: 3 },
      recording,
      onEvent: ({ type }) => {
        if (type === 'log') onLog();
      },
    });

  it('does to its end what the run did, and its tape replays to the byte', async () => {
    const taping = new TapingRecording(new FakeRecording());
    const beginnings: Tape[] = [];
    const whole = await runWith(taping, () => beginnings.push(taping.tape));
    assert.equal(beginnings.length, 3);
    for (const [index, beginning] of [...beginnings, taping.tape].entries()) {
      const continuing = new ContinuingRecording(beginning, tomorrow());
      const outcome = await runWith(continuing);
      assert.deepEqual(outcome.result, whole.result);
      assert.deepEqual(outcome.logs.slice(0, index + 1), whole.logs.slice(0, index + 1));
      const replaying = new ReplayingRecording(continuing.tape, tomorrow());
      assert.equal(JSON.stringify(await runWith(replaying)), JSON.stringify(outcome));
      assert.equal(replaying.divergence, undefined);
    }
  });
});
