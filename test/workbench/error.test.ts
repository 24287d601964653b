import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

describe('a run that fails, in high contrast', () => {
  const test = useWindow({ fixture: 'workbench', theme: 'high-contrast' });

  it('shows the message, the chain and the place', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.treeRow(/checkout/).click();
    await window.tab('checkout.js').waitFor();
    await window.codeLens('Run skill').click();
    const panel = new RunPanel(window);
    await panel.addRow().click();
    await panel.field('items, item 1, name').fill('hammer');
    await panel.field('items, item 1, price').fill('12');
    await panel.field('items, item 1, count').fill('1');
    await panel.runButton.click();
    await panel.shown.filter({ hasText: /TypeError/ }).waitFor();
    await panel.shown.filter({ hasText: /checkout.*price.*tax/ }).waitFor();
    await window.picture('error-high-contrast');
  });

  it('leads to the line, which is marked', async () => {
    const { window } = test;
    await new RunPanel(window).shown
      .getByRole('button', { name: /tax\.js:9/ })
      .first()
      .click();
    await window.tab('tax.js').waitFor();
    await window.page.locator('.squiggly-error').first().waitFor();
    await window.picture('error-line-high-contrast');
  });

  it('is seen in the tree and above the code', async () => {
    const { window } = test;
    await window.treeRow(/checkout✗ TypeError/).waitFor();
    await window.treeRow(/checkout/).click();
    await window.codeLens(/✗ TypeError/).waitFor();
  });

  it('says what is wrong with inputs before anything runs', async () => {
    const { window } = test;
    await window.codeLens('Run with inputs…').click();
    const panel = new RunPanel(window);
    await panel.field('items, item 1, price').fill('twelve');
    await panel.frame.getByText('expected number').first().waitFor();
    await window.picture('invalid-high-contrast');
  });
});
