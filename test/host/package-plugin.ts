/** Puts the plugin of TypeScript's server into the .vsix: vsce packs what is in node_modules only together with npm's own tree. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import manifest from '../../package.json' with { type: 'json' };

/** Names of the files that were added, from the extension's folder. `root` holds the build. */
export async function addPlugins(vsix: string, root: string): Promise<readonly string[]> {
  const packed = new Uint8ArrayWriter();
  const writer = new ZipWriter(packed);
  await writer.appendZip(new Uint8ArrayReader(await readFile(vsix)));
  const added: string[] = [];
  for (const { name } of manifest.contributes.typescriptServerPlugins) {
    const folder = `node_modules/${name}`;
    for (const file of (await readdir(path.join(root, folder))).filter(entry => !entry.endsWith('.map'))) {
      const content = await readFile(path.join(root, folder, file));
      await writer.add(`extension/${folder}/${file}`, new Uint8ArrayReader(content));
      added.push(`${folder}/${file}`);
    }
  }
  await writer.close();
  await writeFile(vsix, await packed.getData());
  return added;
}
