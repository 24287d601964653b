/** The native modules of VS Code Server: twins in plain JavaScript, or the binaries that the registry has ready. */

import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fetchPackage } from './command.ts';

/** By module: what its index.js becomes. Everything else native is optional to the server. */
const twins: Readonly<Record<string, string>> = {
  // Ends an extension host whose server is gone; here the whole process group ends together.
  'native-watchdog': 'exports.start = () => {};\n',
  // Writes the log files that output channels show.
  spdlog: `'use strict';
const fs = require('node:fs');
const path = require('node:path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  #file; #level = 2; #isFormatted = true;
  constructor(_type, _name, file) { this.#file = file; }
  getLevel() { return this.#level; }
  setLevel(level) { this.#level = level; }
  setPattern() {}
  clearFormatters() { this.#isFormatted = false; }
  flush() {}
  drop() {}
  write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    const text = this.#isFormatted ? time + ' [' + levels[level] + '] ' + message + '\\n' : message;
    try { fs.appendFileSync(this.#file, text); } catch { /* Its folder is gone: the window has ended. */ }
  }
}
levels.forEach((name, level) => { Logger.prototype[name] = function (message) { this.write(level, message); }; });
async function create(name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  await fs.promises.appendFile(file, '');
  return new Logger('rotating', name, file);
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`,
};

/** @param server the folder that holds the server's own node_modules; nothing is compiled in it */
export async function replaceNatives(server: string): Promise<void> {
  const modules = path.join(server, 'node_modules');
  for (const [name, code] of Object.entries(twins)) {
    await writeFile(path.join(modules, '@vscode', name, 'index.js'), code);
  }
  await addFileWatcher(modules);
  await addTextSearch(modules);
}

/** Without it the window sees no change that was made outside. */
async function addFileWatcher(modules: string): Promise<void> {
  const manifest = await readFile(path.join(modules, '@parcel', 'watcher', 'package.json'), 'utf8');
  const { optionalDependencies } = JSON.parse(manifest) as { optionalDependencies: Record<string, string> };
  const own = `@parcel/watcher-${process.platform}-${process.arch}`;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    // On Linux there are two, for each C library.
    if (name !== own && !name.startsWith(`${own}-`)) continue;
    await withPackage(`${name}@${version}`, modules, folder => rename(folder, path.join(modules, name)));
  }
}

/** Without it `workspace.findFiles` fails. Newer servers bring it along. */
async function addTextSearch(modules: string): Promise<void> {
  const place = path.join(modules, '@vscode', 'ripgrep');
  if (!existsSync(place) || existsSync(path.join(place, 'bin'))) return;
  await withPackage('@vscode/ripgrep-universal@1.18.0', modules, folder =>
    cp(path.join(folder, 'bin', `${process.platform}-${process.arch}`), path.join(place, 'bin'), {
      recursive: true,
    }),
  );
}

async function withPackage(
  spec: string,
  parent: string,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(parent, '.fetch-'));
  try {
    await fetchPackage(spec, folder);
    await use(path.join(folder, 'package'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
