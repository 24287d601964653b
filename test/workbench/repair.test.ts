import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { useWindow } from './window.ts';

const caller = `/**
 * The perimeter of a room.
 * @param {number} width
 * @param {number} depth
 */
export default async function room(width, depth) {
  const { length, unit } = await callSkill('perimeter', { width, depth, rounded: true });
  return { width, text: length.toFixed(2) + unit };
}
`;

describe('the light bulb', () => {
  const test = useWindow({ fixture: 'workbench', theme: 'light' });
  const place = (name: string) => path.join(test.workspace, '.skills', name);

  /** The menu's rows, whatever opened it. */
  function menuRow(text: string): Locator {
    return test.window.page.locator('.action-widget .monaco-list-row').filter({ hasText: text });
  }

  async function cursorOn(line: number, column: number): Promise<void> {
    const { window } = test;
    await window.page.keyboard.press('ControlOrMeta+G');
    await window.quickInput.locator('input').first().fill(`:${line}:${column}`);
    await window.page.keyboard.press('Enter');
    await window.statusBarItem(new RegExp(`^Ln ${line}, Col ${column}`)).waitFor();
  }

  it('creates the missing skill with the inputs of the call', async () => {
    const { window } = test;
    await writeFile(place('room.js'), caller);
    await window.showView('Skill');
    await window.treeRow('room').click();
    await window.tab('room.js').waitFor();
    await window.page.locator('.squiggly-error').first().waitFor();
    await cursorOn(7, 50);
    await window.command('Quick Fix...');
    // The first time VS Code asks all providers, and its own for JavaScript begins to read.
    await menuRow('Create the skill "perimeter"').waitFor({ timeout: 30_000 });
    await window.picture('light-bulb');
    await menuRow('Create the skill "perimeter"').click();
    await window.tab('perimeter.js').waitFor();
    await window.page.locator('.view-lines').getByText('Describe what it does.').waitFor();
    await window.picture('created-skill');
    const text = await readFile(place('perimeter.js'), 'utf8');
    assert.match(
      text,
      /@param \{number\} width\n \* @param \{number\} depth\n \* @param \{boolean\} rounded\n/,
    );
    assert.match(text, /@returns \{\{ length: number, unit: any \}\}/);
    assert.match(text, /export default function perimeter\(width, depth, rounded\)/);
  });

  it('types the description at once, and the problem of the caller is gone', async () => {
    const { window } = test;
    await window.page.keyboard.type('Length of the walls.');
    await window.page.locator('.view-lines').getByText('Length of the walls.').waitFor();
    await window.page.keyboard.press('ControlOrMeta+S');
    await window.tab('room.js').click();
    await window.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  });

  it('says in the refactor menu why something cannot be done', async () => {
    const { window } = test;
    await cursorOn(6, 36);
    await window.command('Refactor...');
    await window.page.locator('.action-widget').getByText('Show Disabled').click();
    const row = menuRow('Convert to a script');
    await row.waitFor();
    assert.match((await row.getAttribute('class')) ?? '', /option-disabled/);
    await window.picture('refactor-menu');
    await window.page.keyboard.press('Escape');
  });

  it('extracts a selection and asks for the name', async () => {
    const { window } = test;
    await cursorOn(8, 25);
    for (let i = 0; i < 'length.toFixed(2)'.length; i++) await window.page.keyboard.press('Shift+ArrowRight');
    await window.command('Skillsmith: Extract Selection to Skill…');
    await window.quickInput.locator('input').first().fill('perimeter');
    await window.quickInput.getByText('exists already').first().waitFor();
    await window.quickInput.locator('input').first().fill('shown_length');
    await window.page.keyboard.press('Enter');
    await window.tab('shown_length.js').waitFor();
    assert.match(await readFile(place('shown_length.js'), 'utf8'), /return length\.toFixed\(2\);/);
    await window.tab('room.js').click();
    await window.page.locator('.view-lines').getByText("callSkill('shown_length'").waitFor();
    await window.picture('extracted-skill');
  });

  it('fixes all that is safe after one question', async () => {
    const { window } = test;
    const text =
      "/** Calls another. */\nexport default async () => await callSkill('Room', { width: 1, depth: 2 });\n";
    await writeFile(place('house.js'), text);
    await window.treeRow('house').waitFor();
    await window.command('Skillsmith: Fix All Safe Problems');
    await window.dialog().getByText('Make the safe fixes in').waitFor();
    await window.picture('fix-all');
    await window.dialog().getByRole('button', { name: 'Fix All' }).click();
    await window.treeRow('house').click();
    await window.page.locator('.view-lines').getByText("'room'").waitFor();
  });
});
