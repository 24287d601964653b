import assert from 'node:assert/strict';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

describe('the run panel at 300 pixels', () => {
  const test = useWindow({
    fixture: 'workbench',
    theme: 'light',
    size: { width: 900, height: 900 },
    settings: { 'workbench.panel.defaultLocation': 'right' },
  });

  it('puts form and outcome below one another, and nothing is cut off', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.treeRow(/pythagorean/).click();
    await window.tab('pythagorean.js').waitFor();
    await window.codeLens('Run skill').click();
    const panel = new RunPanel(window);
    await panel.field('a').fill('3');
    await panel.field('b').fill('4');
    await window.resizePanel({ width: 300 });
    await panel.runButton.click();
    await panel.shown.filter({ hasText: /hypotenuse.*5/ }).waitFor();
    await window.picture('narrow');
    const inputs = await panel.frame.getByRole('region', { name: 'Inputs' }).boundingBox();
    const outcome = await panel.outcome.boundingBox();
    assert.ok(
      inputs && outcome && outcome.y >= inputs.y + inputs.height - 1,
      'the outcome stands below the form',
    );
    assert.deepEqual(await panel.cutOff(), []);
  });

  it('shows log and calls at this width', async () => {
    const { window } = test;
    const panel = new RunPanel(window);
    await panel.tab('Log').click();
    await panel.shown.filter({ hasText: 'legs' }).waitFor();
    await window.picture('narrow-log');
    assert.deepEqual(await panel.cutOff(), []);
    await panel.tab('Calls').click();
    await panel.shown.getByText('square').first().waitFor();
    await window.picture('narrow-calls');
    assert.deepEqual(await panel.cutOff(), []);
  });
});
