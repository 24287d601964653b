import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

describe('files that come, go, move and cannot be read', () => {
  const test = useWindow({ fixture: 'workbench', theme: 'light' });
  const place = (name: string) => path.join(test.workspace, '.skills', name);

  it('shows what cannot be read, and why', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.treeRow('greeting').waitFor();
    await mkdir(place('odd'));
    await writeFile(place('odd/large.js'), 'x'.repeat(5_000_000));
    await writeFile(place('odd/latin.js'), Buffer.from([0x2f, 0x2f, 0xe4, 0x0a]));
    await symlink('/', place('odd/away'));
    await window.treeRow(/away.*leads out/).waitFor();
    await window.treeRow(/large\.js.*MB/).waitFor();
    await window.treeRow(/latin\.js.*UTF-8/).waitFor();
    await window.picture('unreadable');
    await rm(place('odd'), { recursive: true });
    await window.treeRow('odd').waitFor({ state: 'detached' });
  });

  it('moves a whole category where it is dragged', async () => {
    const { window } = test;
    await window.treeRow('text').dragTo(window.treeRow('shop'));
    await window.treeRow(/^shop4/).waitFor();
    const rows = await window.treeTexts();
    const at = rows.indexOf('shop 4');
    assert.deepEqual(rows.slice(at + 1, at + 3), [
      '  text 1',
      '    slugify A title as it may stand in an address.',
    ]);
  });

  it('says of a skill with errors where they are, and leads there', async () => {
    const { window } = test;
    await writeFile(place('unfinished.js'), '\n\nexport default function (a {\n');
    await window.treeRow('unfinished').click();
    await window.tab('unfinished.js').waitFor();
    await window.command('Skillsmith: Run Skill');
    const panel = new RunPanel(window);
    await panel.shown.getByText(/^Line 3: /).waitFor();
    await panel.shown.getByText('Go to Error').click();
    await window.statusBarItem(/^Ln 3/).waitFor();
  });

  it('keeps inputs when the window is loaded again, and leaves the focus where it is', async () => {
    const { window } = test;
    await window.treeRow('square').click();
    await window.tab('square.js').waitFor();
    await window.codeLens('Run skill').click();
    const panel = new RunPanel(window);
    await panel.field('x').fill('12');
    await panel.runButton.click();
    await panel.shown.filter({ hasText: /result.*144/ }).waitFor();
    await window.page.waitForTimeout(1_000);
    await window.page.reload();
    await window.treeRow('square').waitFor({ timeout: 60_000 });
    await window.treeRow('square').click();
    await window.tab('square.js').waitFor();
    // VS Code writes down only now and then which views are open: the panel may have to be opened again.
    const isRestored = await panel
      .field('x')
      .waitFor({ timeout: 5_000 })
      .then(
        () => true,
        () => false,
      );
    if (isRestored) assert.notEqual(await window.page.evaluate('document.activeElement.localName'), 'iframe');
    else await window.command('Skillsmith: Show Run Panel');
    await panel.field('x').waitFor();
    assert.equal(await panel.field('x').inputValue(), '12');
  });
});
