import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { GraphPage } from './graph-page.ts';
import { useWindow } from './window.ts';

describe('an empty folder', () => {
  const test = useWindow();

  it('is told what a skill is, and offered a first one and samples', async () => {
    const { window } = test;
    await window.showView('Skill');
    const welcome = window.page.locator('.part.sidebar .welcome-view');
    await welcome.filter({ hasText: 'A skill is a small JavaScript function' }).waitFor();
    await welcome.getByRole('button', { name: 'Create your first skill' }).waitFor();
    await window.picture('welcome');
  });

  it('has a call graph that says what will appear', async () => {
    const { window } = test;
    await window.command('Skillsmith: Show Call Graph');
    await new GraphPage(window).frame.getByText(/skill/i).first().waitFor();
    await window.picture('graph-empty');
  });

  it('gets the samples by one click', async () => {
    const { window } = test;
    await window.page.getByRole('button', { name: 'Add sample skills' }).click();
    await window.treeRow(/./).nth(15).waitFor();
    const files = await readdir(path.join(test.workspace, '.skills'), { recursive: true });
    assert.ok(files.filter(file => /\.[jt]s$/.test(file)).length >= 12, files.join(', '));
    // While they are being copied some call others that are not there yet.
    await window
      .treeRow(/problem/)
      .first()
      .waitFor({ state: 'detached' });
    await window.picture('samples');
  });

  it('has a call graph that shows them as soon as they are there', async () => {
    await new GraphPage(test.window).settled(20_000);
  });

  it('gets a new skill from a template, with the cursor in it', async () => {
    const { window } = test;
    await window.command('Skillsmith: New Skill…');
    await window.quickInput.getByRole('option').filter({ hasText: 'Function' }).first().click();
    await window.picture('new-skill');
    await window.quickInput.locator('input').first().fill('texts/shorten');
    await window.page.keyboard.press('Enter');
    await window.tab('shorten.js').waitFor();
    await window.codeLens('Run skill').waitFor();
    await window.picture('new-skill-opened');
  });
});
