/** Cached results in a real Redis: shared, and of no harm when the server is away, slow, or full of other things. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { RedisResults, shownAddress } from '../../../src/node/redis/redis-results.ts';
import { RedisServer } from '../../host/redis.ts';

describe('results in Redis', function () {
  this.timeout(60_000);
  let server: RedisServer;
  let notices: string[];
  const open: RedisResults[] = [];

  const results = (options: { readonly url?: string; readonly patienceMs?: number } = {}) => {
    const made = new RedisResults({
      url: server.url,
      now: () => Date.now(),
      onNotice: sentence => notices.push(sentence),
      load: () => import('../../../src/node/redis/link.ts'),
      patienceMs: 2_000,
      pauseMs: 20,
      ...options,
    });
    open.push(made);
    return made;
  };

  const soon = () => ({ text: '{"a":"é"}', expiresAt: Date.now() + 60_000 });

  /** Waits until it is so, for at most 20 s. */
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    for (let tries = 0; tries < 400 && !(await isSo()); tries++) await sleep(50);
    assert.ok(await isSo());
  };

  /** Stores and reads back. */
  const works = async (level: RedisResults) => {
    level.set('works', soon());
    return (await level.get('works')) !== undefined;
  };

  before(async () => {
    server = await RedisServer.create();
  });

  beforeEach(async () => {
    notices = [];
    await server.start();
  });

  afterEach(async () => {
    for (const level of open.splice(0)) level.dispose();
    await server.stop();
  });

  it('are shared, with the time that is left', async () => {
    const one = results();
    one.set('k', soon());
    await one.close(5_000);
    const found = await results().get('k');
    assert.equal(found?.text, '{"a":"é"}');
    assert.ok(found.expiresAt > Date.now() + 30_000 && found.expiresAt <= Date.now() + 60_000);
    assert.equal(await results().get('other'), undefined);
    assert.deepEqual(notices, []);
  });

  it('carry a prefix and expire', async () => {
    const level = results();
    level.set('k', { text: '1', expiresAt: Date.now() + 60_000 });
    await level.close(5_000);
    const client = await createClient({ url: server.url }).connect();
    assert.deepEqual(await client.keys('*'), ['skillsmith:1:k']);
    assert.ok((await client.pTTL('skillsmith:1:k')) > 0);
    client.destroy();
  });

  it('are not taken from what somebody else has put there', async () => {
    const client = await createClient({ url: server.url }).connect();
    await client.set('skillsmith:1:endless', '1');
    await client.set('skillsmith:1:huge', 'x'.repeat(5_000_000), {
      expiration: { type: 'PX', value: 60_000 },
    });
    await client.lPush('skillsmith:1:list', ['1']);
    client.destroy();
    const level = results();
    for (const key of ['endless', 'huge', 'list']) assert.equal(await level.get(key), undefined, key);
    assert.ok(await works(level));
    assert.deepEqual(notices, []);
  });

  it('are done without while the server is stopped, of which is told once, and used again afterwards', async () => {
    const level = results();
    assert.ok(await works(level));
    for (const times of [1, 2]) {
      await server.stop();
      await until(async () => (await level.get('k')) === undefined && notices.length === times);
      for (let i = 0; i < 20; i++) {
        level.set(`k${i}`, soon());
        assert.equal(level.get(`k${i}`), undefined, 'answers at once');
      }
      await server.start();
      await until(() => works(level));
      assert.equal(notices.length, times);
    }
    assert.match(notices[0] ?? '', /^Redis at 127\.0\.0\.1:\d+ is of no use now: .+\. Runs go on without it/);
  });

  it('are waited for only so long when the server hangs, and a few times only', async () => {
    const level = results({ patienceMs: 30 });
    await until(() => works(level));
    server.pause();
    let waited = 0;
    for (let i = 0; i < 20; i++) {
      const answer = level.get(`k${i}`);
      if (answer === undefined) continue;
      waited++;
      assert.equal(await answer, undefined);
    }
    assert.equal(waited, 3);
    assert.deepEqual(notices.length, 1);
    assert.match(notices[0] ?? '', /does not answer within 30 ms/);
    server.resume();
    await until(() => works(level));
    assert.equal(notices.length, 1);
  });

  it('need no server at the start', async () => {
    await server.stop();
    const level = results();
    assert.equal(await level.get('k'), undefined);
    assert.equal(notices.length, 1);
    assert.equal(level.get('k'), undefined);
    await server.start();
    await until(() => works(level));
  });

  it('say what is wrong with an address, but not the address', async () => {
    for (const url of [
      'http://me:secret@host',
      'redis//me:secret@host',
      '',
      'redis://me:secret@127.0.0.1:1',
    ]) {
      const level = results({ url });
      assert.equal(await level.get('k'), undefined);
      const notice = notices.splice(0).join();
      assert.match(notice, /Redis at .+ is of no use now: /);
      assert.doesNotMatch(notice, /secret|me:/);
    }
    assert.equal(shownAddress('rediss://me:secret@cache.example:6380/2'), 'cache.example:6380');
  });

  it('need the password, and tell nobody', async () => {
    const guarded = await RedisServer.create(['--requirepass', 'open sesame']);
    await guarded.start();
    try {
      const right = results({ url: `redis://:open%20sesame@127.0.0.1:${guarded.port}` });
      await until(() => works(right));
      const wrong = results({ url: `redis://:close%20sesame@127.0.0.1:${guarded.port}` });
      assert.equal(await wrong.get('k'), undefined);
      assert.equal(notices.length, 1);
      assert.doesNotMatch(notices[0] ?? '', /sesame/);
    } finally {
      await guarded.stop();
    }
  });

  it('are not read any more after the end', async () => {
    const level = results();
    assert.ok(await works(level));
    await level.close();
    assert.equal(level.get('works'), undefined);
    level.set('works', soon());
    await server.stop();
    await sleep(100);
    assert.deepEqual(notices, []);
  });
});
