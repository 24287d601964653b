/** What is kept of a run: whole, cut to size, and never with a secret in it. */

import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { RunHistory } from '../../src/library/history.ts';
import { defaultRetention } from '../../src/library/run-record.ts';
import { sha256 } from '../../src/node/hash.ts';
import {
  type Call,
  defaultLimits,
  type Outcome,
  type RunEvent,
  type RunRequest,
} from '../../src/run/outcome.ts';
import type { Runner } from '../../src/run/port.ts';
import { RunIds } from '../../src/run/run-id.ts';
import { type Tape, writeClock } from '../../src/run/tape.ts';
import { keptRecording } from '../../src/workflow/kept-recording.ts';
import { type PastRun, readKept } from '../../src/workflow/kept-run.ts';
import { recordingRunner } from '../../src/workflow/recorded.ts';
import { FakeRunStore } from '../fakes/run-store.ts';
import { FakeRunner } from '../fakes/runner.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

const skills = {
  price: '/** Prices. */\nexport default async (item, key) => callSkill("tax", { item });',
  tax: '/** Taxes. */\nexport default item => item;',
  login: '/** Logs in.\n * @secret key, user.token */\nexport default (key, user) => user;',
};

const call = (id: number, skill: string, rest: Partial<Call> = {}): Call => ({
  id,
  skill,
  chain: [],
  status: 'completed',
  startedMs: id,
  durationMs: 2,
  inputBytes: 8,
  resultBytes: 4,
  calls: [],
  ...rest,
});

/** A call tree as an outcome has it: each with its chain. */
function withChains(root: Call, above: readonly string[] = []): Call {
  const chain = [...above, root.skill];
  return { ...root, chain, calls: root.calls.map(inner => withChains(inner, chain)) };
}

const started = (skill: string, id = 2): RunEvent => ({
  type: 'call-started',
  id,
  parent: 1,
  skill,
  startedMs: 1,
  inputBytes: 2,
});

