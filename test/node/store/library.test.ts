/** The library over a real folder and database: restarts, damage, locks and a full disk. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectWriter, openState, ThreadWriter, type Writer } from '../../../src/node/store/writer.ts';

const skill = (body: string) => `export default () => ${body};\n`;
const workerUrl = new URL('../../../src/node/store/worker.ts', import.meta.url);

for (const kind of ['in this thread', 'in a thread of its own'] as const)
  describe(`library on disk, ${kind}`, () => {
    let workspace = '';
    let folder = '';
    const notices: string[] = [];
    const writers: Writer[] = [];

    const open = (): Writer => {
      const options = {
        skillsFolder: folder,
        boundary: workspace,
        onNotice: (sentence: string) => notices.push(sentence),
      };
      const writer =
        kind === 'in this thread' ? new DirectWriter(options) : new ThreadWriter(workerUrl, options);
      writers.push(writer);
      return writer;
    };
    const close = () => {
      for (const writer of writers.splice(0)) writer.dispose();
    };
    const library = () => (writers.at(-1) ?? open()).areas.library;
    const save = (name: string, body: string, expectedVersion?: number) =>
      library().save({ name, text: skill(body) }, expectedVersion === undefined ? {} : { expectedVersion });
    const numbers = async (name: string) => (await library().history(name)).map(({ number }) => number);

    beforeEach(() => {
      workspace = realpathSync(mkdtempSync(join(tmpdir(), 'skillsmith-library-')));
      folder = join(workspace, '.skills');
      mkdirSync(folder);
      notices.length = 0;
    });

    afterEach(() => {
      close();
      rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
    });

    it('makes its folder when something is kept, and not before', async () => {
      open();
      assert.deepEqual(readdirSync(folder), []);
      await save('add', '1');
      assert.deepEqual(readdirSync(folder).sort(), ['.local', 'add.js']);
      assert.equal(readFileSync(join(folder, '.local/.gitignore'), 'utf8'), '*\n');
    });

    it('remembers at once after a restart what it is to expect', async () => {
      for (const body of ['1', '2', '3']) await save('add', body);
      close();
      const answer = await save('add', '9', 2);
      assert.deepEqual(answer.status === 'conflict' && [answer.expected, answer.actual], [2, 3]);
      assert.equal((await save('add', '4', 3)).status, 'saved');
      assert.deepEqual(await numbers('add'), [4, 3, 2, 1]);
    });

    it('sees what was changed and renamed behind its back while nobody was there', async () => {
      await save('add', '1');
      close();
      renameSync(join(folder, 'add.js'), join(folder, 'plus.js'));
      assert.equal((await library().find('plus'))?.latest, 1);
      assert.equal(await library().get('add'), undefined);
      writeFileSync(join(folder, 'plus.js'), skill('2'));
      const answer = await save('plus', '3', 1);
      assert.deepEqual(answer.status === 'conflict' && answer.actual, 2);
    });

    it('gets what another one has saved', async () => {
      await save('add', '1');
      const other = open();
      await other.areas.library.save({ name: 'add', text: skill('2') });
      assert.equal((await writers[0]?.areas.library.get('add'))?.text, skill('2'));
    });

    it('never loses one of many that save at once', async () => {
      const all = Array.from({ length: 20 }, (_, i) => save('add', String(i)));
      const saved = await Promise.all(all);
      assert.deepEqual(
        saved.map(answer => answer.status === 'saved' && answer.version.number),
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
    });

    it('sets a damaged database aside, says so once, and goes on', async () => {
      await save('add', '1');
      close();
      // As another file, without the log, from which everything could be had: the thread that was ended may yet write.
      for (const name of readdirSync(join(folder, '.local'))) rmSync(join(folder, '.local', name));
      writeFileSync(join(folder, '.local/state.db'), 'no database '.repeat(1000));
      assert.equal((await save('add', '2')).status, 'saved');
      assert.deepEqual(await numbers('add'), [2, 1]);
      assert.equal(notices.length, 1);
      assert.match(notices[0] ?? '', /damaged.*set aside/);
    });

    it('begins anew when everything it keeps is deleted while it is open', async () => {
      await save('add', '1');
      rmSync(join(folder, '.local'), { recursive: true });
      assert.equal((await save('add', '2')).status, 'saved');
      assert.deepEqual(await numbers('add'), [2, 1]);
    });

    it('writes nothing while another program keeps the database locked, and says so', async function () {
      this.timeout(20_000);
      await save('add', '1');
      const other = openState(folder, assert.fail);
      await other.write(() => undefined);
      const holding = other.write(() => {
        other.run("UPDATE skills SET stamp = ''");
        return save('add', '2');
      });
      // In a thread of its own the save waits for as long as the lock is held.
      const isLocked = kind === 'in this thread';
      if (isLocked) await assert.rejects(holding, { code: 'store/locked' });
      else assert.equal((await holding).status, 'saved');
      assert.equal(readFileSync(join(folder, 'add.js'), 'utf8'), skill(isLocked ? '1' : '2'));
      other.dispose();
    });

    it('refuses when there is no skills folder', async () => {
      rmSync(folder, { recursive: true });
      await assert.rejects(save('add', '1'));
      assert.equal(existsSync(folder), false);
    });

    it('saves nothing by halves when the disk is full', async function () {
      this.timeout(30_000);
      if (!mountTiny(folder)) this.skip(); // needs Linux, and root
      try {
        const saved: string[] = [];
        let answer: unknown;
        for (let i = 0; i < 200; i++) {
          const body = `${i} /* ${'x'.repeat(8000)} */`;
          answer = await save('add', body).catch((error: unknown) => error);
          if (!isSaved(answer)) break;
          saved.push(skill(body));
        }
        assert.match(String(Reflect.get(answer as object, 'message')), /disk is full/i);
        assert.equal(saved.indexOf(readFileSync(join(folder, 'add.js'), 'utf8')), saved.length - 1);
        assert.deepEqual(
          await numbers('add'),
          saved.map((_, i) => saved.length - i),
        );
        const texts = await Promise.all(saved.map((_, i) => library().getVersion('add', i + 1)));
        assert.deepEqual(
          texts.map(version => version?.text),
          saved,
        );
      } finally {
        close();
        execFileSync('umount', [folder]);
      }
    });

    it('keeps its log small', async () => {
      for (let i = 0; i < 300; i++) await save('add', `${i} /* ${'x'.repeat(5000)} */`);
      assert.ok(statSync(join(folder, '.local/state.db-wal')).size < 8 * 1024 * 1024);
    });
  });

function isSaved(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'saved';
}

/** A disk of 600 KB in place of the folder. False where that cannot be. */
function mountTiny(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
