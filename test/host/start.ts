/**
 * `npm start`: the extension at work on a sample workspace, in desktop VS Code when `code` is on the path, otherwise
 * in VS Code Server, whose address is printed and opened where there is a desktop.
 *
 *     npm start -- --browser     VS Code Server in any case
 *
 * The workspace lies in .vscode-test/sample and is kept between starts; it opens with one of its skills on the screen.
 * Ctrl-C stops everything.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { show } from './command.ts';
import { main, root } from './main.ts';
import { createProfile } from './profile.ts';
import { startServer, windowAddress } from './server.ts';
import { defaultVersion } from './server-package.ts';

/** Small, and calls another skill. */
const firstSkill = path.join('.skills', 'numbers', 'pythagorean.js');

await main(async () => {
  const { values } = parseArgs({
    options: {
      browser: { type: 'boolean', default: false },
      vscode: { type: 'string', default: defaultVersion },
    },
  });
  if ((await show(process.execPath, ['esbuild.mjs'], { cwd: root })) !== 0) return 1;
  const workspace = await sampleWorkspace();
  const desktop = values.browser ? undefined : findOnPath('code');
  return desktop ? await openDesktop(desktop, workspace) : await openServer(workspace, values.vscode);
});

async function sampleWorkspace(): Promise<string> {
  const workspace = path.join(root, '.vscode-test', 'sample');
  const skills = path.join(workspace, '.skills');
  if (!existsSync(skills)) {
    await mkdir(workspace, { recursive: true });
    await cp(path.join(root, 'media', 'samples'), skills, { recursive: true });
  }
  return workspace;
}

/** Undefined once the user has moved or deleted it. */
function firstFile(workspace: string): string | undefined {
  const file = path.join(workspace, firstSkill);
  return existsSync(file) ? file : undefined;
}

function findOnPath(name: string): string | undefined {
  const ends = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== '');
  return folders
    .flatMap(folder => ends.map(end => path.join(folder, name + end)))
    .find(place => existsSync(place));
}

async function openDesktop(code: string, workspace: string): Promise<number> {
  console.log(`Opening ${workspace} in desktop VS Code with the extension in it.`);
  const file = firstFile(workspace);
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', workspace, ...(file ? [file] : [])];
  // A .cmd needs a shell, and a shell needs quotes.
  if (process.platform !== 'win32') return await show(code, args, {});
  return await show(
    `"${code}"`,
    args.map(argument => `"${argument}"`),
    { shell: true },
  );
}

async function openServer(workspace: string, version: string): Promise<number> {
  const profile = await createProfile({ folder: path.join(root, '.vscode-test', 'profile') });
  const server = await startServer({ version, profile });
  const address = windowAddress(server, { workspace, file: firstFile(workspace), extension: root });
  console.log(`\nSkillsmith is at work in VS Code Server:\n\n  ${address}\n\nCtrl-C stops it.`);
  openAddress(address);
  await server.ended;
  console.error('VS Code Server has ended.');
  return 1;
}

/** Where there is a desktop; a failure does not matter, for the address is on the screen. */
function openAddress(address: string): void {
  const [command, ...args] = opener(address);
  if (!command) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('(No browser could be opened from here.)'));
  child.unref();
}

function opener(address: string): string[] {
  if (process.platform === 'darwin') return ['open', address];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open', address] : [];
}
