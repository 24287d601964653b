import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useWindow } from './window.ts';

const start = `/** Says how far. */
export default async function far(x, y) {

}
`;

describe('writing a call', () => {
  const test = useWindow({ fixture: 'workbench' });
  const file = () => path.join(test.workspace, '.skills', 'geometry', 'far.js');
  const widget = () => test.window.page.locator('.suggest-widget.visible');
  const focused = () => widget().locator('.monaco-list-row.focused');

  /** What is in the file once it is saved; typing goes on behind it. */
  async function saved(expected: string): Promise<void> {
    await test.window.page.keyboard.press('ControlOrMeta+S');
    const end = Date.now() + 8_000;
    let text = await readFile(file(), 'utf8');
    while (text !== expected && Date.now() < end) {
      await test.window.page.waitForTimeout(100);
      text = await readFile(file(), 'utf8');
    }
    assert.equal(text, expected);
  }

  /** Writes over the selected placeholder and goes to the next; a list that has opened is closed first. */
  async function fillIn(text: string): Promise<void> {
    const { page } = test.window;
    await page.keyboard.type(text);
    await page.waitForTimeout(800);
    if (await widget().isVisible()) await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
  }

  before(async () => {
    const { window } = test;
    await mkdir(path.dirname(file()), { recursive: true });
    await writeFile(file(), start);
    await window.showView('Skill');
    await window.treeRow(/^far/).click();
    await window.tab('far.js').waitFor();
    await window.codeLens('Run skill').waitFor();
    await window.page.keyboard.press('ControlOrMeta+G');
    await window.quickInput.locator('input').first().fill(':3');
    await window.page.keyboard.press('Enter');
  });

  it('offers the skills of the folder at the quote', async () => {
    const { window } = test;
    await window.page.keyboard.type("  const r = callSkill('");
    await focused().filter({ hasText: 'pythagorean' }).waitFor();
    const rows = await widget().locator('.monaco-list-row .label-name').allInnerTexts();
    assert.deepEqual(rows.slice(0, 2), ['pythagorean', 'square']);
    assert.equal(new Set(rows).size, rows.length, rows.join());
    assert.ok(rows.includes('checkout'));
    await window.page.keyboard.press('ControlOrMeta+Space');
    await window.page.locator('.suggest-details:visible').filter({ hasText: 'Hypotenuse' }).waitFor();
    await window.pictures('typing-names');
  });

  it('inserts the call that the keyboard picks', async () => {
    const { window } = test;
    await window.page.keyboard.type('py');
    await focused().filter({ hasText: 'pythagorean' }).waitFor();
    await window.page.keyboard.press('Enter');
    await widget().waitFor({ state: 'hidden' });
    await window.page.locator('.parameter-hints-widget.visible').filter({ hasText: 'first leg' }).waitFor();
    await window.picture('typing-call-dark');
    await fillIn('x');
    await fillIn('y');
    await window.page.keyboard.type(';');
    await saved(start.replace('\n\n', "\n  const r = await callSkill('pythagorean', { a: x, b: y });\n"));
  });

  it('shows the type of the result behind the variable', async () => {
    const hint = test.window.page
      .locator('.view-line')
      .filter({ hasText: 'const r: { hypotenuse: number }' });
    await hint.waitFor();
  });

  it('tells of the skill under the mouse, and opens it from there', async () => {
    const { window } = test;
    const name = window.page
      .locator('.view-line span')
      .filter({ hasText: /^'?pythagorean'?$/ })
      .last();
    await name.hover();
    const hover = window.page.locator('.monaco-hover:visible').filter({ hasText: 'Hypotenuse' });
    await hover.waitFor();
    await window.page.screenshot({ path: path.join('.test-output', 'pictures', 'typing-hover.png') });
    await hover.getByRole('link', { name: 'Open' }).click();
    await window.tab('pythagorean.js').waitFor();
  });
});
