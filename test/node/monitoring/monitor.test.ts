/** What a collector receives of runs, over HTTP on loopback. */

import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MonitoredRunner } from '../../../src/node/monitoring/monitor.ts';
import type { RunnerPool } from '../../../src/node/pool.ts';
import { defaultLimits, type Outcome } from '../../../src/run/outcome.ts';
import { testPool } from '../../fakes/pool.ts';
import { MemorySkills } from '../../fakes/skill-source.ts';

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Span {
  readonly name: string;
  readonly spanId: string;
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code?: number; readonly message?: string };
}

interface Measurement {
  readonly name: string;
  readonly unit?: string;
  readonly sum?: { readonly dataPoints: readonly { readonly attributes: readonly Attribute[] }[] };
}

/** A collector: takes OTLP in JSON, as the protocol says. */
class Collector {
  readonly spans: Span[] = [];
  readonly measurements: Measurement[] = [];
  /** What requests are answered with. */
  status = 200;
  readonly #server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += String(chunk);
    });
    request.on('end', () => {
      if (this.status === 200) this.#take(request.url ?? '', body);
      response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #take(url: string, body: string): void {
    const sent = JSON.parse(body);
    if (url === '/v1/traces')
      for (const { scopeSpans } of sent.resourceSpans)
        for (const { spans } of scopeSpans) this.spans.push(...spans);
    else if (url === '/v1/metrics')
      for (const { scopeMetrics } of sent.resourceMetrics)
        for (const { metrics } of scopeMetrics) this.measurements.push(...metrics);
    else throw new Error(`Nobody expects ${url}.`);
  }
}

const plain = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

describe('monitoring', function () {
  this.timeout(20_000);
  const skills = new MemorySkills({
    'square.js': 'export default x => { if (x === 3) throw new RangeError("too much"); return x * x; };',
    'both.js':
      'export default async x => [await callSkill("square", { x }), await callSkill("square", { x: x + 1 })];',
  });
  let collector: Collector;
  let endpoint: string | undefined;
  let pool: RunnerPool;
  let monitored: MonitoredRunner;
  const notices: string[] = [];
  const run = (x: number): Promise<Outcome> =>
    monitored.run({ skill: 'both', inputs: { x }, limits: defaultLimits }, { source: skills });

  beforeEach(async () => {
    notices.length = 0;
    collector = new Collector();
    endpoint = await collector.start();
    pool = testPool(1);
    monitored = new MonitoredRunner(pool, {
      endpoint: () => endpoint,
      version: '1.2.3',
      patienceMs: 1_000,
      onNotice: sentence => notices.push(sentence),
      load: () => import('../../../src/node/monitoring/otlp.ts'),
    });
  });

  afterEach(async () => {
    await monitored.close();
    pool.dispose();
    await collector.stop();
  });

  it('sends a span for each call, within that of its caller', async () => {
    const { calls, startedAt } = await run(4);
    await monitored.close();
    const [root, ...others] = collector.spans;
    assert.equal(root?.name, 'skill:both');
    assert.equal(root?.parentSpanId, undefined);
    assert.deepEqual(
      others.map(span => [span.name, span.parentSpanId, span.traceId]),
      [0, 1].map(() => ['skill:square', root?.spanId, root?.traceId]),
    );
    const begun = Number(BigInt(root?.startTimeUnixNano ?? 0) / 1_000_000n);
    assert.ok(Math.abs(begun - startedAt) <= 1, `${begun} is not ${startedAt}`);
    const found = plain(root?.attributes ?? []);
    assert.equal(found['skillsmith.success'], true);
    assert.equal(found['skillsmith.latency_ms'], calls.durationMs);
  });

  it('says of a call that failed what failed', async () => {
    await run(2);
    await monitored.close();
    const failed = collector.spans.filter(({ status }) => status.code === 2);
    assert.deepEqual(
      failed.map(({ name, status, attributes }) => [
        name,
        status.message,
        plain(attributes)['skillsmith.success'],
        plain(attributes)['error.type'],
      ]),
      [
        ['skill:both', 'too much', false, 'RangeError'],
        ['skill:square', 'too much', false, undefined],
      ],
    );
  });

  it('sends counts and durations in milliseconds for each skill', async () => {
    await run(4);
    await run(2);
    await monitored.close();
    const calls = collector.measurements.filter(({ name }) => name === 'skillsmith.skill.calls').at(-1);
    assert.deepEqual(
      calls?.sum?.dataPoints.map(({ attributes }) => Object.values(plain(attributes)).join(' ')).sort(),
      ['both completed', 'both failed', 'square completed', 'square failed'],
    );
    assert.ok(
      collector.measurements.some(({ name, unit }) => name === 'skillsmith.skill.duration' && unit === 'ms'),
    );
  });

  it('has the patience that it is given: the little of a command, and the more of an editor', async () => {
    for (const patienceMs of [100, 3_000, 10_000]) {
      const patient = new MonitoredRunner(pool, {
        endpoint: () => endpoint,
        version: '1.2.3',
        patienceMs,
        onNotice: sentence => notices.push(sentence),
        load: () => import('../../../src/node/monitoring/otlp.ts'),
      });
      await patient.run({ skill: 'square', inputs: { x: 2 }, limits: defaultLimits }, { source: skills });
      await patient.close();
    }
    assert.deepEqual([collector.spans.map(({ name }) => name), notices], [Array(3).fill('skill:square'), []]);
  });

  it('sends no secret', async () => {
    skills.set(
      'guarded',
      '/** @secret key */\nexport default key => { throw new Error("bad key " + key); };',
    );
    const inputs = { key: 'hunter2-hunter2' };
    await monitored.run({ skill: 'guarded', inputs, limits: defaultLimits }, { source: skills });
    await monitored.close();
    const [span] = collector.spans;
    assert.equal(span?.status.message, 'bad key ‹secret›');
    assert.ok(!JSON.stringify(collector.spans).includes('hunter2'));
  });

  it('sends nothing without an endpoint', async () => {
    endpoint = undefined;
    assert.equal((await run(4)).status, 'completed');
    await monitored.close();
    assert.deepEqual([collector.spans, notices], [[], []]);
  });

  it('goes over to another endpoint when that changes', async () => {
    const other = new Collector();
    await run(4);
    endpoint = await other.start();
    await run(4);
    await monitored.close();
    await other.stop();
    assert.equal(other.spans.length, 3);
  });

  it('says once that a collector refuses, and runs on', async () => {
    collector.status = 400;
    assert.equal((await run(4)).status, 'completed');
    await monitored.close();
    assert.equal(notices.length, 1, notices.join('\n'));
    assert.match(notices[0] ?? '', /collector at http:\/\/127\.0\.0\.1:\d+ does not take/);
  });

  it('says once that a collector is away, and ends all the same', async () => {
    await collector.stop();
    assert.equal((await run(4)).status, 'completed');
    assert.equal((await run(4)).status, 'completed');
    await monitored.close();
    assert.equal(notices.length, 1, notices.join('\n'));
  });

  it('says that an address is none', async () => {
    endpoint = 'file:///etc/passwd';
    assert.equal((await run(4)).status, 'completed');
    await monitored.close();
    assert.deepEqual(notices, ['Runs are not sent to "file:///etc/passwd": it is no http or https address.']);
  });
});
