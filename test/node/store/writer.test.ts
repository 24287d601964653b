/** Requests to the database: in order, each answered, and none after the end. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectWriter, perform, ThreadWriter } from '../../../src/node/store/writer.ts';

const workerUrl = new URL('../../../src/node/store/worker.ts', import.meta.url);

describe('writer', () => {
  let place = '';
  const options = () => ({
    skillsFolder: join(place, '.skills'),
    onNotice: (text: string) => assert.fail(text),
  });

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'skillsmith-writer-'));
    mkdirSync(join(place, '.skills'));
  });

  afterEach(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

  it('calls what an area has itself, and nothing else', () => {
    const areas = { numbers: { add: (a: number, b: number) => a + b } };
    assert.equal(perform(areas, 'numbers', 'add', [1, 2]), 3);
    for (const [area, method] of [
      ['numbers', 'divide'],
      ['words', 'add'],
      ['constructor', 'keys'],
      ['toString', 'call'],
    ] as const)
      assert.throws(() => perform(areas, area, method, []), /has no/);
  });

  it('is settled when everything that was asked for is done', async () => {
    const writer = new ThreadWriter(workerUrl, options());
    const done: string[] = [];
    const save = (name: string) =>
      writer.areas.library
        .save({ name, text: 'export default () => 1;\n' })
        .then(answer => done.push(`${name} ${answer.status}`));
    const saves = [save('a'), save('b'), save('c')];
    await writer.settled();
    await Promise.all(saves);
    assert.deepEqual(done, ['a saved', 'b saved', 'c saved']);
    writer.dispose();
  });

  it('answers also what it did not come to before its end, and takes nothing after it', async () => {
    const writer = new ThreadWriter(workerUrl, options());
    const waiting = writer.areas.library.history('a');
    writer.dispose();
    await assert.rejects(waiting, { code: 'store/failed' });
    await assert.rejects(writer.areas.library.history('a'), { code: 'store/failed' });
  });

  it('says what is wrong when its thread cannot start', async () => {
    const writer = new ThreadWriter(new URL('file:///nowhere/worker.js'), options());
    await assert.rejects(writer.areas.library.history('a'), {
      code: 'store/failed',
      message: /thread is gone/,
    });
    writer.dispose();
  });

  it('leaves no connection behind', async () => {
    const writer = new DirectWriter(options());
    await writer.areas.library.notice();
    writer.dispose();
    rmSync(join(place, '.skills'), { recursive: true });
  });
});
