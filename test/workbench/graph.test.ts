import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { GraphPage } from './graph-page.ts';
import { useWindow } from './window.ts';

describe('the call graph', () => {
  const test = useWindow({ fixture: 'graph', theme: 'dark', size: { width: 1440, height: 900 } });
  const page = () => new GraphPage(test.window);
  /** 19 files, an unknown name and the names that only a run knows. */
  const all = 21;

  it('opens from the tree, with the skill selected', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.treeRow('checkout').click({ button: 'right' });
    // VS Code takes a click that comes at once for the end of the one that opened the menu.
    await window.page.waitForTimeout(400);
    await window.page.getByRole('menuitem', { name: 'Show in Graph' }).click();
    await window.tab('Call Graph').waitFor();
    assert.equal(await page().settled(), all);
    await page().card('checkout').getByText('The price of an order').waitFor();
    await window.picture('graph-dark-20');
  });

  it('opens from the editor: from its menu, and from over the code', async () => {
    const { window } = test;
    await window.openFile('tax.js');
    await window.page.locator('.monaco-editor .view-line').nth(7).click({ button: 'right' });
    await window.page.waitForTimeout(400);
    await window.page.getByRole('menuitem', { name: 'Show in Graph' }).click();
    await page().card('tax').waitFor();
    await page().button(/^Pin:/).click();
    await window.treeRow('checkout').click();
    await window.tab('checkout.js').waitFor();
    await window.codeLens('Show in graph').click();
    await page().card('checkout').waitFor();
    await page().button('Follow the Active Editor').click();
  });

  it('lists the callers over the code of the selected skill', async () => {
    const { window } = test;
    await page().click('text/slugify.js');
    await page().card('slugify').getByRole('button', { name: 'Show Callers' }).click();
    await window.tab('slugify.js').waitFor();
    await window.page.locator('.peekview-widget').getByText('render.js').first().waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('tells what a box is when the mouse is over it', async () => {
    assert.match(await page().hoverText('shop/tax.js'), /tax\nshop\nThe tax rate of an article\./);
  });

  it('finds a skill by a part of its name', async () => {
    const { keyboard } = test.window.page;
    await page().canvas.focus();
    await keyboard.press('/');
    await keyboard.type('slug');
    await keyboard.press('Enter');
    await page().card('slugify').waitFor();
    await keyboard.press('Escape');
  });

  it('is walked by arrow keys along the calls', async () => {
    const { keyboard } = test.window.page;
    await page().click('shop/price.js');
    await page().card('price').waitFor();
    await keyboard.press('ArrowUp');
    await page().card('checkout').waitFor();
    await keyboard.press('ArrowDown');
    await page().card('price').waitFor();
  });

  it('focuses on a skill and its surroundings, and shows all again', async () => {
    const { keyboard } = test.window.page;
    await page().click('mail/render.js');
    await keyboard.press('f');
    await page().frame.getByRole('group', { name: 'Focus' }).getByText('render').waitFor();
    assert.ok((await page().settled()) < 10);
    await test.window.picture('graph-focus');
    await page().button('Show all skills').click();
    await page().hasBoxes(all);
  });

  it('collapses a category into one box', async () => {
    const { keyboard } = test.window.page;
    await page().click('sync/pull.js');
    await keyboard.press('Space');
    await page().hasBoxes(all - 2);
    await test.window.picture('graph-collapsed');
    await keyboard.press('Space');
    await page().hasBoxes(all);
  });

  it('filters by category', async () => {
    await page().choose(/^Show only these categories/, 'mail');
    await test.window.page.keyboard.press('Escape');
    assert.ok((await page().settled()) < all);
    await page().choose('Arrange', 'Clear filters');
    await page().hasBoxes(all);
  });

  it('opens a source beside it, at the call of a line', async () => {
    const { window } = test;
    await page().doubleClick('mail/render.js');
    await window.tab('render.js').waitFor();
    await window.page.locator('.monaco-editor').first().waitFor();
    assert.ok(await page().canvas.isVisible(), 'the graph is still to be seen');
    await page().settled();
    await page().doubleClickLine('shop/receipt.js', 'text/format_money.js');
    await window.tab('receipt.js').waitFor();
    await window.statusBarItem(/Ln 9, Col 49 \(12 selected\)/).waitFor();
  });

  it('follows the active editor, unless it is pinned', async () => {
    const { window } = test;
    await window.openFile('health.js');
    await page().card('health').waitFor();
    await page().button(/^Pin:/).click();
    await window.openFile('notify.js');
    await window.page.waitForTimeout(500);
    await page().card('health').waitFor();
    await page().button('Follow the Active Editor').click();
    await page().card('notify').waitFor();
  });

  it('lists the cycles, and leads to each of their calls', async () => {
    const { window } = test;
    await page()
      .button(/^Cycles: 1/)
      .click();
    const list = page().frame.getByRole('region', { name: 'Cycles' });
    for (const name of ['merge', 'push', 'pull']) {
      const step = list.locator('ul > li').filter({ has: page().button(new RegExp(`^${name} `)) });
      await step.getByRole('button', { name: /^line/ }).click();
      await window.tab(`${name}.js`).waitFor();
    }
    await window.picture('graph-cycles');
    await page()
      .button(/^Cycles: 1/)
      .click();
  });

  it('gets a line when a call is typed', async () => {
    const { window } = test;
    await window.openFile('hello.js');
    await page().card('hello').waitFor();
    assert.equal(await page().line('hello.js', 'ops/health.js'), undefined);
    await window.page.locator('.monaco-editor').first().click();
    await window.page.keyboard.press('ControlOrMeta+End');
    await window.page.keyboard.insertText("export const also = () => callSkill('health');");
    await page().card('hello').getByRole('button', { name: 'health' }).waitFor();
    await page().settled();
    assert.ok(await page().line('hello.js', 'ops/health.js'));
    await window.page.keyboard.press('ControlOrMeta+Shift+K');
    await page().card('hello').getByText('No callees').waitFor();
  });

  it('keeps a skill selected that gets another name', async () => {
    const { window } = test;
    await page().click('mail/render.js');
    await page().card('render').waitFor();
    const before = await page().box('mail/render.js');
    await window.openFile('render.js');
    await window.treeRow('render').click();
    await window.page.keyboard.press('F2');
    await window.quickInput.locator('input').first().fill('compose');
    await window.page.keyboard.press('Enter');
    await page().card('compose').waitFor();
    await page().settled();
    assert.ok(before);
    await window.picture('graph-renamed');
  });

  it('brings back what it showed when it was hidden', async () => {
    const { window } = test;
    const { keyboard } = window.page;
    await page().click('shop/discount.js');
    await page().card('discount').waitFor();
    await keyboard.press('f');
    await page().frame.getByRole('group', { name: 'Focus' }).getByText('discount').waitFor();
    await window.page.waitForTimeout(500);
    await window.tab('compose.js').click();
    await window.command('View: Toggle Maximize Editor Group');
    await page().canvas.waitFor({ state: 'hidden' });
    await window.command('View: Toggle Maximize Editor Group');
    await page().settled();
    await page().card('discount').waitFor();
    await page().frame.getByRole('group', { name: 'Focus' }).getByText('discount').waitFor();
  });

  it('is there again when the window is loaded again', async () => {
    const { window } = test;
    await window.page.reload();
    await window.tab('Call Graph').waitFor({ timeout: 60_000 });
    await window.tab('Call Graph').click();
    await page().settled(60_000);
    await page().frame.getByText('Cycles: 1').waitFor();
  });
});

describe('a run in the call graph, and what is exported of that', () => {
  const test = useWindow({ fixture: 'graph', theme: 'light', size: { width: 1900, height: 1000 } });
  const page = () => new GraphPage(test.window);
  /** Answers the dialog with this name; the text that is written then. */
  const saved = async (name: string): Promise<string> => {
    const { window } = test;
    const file = path.join(test.workspace, name);
    const input = window.quickInput.locator('input').first();
    await input.waitFor();
    // The dialog fills in the name that it proposes when it has looked at the folder.
    for (let looks = 0; looks < 50 && !(await input.inputValue()).includes('call-graph'); looks++)
      await window.page.waitForTimeout(100);
    await input.fill(file);
    await window.page.waitForTimeout(500);
    await window.page.keyboard.press('Enter');
    for (let looks = 0; looks < 50 && !existsSync(file); looks++) await window.page.waitForTimeout(100);
    await window.page.waitForTimeout(200);
    return readFile(file, 'utf8');
  };

  it('lights up while it goes on', async () => {
    const { window } = test;
    await window.openFile('checkout.js');
    await window.codeLens('Run skill').waitFor();
    await window.page.keyboard.press('Control+Alt+G');
    await page().settled();
    await page().card('checkout').getByRole('button', { name: 'Run', exact: true }).click();
    await page().runBar.getByText('running').waitFor();
    await window.picture('graph-run-live');
    await page().runBar.getByText('completed').waitFor();
    await page().runBar.getByText('11 calls').waitFor();
    await window.picture('graph-run-ended');
  });

  it('is played again', async () => {
    const { window } = test;
    await window.command('Skillsmith: Replay Last Run in Graph');
    await page().frame.locator('section.run-bar[data-playing=true]').waitFor();
    await page().frame.locator('section.run-bar[data-playing=false]').waitFor({ timeout: 25_000 });
    await page().runBar.getByText('11 calls').waitFor();
  });

  it('shows where it failed', async () => {
    const { window } = test;
    await window.openFile('fragile.js');
    await window.codeLens('Run skill').waitFor();
    await window.page.keyboard.press('Control+Alt+Enter');
    await page().runBar.getByText('2 failed').waitFor();
    await window.picture('graph-run-failed');
  });

  it('is exported as a picture that is well-formed and holds every name', async () => {
    const { window } = test;
    await window.command('Skillsmith: Export Call Graph…');
    await page().settled();
    await page().frame.locator('.menu-item:visible').filter({ hasText: /SVG/ }).first().click();
    const text = await saved('graph.svg');
    const names: readonly string[] = await page().canvas.evaluate((canvas, svg) => {
      const parser = new canvas.ownerDocument.defaultView.DOMParser();
      const parsed = parser.parseFromString(svg, 'image/svg+xml');
      if (parsed.querySelector('parsererror')) throw new Error(parsed.documentElement.textContent);
      return [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent);
    }, text);
    for (const name of ['checkout', 'format_money', 'pull', 'send_mail'])
      assert.ok(names.includes(name), name);
  });

  it('is exported as text that other programs draw', async () => {
    await page().choose('Export', 'Mermaid');
    const text = await saved('graph.mmd');
    assert.match(text, /^(flowchart|graph) /);
    for (const name of ['checkout', 'format_money', 'pull', 'send_mail'])
      assert.ok(text.includes(name), name);
  });
});
