import assert from 'node:assert/strict';
import type { Theme } from '../host/profile.ts';
import { writeSkills } from './generated.ts';
import { GraphPage } from './graph-page.ts';
import { useWindow } from './window.ts';

const size = { width: 1440, height: 900 };

/** Twenty skills show the colours and lines of high contrast as well as two thousand. */
const looks = [
  ['dark', 20],
  ['dark', 300],
  ['dark', 2_000],
  ['high-contrast', 20],
] as const satisfies readonly (readonly [Theme, number])[];

for (const [theme, count] of looks) {
  describe(`the call graph of ${count} skills, ${theme === 'dark' ? 'dark and light' : theme}`, () => {
    const test = useWindow({
      theme,
      size,
      async prepare() {
        await writeSkills(test.workspace, count);
        return {};
      },
    });
    const picture = (what: string) =>
      theme === 'dark'
        ? test.window.pictures(`graph-${count}${what}`)
        : test.window.picture(`graph-${count}${what}-${theme}`);

    it('is drawn as a whole, and around one skill', async () => {
      const { window } = test;
      await window.showView('Skill');
      await window.treeRow(/./).nth(2).waitFor({ timeout: 30_000 });
      await window.command('Skillsmith: Show Call Graph');
      const page = new GraphPage(window);
      await page.hasBoxes(count + 1, 60_000);
      await picture('');
      await page.canvas.focus();
      await window.page.keyboard.press('/');
      await window.page.keyboard.type('check_orders');
      await window.page.keyboard.press('Enter');
      await window.page.keyboard.press('Escape');
      await window.page.keyboard.press('f');
      await page.frame.getByRole('group', { name: 'Focus' }).waitFor();
      assert.ok((await page.settled(30_000)) <= count);
      await picture('-focus');
    });
  });
}
