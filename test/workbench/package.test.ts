import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { npmCommand, output } from '../host/command.ts';
import { root } from '../host/main.ts';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

describe('the packaged extension, installed by VS Code', () => {
  const test = useWindow({
    fixture: 'workbench',
    async prepare() {
      const { command, args } = npmCommand(['run', 'package']);
      await output(command, args, { cwd: root });
      return { vsix: path.join(root, `${manifest.name}-${manifest.version}.vsix`) };
    },
  });

  it('runs a skill that calls another', async () => {
    const { window } = test;
    await window.showView('Skill');
    await window.treeRow(/pythagorean/).click();
    await window.codeLens('Run skill').click();
    const panel = new RunPanel(window);
    await panel.field('a').fill('5');
    await panel.field('b').fill('12');
    await panel.runButton.click();
    await panel.shown.filter({ hasText: /hypotenuse.*13/ }).waitFor();
  });

  it('tells the TypeScript service what a call gives back', async () => {
    const { window } = test;
    const { page } = window;
    await window.openFile('pythagorean.js');
    await page.keyboard.press('Control+g');
    await page.keyboard.type('11:10');
    await page.keyboard.press('Enter');
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: /const x: \{\s*result: number/ });
    for (let attempt = 0; attempt < 20 && (await hover.count()) === 0; attempt++) {
      await page.keyboard.press('Escape');
      await window.command('Show or Focus Hover');
      await page.waitForTimeout(1_000);
    }
    await hover.first().waitFor();
  });
});
