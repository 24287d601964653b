import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useWindow } from './window.ts';

const skill = `/** Calls nobody. */
export default async function lonely() {
  return await callSkill('nobody');
}
`;

describe('the code of a problem', () => {
  const test = useWindow({ fixture: 'workbench', theme: 'light' });

  it('leads from the Problems view to its explanation', async () => {
    const { window } = test;
    await writeFile(path.join(test.workspace, '.skills', 'lonely.js'), skill);
    await window.showView('Skill');
    await window.treeRow('lonely').click();
    await window.tab('lonely.js').waitFor();
    await window.page.keyboard.press('ControlOrMeta+Shift+M');
    const problem = window.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'nobody' });
    await problem.locator('a').filter({ hasText: 'skill/unknown-skill' }).click();
    await window.tab('unknown-skill').waitFor({ timeout: 30_000 });
    await window.webview().getByText('No skill has the name that is called.').waitFor({ timeout: 30_000 });
    await window.picture('explanation');
  });

  it('leads there from the hover too', async () => {
    const { window } = test;
    await window.command('View: Close All Editors');
    await window.treeRow('lonely').click();
    // What stands over the code moves it down.
    await window.codeLens('Run skill').waitFor();
    await window.page.locator('.view-overlays .squiggly-error').waitFor({ state: 'attached' });
    await window.page.waitForTimeout(500);
    const name = await window.page.locator('.view-lines').getByText('nobody').last().boundingBox();
    assert(name);
    await window.page.mouse.move(name.x + name.width / 2, name.y + name.height / 2, { steps: 5 });
    await window.page.locator('.monaco-hover a.code-link').first().dispatchEvent('click');
    await window.tab('unknown-skill').waitFor({ timeout: 30_000 });
  });
});
