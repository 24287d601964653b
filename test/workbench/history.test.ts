import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useWindow } from './window.ts';

const rate = (lines: readonly string[]) =>
  [
    '/** The rate of the tax in a country. */',
    'export default function rate(country) {',
    ...lines,
    '}',
    '',
  ].join('\n');
const texts = [
  rate(["  return country === 'CH' ? 0.077 : 0.19;"]),
  rate(["  if (country === 'CH') return 0.081;", '  return 0.19;']),
  rate(["  if (country === 'CH') return 0.081;", "  if (country === 'AT') return 0.2;", '  return 0.19;']),
];

describe('the history of a skill', () => {
  // In a browser, VS Code saves by itself unless it is told not to.
  const test = useWindow({ fixture: 'workbench', settings: { 'files.autoSave': 'off' } });
  const place = (name: string) => path.join(test.workspace, '.skills', name);
  const option = (text: string | RegExp) =>
    test.window.quickInput.getByRole('option').filter({ hasText: text });
  /** Waits until the file on disk does. */
  const says = async (name: string, text: RegExp) => {
    while (!text.test(await readFile(place(name), 'utf8'))) await test.window.page.waitForTimeout(200);
  };
  const type = async (text: string) => {
    await test.window.page.locator('.editor-instance .view-lines').first().click();
    await test.window.page.keyboard.press('ControlOrMeta+End');
    await test.window.page.keyboard.type(text);
  };

  it('lists the versions, newest first', async () => {
    const { window } = test;
    window.page.setDefaultTimeout(30_000);
    await window.showView('Skill');
    for (const text of texts) {
      await writeFile(place('rate.js'), text);
      await window.treeRow(/^rateThe/).waitFor();
      await window.page.waitForTimeout(1_500);
    }
    await window.treeRow(/^rateThe/).click();
    await window.tab('rate.js').waitFor();
    await type('// Rates of 2025\n');
    await window.page.keyboard.press('ControlOrMeta+S');
    await window.command('Skillsmith: Show History');
    await option(/Version 4.*saved in the editor.*\+1/).waitFor();
    await option(/Version 3.*by another program.*\+1/).waitFor();
    await option(/Version 2.*\+2 −1/).waitFor();
    await option('Version 1').waitFor();
    await window.pictures('history');
  });

  it('compares one with the one before', async () => {
    const { window } = test;
    await option('Version 2').click();
    await option('Compare with Version 1').waitFor();
    await window.pictures('history-actions');
    await window.page.keyboard.press('Enter');
    await window.tab('rate: version 1 ↔ version 2').waitFor();
    await window.page.locator('.codicon-diff-insert').first().waitFor();
    await window.pictures('history-diff');
  });

  it('shows the label that a version was given', async () => {
    const { window } = test;
    await window.tab('rate.js').click();
    await window.command('Skillsmith: Show History');
    await option('Version 3').click();
    await option('Label…').click();
    await window.quickInput.locator('input').first().fill('with Austria');
    await window.page.keyboard.press('Enter');
    await option(/Version 3.*with Austria/).waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('asks when a version that is saved over is another one by now', async () => {
    const { window } = test;
    await window.tab('rate.js').click();
    await type('// mine\n');
    await writeFile(place('rate.js'), `${texts[2]}// theirs\n`);
    await window.statusBarItem('Changed on disk').waitFor();
    await window.page.keyboard.press('ControlOrMeta+S');
    await window.dialog().getByText('was changed on disk').waitFor();
    await window.pictures('conflict');
    await window.dialog().getByRole('button', { name: 'Compare' }).click();
    await window.tab('on disk (version 5) ↔ yours, not saved').waitFor();
    await window.pictures('conflict-diff');
    assert.match(await readFile(place('rate.js'), 'utf8'), /theirs/);
  });

  it('keeps both', async () => {
    const { window } = test;
    await window.page.keyboard.press('ControlOrMeta+S');
    await window.dialog().getByRole('button', { name: 'Keep Both' }).click();
    await window.tab('rate_2.js').waitFor();
    await says('rate.js', /theirs/);
    await says('rate_2.js', /mine/);
  });

  it('overwrites when that is wanted, and loses nothing', async () => {
    const { window } = test;
    await window.tab('rate_2.js').click();
    await type('// mine again\n');
    await writeFile(place('rate_2.js'), `${texts[1]}// theirs again\n`);
    await window.statusBarItem('Changed on disk').waitFor();
    await window.page.keyboard.press('ControlOrMeta+S');
    await window.dialog().getByRole('button', { name: 'Overwrite' }).click();
    await says('rate_2.js', /mine again/);
    await window.command('Skillsmith: Show History');
    await option(/Version 3.*saved in the editor/).waitFor();
    await option(/Version 2.*by another program/).waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('does not show what is kept for it', async () => {
    const { window } = test;
    assert.ok(existsSync(place('.local/state.db')));
    await window.showView('Explorer');
    await window.treeRow('rate_2.js').waitFor();
    assert.equal(await window.treeRow('.local').count(), 0);
  });
});
