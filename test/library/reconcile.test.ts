/** What becomes a version of what has happened to the folder, and what stays the same skill. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SkillLibrary } from '../../src/library/skill-library.ts';
import { MemorySkillFiles } from '../fakes/skill-files.ts';
import { MemoryVersionStore } from '../fakes/version-store.ts';
import { libraryOver } from './library.ts';
import { check, steps, World } from './world.ts';

describe('what happens in the folder', () => {
  let files = new MemorySkillFiles();
  let store = new MemoryVersionStore();
  let time = 1_000_000;
  let library: SkillLibrary = libraryOver(files, store, () => time);

  beforeEach(() => {
    files = new MemorySkillFiles();
    store = new MemoryVersionStore();
    time = 1_000_000;
    library = libraryOver(files, store, () => time);
  });

  /** `add.js 2 1`: the path and the versions' texts, newest first; what is not in the folder in brackets. */
  const drawn = () =>
    [...store.present(), ...store.removedSkills()].map(({ id, path, removedAt }) => {
      const texts = store.versions(id).map(({ hash }) => hash);
      const line = [path, ...texts].join(' ');
      return removedAt === undefined ? line : `(${line})`;
    });

  const cases: readonly {
    readonly title: string;
    readonly before: Readonly<Record<string, string>>;
    readonly act: () => void;
    readonly after: readonly string[];
  }[] = [
    {
      title: 'a change makes a version',
      before: { 'a.js': '1' },
      act: () => files.put('a.js', '2'),
      after: ['a.js 2 1'],
    },
    {
      title: 'a file that is written with the same text makes none',
      before: { 'a.js': '1' },
      act: () => files.put('a.js', '1'),
      after: ['a.js 1'],
    },
    {
      title: 'a renamed file keeps its history',
      before: { 'a.js': '1' },
      act: () => files.rename('a.js', 'b.js'),
      after: ['b.js 1'],
    },
    {
      title: 'a file that is renamed in its capitals and changed keeps its history',
      before: { 'a.js': '1' },
      act: () => {
        files.rename('a.js', 'A.js');
        files.put('A.js', '2');
      },
      after: ['A.js 2 1'],
    },
    {
      title: 'of files with the same text, each that moves keeps its name',
      before: { 'x/a.js': '1', 'x/b.js': '1', 'x/c.js': '1' },
      act: () => {
        files.rename('x/a.js', 'y/a.js');
        files.rename('x/b.js', 'y/b.js');
        files.rename('x/c.js', 'x/d.js');
      },
      after: ['y/a.js 1', 'y/b.js 1', 'x/d.js 1'],
    },
    {
      title: 'a copy is a new skill',
      before: { 'a.js': '1' },
      act: () => files.put('b.js', '1'),
      after: ['a.js 1', 'b.js 1'],
    },
    {
      title: 'what is removed keeps its history',
      before: { 'a.js': '1' },
      act: () => files.put('a.js', undefined),
      after: ['(a.js 1)'],
    },
    {
      title: 'what comes back goes on where it was',
      before: { 'a.js': '1' },
      act: () => {
        files.put('a.js', undefined);
        library.notice();
        time += 100_000;
        files.put('a.js', '2');
      },
      after: ['a.js 2 1'],
    },
    {
      title: 'a move that is seen half done keeps the history',
      before: { 'a.js': '1' },
      act: () => {
        files.put('a.js', undefined);
        library.notice();
        time -= 1000;
        files.put('b.js', '1');
      },
      after: ['b.js 1'],
    },
    {
      title: 'the same text much later is a new skill',
      before: { 'a.js': '1' },
      act: () => {
        files.put('a.js', undefined);
        library.notice();
        time += 10_000;
        files.put('b.js', '1');
      },
      after: ['b.js 1', '(a.js 1)'],
    },
    {
      title: 'what cannot be read stays what it was',
      before: { 'a.js': '1' },
      act: () => files.put('a.js', { path: 'a.js', code: 'skill/not-utf8', message: '' }),
      after: ['a.js 1'],
    },
    {
      title: 'a renaming that somebody has seen keeps the history, whatever the text is now',
      before: { 'a.js': '1' },
      act: () => {
        files.rename('a.js', 'b.js');
        files.put('b.js', '2');
        library.notice({ renames: [{ from: 'a.js', to: 'b.js' }], origin: 'editor' });
      },
      after: ['b.js 2 1'],
    },
    {
      title: 'so does that of a folder',
      before: { 'x/y/a.js': '1', 'xy.js': '2' },
      act: () => {
        files.put('x/y/a.js', undefined);
        files.put('z/y/a.js', '3');
        library.notice({ renames: [{ from: 'x', to: 'z' }] });
      },
      after: ['z/y/a.js 3 1', 'xy.js 2'],
    },
    {
      title: 'two that have changed places keep their histories',
      before: { 'a.js': '1', 'b.js': '2' },
      act: () => {
        files.put('a.js', '2');
        files.put('b.js', '1');
        library.notice({
          renames: [
            { from: 'a.js', to: 'b.js' },
            { from: 'b.js', to: 'a.js' },
          ],
        });
      },
      after: ['b.js 1', 'a.js 2'],
    },
    {
      title: 'one that is renamed over another leaves the history of that',
      before: { 'a.js': '1', 'b.js': '2' },
      act: () => {
        files.rename('a.js', 'b.js');
        library.notice({ renames: [{ from: 'a.js', to: 'b.js' }] });
      },
      after: ['b.js 1', '(b.js 2)'],
    },
    {
      title: 'a renaming that did not happen counts for nothing',
      before: { 'a.js': '1' },
      act: () => library.notice({ renames: [{ from: 'a.js', to: 'b.js' }] }),
      after: ['a.js 1'],
    },
    {
      title: 'two windows that rename the same skill: the one that was quicker counts',
      before: { 'a.js': '1' },
      act: () => {
        files.rename('a.js', 'b.js');
        library.notice({ renames: [{ from: 'a.js', to: 'b.js' }] });
        library.notice({ renames: [{ from: 'a.js', to: 'c.js' }] });
      },
      after: ['b.js 1'],
    },
    {
      title: 'a renaming that is told of after its files were seen joins the histories',
      before: { 'a.js': '1' },
      act: () => {
        files.rename('a.js', 'b.js');
        files.put('b.js', '2');
        library.notice();
        assert.deepEqual(drawn(), ['b.js 2', '(a.js 1)']);
        library.notice({ renames: [{ from: 'a.js', to: 'b.js' }] });
      },
      after: ['b.js 2 1'],
    },
  ];
  for (const { title, before, act, after } of cases) {
    it(title, () => {
      for (const [path, text] of Object.entries(before)) files.put(path, text);
      library.notice();
      act();
      library.notice();
      assert.deepEqual(drawn(), after);
    });
  }

  it('looks at the whole folder as soon as one of its files has come or gone', () => {
    files.put('a.js', '1');
    library.notice();
    files.rename('a.js', 'b.js');
    library.notice({ paths: ['b.js'] });
    assert.deepEqual(drawn(), ['b.js 1']);
  });

  it('does not read again what has not changed', () => {
    for (const name of ['a', 'b', 'c']) files.put(`${name}.js`, '1');
    library.notice();
    files.reads.length = 0;
    files.put('b.js', '2');
    library.notice();
    assert.deepEqual(files.reads, ['b.js']);
  });

  it('says who it was, as far as that is known', () => {
    files.put('a.js', '1');
    library.notice({ origin: 'editor' });
    files.put('a.js', '2');
    files.writer = 'git';
    library.notice({ paths: ['a.js'] });
    assert.deepEqual(
      library.history('a').map(({ origin }) => origin),
      ['git', 'editor'],
    );
  });

  it('dates what others wrote by the file, but not into the future', () => {
    files.put('a.js', '1');
    files.changedAt = 500;
    library.notice();
    files.put('a.js', '2');
    files.changedAt = 9_000_000;
    library.notice();
    assert.deepEqual(
      library.history('a').map(({ savedAt }) => savedAt),
      [1_000_000, 500],
    );
  });
});