describe('a recorded run', () => {
  let store: FakeRunStore;
  let history: RunHistory;
  let fake: FakeRunner;
  let source: MemorySkills;

  beforeEach(() => {
    store = new FakeRunStore();
    fake = new FakeRunner();
    source = new MemorySkills(skills);
    const onError = (error: unknown) => {
      throw error;
    };
    history = new RunHistory({
      store,
      retention: () => ({ ...defaultRetention, maxRuns: 100, maxAgeMs: 0 }),
      onError,
    });
  });

  afterEach(() => history.dispose());

  interface Given {
    readonly request?: Partial<RunRequest>;
    readonly outcome?: Partial<Outcome>;
    readonly events?: readonly RunEvent[];
  }

  async function run({ request, outcome, events = [] }: Given = {}): Promise<PastRun> {
    const ids = new RunIds({ now: () => 1000, random: () => 0 });
    const hashOf = (text: string) => `hash of ${text.length}`;
    const runner = recordingRunner(fake, { history, ids, startedBy: 'command-line', hashOf });
    const going = runner.run({ skill: 'price', inputs: {}, limits: defaultLimits, ...request }, { source });
    for (const event of events) fake.runs[0]?.emit(event);
    fake.runs[0]?.end(outcome);
    await going;
    await history.settled();
    const [draft] = store.drafts.values();
    assert.ok(draft);
    return readKept(draft);
  }

  it('is kept exactly as it was', async () => {
    const outcome: Outcome = {
      skill: 'price',
      status: 'failed',
      error: {
        name: 'TypeError',
        message: 'no',
        chain: ['price', 'tax'],
        file: 'tax.js',
        line: 2,
        column: 3,
        stack: 'at tax',
      },
      logs: [{ level: 'warn', text: 'careful', skill: 'tax', line: 1, atMs: 0.5 }],
      droppedLogs: 3,
      calls: withChains(
        call(1, 'price', { status: 'failed', error: 'no', calls: [call(2, 'tax', { status: 'failed' })] }),
      ),
      droppedCalls: 7,
      startedAt: 5000,
      durationMs: 9,
      inputBytes: 20,
      resultBytes: 0,
      estimatedTokens: 5,
    };
    const limits = { ...defaultLimits, timeMs: 77 };
    const past = await run({ request: { inputs: { item: [1, { a: null }] }, limits }, outcome });
    assert.deepEqual(past.outcome, { ...outcome, result: null });
    assert.deepEqual(
      [past.inputs, past.limits, past.cut, past.hasSecrets],
      [{ item: [1, { a: null }] }, limits, {}, false],
    );
  });

  it('has an id and says who started it', async () => {
    const { summary } = await run();
    assert.deepEqual([summary.id.length, summary.startedBy, summary.skill], [15, 'command-line', 'price']);
    assert.equal(fake.runs[0]?.request.id, summary.id);
  });

  it('keeps the id and the starter that it was given', async () => {
    const { summary } = await run({ request: { id: 'mine', startedBy: 'agent' } });
    assert.deepEqual([summary.id, summary.startedBy], ['mine', 'agent']);
  });

  it('names every skill that it met, as it was then', async () => {
    const events = [started('tax'), started('nobody', 3)];
    const text = skills.tax;
    const going = run({ events });
    source.set('tax', `${text}\n// changed while it ran`);
    assert.deepEqual((await going).skills, [
      { name: 'price', path: 'price.js', hash: `hash of ${skills.price.length}` },
      { name: 'tax', path: 'tax.js', hash: `hash of ${text.length}` },
    ]);
  });

  it('counts for each skill that exists: runs, calls and what a cache answered', async () => {
    const calls = withChains(
      call(1, 'price', {
        calls: [
          call(2, 'tax'),
          call(3, 'TAX', { status: 'failed', error: 'no' }),
          call(4, 'tax', { cached: 'memory', durationMs: 50 }),
          call(5, 'nobody', { status: 'failed' }),
        ],
      }),
    );
    await run({ outcome: { calls }, events: [started('tax'), started('nobody', 5)] });
    const [price, tax, ...others] = await history.allMetrics();
    assert.deepEqual(others, []);
    assert.deepEqual([price?.runs, price?.calls, price?.tokens], [1, 0, 3]);
    assert.deepEqual(
      [tax?.runs, tax?.calls, tax?.successRate, tax?.cacheHits, tax?.meanMs],
      [0, 3, 2 / 3, 1, 2],
    );
    assert.equal((await history.runs())[0]?.dataBytes, 48);
  });

  it('is kept also when no skill has the name', async () => {
    const { summary } = await run({
      request: { skill: 'nobody' },
      outcome: { skill: 'nobody', status: 'failed' },
    });
    assert.equal(summary.skill, 'nobody');
    assert.deepEqual(await history.allMetrics(), []);
  });

  describe('that is large', () => {
    it('keeps the first lines of its log, and counts the others', async () => {
      const logs = Array.from({ length: 300 }, (_, index) => ({
        level: 'log' as const,
        text: `${index}`.padEnd(1000),
        skill: 'price',
        atMs: index,
      }));
      const { outcome } = await run({ outcome: { logs, droppedLogs: 5 } });
      assert.deepEqual([outcome.logs.length, outcome.droppedLogs], [200, 105]);
    });

    it('keeps the first calls, and counts the others', async () => {
      const inner = Array.from({ length: 6000 }, (_, index) => call(index + 3, 'tax'));
      const calls = withChains(call(1, 'price', { calls: [call(2, 'tax', { calls: inner })] }));
      const { outcome } = await run({ outcome: { calls }, events: [started('tax')] });
      assert.deepEqual([outcome.calls.calls[0]?.calls.length, outcome.droppedCalls], [4998, 1002]);
      assert.equal((await history.metrics('tax')).calls, 6001);
    });

    it('leaves out a large result, and large inputs, and says so', async () => {
      const big = 'x'.repeat(1_000_001);
      const past = await run({
        request: { inputs: { big } },
        outcome: { result: big, resultBytes: big.length + 2 },
      });
      assert.deepEqual(
        [past.cut, past.inputs, 'result' in past.outcome],
        [{ inputs: true, result: true }, undefined, false],
      );
      assert.equal(past.outcome.resultBytes, big.length + 2);
    });
  });

  describe('with secrets', () => {
    const inputs: JsonObject = { key: 'hunter2', user: { name: 'Ada', token: 'completed' } };
    const secretRun = (outcome: Partial<Outcome>) =>
      run({ request: { skill: 'login', inputs }, outcome: { skill: 'login', ...outcome } });
    const stored = () => JSON.stringify([...store.drafts.values()]);

    it('has marks in their place', async () => {
      const past = await secretRun({});
      assert.deepEqual(past.inputs, { key: '‹secret›', user: { name: 'Ada', token: '‹secret›' } });
      assert.equal(past.hasSecrets, true);
    });

    for (const [where, outcome] of [
      ['the log', { logs: [{ level: 'log', text: 'key hunter2', skill: 'login', atMs: 0 }] }],
      ['the result', { result: { hunter2: ['is hunter2'] } }],
      [
        'the error',
        {
          status: 'failed',
          error: { name: 'hunter2', message: 'hunter2?', chain: ['login'], stack: 'at x\nhunter2' },
        },
      ],
      [
        'a call',
        {
          calls: call(1, 'login', {
            status: 'failed',
            error: 'bad hunter2',
            calls: [call(2, 'tax', { error: 'hunter2' })],
          }),
        },
      ],
    ] as const satisfies readonly (readonly [string, Partial<Outcome>])[])
      it(`does not show them in ${where}`, async () => {
        await secretRun(outcome);
        assert.ok(!stored().includes('hunter2'), stored());
        assert.ok(stored().includes('‹secret›'));
      });

    it('keeps its own words, also where a secret is one of them', async () => {
      const { outcome, summary } = await secretRun({});
      assert.deepEqual(
        [outcome.status, summary.status, outcome.calls.status],
        ['completed', 'completed', 'completed'],
      );
    });
  });

  it('cannot be read when something else wrote it', () => {
    const summary = {
      id: 'a',
      skill: 'price',
      status: 'completed',
      startedBy: 'editor',
      startedAt: 0,
      durationMs: 0,
      error: undefined,
      inputBytes: 0,
      dataBytes: 0,
      resultBytes: 0,
    } as const;
    for (const content of ['null', '{"version":2}', '{"version":1,"outcome":{"logs":[]},"limits":{}}'])
      assert.throws(() => readKept({ ...summary, content }), /cannot be read/);
  });

  describe('has a recording', () => {
    const tape: Tape = {
      seed: [1, 2, 3, 4],
      clock: writeClock([1e15]),
      answers: [['skill price', '']],
      calls: ['0,"price",{"item":"pen"}', '1,"tax",{"item":"pen"}'],
      ends: [1, 1],
    };
    const request = { inputs: { item: 'pen' } };

    /** Runs something that leaves a tape behind, or not; what is kept of that. */
    async function recordedWith(left: Tape | undefined, given: Given = {}) {
      const leaving: Runner = {
        run: async (asked, world) => {
          for (const name of ['price', 'tax', 'login']) world.source.find(name);
          if (left !== undefined) world.onTape?.(left);
          const outcome = fake.run(asked, { source });
          fake.runs[0]?.end(given.outcome);
          return outcome;
        },
      };
      const options = { history, ids: new RunIds({ now: () => 1, random: () => 0 }), hashOf: sha256 };
      const runner = recordingRunner(leaving, { ...options, startedBy: 'editor' });
      await runner.run({ skill: 'price', limits: defaultLimits, ...request, ...given.request }, { source });
      await history.settled();
      const [draft] = store.drafts.values();
      return { id: draft?.id ?? '', recording: draft?.recording };
    }

    it('with all skills that it could reach, which is read back whole', async () => {
      const { id } = await recordedWith(tape);
      const recording = await keptRecording(history, id);
      assert.deepEqual(recording.request, { skill: 'price', inputs: { item: 'pen' }, limits: defaultLimits });
      assert.deepEqual(
        recording.skills.map(({ path }) => path),
        ['login.js', 'price.js', 'tax.js'],
      );
      assert.equal(recording.skills[2]?.text, skills.tax);
      assert.deepEqual(recording.tape, tape);
    });

    it('also when it failed, was cancelled or out of time', async () => {
      const stop = { look: 1, reason: 'time-limit' } as const;
      const { id } = await recordedWith({ ...tape, stop }, { outcome: { status: 'timed-out' } });
      assert.equal((await keptRecording(history, id)).outcome.status, 'timed-out');
    });

    const secret = '1,"login",{"key":"hunter2"}';
    for (const [title, left, reason] of [
      ['it had to be ended', undefined, /had to be ended from outside/],
      ['it asked too much', { ...tape, isCut: true }, /asked more of the world/],
      ['a call was given a secret', { ...tape, calls: [...tape.calls, secret] }, /given secret values/],
      [
        'a call was given a deep secret',
        { ...tape, calls: [...tape.calls, '2,"LOGIN",{"user":{"token":7}}'] },
        /secret/,
      ],
    ] as const)
      it(`not when ${title}`, async () => {
        const { id, recording } = await recordedWith(left);
        assert.ok(recording !== undefined && 'missing' in recording);
        assert.ok(!JSON.stringify(store.drafts.get(id)).includes('hunter2'));
        await assert.rejects(keptRecording(history, id), reason);
      });

    it('when a skill with secrets was given none', async () => {
      const { recording } = await recordedWith({ ...tape, calls: [...tape.calls, '1,"login",{"user":{}}'] });
      assert.ok(recording !== undefined && 'text' in recording);
    });

    it('not when none are kept', async () => {
      history.dispose();
      const retention = () => ({ ...defaultRetention, maxAgeMs: 0, maxRecordings: 0 });
      history = new RunHistory({ store, retention, onError: error => assert.fail(String(error)) });
      const { id, recording } = await recordedWith(tape);
      assert.equal(recording, undefined);
      await assert.rejects(keptRecording(history, id), /recordings were not kept when it ran/);
      await assert.rejects(keptRecording(history, 'nobody'), /no run nobody any more/);
    });

    it('which is refused with a reason when what is kept of it is damaged', async () => {
      const { id } = await recordedWith(tape);
      const draft = store.drafts.get(id);
      assert.ok(draft?.recording && 'text' in draft.recording);
      const { text, skills } = draft.recording;
      store.drafts.set(id, { ...draft, recording: { text: text.slice(0, -20), skills } });
      await assert.rejects(keptRecording(history, id), { name: 'RecordingError', message: /cut short/ });
    });
  });
});
