import assert from 'node:assert/strict';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

describe('the main job by keyboard alone', () => {
  const test = useWindow({ fixture: 'workbench' });

  it('opens a skill by name and runs it with the inputs that are typed', async () => {
    const { window } = test;
    const { keyboard } = window.page;
    await keyboard.press('ControlOrMeta+P');
    await keyboard.type('pythagorean');
    await window.quickInput.getByRole('option').filter({ hasText: 'pythagorean.js' }).first().waitFor();
    await keyboard.press('Enter');
    await window.codeLens('Run skill').waitFor();
    await keyboard.press('Control+Alt+Enter');
    const panel = new RunPanel(window);
    await panel.focused.waitFor();
    await keyboard.type('6');
    await keyboard.press('Tab');
    await keyboard.type('8');
    await keyboard.press('Enter');
    await panel.shown.filter({ hasText: /hypotenuse.*10/ }).waitFor();
  });

  it('leads on from the fields to the result, and through the tabs by arrow keys', async () => {
    const { window } = test;
    const { keyboard } = window.page;
    const panel = new RunPanel(window);
    for (let presses = 0; presses < 12; presses++) {
      if ((await panel.focused.getAttribute('role')) === 'tab') break;
      await keyboard.press('Tab');
    }
    assert.equal(await panel.focused.getAttribute('role'), 'tab');
    await keyboard.press('ArrowRight');
    await panel.shown.filter({ hasText: 'legs { a: 6, b: 8 }' }).waitFor();
    await keyboard.press('ArrowRight');
    await panel.shown.getByRole('treeitem').filter({ hasText: 'square' }).first().waitFor();
  });

  it('runs again with the last inputs, from the palette', async () => {
    const { window } = test;
    const panel = new RunPanel(window);
    await window.command('View: Focus Active Editor Group').catch(() => undefined);
    await window.command('Skillsmith: Run Skill');
    await panel.focused.waitFor();
    assert.equal(await panel.field('a').inputValue(), '6');
  });
});
