/** Presets: where they are kept, and which of two places counts. */

import assert from 'node:assert/strict';
import { type Preset, SkillPresets } from '../../src/library/preset.ts';
import { FakePresetStore } from '../fakes/preset-store.ts';

describe('presets of a skill', () => {
  let folder: FakePresetStore;
  let spare: FakePresetStore;
  let isThere: boolean;
  let errors: unknown[];
  let presets: SkillPresets;

  beforeEach(() => {
    folder = new FakePresetStore();
    spare = new FakePresetStore();
    isThere = true;
    errors = [];
    presets = new SkillPresets({
      store: () => (isThere ? folder : undefined),
      spare,
      onError: error => void errors.push(error),
    });
  });

  const preset = (name: string, a = 1): Preset => ({ name, inputs: { a } });
  const shown = (skill = 'add') => presets.of(skill).map(({ name, inputs }) => `${name} ${inputs.a}`);

  it('are kept in the folder, replaced by name, and sorted', async () => {
    for (const one of [preset('two'), preset('one'), preset('two', 2)])
      assert.deepEqual(await presets.save('add', one), { place: 'folder' });
    assert.deepEqual([shown(), shown('ADD'), shown('other')], [['one 1', 'two 2'], ['one 1', 'two 2'], []]);
    assert.deepEqual([...spare.skills()], []);
    await presets.remove('add', 'one');
    assert.deepEqual(shown(), ['two 2']);
  });

  it('are kept elsewhere as long as there is no folder, and taken in when there is', async () => {
    isThere = false;
    assert.deepEqual(await presets.save('add', preset('one')), { place: 'spare', reason: undefined });
    await presets.takeIn();
    assert.deepEqual([shown(), presets.hasFolder], [['one 1'], false]);
    isThere = true;
    assert.deepEqual([shown(), presets.hasFolder], [['one 1'], true]);
    await presets.takeIn();
    assert.deepEqual([folder.presets('add').length, [...spare.skills()], shown()], [1, [], ['one 1']]);
  });

  it('are kept elsewhere when the folder refuses, with the reason, and are newer than what it has', async () => {
    await presets.save('add', preset('one'));
    await presets.save('add', preset('two'));
    folder.failure = new Error('full');
    assert.deepEqual(await presets.save('add', preset('one', 9)), { place: 'spare', reason: folder.failure });
    assert.deepEqual([shown(), errors], [['one 9'], [folder.failure]]);
    await presets.takeIn();
    assert.deepEqual([...spare.skills()], ['add']);
    folder.failure = undefined;
    assert.deepEqual(shown(), ['one 9', 'two 1']);
    await presets.takeIn();
    assert.deepEqual(
      [folder.presets('add').map(({ inputs }) => inputs.a), [...spare.skills()]],
      [[9, 1], []],
    );
  });

  it('stay with a skill that gets another name, apart from those that the name had before', async () => {
    await presets.save('add', preset('one'));
    await presets.save('sum', preset('old'));
    await presets.rename('Add', 'sum');
    assert.deepEqual([shown('sum'), shown('add')], [['one 1'], ['old 1']]);
    await presets.rename('sum', 'add');
    assert.deepEqual([shown('sum'), shown('add')], [['old 1'], ['one 1']]);
  });
});