describe('a long look at the folder', () => {
  let files: MemorySkillFiles;
  let store: MemoryVersionStore;
  let inPause: () => void;
  let pauses: number;
  let library: SkillLibrary;

  beforeEach(() => {
    files = new MemorySkillFiles();
    store = new MemoryVersionStore();
    pauses = 0;
    inPause = () => undefined;
    const pause = async () => {
      pauses++;
      inPause();
    };
    library = libraryOver(files, store, () => 1_000_000, pause);
  });

  const add = (count: number, text = '1') => {
    for (let at = 0; at < count; at++) files.put(`skill_${at}.js`, text);
  };

  it('lets others write in between', async () => {
    add(450);
    const saved: number[] = [];
    inPause = () => {
      if (pauses > 2) return;
      const answer = library.save({ path: 'saved.js', text: `${pauses}` }, { validate: false });
      if (answer.status === 'saved') saved.push(answer.version.number);
      files.rename(`skill_${440 + pauses}.js`, `moved_${pauses}.js`);
    };
    await library.catchUp();
    assert.ok(pauses >= 2);
    assert.deepEqual(saved, [1, 2]);
    await library.catchUp();
    assert.deepEqual(
      store
        .present()
        .map(({ path }) => path)
        .sort(),
      Object.keys(files.texts),
    );
    assert.ok(store.present().every(({ latest, path }) => latest === (path === 'saved.js' ? 2 : 1)));
  });

  it('looks at all together where something is gone, so that what moved keeps its history', async () => {
    add(300);
    await library.catchUp();
    files.rename('skill_7.js', 'other.js');
    files.put('skill_8.js', '2');
    await library.catchUp();
    assert.deepEqual(
      store.named('other').map(({ latest, removedAt }) => [latest, removedAt]),
      [[1, undefined]],
    );
    assert.equal(store.at('skill_8.js')?.latest, 2);
    assert.deepEqual(store.removedSkills(), []);
  });

  it('takes away what somebody left half written, alone', async () => {
    let lists = 0;
    const list = files.list.bind(files);
    files.list = () => {
      lists++;
      return list();
    };
    add(2);
    await library.catchUp();
    files.hasHalfDone = true;
    await library.catchUp();
    assert.equal(lists, 3);
  });

  it('ends where a single look does, whatever happened before', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async all => {
        const world = new World(new MemoryVersionStore());
        for (const one of all) world.act(one);
        await world.library.catchUp();
        check(world);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any sequence of changes by several processes', () => {
  it('leaves versions without gaps, the right texts, and everything that was acknowledged', () => {
    fc.assert(
      fc.property(steps, all => {
        const world = new World(new MemoryVersionStore());
        for (const one of all) world.act(one);
        check(world);
      }),
      { numRuns: 400 },
    );
  });
});
