/** Bundles test/editor into the one module that VS Code loads into its extension host. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { findFiles, root } from './main.ts';

export interface BundleOptions {
  /** Where the bundle goes, below the checkout so that it finds mocha. */
  readonly outputFolder: string;
  readonly tallyFile: string;
  readonly grep: string | undefined;
  /** See {@link SuiteOptions.mark}. */
  readonly mark: string;
}

/** The module's path. Every `*.test.ts` below test/editor is in it. */
export async function bundleSuite(options: BundleOptions): Promise<string> {
  const files = await findFiles('test/editor/**/*.test.ts', root);
  if (files.length === 0) throw new Error('There are no tests below test/editor.');
  const outfile = path.join(options.outputFolder, 'tests.cjs');
  await mkdir(options.outputFolder, { recursive: true });
  await build({
    stdin: { contents: entry(files, options), resolveDir: root, sourcefile: 'suite-entry.ts', loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'linked',
    logLevel: 'warning',
    external: ['vscode', 'mocha'],
  });
  return outfile;
}

function entry(files: readonly string[], { grep, tallyFile, mark }: BundleOptions): string {
  const loads = files.map(
    file => `{ name: ${JSON.stringify(file)}, load: () => import(${JSON.stringify(`./${file}`)}) }`,
  );
  const color = Boolean(process.stdout.isTTY) || Boolean(process.env.FORCE_COLOR);
  const settings = [
    `grep: ${JSON.stringify(grep)}`,
    `color: ${color}`,
    `mark: ${JSON.stringify(mark)}`,
    `tallyFile: ${JSON.stringify(tallyFile)}`,
  ].join(', ');
  return `import { runSuite } from './test/host/suite.ts';
export const run = () => runSuite({ ${settings}, files: [${loads.join(', ')}] });`;
}
