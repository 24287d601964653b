/** A run that is recorded and replayed over real threads: the same to the byte, or the first difference. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../src/base/json.ts';
import type { RunnerPool } from '../../src/node/pool.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import { defaultLimits, type Limits } from '../../src/run/outcome.ts';
import type { RunWorld } from '../../src/run/port.ts';
import { RecordedSkills, type RunRecording, record } from '../../src/run/recording.ts';
import { RecordingError, readRecording, writeRecording } from '../../src/run/recording-text.ts';
import { type Difference, fork, replay } from '../../src/run/replay.ts';
import type { Tape } from '../../src/run/tape.ts';
import { testPool } from '../fakes/pool.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

type Files = Readonly<Record<string, string>>;

const square = 'export default x => { console.log("squaring", x); return x * x; };';

/** Whole programs by what they depend on. */
const programs: Readonly<Record<string, Files>> = {
  'the clock': {
    main: 'export default () => [Date.now(), performance.now(), new Date().toString(), new Date().getHours()];',
  },
  randomness: {
    main: 'export default () => [Math.random(), Math.random(), crypto.randomUUID()];',
  },
  languages: {
    main: `export default () => [(1234.5).toLocaleString(), new Date(0).toLocaleDateString(),
      new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(3)];`,
  },
  'calls side by side': {
    main: 'export default async () => Promise.all([1, 2, 3].map(x => callSkill("square", { x })));',
    square,
  },
  sleeping: {
    main: `export default async () => {
      const order = [];
      await Promise.all([20, 5, 10].map(async ms => { await sleep(ms); order.push([ms, Date.now()]); }));
      return order;
    };`,
  },
  'a name that only the run knows': {
    main: `export default async () => {
      const results = [];
      for (const name of ['square', 'squirrel', 'Square'])
        results.push(await callSkill(name, { x: 3 }).catch(error => error.message));
      return results;
    };`,
    square,
  },
  'an error in a callee': {
    main: 'export default async () => callSkill("broken");',
    broken: 'export default () => { const at = Math.random(); throw new RangeError("lost at " + at); };',
  },
  'a time limit': {
    main: 'export default () => { let n = 0; for (;;) if (++n % 100000 === 0) console.log(n); };',
  },
  'a time limit while it sleeps': {
    main: 'export default async () => { for (;;) { console.log(Date.now()); await sleep(30); } };',
  },
  'a limit of memory': {
    main: 'export default () => { const all = []; for (;;) all.push(new Array(1000).fill(Math.random())); };',
  },
  'endless recursion': { main: 'export default function f() { return f() + 1; }' },
  'a promise that nothing settles': { main: 'export default () => new Promise(() => undefined);' },
  'rejections that nobody awaits': {
    main: 'export default async () => { callSkill("square", {}); Promise.reject(new Error("left")); return 1; };',
    square,
  },
  'a log that is full': { main: 'export default () => { for (let i = 0; i < 1000; i++) console.log(i); };' },
  'a skill that is blocked': { main: 'export default () => callSkill("odd");', odd: 'export default (' },
  'no skill at all': { other: square },
  TypeScript: { 'main.ts': 'export default function main(): number { return Date.now() as number; }' },
};

