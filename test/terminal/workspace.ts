/** Throw-away folders with skills, and a runner that is shared by all tests of a file. */

import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRunnerPool, type RunnerPool } from '../../src/node/pool.ts';

/** The absolute path of a new folder that holds these files; `remove` it afterwards. */
export async function makeWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'skillsmith-cli-')));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** Makes a link of this absolute path, with the folders above it. */
export async function linkTo(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

export function removeWorkspace(root: string): Promise<void> {
  return rm(root, { recursive: true, force: true });
}

export function sourcePool(): RunnerPool {
  const workerUrl = new URL('../../src/node/worker.ts', import.meta.url);
  const wasmUrl = new URL(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
  return createRunnerPool({ workerUrl, wasmUrl, size: () => 1 });
}
