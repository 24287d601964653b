import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

describe('debugging by mouse and keyboard', () => {
  const test = useWindow({ fixture: 'workbench', size: { width: 1440, height: 900 } });

  /** The rows of the Call Stack view. */
  const frames = (): Locator => test.window.page.locator('.debug-call-stack .monaco-list-row');
  /** The line that the run stands at. */
  const stoppedLine = (): Locator =>
    test.window.page.locator('.editor-instance .debug-top-stack-frame-line').first();

  async function frameTexts(): Promise<readonly string[]> {
    const texts = await frames().allInnerTexts();
    return texts.map(text => text.replace(/\s+/g, ' ').trim());
  }

  async function waitForFrame(text: RegExp): Promise<void> {
    await frames().filter({ hasText: text }).first().waitFor();
    await stoppedLine().waitFor();
  }

  it('sets a breakpoint with a click beside the line', async () => {
    const { window } = test;
    await window.openFile('pythagorean.js');
    const number = window.page.locator('.editor-instance .line-numbers').filter({ hasText: /^11$/ });
    const box = await number.boundingBox();
    assert.ok(box);
    await window.page.mouse.click(box.x - 12, box.y + box.height / 2);
    await window.page.locator('.codicon-debug-breakpoint').first().waitFor();
  });

  it('asks for the inputs on F5, and stops at the breakpoint', async () => {
    const { window } = test;
    await window.codeLens('Debug').waitFor();
    await window.page.keyboard.press('F5');
    const panel = new RunPanel(window);
    await panel.field('a').fill('3');
    await panel.field('b').fill('4');
    await panel.frame.locator('.debug-button').click();
    await waitForFrame(/pythagorean/);
    await window.pictures('debug-stopped');
  });

  it('steps into a called skill', async () => {
    const { window } = test;
    await window.page.keyboard.press('F11');
    await window.tab('square.js').waitFor();
    await waitForFrame(/square/);
    // The frames below the first one come a moment later.
    await frames()
      .filter({ hasText: /pythagorean/ })
      .waitFor();
    assert.match((await frameTexts()).join('\n'), /^square[\s\S]*pythagorean/);
    // Values stand beside the lines.
    await window.page
      .locator('.view-line')
      .filter({ hasText: /x\s=\s3/ })
      .first()
      .waitFor();
    await window.pictures('debug-callee');
  });

  it('shows the value under the pointer', async () => {
    const { window } = test;
    const word = window.page.locator('.view-line span').filter({ hasText: /^x$/ }).last();
    await word.hover();
    await window.page.locator('.debug-hover-widget').filter({ hasText: '3' }).waitFor();
    await window.page.screenshot({ path: '.test-output/pictures/debug-hover.png' });
  });

  it('steps back into the caller', async () => {
    const { window } = test;
    await window.page.locator('.debug-toolbar [aria-label^="Step Back"]').click();
    await waitForFrame(/pythagorean/);
    await window.tab('pythagorean.js').waitFor();
    await window.pictures('debug-back');
  });

  it('continues to the end, with log and outcome in the console', async () => {
    const { window } = test;
    await window.page.keyboard.press('F5');
    await window.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await window.page.keyboard.press('ControlOrMeta+Shift+Y');
    const console = window.page.locator('.repl');
    await console.filter({ hasText: 'pythagorean completed in' }).waitFor();
    await window.pictures('debug-console');
  });
});
