import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { npmCommand, output } from '../host/command.ts';
import { root } from '../host/main.ts';
import { RunPanel } from './run-panel.ts';
import { useWindow } from './window.ts';

/** What the checkout holds beside its sources. */
const made = new Set(['node_modules', 'dist', '.git', '.vscode-test', '.test-output']);
const plugin = 'skillsmith-typescript-plugin';

/** A copy of the checkout to package in: the build that other windows have open stays as it is. */
async function copyCheckout(folder: string): Promise<void> {
  for (const name of await readdir(root))
    if (!made.has(name)) await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  const packages = path.join(folder, 'node_modules');
  await mkdir(packages);
  // The build writes its plugin there.
  for (const name of await readdir(path.join(root, 'node_modules')))
    if (name !== plugin)
      await symlink(path.join(root, 'node_modules', name), path.join(packages, name), 'junction');
}

describe('the packaged extension, installed by VS Code', () => {
  let copy = '';
  after(() => rm(copy, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

  const test = useWindow({
    fixture: 'workbench',
    async prepare() {
      copy = await mkdtemp(path.join(tmpdir(), 'skillsmith-package-'));
      await copyCheckout(copy);
      const { command, args } = npmCommand(['run', 'package']);
      await output(command, args, { cwd: copy });
      return { vsix: path.join(copy, `${manifest.name}-${manifest.version}.vsix`) };
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
