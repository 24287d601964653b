/** The tools that draw graphs of modules, each started cold on a folder of modules: madge and dependency-cruiser. */

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface GraphPeer {
  readonly name: string;
  /** An ES module that prints how many modules and imports it found in the folder of its argument. */
  readonly script: string;
}

export type GraphPeers =
  | { readonly folder: string; readonly peers: readonly GraphPeer[] }
  | { readonly absent: string };

const madge = `import madge from 'madge';
const graph = (await madge(process.argv[2], { fileExtensions: ['js'] })).obj();
console.log(Object.keys(graph).length, Object.values(graph).flat().length);`;

const cruiser = `import { cruise } from 'dependency-cruiser';
process.chdir(process.argv[2]);
const { output } = await cruise(['.'], {});
console.log(output.modules.length, output.modules.flatMap(({ dependencies }) => dependencies).length);`;

/** Installs them into a cache folder where they are not there yet; no script of theirs runs. */
export function graphPeers(): GraphPeers {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'skillsmith', 'bench-graph-peers');
  try {
    mkdirSync(folder, { recursive: true });
    const manifest = fileURLToPath(new URL('./peers/graph/package.json', import.meta.url));
    if (!existsSync(join(folder, 'node_modules', 'dependency-cruiser'))) {
      copyFileSync(manifest, join(folder, 'package.json'));
      const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
      execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', flags, { cwd: folder, stdio: 'ignore' });
    }
    return {
      folder,
      peers: [
        { name: 'madge', script: madge },
        { name: 'dependency-cruiser', script: cruiser },
      ],
    };
  } catch (error) {
    return { absent: `not installable here: ${error instanceof Error ? error.message : error}` };
  }
}
