/** What would have been: calls that answer otherwise, other inputs, and what of the recording still counts. */

import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { ContinuingRecording } from '../../src/run/continuing.ts';
import type { Call, Outcome } from '../../src/run/outcome.ts';
import { ReplayingRecording } from '../../src/run/replaying.ts';
import { type CallAnswer, type Divergence, type Fork, readCall, type Tape } from '../../src/run/tape.ts';
import { TapingRecording } from '../../src/run/taping.ts';
import { InProcess } from '../fakes/in-process.ts';
import { FakeRecording } from '../fakes/recording.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

const runner = new InProcess();

/** A year after the recorded runs. */
const later = () => new FakeRecording(Date.UTC(2027, 0, 1), 1);

interface Forked {
  readonly outcome: Outcome;
  readonly divergence: Divergence | undefined;
  readonly unused: readonly number[];
  readonly tape: Tape;
}

class Recorded {
  readonly #files: Record<string, string>;
  readonly outcome: Outcome;
  readonly tape: Tape;

  constructor(files: Record<string, string>, outcome: Outcome, tape: Tape) {
    this.#files = files;
    this.outcome = outcome;
    this.tape = tape;
  }

  async fork(
    calls: Record<number, CallAnswer>,
    { inputs, ...fork }: Partial<Fork> & { inputs?: JsonObject } = {},
    files = this.#files,
  ): Promise<Forked> {
    const recording = new ContinuingRecording(this.tape, later(), {
      fork: {
        hasOtherInputs: inputs !== undefined,
        calls: Object.entries(calls).map(([call, answer]) => [Number(call), answer]),
        beyond: 'world',
        ...fork,
      },
    });
    const outcome = await runner.run('main', new MemorySkills(files), {
      recording,
      ...(inputs && { inputs }),
    });
    const { divergence, unused, tape } = recording;
    return { outcome, divergence, unused, tape };
  }
}

async function recorded(files: Record<string, string>, inputs: JsonObject = {}): Promise<Recorded> {
  const taping = new TapingRecording(new FakeRecording());
  const outcome = await runner.run('main', new MemorySkills(files), { recording: taping, inputs });
  return new Recorded(files, outcome, taping.tape);
}

function tree(call: Call): string {
  return call.calls.length === 0 ? call.skill : `${call.skill}(${call.calls.map(tree).join(' ')})`;
}

/** Total of an order: each price is looked up, and each has a tax. */
const shop = {
  main: `export default async function main(items = ['pen', 'ink', 'pad']) {
    let total = 0;
    for (const item of items) {
      total += await skills.price({ item });
      console.log(item, total, Date.now());
    }
    return { total, at: new Date().toISOString() };
  }`,
  price:
    'export default async function price(item) { await sleep(5); return item.length + (await skills.tax({ item })); }',
  tax: 'export default item => Date.now() % 7 / 10;',
};

describe('a call that answers otherwise', () => {
  it('changes what depends on it, and nothing else', async () => {
    const run = await recorded({ ...shop, tax: 'export default item => 1;' });
    assert.deepEqual(
      run.tape.calls.map(text => readCall(text)?.name),
      [...['main', 'price', 'tax', 'price', 'tax', 'price', 'tax']],
    );
    const { outcome, divergence, unused } = await run.fork({ 4: { result: 100 } });
    const { total, at } = run.outcome.result as { total: number; at: string };
    assert.deepEqual(outcome.result, { total: total - 4 + 100, at });
    assert.equal(tree(outcome.calls), 'main(price(tax) price price(tax))');
    assert.deepEqual([divergence, unused], [undefined, []]);
    assert.deepEqual(
      outcome.logs.map(({ text }) => text.split(' ')[2]),
      run.outcome.logs.map(({ text }) => text.split(' ')[2]),
    );
  });

  it('does what the run did when it answers as it did then', async () => {
    const run = await recorded(shop);
    const price =
      3 +
      Number(run.outcome.logs[1]?.text.split(' ')[1]) -
      3 -
      Number(run.outcome.logs[0]?.text.split(' ')[1]);
    const { outcome } = await run.fork({ 4: { result: price } });
    const texts = ({ logs }: Outcome) => logs.map(({ text }) => text);
    assert.deepEqual([outcome.result, texts(outcome)], [run.outcome.result, texts(run.outcome)]);
  });

  it('can fail, with an error that the caller may catch', async () => {
    const run = await recorded({
      main: `export default async () => {
        try { return await skills.ask(); } catch (error) { return [error.name, error.message]; }
      }`,
      ask: 'export default () => 1;',
    });
    const { outcome } = await run.fork({ 2: { error: { name: 'NetworkError', message: 'no route' } } });
    assert.deepEqual(outcome.result, ['NetworkError', 'no route']);
    assert.deepEqual([outcome.calls.calls[0]?.status, outcome.calls.calls[0]?.error], ['failed', 'no route']);
  });

  it('ends the run with its error and chain when nobody catches it', async () => {
    const run = await recorded({
      main: 'export default async function main() { return await skills.ask(); }',
      ask: 'export default async function ask() { return await skills.web(); }',
      web: 'export default () => 1;',
    });
    const { outcome } = await run.fork({ 3: { error: { name: 'Error', message: 'no route' } } });
    assert.deepEqual(outcome.error?.message, 'no route');
    assert.deepEqual(outcome.error?.chain, ['main', 'ask', 'web']);
  });

  it('answers for a skill that was not there', async () => {
    const run = await recorded({ main: 'export default async () => (await skills.gone()) + 1;' });
    assert.equal(run.outcome.error?.code, 'run/unknown-skill');
    assert.equal((await run.fork({ 2: { result: 41 } })).outcome.result, 42);
  });

  it('answers in several places at once', async () => {
    const run = await recorded(shop);
    const { outcome, unused } = await run.fork({ 2: { result: 1 }, 4: { result: 2 }, 6: { result: 4 } });
    assert.equal((outcome.result as { total: number }).total, 7);
    assert.deepEqual(unused, []);
  });

  it('says which answers nobody asked for', async () => {
    const run = await recorded({
      main: 'export default async () => { if (await skills.a()) return await skills.b(); return 0; }',
      a: 'export default () => true;',
      b: 'export default () => 1;',
    });
    const { outcome, unused } = await run.fork({ 2: { result: false }, 3: { result: 9 } });
    assert.deepEqual([outcome.result, unused], [0, [3]]);
  });

  it('keeps the other answer for the same call of a branch that comes in another order', async () => {
    const run = await recorded({
      main: `export default async () => {
        const order = (await skills.flag()) ? ['x', 'y'] : ['y', 'x'];
        const results = {};
        for (const name of order) results[name] = await skills.get({ name });
        return results;
      }`,
      flag: 'export default () => true;',
      get: 'export default name => name;',
    });
    const { outcome, divergence } = await run.fork({ 2: { result: false }, 3: { result: 'other x' } });
    assert.deepEqual(outcome.result, { y: 'y', x: 'other x' });
    assert.deepEqual(divergence, {
      kind: 'call',
      number: 3,
      chain: ['main'],
      expected: '1,"get",{"name":"x"}',
      actual: '1,"get",{"name":"y"}',
    });
  });

  it('gets a run that was out of time to its end', async () => {
    const files = {
      main: 'export default async () => (await skills.slow()) + 1;',
      slow: 'export default () => { for (;;); };',
    };
    const taping = new TapingRecording(new FakeRecording());
    const outcome = await runner.run('main', new MemorySkills(files), {
      recording: taping,
      limits: { timeMs: 30 },
    });
    assert.equal(outcome.status, 'timed-out');
    const run = new Recorded(files, outcome, taping.tape);
    assert.equal((await run.fork({ 2: { result: 1 } })).outcome.result, 2);
  });

  it('is on the new tape, which replays to the byte', async () => {
    const run = await recorded(shop);
    const { outcome, tape } = await run.fork({ 4: { result: 100 } });
    const replaying = new ReplayingRecording(tape, later());
    const again = await runner.run('main', new MemorySkills(shop), { recording: replaying });
    assert.equal(JSON.stringify(again), JSON.stringify(outcome));
    assert.equal(replaying.divergence, undefined);
  });
});

