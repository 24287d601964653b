import assert from 'node:assert/strict';
import type { Theme } from '../host/profile.ts';
import { writeSkills } from './generated.ts';
import { GraphPage } from './graph-page.ts';
import { useWindow } from './window.ts';

const size = { width: 1440, height: 900 };

describe('the call graph of an empty folder', () => {
  const test = useWindow({ size });

  it('says what will appear, and shows it as soon as it is there', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.page.locator('.welcome-view').first().waitFor();
    await window.command('Skillsmith: Show Call Graph');
    const page = new GraphPage(window);
    await page.frame.getByText(/skill/i).first().waitFor();
    await window.picture('graph-empty');
    await writeSkills(test.workspace, 3);
    await page.settled(20_000);
  });
});

describe('the call graph in Restricted Mode', () => {
  const test = useWindow({ fixture: 'graph', asksForTrust: true, size });

  it('is read, and offers nothing that runs', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.treeRow('checkout').click();
    await window.tab('checkout.js').waitFor();
    await window.command('Skillsmith: Show in Graph');
    const page = new GraphPage(window);
    await page.settled();
    await page.card('checkout').getByRole('button', { name: 'Open' }).waitFor();
    assert.equal(await page.card('checkout').getByRole('button', { name: 'Run', exact: true }).count(), 0);
    await window.codeLens('1 caller').waitFor();
    await window.picture('graph-restricted');
  });
});

/** High contrast has other colours and lines, which twenty skills show as well as two thousand. */
const looks = [
  ['light', [20, 300, 2_000]],
  ['dark', [20, 300, 2_000]],
  ['high-contrast', [20]],
] as const satisfies readonly (readonly [Theme, readonly number[]])[];

for (const [theme, counts] of looks) {
  for (const count of counts) {
    describe(`the call graph of ${count} skills, ${theme}`, () => {
      const test = useWindow({
        theme,
        size,
        async prepare() {
          await writeSkills(test.workspace, count);
          return {};
        },
      });

      it('is drawn as a whole, and around one skill', async () => {
        const { window } = test;
        await window.showView('Skill');
        await window.treeRow(/./).nth(2).waitFor({ timeout: 30_000 });
        await window.command('Skillsmith: Show Call Graph');
        const page = new GraphPage(window);
        await page.hasBoxes(count + 1, 60_000);
        await window.picture(`graph-${count}-${theme}`);
        await page.canvas.focus();
        await window.page.keyboard.press('/');
        await window.page.keyboard.type('check_orders');
        await window.page.keyboard.press('Enter');
        await window.page.keyboard.press('Escape');
        await window.page.keyboard.press('f');
        await page.frame.getByRole('group', { name: 'Focus' }).waitFor();
        assert.ok((await page.settled(30_000)) <= count);
        await window.picture(`graph-${count}-${theme}-focus`);
      });
    });
  }
}
