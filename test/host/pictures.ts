/**
 * `npm run pictures`: the tests of the window leave their pictures in .test-output/pictures; those that the README
 * shows are copied to media/pictures.
 */

import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { npmCommand, show } from './command.ts';
import { main, root } from './main.ts';

const limitBytes = 250 * 1024;

await main(async () => {
  const { command, args } = npmCommand(['run', 'test:workbench']);
  const code = await show(command, args, { cwd: root });
  if (code !== 0) return code;
  const target = path.join(root, 'media', 'pictures');
  await mkdir(target, { recursive: true });
  for (const name of await shownPictures()) {
    const file = path.join(root, '.test-output', 'pictures', name);
    const { size } = await stat(file);
    if (size > limitBytes) throw new Error(`${name} is larger than 250 KB.`);
    await copyFile(file, path.join(target, name));
    console.log(`media/pictures/${name}: ${Math.round(size / 1024)} KB`);
  }
  return 0;
});

/** The file names, each once, in the order of the README. */
async function shownPictures(): Promise<readonly string[]> {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  return [...new Set([...readme.matchAll(/media\/pictures\/([\w-]+\.png)/g)].map(match => match[1] ?? ''))];
}
