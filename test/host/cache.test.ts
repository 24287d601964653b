import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cached, cacheFolder } from './cache.ts';

describe('the cache of what is fetched once', () => {
  const before = { ...process.env };
  let home = '';

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'skillsmith-cache-'));
    Object.assign(process.env, { XDG_CACHE_HOME: home, LOCALAPPDATA: home });
  });

  afterEach(async () => {
    process.env = { ...before };
    await rm(home, { recursive: true, force: true });
  });

  const fill = (text: string) => (folder: string) => writeFile(path.join(folder, 'file'), text);

  it('fills a key once', async () => {
    const place = await cached('a', fill('first'));
    assert.equal(await cached('a', fill('second')), place);
    assert.equal(await readFile(path.join(place, 'file'), 'utf8'), 'first');
  });

  it('keeps nothing of a download that failed', async () => {
    const broken = cached('a', async folder => {
      await fill('half')(folder);
      throw new Error('the line went dead');
    });
    await assert.rejects(broken, /the line went dead/);
    assert.deepEqual(await readdir(cacheFolder()), []);
  });

  it('lets the quicker of two at once win', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = cached('a', async folder => {
      await gate.promise;
      await fill('slow')(folder);
    });
    const place = await cached('a', fill('quick'));
    gate.resolve();
    assert.equal(await slow, place);
    assert.equal(await readFile(path.join(place, 'file'), 'utf8'), 'quick');
    assert.deepEqual(await readdir(cacheFolder()), ['a']);
  });

  it('clears what an interrupted download left, but not one that may still be at work', async () => {
    await cached('a', fill(''));
    const leave = async (name: string, ageMs: number) => {
      const place = path.join(cacheFolder(), name);
      await writeFile(place, '');
      const time = (Date.now() - ageMs) / 1000;
      await utimes(place, time, time);
    };
    await leave('b.partial-old', 2 * 60 * 60 * 1000);
    await leave('b.partial-new', 60 * 1000);
    await cached('c', fill(''));
    assert.deepEqual((await readdir(cacheFolder())).sort(), ['a', 'b.partial-new', 'c']);
  });
});
