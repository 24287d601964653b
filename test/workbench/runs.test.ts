/** The history by mouse: what the command line ran is there, opens as it was, and can be compared, run again and deleted. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../host/main.ts';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

const login = `/**
 * Logs in.
 * @param {string} user - who
 * @param {string} key - what only they know
 * @secret key
 */
export default function login(user, key) {
  console.log('logging in', user, key);
  return { user };
}
`;

const runs: readonly (readonly [skill: string, inputs: string])[] = [
  ['pythagorean', '{"a": 3, "b": 4}'],
  ['pythagorean', '{"a": 5, "b": 12}'],
  ['pythagorean', '{"a": "three", "b": 4}'],
  ['slugify', '{"title": "Every run is kept"}'],
  ['login', '{"user": "ada", "key": "hunter2"}'],
];

describe('the history', () => {
  const test = useWindow({
    fixture: 'workbench',
    prepare: async () => {
      await writeFile(path.join(test.workspace, '.skills', 'login.js'), login);
      for (const [skill, inputs] of runs) {
        const args = [path.join(root, 'dist', 'cli.js'), 'run', skill, '--inputs', inputs];
        // A run that fails ends with another code than 0.
        await promisify(execFile)(process.execPath, args, { cwd: test.workspace }).catch(() => undefined);
      }
      return {};
    },
  });
  const runRow = (text: string | RegExp) =>
    test.window.page
      .locator('.part.sidebar .pane', { has: test.window.page.locator('[aria-label^="Runs"]') })
      .last()
      .locator('.monaco-list-row')
      .filter({ hasText: text });
  const menu = async (row: ReturnType<typeof runRow>, item: string) => {
    await row.click({ button: 'right' });
    // VS Code takes a click that comes at once for the end of the one that opened the menu.
    await test.window.page.waitForTimeout(400);
    await test.window.page.getByRole('menuitem', { name: item }).click();
  };

  it('knows how the skills ended before this window opened', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.treeRow(/pythagorean.*(InvalidInputsError|ago|just now)/).waitFor();
    await window.treeRow('pythagorean').first().click();
    await window.codeLens(/67 % of 3|66 % of 3/).waitFor();
  });

  it('lists every run, newest first', async () => {
    const { window } = test;
    await window.page.locator('.part.sidebar .pane-header[aria-label^="Runs"]').click();
    await runRow('slugify').waitFor();
    assert.equal(await runRow(/command line/).count(), runs.length);
    await window.pictures('history-runs');
  });

  it('opens one as it was, marked as a past run', async () => {
    const panel = new RunPanel(test.window);
    await runRow('pythagorean').nth(1).click();
    await panel.shown.filter({ hasText: /hypotenuse.*13/ }).waitFor();
    await panel.outcome.getByText(/Run of .* started by the command line/).waitFor();
    await test.window.resizePanel({ height: 300 });
    await test.window.pictures('history-past-run');
  });

  it('hides what was secret, and asks for it', async () => {
    const { window } = test;
    const panel = new RunPanel(window);
    await runRow('login').click();
    await panel.tab('Log').click();
    await panel.shown.filter({ hasText: 'logging in ada ‹secret›' }).waitFor();
    await menu(runRow('login'), 'Run Again');
    const key = panel.frame.locator('input[type=password]');
    await key.waitFor();
    assert.equal(await key.inputValue(), '');
    await key.fill('hunter2');
    await window.pictures('history-secret');
  });

  it('compares two', async () => {
    const { window } = test;
    await menu(runRow('pythagorean').nth(1), 'Select for Compare');
    // The menu learns of it a moment later.
    await window.page.waitForTimeout(500);
    await menu(runRow('pythagorean').nth(2), 'Compare with Selected');
    await window.tab('↔ pythagorean (').waitFor();
    await window.page.locator('.monaco-diff-editor').first().waitFor();
    await window.pictures('history-compare');
  });

  it('shows the last runs below a skill', async () => {
    const { window } = test;
    const row = window.treeRow(/^slugify/).first();
    await row.locator('.monaco-tl-twistie').click();
    await window
      .treeRow(/command line/)
      .first()
      .waitFor();
    await window.pictures('history-tree');
  });

  it('deletes a run after it has asked', async () => {
    const { window } = test;
    const count = await runRow('pythagorean').count();
    await menu(runRow('pythagorean').nth(0), 'Delete Runs');
    await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
    await runRow('pythagorean')
      .nth(count - 1)
      .waitFor({ state: 'detached' });
  });

  it('shows the metrics of all skills, and one from near', async () => {
    const { window } = test;
    await window.command('Skillsmith: Show Metrics');
    const page = window.page
      .frameLocator('iframe.webview.ready:visible:not([src*="purpose=webviewView"])')
      .frameLocator('#active-frame');
    const row = page.getByRole('row').filter({ hasText: 'slugify' });
    await row.click();
    await page.getByRole('heading', { name: 'slugify' }).waitFor();
    await page.locator('.chart .point').first().waitFor();
    await window.pictures('metrics');
  });
});
