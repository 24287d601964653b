/** Cached results over real worker threads: what is asked, what is stored, and what happens when nobody answers. */

import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { LayeredResults, MemoryResults } from '../../src/library/result-cache.ts';
import { createRunnerPool, type RunnerPool } from '../../src/node/pool.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import { CachingRunner } from '../../src/run/caching-runner.ts';
import { type Call, defaultLimits, type RunRequest } from '../../src/run/outcome.ts';
import type { CachedResult, ResultCache } from '../../src/run/port.ts';
import { RecordedSkills, record } from '../../src/run/recording.ts';
import { replay } from '../../src/run/replay.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { wasmPath } from '../fakes/in-process.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

const files = {
  main: 'export default async n => [await skills.sub({ n }), await callSkill(["s", "ub"].join(""), { n })];',
  sub: '/** @cache 1h */\nexport default n => ({ n, at: Math.random() });',
};

/** Keeps everything, and answers as the test says. */
class Desk implements ResultCache {
  readonly asked: string[] = [];
  readonly kept = new Map<string, string>();
  answer: (key: string) => ReturnType<ResultCache['get']> = key => this.found(key);

  found(key: string): CachedResult | undefined {
    const text = this.kept.get(key);
    return text === undefined ? undefined : { text, level: 'database' };
  }

  get(key: string): ReturnType<ResultCache['get']> {
    this.asked.push(key);
    return this.answer(key);
  }

  set(key: string, { text }: { readonly text: string }): void {
    this.kept.set(key, text);
  }
}

describe('cached results over threads', function () {
  this.timeout(30_000);
  let pool: RunnerPool;
  let impatient: RunnerPool;
  let desk: Desk;

  const made = (cachePatienceMs: number) =>
    createRunnerPool({
      workerUrl: new URL('../../src/node/worker.ts', import.meta.url),
      wasmUrl: pathToFileURL(wasmPath),
      size: () => 1,
      cachePatienceMs,
    });
  const request = (skill: string, more: Partial<RunRequest> = {}): RunRequest => ({
    skill,
    inputs: { n: 1 },
    limits: { ...defaultLimits, timeMs: 20_000 },
    ...more,
  });
  const words = (call: Call): string[] => [call.cached ?? 'ran', ...call.calls.flatMap(words)];

  before(() => {
    pool = made(20_000);
    impatient = made(50);
  });
  after(() => {
    pool.dispose();
    impatient.dispose();
  });
  beforeEach(() => {
    desk = new Desk();
  });

  it('answer calls by names in the code and names that only the run knows', async () => {
    const source = new MemorySkills(files);
    const first = await pool.run(request('main'), { source, results: desk });
    assert.deepEqual(words(first.calls), ['ran', 'ran', 'database']);
    const direct = await pool.run(request('sub'), { source, results: desk });
    assert.deepEqual([direct.calls.cached, [direct.result, direct.result]], ['database', first.result]);
    assert.equal(new Set(desk.asked).size, 1);
    assert.match(desk.asked[0] ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(
      [...desk.kept.values()].map(text => JSON.parse(text).n),
      [1],
    );
  });

  it('answer later, too', async () => {
    const source = new MemorySkills(files);
    desk.answer = async key => {
      await new Promise(resolve => setTimeout(resolve, 20));
      return desk.found(key);
    };
    const { calls } = await pool.run(request('main'), { source, results: desk });
    assert.deepEqual(words(calls), ['ran', 'ran', 'database']);
  });

  for (const [title, answer] of [
    ['nothing', () => undefined],
    ['never', () => new Promise<undefined>(() => undefined)],
    ['with an error', () => Promise.reject(new Error('away'))],
  ] as const)
    it(`run where a cache answers ${title}`, async () => {
      desk.answer = answer;
      const { status, calls } = await impatient.run(request('main'), {
        source: new MemorySkills(files),
        results: desk,
      });
      assert.equal(status, 'completed');
      assert.deepEqual(words(calls), ['ran', 'ran', 'ran']);
      assert.equal(desk.kept.size, 1);
    });

  it('take no answer for another question', async () => {
    const late = Promise.withResolvers<CachedResult | undefined>();
    desk.answer = () => {
      desk.answer = () => undefined;
      setTimeout(() => late.resolve({ text: '"late"', level: 'redis' }), 60);
      return late.promise;
    };
    const main = 'export default async n => { await skills.sub({ n }); return skills.other(); };';
    const other = '/** @cache 1h */\nexport default async () => { await sleep(100); return "own"; };';
    const source = new MemorySkills({ ...files, main, other });
    assert.equal((await impatient.run(request('main'), { source, results: desk })).result, 'own');
  });

  it('hold up no run that is cancelled meanwhile', async () => {
    const abort = new AbortController();
    desk.answer = () => {
      setTimeout(() => abort.abort(), 20);
      return new Promise(() => undefined);
    };
    const { status } = await pool.run(request('main'), {
      source: new MemorySkills(files),
      results: desk,
      signal: abort.signal,
    });
    assert.equal(status, 'cancelled');
  });

  it('are refreshed by a run that is to be without them', async () => {
    const source = new MemorySkills(files);
    await pool.run(request('sub'), { source, results: desk });
    const [before] = desk.kept.values();
    const fresh = await pool.run(request('sub', { useCache: false }), { source, results: desk });
    assert.equal(fresh.calls.cached, undefined);
    assert.deepEqual([...desk.kept.values()], [JSON.stringify(fresh.result)]);
    assert.notEqual(before, JSON.stringify(fresh.result));
  });

  it('are those of the catalogue of this moment', async () => {
    const catalogue = new SkillCatalogue({ stripTypes });
    const file = (path: string, text: string) => ({ set: [{ path: `${path}.js`, text }] });
    for (const [path, text] of Object.entries(files)) catalogue.update(file(path, text));
    const runner = new CachingRunner(pool, desk);
    await runner.run(request('sub'), { source: catalogue });
    catalogue.update(file('more', 'export default () => 1;'));
    assert.equal((await runner.run(request('sub'), { source: catalogue })).calls.cached, 'database');
    catalogue.update(file('sub', `${files.sub}\n`));
    assert.equal((await runner.run(request('sub'), { source: catalogue })).calls.cached, undefined);
    catalogue.dispose();
  });

  it('are in a recording, and its replay asks nobody', async () => {
    const now = () => 1_000;
    const layers = new LayeredResults({
      levels: [['memory', new MemoryResults({ bytes: 100_000, now })]],
      now,
    });
    const results: ResultCache = {
      get: key => layers.get(key),
      set: (key, result) => layers.set(key, result),
    };
    const source = new MemorySkills(files);
    await pool.run(request('sub'), { source, results });
    const recording = await record(pool, request('main'), { source, results });
    assert.deepEqual(words(recording.outcome.calls), ['ran', 'memory', 'memory']);
    const skills = new RecordedSkills(recording.skills, stripTypes);
    const { outcome, divergence } = await replay(recording, {
      runner: new CachingRunner(pool, desk),
      source: skills,
    });
    assert.deepEqual(outcome, recording.outcome);
    assert.equal(divergence, undefined);
    assert.deepEqual([desk.asked, desk.kept.size], [[], 0]);
  });
});
