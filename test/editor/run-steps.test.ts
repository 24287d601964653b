import assert from 'node:assert/strict';
import { maxSteps, RunSteps } from '../../src/editor/graph/run-steps.ts';
import type { GraphRun } from '../../src/message/graph.ts';
import type { Call, Outcome, RunEvent } from '../../src/run/outcome.ts';

const nodeOf = (skill: string) => (skill === 'lost' ? '?lost' : `${skill}.js`);

function started(id: number, parent: number, skill: string, startedMs: number): RunEvent {
  return { type: 'call-started', id, parent, skill, startedMs, inputBytes: 2 };
}

function ended(id: number, durationMs: number, status: 'completed' | 'failed' = 'completed'): RunEvent {
  return { type: 'call-ended', id, status, durationMs, resultBytes: 2 };
}

/** `a.js → b.js 1–3 failed`; a call that is on has no end. */
function drawn({ steps }: GraphRun): readonly string[] {
  return steps.map(({ from, to, startMs, endMs, hasFailed, cached }) =>
    [`${from ?? ''} → ${to}`, `${startMs}–${endMs ?? ''}`, ...(hasFailed ? ['failed'] : []), cached ?? '']
      .join(' ')
      .trim(),
  );
}

function call(id: number, skill: string, times: readonly [number, number], rest: Partial<Call> = {}): Call {
  return {
    id,
    skill,
    chain: [],
    status: 'completed',
    startedMs: times[0],
    durationMs: times[1],
    inputBytes: 2,
    resultBytes: 2,
    calls: [],
    ...rest,
  };
}

function outcome(calls: Call, rest: Partial<Outcome> = {}): Outcome {
  return {
    skill: calls.skill,
    status: 'completed',
    logs: [],
    droppedLogs: 0,
    calls,
    startedAt: 0,
    durationMs: 9,
    inputBytes: 2,
    resultBytes: 2,
    estimatedTokens: 1,
    ...rest,
  };
}

describe('The steps of a run', () => {
  const steps = () => new RunSteps({ id: 'run-1', rootSkill: 'a' }, nodeOf);

  it('say whose result was cached, live and afterwards', () => {
    const run = steps();
    run.apply(started(1, 0, 'a', 0));
    run.apply(started(2, 1, 'b', 1));
    run.apply({
      type: 'call-ended',
      id: 2,
      status: 'completed',
      durationMs: 1,
      resultBytes: 2,
      cached: 'redis',
    });
    assert.deepEqual(drawn(run.run), ['→ a.js 0–', 'a.js → b.js 1–2 redis']);
    run.finish(outcome(call(1, 'a', [0, 9], { calls: [call(2, 'b', [1, 1], { cached: 'memory' })] })));
    assert.deepEqual(drawn(run.run), ['→ a.js 0–9', 'a.js → b.js 1–2 memory']);
  });

  it('are the calls in the order in which they began, each with its caller', () => {
    const run = steps();
    const line = { level: 'log', text: 'hello', skill: 'a', atMs: 1 } as const;
    for (const event of [
      started(1, 0, 'a', 0),
      started(2, 1, 'b', 1),
      { type: 'log', line } as const,
      started(3, 1, 'lost', 2),
      ended(3, 0, 'failed'),
      started(4, 2, 'c', 3),
      ended(2, 4),
    ])
      run.apply(event);
    assert.equal(run.run.status, 'running');
    assert.equal(run.run.durationMs, undefined);
    assert.deepEqual(drawn(run.run), [
      '→ a.js 0–',
      'a.js → b.js 1–5',
      'a.js → ?lost 2–2 failed',
      'b.js → c.js 3–',
    ]);
  });

  it('are the same from the call tree, where every call has its end', () => {
    const run = steps();
    run.apply(started(1, 0, 'a', 0));
    const tree = call(1, 'a', [0, 9], {
      status: 'cancelled',
      calls: [
        call(2, 'b', [1, 4], { calls: [call(4, 'c', [3, 6], { status: 'cancelled' })] }),
        call(3, 'lost', [2, 0], { status: 'failed' }),
      ],
    });
    run.finish(outcome(tree, { status: 'cancelled' }));
    assert.equal(run.run.status, 'cancelled');
    assert.equal(run.run.durationMs, 9);
    assert.deepEqual(drawn(run.run), [
      '→ a.js 0–9 failed',
      'a.js → b.js 1–5',
      'a.js → ?lost 2–2 failed',
      'b.js → c.js 3–9 failed',
    ]);
  });

  it('are kept up to a number, and counted beyond', () => {
    const live = steps();
    live.apply(started(1, 0, 'a', 0));
    for (let id = 2; id <= maxSteps + 7; id++) live.apply(started(id, 1, 'b', id));
    live.apply(ended(maxSteps + 7, 1));
    assert.deepEqual([live.run.steps.length, live.run.droppedSteps], [maxSteps, 7]);
    const calls = Array.from({ length: maxSteps + 6 }, (_, at) => call(at + 2, 'b', [at, 1]));
    live.finish(outcome(call(1, 'a', [0, 9], { calls }), { droppedCalls: 3 }));
    assert.deepEqual([live.run.steps.length, live.run.droppedSteps], [maxSteps, 10]);
  });

  it('take a tree of any depth', () => {
    let deep = call(20_000, 'b', [20_000, 1]);
    for (let id = 19_999; id > 0; id--) deep = call(id, 'b', [id, 1], { calls: [deep] });
    const run = steps();
    run.finish(outcome(deep));
    assert.equal(run.run.steps.length, maxSteps);
  });

  it('follow files that are renamed, and calls that go on then', () => {
    const run = steps();
    run.apply(started(1, 0, 'a', 0));
    run.rename(id => (id === 'a.js' ? 'x.js' : id));
    run.apply(started(2, 1, 'b', 1));
    run.apply(ended(1, 5));
    assert.deepEqual(drawn(run.run), ['→ x.js 0–5', 'x.js → b.js 1–']);
  });

  it('are a copy: what was sent does not change', () => {
    const run = steps();
    run.apply(started(1, 0, 'a', 0));
    const before = run.run;
    run.apply(ended(1, 5));
    assert.deepEqual(drawn(before), ['→ a.js 0–']);
  });
});
