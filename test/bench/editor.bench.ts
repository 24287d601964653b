// What a user feels in VS Code: activation, the first run and warm runs, from the request in the extension host.
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { browserMark, runInBrowser } from '../host/browser-suite.ts';
import { show } from '../host/command.ts';
import { main, root } from '../host/main.ts';
import { createProfile } from '../host/profile.ts';
import { defaultVersion } from '../host/server-package.ts';

/** The measuring module, bundled below the checkout as the tests of test/editor are. */
async function bundle(): Promise<string> {
  const outfile = path.join(root, '.vscode-test', 'bench', 'inside-editor.cjs');
  await build({
    entryPoints: [path.join(root, 'test', 'bench', 'inside-editor.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'linked',
    logLevel: 'warning',
    external: ['vscode'],
    define: { browserMark: JSON.stringify(browserMark) },
  });
  return outfile;
}

/** One window on a folder of its own, with the sample skills in it or empty. */
async function measure(tests: string, hasSkills: boolean): Promise<number> {
  const workspace = await realpath(await mkdtemp(path.join(tmpdir(), 'skillsmith-bench-')));
  const profile = await createProfile();
  try {
    const samples = path.join(root, 'media', 'samples');
    if (hasSkills) await cp(samples, path.join(workspace, '.skills'), { recursive: true });
    return await runInBrowser({ profile, workspace, extension: root, tests, version: defaultVersion });
  } finally {
    await profile.dispose();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

await main(async () => {
  if ((await show(process.execPath, ['esbuild.mjs', '--production'], { cwd: root })) !== 0) return 1;
  const tests = await bundle();
  return (await measure(tests, false)) + (await measure(tests, true));
});
