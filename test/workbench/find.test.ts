/** Find Skill… in the window: it searches while one types, and leads to the skill. */

import assert from 'node:assert/strict';
import { useWindow } from './window.ts';

describe('finding a skill', () => {
  const test = useWindow({ fixture: 'graph' });
  const rows = () => test.window.quickInput.getByRole('option');

  it('searches while one types, ranked by where the words stand', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.treeRow('hello').waitFor();
    await window.command('Skillsmith: Find Skill…');
    await window.quickInput.locator('input').first().fill('discont');
    await rows().first().filter({ hasText: 'discount' }).waitFor();
    await window.pictures('find-skill');
  });

  it('says when nothing is found', async () => {
    const { window } = test;
    await window.quickInput.locator('input').first().fill('zzzz');
    await rows().filter({ hasText: 'No skill is found for “zzzz”' }).waitFor();
  });

  it('opens what was found', async () => {
    const { window } = test;
    await window.quickInput.locator('input').first().fill('#ops fails');
    await rows().first().filter({ hasText: 'fragile' }).waitFor();
    await window.page.keyboard.press('Enter');
    await window.tab('fragile.js').waitFor();
    assert.equal(await window.quickInput.count(), 0);
  });
});