describe('replay', function () {
  this.timeout(30_000);
  let pool: RunnerPool;
  const limits: Limits = { ...defaultLimits, timeMs: 20_000, memoryBytes: 32 * 1024 * 1024, logChars: 5_000 };

  before(() => {
    pool = testPool(2);
  });

  after(() => pool.dispose());

  interface Run {
    readonly inputs?: JsonObject;
    readonly timeMs?: number;
    readonly world?: Partial<RunWorld>;
  }

  const recorded = (files: Files, { inputs = {}, timeMs = limits.timeMs, world }: Run = {}) =>
    record(pool, { skill: 'main', inputs, limits, timeMs }, { source: new MemorySkills(files), ...world });

  /** Of the recording's own skills, or of others. */
  const replayed = async (recording: RunRecording, files?: Files) => {
    const source =
      files === undefined
        ? new RecordedSkills(recording.skills, stripTypes)
        : new RecordedSkills(
            Object.entries(files).map(([name, text]) => ({ path: `${name}.js`, text })),
            stripTypes,
          );
    return replay(recording, { runner: pool, source });
  };

  for (const [title, files] of Object.entries(programs)) {
    it(`repeats ${title} to the byte`, async function () {
      // A machine that is busy may end the thread before it sees its own limit.
      this.retries(2);
      const recording = await recorded(files, title.includes('time limit') ? { timeMs: 300 } : {});
      for (let times = 0; times < 2; times++) {
        const { outcome, divergence } = await replayed(recording);
        assert.equal(divergence, undefined);
        assert.equal(JSON.stringify(outcome), JSON.stringify(recording.outcome));
      }
    });
  }

  it('repeats a run that was cancelled where it was', async () => {
    for (const main of [
      'export default () => { let n = 0; for (;;) if (++n % 100000 === 0) console.log(n); };',
      'export default async () => { for (;;) { console.log(Date.now()); await sleep(10); } };',
    ]) {
      const abort = new AbortController();
      let lines = 0;
      const onEvent = () => {
        if (++lines === 4) abort.abort();
      };
      const recording = await recorded({ main }, { world: { signal: abort.signal, onEvent } });
      assert.equal(recording.outcome.status, 'cancelled');
      const { outcome, divergence } = await replayed(recording);
      assert.equal(divergence, undefined);
      assert.equal(JSON.stringify(outcome), JSON.stringify(recording.outcome));
    }
  });

  it('keeps the skills as they were when the run began', async () => {
    const skills = new MemorySkills({ main: 'export default () => callSkill("square", { x: 2 });', square });
    const running = record(pool, { skill: 'main', inputs: {}, limits }, { source: skills });
    skills.set('square', 'export default () => 0;');
    const recording = await running;
    assert.deepEqual(
      recording.skills.map(({ path }) => path),
      ['main.js', 'square.js'],
    );
    assert.equal(recording.outcome.result, 4);
    assert.equal((await replayed(recording)).outcome.result, 4);
  });

  describe('of skills that were changed', () => {
    const main = 'export default async x => (await callSkill("square", { x })) + 1;';
    const cases: readonly (readonly [string, Files, Partial<Difference> | undefined])[] = [
      ['a comment', { main: `// new\n${main}`, square }, undefined],
      [
        'other inputs of a call',
        { main: main.replace('{ x }', '{ x: x + 1 }'), square },
        {
          kind: 'call',
          number: 2,
          expected: '1,"square",{"x":3}',
          actual: '1,"square",{"x":4}',
        },
      ],
      [
        'one call more',
        { main: main.replace('+ 1', '+ (await callSkill("square", { x: 1 }))'), square },
        { kind: 'call', number: 3, expected: undefined, actual: '1,"square",{"x":1}' },
      ],
      ['another result', { main: main.replace('+ 1', '+ 2'), square }, { kind: 'end' }],
      ['another line of the log', { main, square: square.replace('squaring', 'Squaring') }, { kind: 'log' }],
      [
        'a new question',
        { main: main.replace('+ 1', '+ (1).toLocaleString().length'), square },
        { kind: 'question' },
      ],
      [
        'one look at the clock more',
        { main: main.replace('+ 1', '+ Date.now() * 0 + 1'), square },
        { kind: 'clock' },
      ],
    ];
    for (const [title, files, expected] of cases) {
      it(`tells of ${title}`, async () => {
        const recording = await recorded({ main, square }, { inputs: { x: 3 } });
        const { divergence } = await replayed(recording, files);
        if (expected === undefined) assert.equal(divergence, undefined);
        else assert.deepEqual({ ...divergence, ...expected }, divergence);
      });
    }
  });

  it('refuses a run whose thread had to be ended', async () => {
    const main = 'export default () => Array.prototype.reverse.call({ length: 2 ** 50 });';
    const recording = await recorded({ main }, { timeMs: 300 });
    assert.equal(recording.outcome.status, 'timed-out');
    await assert.rejects(replayed(recording), /cannot be replayed: it had to be ended from outside/);
  });

  it('repeats whatever a program does with time, chance and calls', async () => {
    const step = fc.constantFrom(
      'log.push(Math.random());',
      'log.push(Date.now());',
      'await sleep(1);',
      'log.push(await callSkill("square", { x: log.length }));',
      'log.push((await Promise.all([callSkill("square", { x: 1 }), sleep(2), callSkill("square", { x: 2 })])).length);',
      'console.log(log.length, performance.now());',
      'if (Math.random() < 0.3) throw new Error("after " + log.length);',
      'log.push(new Date().toLocaleTimeString());',
      'await callSkill("nobody").catch(error => log.push(error.message));',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
        const main = `export default async () => { const log = []; ${steps.join(' ')} return log; };`;
        const recording = await recorded({ main, square });
        const { outcome, divergence } = await replayed(recording);
        assert.equal(divergence, undefined);
        assert.equal(JSON.stringify(outcome), JSON.stringify(recording.outcome));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a recording that somebody has changed', () => {
  let pool: RunnerPool;
  before(() => {
    pool = testPool();
  });
  after(() => pool.dispose());

  const source = new MemorySkills({
    main: `export default async n => {
      const found = [];
      for (let i = 0; i < n; i++) {
        await sleep(1);
        found.push(await callSkill(i % 2 ? 'square' : 'nobody', { x: i }).catch(error => error.name));
      }
      return [found, Date.now(), new Date(2020, 1).getHours(), (1234.5).toLocaleString()];
    }`,
    square,
  });
  const limits = { ...defaultLimits, timeMs: 300 };
  const text = fc.constantFrom(
    '',
    '0',
    '{',
    '[]',
    'null',
    '{"value":1}',
    '{"missing":"no"}',
    'memory 3',
    '__proto__',
  );
  const change = fc.oneof(
    fc.record({ part: fc.constant('clock' as const), bytes: fc.uint8Array({ maxLength: 40 }) }),
    fc.record({
      part: fc.constant('call' as const),
      at: fc.nat(6),
      with: fc.oneof(text, fc.constantFrom('1,"square",{"x":1}')),
    }),
    fc.record({ part: fc.constant('answer' as const), at: fc.nat(6), with: text }),
    fc.record({
      part: fc.constant('question' as const),
      with: fc.constantFrom('result of call 2', 'answer of call 2'),
      text,
    }),
    fc.record({ part: fc.constant('stop' as const), look: fc.integer({ min: 1, max: 1e9 }) }),
    fc.record({ part: fc.constant('ends' as const), ends: fc.array(fc.nat(100), { maxLength: 8 }) }),
  );

  function changed(tape: Tape, by: typeof change extends fc.Arbitrary<infer Change> ? Change : never): Tape {
    switch (by.part) {
      case 'clock':
        return { ...tape, clock: by.bytes };
      case 'call':
        return { ...tape, calls: tape.calls.toSpliced(by.at, 1, by.with) };
      case 'answer':
        return {
          ...tape,
          answers: tape.answers.map(
            ([question, answer], at) => [question, at === by.at ? by.with : answer] as const,
          ),
        };
      case 'question':
        return { ...tape, answers: [...tape.answers, [by.with, by.text]] };
      case 'stop':
        return { ...tape, stop: { look: by.look, reason: 'cancelled' } };
      case 'ends':
        return { ...tape, ends: by.ends };
    }
  }

  it('is refused with a reason, or runs to some end', async () => {
    const whole = await record(pool, { skill: 'main', inputs: { n: 4 }, limits }, { source });
    const tape = whole.tape as Tape;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async changes => {
        const recording = { ...whole, tape: changes.reduce(changed, tape) };
        const read = await readRecording(await writeRecording(recording)).catch((error: unknown) => {
          assert.ok(error instanceof RecordingError, String(error));
          return undefined;
        });
        if (read === undefined) return;
        const { outcome } = await replay(read, { runner: pool, source });
        assert.ok(['completed', 'failed', 'cancelled'].includes(outcome.status));
        const overrides = {
          inputs: { n: 3 },
          calls: new Map(read.tape?.calls[2] ? [[3, { result: 1 }]] : []),
        };
        const forked = await fork(read, { runner: pool, source, overrides, beyond: 'refuse' });
        assert.notEqual(forked.outcome.error?.code, 'run/crashed');
      }),
      { numRuns: 60 },
    );
  });

  it('ends in time when it says that it was stopped where it never comes', async () => {
    const endless = new MemorySkills({ main: 'export default () => { for (;;); };' });
    const brief = { ...defaultLimits, timeMs: 40 };
    const whole = await record(pool, { skill: 'main', inputs: {}, limits: brief }, { source: endless });
    const stop = { look: 1e9, reason: 'time-limit' } as const;
    const recording = { ...whole, tape: { ...(whole.tape as Tape), stop } };
    const { outcome } = await replay(recording, { runner: pool, source: endless });
    assert.equal(outcome.status, 'timed-out');
  });
});
