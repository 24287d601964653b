import assert from 'node:assert/strict';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

describe('the main job by mouse', () => {
  const test = useWindow({ fixture: 'workbench' });

  it('shows the skills in a tree', async () => {
    await test.window.showView('Skill');
    await test.window.treeRow('pythagorean').waitFor();
    assert.deepEqual(await test.window.treeTexts(), [
      'geometry 2',
      '  pythagorean Hypotenuse of a right triangle.',
      '  square Square of a number.',
      'shop 3',
      '  checkout The price of an order, tax included.',
      '  price The price of one line of an order.',
      '  tax The tax rate of an article.',
      'text 1',
      '  slugify A title as it may stand in an address.',
      'greeting Needs nothing and runs at once.',
      'wait_long Waits until it is cancelled.',
    ]);
  });

  it('opens a skill, and Run skill above its code opens the form', async () => {
    const { window } = test;
    await window.treeRow('pythagorean').click();
    await window.tab('pythagorean.js').waitFor();
    await window.codeLens('Run skill').click();
    const panel = new RunPanel(window);
    await panel.field('a').fill('3');
    await panel.field('b').fill('4');
    await panel.runButton.click();
    await panel.shown.filter({ hasText: /hypotenuse.*5/ }).waitFor();
    await panel.outcome
      .getByText(/completed/)
      .first()
      .waitFor();
  });

  it('shows the outcome above the code and in the tree', async () => {
    await test.window.codeLens(/✓ [\d.]+ m?s, just now/).waitFor();
    await test.window.treeRow(/pythagorean✓/).waitFor();
  });

  it('shows the log with its source, and the calls with their times', async () => {
    const panel = new RunPanel(test.window);
    await panel.tab('Log').click();
    await panel.shown.filter({ hasText: 'legs { a: 3, b: 4 }' }).waitFor();
    await panel.shown.getByRole('button', { name: /pythagorean.*10/ }).waitFor();
    await panel.tab('Calls').click();
    await panel.shown.getByText('square').nth(1).waitFor();
    assert.equal(await panel.shown.getByRole('treeitem').count(), 3);
  });

  it('fills in a nested form and runs a skill that calls others', async () => {
    const { window } = test;
    const panel = new RunPanel(window);
    await window.treeRow(/^checkout/).click();
    await window.tab('checkout.js').waitFor();
    await window.codeLens('Run skill').click();
    await window.resizePanel({ height: 380 });
    await panel.addRow().click();
    await panel.field('items, item 1, name').fill('book');
    await panel.field('items, item 1, price').fill('40');
    await panel.field('items, item 1, count').fill('2');
    await window.pictures('run-form');
    await panel.runButton.click();
    await panel.tab('Result').click();
    await panel.shown.filter({ hasText: /total.*85\.6/ }).waitFor();
    await window.codeLens(/✓/).waitFor();
    await panel.tab('Calls').click();
    await panel.shown.getByRole('treeitem').filter({ hasText: 'tax' }).waitFor();
    await window.pictures('run-calls');
    await panel.tab('Log').click();
    await panel.shown.filter({ hasText: '1 items, discount: none' }).waitFor();
    await window.pictures('run-log');
    await window.setTheme('light');
    await window.picture('main-light');
    await panel.tab('Result').click();
    await window.setTheme('dark');
    await window.picture('main-dark');
  });

  it('runs a skill without inputs at once, from the tree', async () => {
    const { window } = test;
    await window.treeRow(/^greeting/).hover();
    await window
      .treeRow(/^greeting/)
      .getByRole('button', { name: /^Run Skill \(/ })
      .click();
    const panel = new RunPanel(window);
    await panel.tab('Result').click();
    await panel.shown.filter({ hasText: 'Hello Ada, Grace, Margaret' }).waitFor();
  });

  it('cancels a run that waits', async () => {
    const { window } = test;
    await window.treeRow(/^wait_long/).click();
    await window.tab('wait_long.js').waitFor();
    await window.codeLens('Run skill').click();
    const panel = new RunPanel(window);
    await panel.tab('Log').click();
    await panel.shown.filter({ hasText: 'waiting' }).waitFor();
    await window.statusBarItem('wait_long').waitFor();
    await window.pictures('run-running');
    await panel.cancelButton.click();
    await window.codeLens('✗ cancelled').waitFor();
    await window.treeRow(/wait_long✗ cancelled/).waitFor();
  });
});
