/** Saving, restoring and removing in memory: the behaviour that people and agents rely on. */

import assert from 'node:assert/strict';
import { MemorySkillFiles } from '../fakes/skill-files.ts';
import { MemoryVersionStore } from '../fakes/version-store.ts';
import { libraryOver } from './library.ts';

const skill = (body: string) => `export default () => ${body};\n`;

describe('skill library', () => {
  let files = new MemorySkillFiles();
  let store = new MemoryVersionStore();
  let time = 1_000_000;
  const library = () => libraryOver(files, store, () => time);
  const numbers = (name: string) =>
    library()
      .history(name)
      .map(({ number }) => number);
  const save = (name: string, body: string, expectedVersion?: number) =>
    library().save({ name, text: skill(body) }, expectedVersion === undefined ? {} : { expectedVersion });

  beforeEach(() => {
    files = new MemorySkillFiles();
    store = new MemoryVersionStore();
    time = 1_000_000;
  });

  it('makes a version of each save, and none of the same text', () => {
    const answers = ['1', '2', '2'].map(body => save('add', body));
    assert.deepEqual(
      answers.map(answer => answer.status === 'saved' && [answer.version.number, answer.isNew]),
      [
        [1, true],
        [2, true],
        [2, false],
      ],
    );
    assert.deepEqual(files.texts, { 'add.js': skill('2') });
  });

  it('gives back what was saved last, and each version', () => {
    save('add', '1');
    save('add', '2');
    assert.equal(library().get('ADD')?.text, skill('2'));
    assert.equal(library().getVersion('add', 1)?.text, skill('1'));
    assert.equal(library().getVersion('add', 3), undefined);
    assert.equal(library().get('nobody'), undefined);
  });

  it('lists the newest first, 10 after 9', () => {
    for (let i = 1; i <= 11; i++) save('add', String(i));
    assert.deepEqual(numbers('add'), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('keeps the order of versions when the clock jumps backwards', () => {
    save('add', '1');
    time = 5;
    save('add', '2');
    assert.deepEqual(
      library()
        .history('add')
        .map(({ number, savedAt }) => [number, savedAt]),
      [
        [2, 5],
        [1, 1_000_000],
      ],
    );
  });

  it('counts what a version has changed', () => {
    library().save({ name: 'add', text: 'let a = 1;\nlet b = 2;\n' });
    library().save({ name: 'add', text: 'let a = 1;\nlet b = 3;\nlet c = 4;\n' });
    assert.deepEqual(
      library()
        .history('add')
        .map(({ added, removed }) => [added, removed]),
      [
        [2, 1],
        [2, 0],
      ],
    );
  });

  for (const [title, prepare, expected, actual] of [
    ['an old version', () => save('add', '2'), 1, 2],
    ['a version that there never was', () => undefined, 7, 1],
    ['no skill at all', () => undefined, 0, 1],
    ['what another program has changed since', () => files.put('add.js', skill('9')), 1, 2],
    ['what was removed since', () => files.put('add.js', undefined), 1, 0],
  ] as const) {
    it(`refuses to save over ${title}, and says both numbers`, () => {
      save('add', '1');
      prepare();
      const before = files.texts;
      const answer = save('add', '5', expected);
      assert.deepEqual(answer.status === 'conflict' && [answer.expected, answer.actual], [expected, actual]);
      assert.deepEqual(files.texts, before);
      assert.equal(
        library()
          .history('add')
          .some(({ hash }) => hash === skill('5')),
        false,
      );
    });
  }

  it('saves over the version that was expected', () => {
    save('add', '1', 0);
    assert.equal(save('add', '2', 1).status, 'saved');
  });

  it('makes a version of what another program wrote before it saves over it', () => {
    save('add', '1');
    files.put('add.js', skill('2'));
    save('add', '3');
    assert.deepEqual(
      library()
        .history('add')
        .map(({ number, origin }) => [number, origin]),
      [
        [3, 'agent'],
        [2, 'disk'],
        [1, 'agent'],
      ],
    );
  });

  for (const [title, text, code] of [
    ['does not parse', 'export default (', 'skill/syntax'],
    ['calls nobody', "export default () => callSkill('nobody')", 'skill/unknown-skill'],
    ['has a name that is taken', skill('1'), 'skill/duplicate-name'],
    ['closes a circle', "export default () => callSkill('one')", 'skill/call-cycle'],
  ] as const) {
    it(`refuses what ${title}, unless it is told not to look`, () => {
      files.put('one.js', "export default () => callSkill('two')");
      files.put('two.js', skill('2'));
      const path =
        code === 'skill/duplicate-name' ? 'other/two.js' : code === 'skill/call-cycle' ? 'two.js' : 'new.js';
      const before = files.texts;
      const answer = library().save({ path, text });
      assert.deepEqual(answer.status === 'invalid' && answer.problems.map(problem => problem.code), [code]);
      assert.deepEqual(files.texts, before);
      assert.equal(library().save({ path, text }, { validate: false }).status, 'saved');
    });
  }

  for (const path of [
    '../out.js',
    '/etc/out.js',
    'C:\\out.js',
    'a\\..\\..\\out.js',
    './out.js',
    '.git/out.js',
    'a/.hidden/out.js',
    'node_modules/out.js',
    'out.txt',
    'a b.js',
    'con.js',
    'a/nul/out.js',
    'a/b./out.js',
    'a:b/out.js',
    'a//out.js',
    '',
  ]) {
    it(`refuses the path ${JSON.stringify(path)}`, () => {
      assert.equal(library().save({ path, text: skill('1') }).status, 'refused');
      assert.deepEqual(files.texts, {});
    });
  }

  it('takes a path as Windows writes it', () => {
    assert.equal(library().save({ path: 'a\\b\\add.js', text: skill('1') }).status, 'saved');
    assert.deepEqual(files.texts, { 'a/b/add.js': skill('1') });
  });

  it('leaves a file alone whose text cannot be had', () => {
    files.put('add.js', { path: 'add.js', code: 'skill/not-utf8', message: 'The file is not UTF-8 text.' });
    const answer = save('add', '1');
    assert.equal(answer.status === 'refused' && answer.message, 'The file is not UTF-8 text.');
  });

  it('says so when the disk is full, and keeps what was there', () => {
    save('add', '1');
    files.failure = 'The disk is full.';
    assert.deepEqual(save('add', '2'), { status: 'refused', path: 'add.js', message: 'The disk is full.' });
    assert.deepEqual([files.texts, numbers('add')], [{ 'add.js': skill('1') }, [1]]);
  });

  it('gives the file back what it had when the version cannot be kept', () => {
    save('add', '1');
    store.failure = new Error('The disk is full.');
    assert.throws(
      () =>
        library().batchSave([
          { name: 'add', text: skill('2') },
          { name: 'new', text: skill('3') },
        ]),
      store.failure,
    );
    assert.throws(() => library().remove('add'), store.failure);
    store.failure = undefined;
    assert.deepEqual([files.texts, numbers('add')], [{ 'add.js': skill('1') }, [1]]);
  });

  it('restores as a new version', () => {
    save('add', '1');
    save('add', '2');
    const answer = library().restore('add', 1);
    assert.deepEqual(answer.status === 'saved' && [answer.version.number, answer.version.origin], [
      3,
      'restore',
    ]);
    assert.deepEqual([files.texts, numbers('add')], [{ 'add.js': skill('1') }, [3, 2, 1]]);
  });

  it('restores what does not parse only knowingly', () => {
    library().save({ name: 'add', text: 'export default (' }, { validate: false });
    save('add', '2');
    assert.equal(library().restore('add', 1).status, 'invalid');
    assert.equal(library().restore('add', 1, { validate: false }).status, 'saved');
    assert.equal(library().restore('add', 9).status, 'refused');
  });

  it('removes, keeps the history, and brings it back', () => {
    save('add', '1');
    save('add', '2');
    assert.equal(library().remove('add', { expectedVersion: 1 }).status, 'conflict');
    assert.equal(library().remove('add').status, 'removed');
    assert.deepEqual([files.texts, library().get('add'), numbers('add')], [{}, undefined, [2, 1]]);
    assert.deepEqual(
      library()
        .removed()
        .map(({ name }) => name),
      ['add'],
    );
    assert.equal(library().restore('add', 1).status, 'saved');
    assert.deepEqual([files.texts, numbers('add')], [{ 'add.js': skill('1') }, [3, 2, 1]]);
    assert.deepEqual(library().removed(), []);
  });

  it('makes a version of what is removed first', () => {
    files.put('add.js', skill('unseen'));
    library().remove('add');
    assert.equal(library().getVersion('add', 1)?.text, skill('unseen'));
    assert.equal(library().remove('add').status, 'refused');
  });

  it('brings a removed skill back to another place when its own is taken', () => {
    save('add', '1');
    const { id } = library().find('add') ?? { id: 0 };
    library().remove('add');
    library().save({ path: 'math/add.js', text: skill('8') });
    assert.equal(library().restore({ id }, 1).status, 'refused');
    assert.equal(library().restore({ id }, 1, { path: 'add_2.js' }).status, 'saved');
    assert.deepEqual(Object.keys(files.texts), ['add_2.js', 'math/add.js']);
    assert.equal(library().find('add_2')?.id, id);
  });

  it('labels a version, and takes the label away', () => {
    save('add', '1');
    assert.equal(library().label('add', 1, ' good '), true);
    assert.equal(library().history('add')[0]?.label, 'good');
    library().label('add', 1, ' ');
    assert.equal(library().history('add')[0]?.label, undefined);
    assert.equal(library().label('add', 2, 'x'), false);
  });

  it('saves many, which may call one another, and says of each why not', () => {
    const answers = library().batchSave([
      { name: 'a', text: "export default () => callSkill('b')" },
      { name: 'b', text: skill('1') },
      { name: 'c', text: 'export default (' },
      { name: 'd', text: "export default () => callSkill('c')" },
      { name: 'e', text: "export default () => callSkill('d')" },
      { name: 'b', text: skill('2') },
      { path: '../f.js', text: skill('1') },
      { name: 'g', text: skill('1'), expectedVersion: 3 },
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['saved', 'saved', 'invalid', 'invalid', 'invalid', 'refused', 'refused', 'conflict'],
    );
    assert.deepEqual(Object.keys(files.texts), ['a.js', 'b.js']);
  });

  it('reads nothing but the skill to get it', () => {
    for (const name of ['a', 'b', 'c']) save(name, '1');
    files.reads.length = 0;
    library().get('b');
    assert.deepEqual(files.reads, ['b.js']);
  });
});
