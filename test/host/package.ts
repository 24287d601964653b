/** `npm run package`: the .vsix, made from a production build and checked to hold only what runs. */

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import manifest from '../../package.json' with { type: 'json' };
import { main, root } from './main.ts';
import { addPlugins } from './package-plugin.ts';

const limitBytes = 4 * 1024 * 1024;

/** What may be in the package; anything else is a mistake in the `files` of package.json. */
const runs: readonly RegExp[] = [
  /^dist\/(?!.*\.map$)/,
  /^media\/(icon\.png$|activity\.svg$|recording\.schema\.json$|problems\.md$|samples\/|templates\/|walkthrough\/)/,
  /^syntaxes\//,
  /^node_modules\/skillsmith-typescript-plugin\/(index\.js|package\.json)$/,
  /^package(\.nls(\..+)?)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
];

await main(async () => {
  const file = path.join(root, `${manifest.name}-${manifest.version}.vsix`);
  // It runs the script vscode:prepublish, which is the production build.
  await createVSIX({
    cwd: root,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const plugins = await addPlugins(file, root);
  const packed = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const files = [...packed.map(name => name.replaceAll('\\', '/')), ...plugins];
  const strangers = files.filter(name => !runs.some(pattern => pattern.test(name)));
  const { size } = await stat(file);
  console.log(`${path.basename(file)}: ${(size / 1024 / 1024).toFixed(2)} MB, ${files.length} files`);
  if (strangers.length > 0) console.error(`These do not belong in it:\n  ${strangers.join('\n  ')}`);
  if (size > limitBytes) console.error('It is larger than 4 MB.');
  return strangers.length === 0 && size <= limitBytes ? 0 : 1;
});
