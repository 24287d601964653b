import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useWindow } from './window.ts';

describe('renaming a skill', () => {
  const test = useWindow({
    fixture: 'workbench',
    theme: 'light',
    // Wide enough for the side bar, the editor and what is peeked at in it.
    size: { width: 1400, height: 900 },
    // It copies files that are saved, and complains when they are renamed at once.
    settings: { 'workbench.localHistory.enabled': false },
  });
  const place = (name: string) => path.join(test.workspace, '.skills', name);

  /** Until it is so; rejects after a minute. */
  async function until(check: () => Promise<boolean> | boolean): Promise<void> {
    const end = Date.now() + 60_000;
    while (!(await check())) {
      assert.ok(Date.now() < end, `It has not come to this within a minute: ${check}`);
      await test.window.page.waitForTimeout(50);
    }
  }

  /** What is on the screen of the editor, spaces as in the file. */
  const editorText = async () =>
    (await test.window.page.locator('.editor-instance .view-lines').first().innerText()).replaceAll(
      '\u00a0',
      ' ',
    );

  /** Whether all names the skill so, on the disk. */
  async function isNamed(name: string, other: string): Promise<boolean> {
    if (!existsSync(place(`shop/${name}.js`)) || existsSync(place(`shop/${other}.js`))) return false;
    const own = await readFile(place(`shop/${name}.js`), 'utf8');
    const price = await readFile(place('shop/price.js'), 'utf8');
    return own.includes(`function ${name}(`) && price.includes(`callSkill('${name}',`);
  }

  /** VS Code may ask before it undoes what changed several files; this text is then in the editor again. */
  async function undo(text: string): Promise<void> {
    const { page } = test.window;
    await page.keyboard.press('ControlOrMeta+Z');
    const answer = test.window.dialog().getByRole('button', { name: /^Undo in \d+ Files$/ });
    const undone = page.locator('.editor-instance .view-line').filter({ hasText: text });
    await answer.or(undone).first().waitFor();
    if (await answer.isVisible()) await answer.click();
    await undone.first().waitFor();
  }

  it('begins with F2 on a call, and changes the file and its callers', async () => {
    const { window } = test;
    const { page } = window;
    await writeFile(place('dispatch.js'), 'export default (a, b) => [callSkill(a), callSkill(b)];\n');
    await window.showView('Skill');
    await window.treeRow('dispatch').waitFor();
    await window.treeRow(/^price/).click();
    await window.tab('price.js').waitFor();
    await window.codeLens('Run skill').waitFor();
    await page
      .locator('.view-line')
      .filter({ hasText: 'callSkill(' })
      .getByText('tax', { exact: true })
      .click();
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.waitFor();
    assert.equal(await box.inputValue(), 'tax');
    await window.picture('rename-box');
    await box.fill('levy');
    await page.keyboard.press('Enter');
    await until(async () => (await editorText()).includes("callSkill('levy', "));
    await window.treeRow(/^levy/).waitFor();
    await until(() => isNamed('levy', 'tax'));
  });

  it('says which calls it cannot see, and shows them', async () => {
    const { window } = test;
    // A window that is driven by tests shows no toasts.
    await window.command('Notifications: Show Notifications');
    const notices = window.page.locator('.notifications-center');
    await notices.getByText(/"tax" is now "levy"\. 2 calls have names that only a run knows/).waitFor();
    await notices.getByRole('button', { name: 'Show Calls' }).click();
    await window.page.locator('.reference-zone-widget').getByText('callSkill(a)').first().waitFor();
    await window.picture('rename-unseen');
    await window.page.keyboard.press('Escape');
    await window.page.locator('.reference-zone-widget').waitFor({ state: 'detached' });
  });

  it('is undone in one step', async () => {
    const { window } = test;
    await window.tab('price.js').click();
    await window.page.locator('.view-line').filter({ hasText: 'callSkill(' }).click();
    await undo("callSkill('tax', ");
    await until(() => existsSync(place('shop/tax.js')) && !existsSync(place('shop/levy.js')));
    await window.treeRow(/^tax/).waitFor();
    assert.match(await readFile(place('shop/tax.js'), 'utf8'), /function (tax|levy)\(/);
  });

  it('also begins with F2 in the view', async () => {
    const { window } = test;
    await window.command('File: Save All Files');
    await until(() => isNamed('tax', 'levy'));
    await window.treeRow(/^tax/).click();
    await window.tab('tax.js').waitFor();
    await window.treeRow(/^tax/).click();
    await window.page.keyboard.press('F2');
    const input = window.quickInput.locator('input').first();
    await input.waitFor();
    await input.fill('price');
    await window.quickInput.getByText(/"price" exists already, in shop\/price.js/).waitFor();
    await input.fill('duty');
    await window.page.keyboard.press('Enter');
    await until(() => isNamed('duty', 'tax'));
    await window.treeRow(/^duty/).waitFor();
  });

  it('also begins in the explorer', async () => {
    const { window } = test;
    await window.showView('Explorer');
    await window.treeRow(/^duty\.js/).click();
    await window.page.keyboard.press('F2');
    const input = window.page.locator(
      '.explorer-viewlet input[type="text"], .part.sidebar .monaco-inputbox input',
    );
    await input.first().fill('excise.js');
    await window.page.keyboard.press('Enter');
    const answer = window.dialog().getByRole('button', { name: 'OK' });
    await answer.waitFor();
    await window.picture('rename-explorer');
    await answer.click();
    await until(() => isNamed('excise', 'duty'));
  });
});
