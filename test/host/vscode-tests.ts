/**
 * Runs test/editor inside VS Code's extension host; test/workbench drives its window from outside.
 *
 *     npm run test:vscode                          VS Code Server in headless Chromium
 *     npm run test:vscode -- --vscode 4.110.0      another version of it (of the npm package code-server)
 *     npm run test:vscode -- --grep "tree"         only some tests
 *     npm run test:desktop                         the same tests in desktop VS Code (or VSCODE_EXECUTABLE)
 *     npm run test:workbench [-- --grep "X"]       the window's tests
 *
 * The extension is bundled before, so that the tests see the present source. The workspace is a fresh copy of
 * test/fixtures/editor; where that holds a `.code-workspace` file, the file is opened instead of the folder.
 */

import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { browserMark, runInBrowser } from './browser-suite.ts';
import { show } from './command.ts';
import { runOnDesktop } from './desktop-suite.ts';
import { findFiles, main, root } from './main.ts';
import { createProfile } from './profile.ts';
import { defaultVersion } from './server-package.ts';
import { bundleSuite } from './suite-bundle.ts';
import { tallyVariable } from './tally.ts';

await main(async () => {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      vscode: { type: 'string' },
      grep: { type: 'string', short: 'g' },
      'no-build': { type: 'boolean', default: false },
    },
  });
  if (!values['no-build'] && (await show(process.execPath, ['esbuild.mjs'], { cwd: root })) !== 0) return 1;
  const outputFolder = path.join(root, '.vscode-test', 'suite');
  const tests = await bundleSuite({
    outputFolder,
    tallyFile: process.env[tallyVariable] ?? path.join(outputFolder, 'tally.json'),
    grep: values.grep,
    mark: values.desktop ? '' : browserMark,
  });
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'skillsmith-workspace-')));
  const profile = await createProfile();
  try {
    const workspace = await copyWorkspace(folder);
    const suite = { profile, workspace, extension: root, tests };
    if (values.desktop) return await runOnDesktop({ ...suite, version: values.vscode });
    return await runInBrowser({ ...suite, version: values.vscode ?? defaultVersion });
  } finally {
    await profile.dispose();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});

/** What is to be opened in the copy. */
async function copyWorkspace(folder: string): Promise<string> {
  await cp(path.join(root, 'test', 'fixtures', 'editor'), folder, { recursive: true });
  const [file] = await findFiles('*.code-workspace', folder);
  return file ? path.join(folder, file) : folder;
}