describe('other inputs', () => {
  it('keep the clock and the answers of calls that stay the same', async () => {
    const run = await recorded(shop, { items: ['pen', 'ink'] });
    const { outcome, divergence } = await run.fork(
      { 4: { result: 50 } },
      { inputs: { items: ['pen', 'ink', 'paper'] } },
    );
    assert.equal(outcome.logs[0]?.text, run.outcome.logs[0]?.text);
    assert.match(outcome.logs[1]?.text ?? '', /^ink 53/);
    assert.equal(divergence?.kind, 'call');
    assert.deepEqual(divergence?.kind === 'call' && divergence.number, 5);
  });

  it('may leave the recording at once', async () => {
    const run = await recorded(shop, { items: ['pen'] });
    const { outcome, divergence } = await run.fork({}, { inputs: { items: ['book'] } });
    assert.equal(outcome.status, 'completed');
    assert.deepEqual(divergence, {
      kind: 'call',
      number: 2,
      chain: ['main'],
      expected: '1,"price",{"item":"pen"}',
      actual: '1,"price",{"item":"book"}',
    });
  });
});

describe('beyond the recording', () => {
  const zones = {
    main: `export default async year => {
      const shown = new Date(year, 6, 1).getTimezoneOffset();
      try { return [shown, Date.now() > 0, await skills.twice({ x: 2 })]; } catch { return 'caught'; }
    }`,
    twice: 'export default x => 2 * x;',
  };

  it('the world answers, if it may', async () => {
    const run = await recorded(zones, { year: 2020 });
    const { outcome, divergence } = await run.fork({}, { inputs: { year: 2031 } });
    assert.equal(outcome.status, 'completed');
    assert.deepEqual(divergence, { kind: 'question', actual: 'clock.zone 2031' });
  });

  it('nobody answers, and the run ends where it asks, whatever it catches', async () => {
    const files = {
      ...zones,
      main: `export default year => { try { return new Date(year, 6, 1).getHours(); } catch { return 1; } };`,
    };
    const run = await recorded(files, { year: 2020 });
    const { outcome } = await run.fork({}, { inputs: { year: 2031 }, beyond: 'refuse' });
    assert.deepEqual([outcome.status, outcome.error?.code], ['failed', 'run/not-recorded']);
    assert.match(outcome.error?.message ?? '', /clock\.zone 2031/);
  });

  it('time stands still, sleeps are over at once, and skills can be called that were not', async () => {
    const files = {
      main: `export default async (n = 1) => {
        const started = Date.now();
        for (let i = 0; i < n; i++) await sleep(60_000);
        return n > 1 ? [await skills.twice({ x: n }), Date.now() - started < 10] : null;
      }`,
      twice: 'export default x => 2 * x;',
    };
    const run = await recorded(files, { n: 0 });
    const { outcome } = await run.fork({}, { inputs: { n: 3 }, beyond: 'refuse' });
    assert.deepEqual(outcome.result, [6, true]);
  });
});
