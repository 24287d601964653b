/** What every store of runs does, the one on disk like the one in memory. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunStore } from '../../../src/library/history.ts';
import { defaultRetention, type RunQuery } from '../../../src/library/run-record.ts';
import { SqliteRunStore } from '../../../src/node/store/run-store.ts';
import { DirectWriter } from '../../../src/node/store/writer.ts';
import { FakeRunStore } from '../../fakes/run-store.ts';
import { draft, idOf, startOf } from '../../library/drafts.ts';

interface Opened {
  readonly store: RunStore;
  dispose(): void;
}

const stores: Readonly<Record<string, (folder: string) => Opened>> = {
  memory: () => ({ store: new FakeRunStore(), dispose: () => undefined }),
  'a database': folder => {
    const onNotice = (sentence: string) => assert.fail(sentence);
    const writer = new DirectWriter({ skillsFolder: folder, onNotice });
    const store = new SqliteRunStore({
      skillsFolder: folder,
      writer: () => writer,
      isReadOnly: false,
      onNotice,
    });
    return {
      store,
      dispose: () => {
        store.dispose();
        writer.dispose();
      },
    };
  },
};

/** As JSON has it, which knows no `undefined`. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

for (const [place, open] of Object.entries(stores))
  describe(`runs kept in ${place}`, () => {
    let folder = '';
    let opened: Opened;
    let store: RunStore;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'skillsmith-runs-'));
      opened = open(folder);
      store = opened.store;
    });

    afterEach(() => {
      opened.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    const numbers = async (query: RunQuery = {}) =>
      (await store.runs(query)).map(({ startedAt }) => (startedAt - startOf(0)) / 1000);
    const metrics = async (skill: string) => (await store.metrics(skill))[0];

    it('are none at first', async () => {
      assert.deepEqual(await store.runs({}), []);
      assert.deepEqual(await store.metrics(undefined), []);
      assert.equal(await store.run('x'), undefined);
      assert.equal(await store.revision(), 0);
    });

    it('come back as they were', async () => {
      const { uses: _uses, ...kept } = draft(1, { status: 'failed', calls: ['tax'] });
      await store.record([draft(1, { status: 'failed', calls: ['tax'] })]);
      const { content: _content, ...summary } = kept;
      assert.deepEqual(await store.run(idOf(1)), kept);
      assert.deepEqual(await store.runs({}), [summary]);
    });

    it('have their recordings, with the skills as they were', async () => {
      const recording = { text: '{"tape":1}', skills: [{ path: 'add.js', hash: 'h1' }] };
      await store.record([{ ...draft(1), recording }, draft(2)], new Map([['h1', 'export default 1;']]));
      assert.deepEqual(await store.recording(idOf(1)), {
        text: '{"tape":1}',
        skills: [{ path: 'add.js', text: 'export default 1;' }],
      });
      assert.equal(await store.recording(idOf(2)), undefined);
      assert.equal(await store.recording(idOf(3)), undefined);
    });

    it('are found by the beginnings of their ids', async () => {
      await store.record([draft(3), draft(1), draft(2)]);
      const common = idOf(1).slice(0, 3);
      assert.deepEqual(await store.idsLike(idOf(2)), [idOf(2)]);
      assert.deepEqual(await store.idsLike(common), [idOf(1), idOf(2)]);
      assert.deepEqual(await store.idsLike('%'), []);
    });

    it('are kept once', async () => {
      await store.record([draft(1)]);
      await store.record([draft(1), draft(2)]);
      assert.deepEqual(await numbers(), [2, 1]);
      assert.equal((await metrics('add'))?.runs, 2);
    });

    describe('when there are several', () => {
      beforeEach(() =>
        store.record([
          draft(3, { skill: 'tax', status: 'failed', startedBy: 'agent' }),
          draft(1, { status: 'failed' }),
          draft(2),
          draft(4, { startedBy: 'command-line' }),
          draft(5, { skill: 'tax', status: 'timed-out' }),
        ]),
      );

      for (const [what, query, expected] of [
        ['all, newest first', {}, [5, 4, 3, 2, 1]],
        ['of a skill', { skill: 'TAX' }, [5, 3]],
        ['of a skill that never ran', { skill: 'none' }, []],
        ['with an outcome', { status: 'failed' }, [3, 1]],
        ['of a skill with an outcome', { skill: 'tax', status: 'failed' }, [3]],
        ['by who started them', { startedBy: 'command-line' }, [4]],
        ['from a time on', { from: startOf(4) }, [5, 4]],
        ['until a time', { to: startOf(3) }, [2, 1]],
        ['page after page', { limit: 2, before: idOf(4) }, [3, 2]],
        ['in pages of at least one', { limit: 0 }, [5]],
      ] as const)
        it(`are found: ${what}`, async () => {
          assert.deepEqual(await numbers(query), expected);
        });

      it('go when there are too many, and stay in the metrics', async () => {
        assert.equal(await store.prune({ ...defaultRetention, maxRuns: 2, maxAgeMs: 0 }), 3);
        assert.equal(await store.prune({ ...defaultRetention, maxRuns: 2, maxAgeMs: 0 }), 0);
        assert.deepEqual(await numbers(), [5, 4]);
        assert.equal(await store.run(idOf(1)), undefined);
        assert.deepEqual([(await metrics('add'))?.runs, (await metrics('tax'))?.runs], [3, 2]);
      });

      it('go when they are too old', async () => {
        await store.prune({ ...defaultRetention, maxRuns: 10, maxAgeMs: Date.now() - startOf(4) + 100 });
        assert.deepEqual(await numbers(), [5, 4]);
      });

      it('all go when none may stay', async () => {
        await store.prune({ ...defaultRetention, maxRuns: 0, maxAgeMs: 0 });
        assert.deepEqual(await numbers(), []);
      });

      it('are taken out of the metrics when they are removed', async () => {
        await store.remove([idOf(1), idOf(2), idOf(5), 'unknown']);
        assert.deepEqual(await numbers(), [4, 3]);
        const add = await metrics('add');
        assert.deepEqual([add?.runs, add?.successRate, add?.failures], [1, 1, []]);
        assert.equal((await metrics('tax'))?.last?.status, 'failed');
      });

      it('leave no metrics when all of a skill are removed', async () => {
        await store.remove([idOf(3), idOf(5)]);
        assert.deepEqual(
          (await store.metrics(undefined)).map(({ name }) => name),
          ['add'],
        );
      });

      it('follow a skill that got another name, and change places with one that had it', async () => {
        await store.rename('tax', 'duty');
        assert.deepEqual(await numbers({ skill: 'duty' }), [5, 3]);
        await store.rename('duty', 'add');
        assert.deepEqual(
          [await numbers({ skill: 'add' }), await numbers({ skill: 'duty' })],
          [
            [5, 3],
            [4, 2, 1],
          ],
        );
        assert.equal((await metrics('add'))?.runs, 2);
        await store.remove([idOf(3)]);
        assert.equal((await metrics('add'))?.runs, 1);
        await store.rename('unknown', 'add');
      });

      it('are forgotten with their metrics', async () => {
        await store.clear();
        assert.deepEqual([await store.runs({}), await store.metrics(undefined)], [[], []]);
        await store.record([draft(6)]);
        assert.equal((await metrics('add'))?.runs, 1);
      });

      it('count each change', async () => {
        const before = await store.revision();
        await store.remove([idOf(1)]);
        await store.prune({ ...defaultRetention, maxRuns: 10, maxAgeMs: 0 });
        await store.record([draft(7), draft(8)]);
        assert.equal(await store.revision(), before + 2);
      });
    });

    it('remember what may stay, for those who do not know it', async () => {
      await store.prune({ ...defaultRetention, maxRuns: 1, maxAgeMs: 0 });
      await store.record([draft(1), draft(2), draft(3)]);
      assert.equal(await store.prune(undefined), 2);
      await store.prune({ ...defaultRetention, maxRuns: 0, maxAgeMs: 0 });
      await store.record([draft(4)]);
      assert.deepEqual(await numbers(), []);
    });

    it('make the metrics of a skill', async () => {
      await store.record([
        draft(1, { durationMs: 10, calls: ['tax'] }),
        draft(2, { durationMs: 20 }),
        draft(3, { durationMs: 30, status: 'failed' }),
        draft(4, { durationMs: 40, status: 'cancelled' }),
      ]);
      assert.deepEqual(plain(await metrics('Add')), {
        name: 'add',
        runs: 4,
        calls: 0,
        successRate: 2 / 3,
        meanMs: 25,
        cacheHits: 0,
        tokens: 40,
        p50Ms: 20,
        p95Ms: 40,
        failures: [{ runId: idOf(3), at: startOf(3) + 30, status: 'failed', error: 'no 3' }],
        trend: {
          recent: [
            { status: 'completed', durationMs: 10 },
            { status: 'completed', durationMs: 20 },
            { status: 'failed', durationMs: 30 },
            { status: 'cancelled', durationMs: 40 },
          ],
          successRate: 2 / 3,
        },
        last: {
          id: idOf(4),
          status: 'cancelled',
          durationMs: 40,
          endedAt: startOf(4) + 40,
          errorName: 'TypeError',
          errorMessage: 'no 4',
        },
      });
      const tax = await metrics('tax');
      assert.deepEqual([tax?.runs, tax?.calls, tax?.last], [0, 1, undefined]);
    });

    it('make percentiles of the last thousand executions, and sums of all', async () => {
      const many = Array.from({ length: 1500 }, (_, index) => draft(index, { durationMs: index }));
      await store.record(many.slice(0, 700));
      await store.record(many.slice(700));
      const add = await metrics('add');
      assert.deepEqual([add?.runs, add?.meanMs, add?.p50Ms, add?.p95Ms], [1500, 749.5, 999, 1449]);
      assert.equal(add?.trend.recent[0]?.durationMs, 1480);
    });
  });
