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
});
