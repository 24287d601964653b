import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useWindow } from './window.ts';

const rows = [
  'a,b',
  ...Array.from({ length: 200 }, (_, n) => (n === 40 ? 'forty,4' : `${3 * (n + 1)},${4 * (n + 1)}`)),
].join('\n');

describe('a batch in the window', () => {
  const test = useWindow({ fixture: 'workbench', size: { width: 1280, height: 800 } });

  it('reads rows from a file, shows what does not fit, runs the others, and shows what came of them', async () => {
    const { window, workspace } = test;
    window.page.setDefaultTimeout(40_000);
    await writeFile(path.join(workspace, 'legs.csv'), rows);
    await window.showView('Skill');
    await window.treeRow(/pythagorean/).click();
    await window.codeLens('Run skill').waitFor();
    await window.command('Skillsmith: Run Batch…');
    const page = window.webview();
    await page.getByText(/once for each row/).waitFor();
    await window.pictures('batch-empty');
    await page.locator('vscode-button', { hasText: 'Choose File…' }).click();
    await window.chooseFile(path.join(workspace, 'legs.csv'));
    await page.getByText('legs.csv').waitFor();
    await page.getByRole('button', { name: 'Next invalid' }).click();
    await page.getByText('a: expected number, got "forty"').waitFor();
    await window.pictures('batch-rows');
    await page.getByRole('button', { name: 'Run 199 Rows' }).click();
    await page
      .getByText(/^199 completed in/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.locator('.heading-state').click();
    await page.locator('.batch-row').nth(1).click();
    await page.getByRole('region', { name: /^Row/ }).getByText('hypotenuse').waitFor();
    await window.pictures('batch');
    assert.equal(await page.locator('.chip', { hasText: 'invalid' }).innerText(), 'invalid\n1');
  });

  it('is there again after the window was loaded anew', async () => {
    const { window } = test;
    await window.page.reload();
    const page = window.webview();
    await page.getByText('legs.csv').waitFor({ timeout: 90_000 });
    await page.locator('.chip', { hasText: 'completed' }).getByText('199').waitFor();
  });
});
