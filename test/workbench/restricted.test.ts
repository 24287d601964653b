import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../host/main.ts';
import { GraphPage } from './graph-page.ts';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

describe('Restricted Mode', () => {
  const test = useWindow({ fixture: 'workbench', asksForTrust: true, size: { width: 1440, height: 900 } });

  it('shows the skills, and instead of running says why not', async () => {
    const { window } = test;
    await window.statusBarItem('Restricted Mode').waitFor();
    await window.showView('Skill');
    await window.treeRow(/pythagorean/).click();
    await window.codeLens(/Trust this workspace/).waitFor();
    assert.equal(await window.codeLens('Run skill').count(), 0);
    assert.equal(await window.codeLens('Debug').count(), 0);
  });

  it('keeps nothing in the folder', () => {
    assert.equal(existsSync(path.join(test.workspace, '.skills', '.local')), false);
  });

  it('says so in the run panel too', async () => {
    const { window } = test;
    await window.command('Skillsmith: Show Run Panel');
    const panel = new RunPanel(window);
    await panel.frame.getByText(/trust/i).first().waitFor();
    await window.picture('restricted');
    assert.equal(await panel.runButton.isEnabled().catch(() => false), false);
  });

  it('shows what ran before, and neither runs it again nor changes it', async () => {
    const { window, workspace } = test;
    const cli = path.join(root, 'dist', 'cli.js');
    await promisify(execFile)(process.execPath, [cli, 'run', 'pythagorean', '--inputs', '{"a": 3, "b": 4}'], {
      cwd: workspace,
    });
    await window.page.locator('.part.sidebar .pane-header[aria-label^="Runs"]').click();
    const row = window.treeRow(/pythagorean.*command line/);
    await row.waitFor({ timeout: 30_000 });
    await row.click();
    const panel = new RunPanel(window);
    await panel.shown.filter({ hasText: /hypotenuse.*5/ }).waitFor({ timeout: 30_000 });
    await window.picture('restricted-runs');
    await row.click({ button: 'right' });
    await window.page.waitForTimeout(400);
    await window.page.getByRole('menuitem', { name: 'Copy as Command' }).waitFor();
    assert.equal(await window.page.getByRole('menuitem', { name: 'Delete Runs' }).count(), 0);
    await window.page.keyboard.press('Escape');
  });

  it('refuses a page that takes its workspace for trusted', async () => {
    const panel = new RunPanel(test.window);
    await panel.frame.locator('body').evaluate(body => {
      const pretend = ({ data }: MessageEvent) => {
        if (data?.name === 'state') data.data.isTrusted = true;
      };
      body.ownerDocument.defaultView?.addEventListener('message', pretend, true);
    });
    await panel.choose('greeting');
    await panel.runButton.click();
    await panel.frame
      .getByText('The run did not start: Skills do not run in Restricted Mode.')
      .waitFor({ state: 'attached' });
    assert.equal(await test.window.treeRow(/greeting.*✓/).count(), 0);
  });

  it('shows the call graph, and offers nothing there that runs', async () => {
    const { window } = test;
    await window.treeRow('checkout').click();
    await window.tab('checkout.js').waitFor();
    await window.command('Skillsmith: Show in Graph');
    const page = new GraphPage(window);
    await page.settled();
    await page.card('checkout').getByRole('button', { name: 'Open' }).waitFor();
    assert.equal(await page.card('checkout').getByRole('button', { name: 'Run', exact: true }).count(), 0);
    await window.treeRow(/^price/).click();
    await window.codeLens('1 caller').waitFor();
    await window.picture('graph-restricted');
  });

  it('runs as soon as the workspace is trusted', async () => {
    const { window } = test;
    await window.codeLens(/Trust this workspace/).click();
    await window.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await window.codeLens('Run skill').waitFor({ timeout: 30_000 });
  });
});
