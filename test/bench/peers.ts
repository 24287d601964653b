// The same three-line skill in the systems that people use otherwise: JSON in, JSON out, a new isolate for each run.
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface Peer {
  readonly name: string;
  /** One isolated run from inputs to result, both JSON text. */
  run(inputs: string): Promise<string>;
}

export type Candidate = Peer | { readonly name: string; readonly absent: string };

/** `${inputs}` is JSON text; the value is JSON text. */
const code = (inputs: string) => `(() => {
  const { a, b } = ${inputs};
  const c = Math.sqrt(a * a + b * b);
  return JSON.stringify({ hypotenuse: c });
})()`;

interface QuickJsPeer {
  loadQuickJs(variant: unknown): Promise<{
    runSandboxed(run: (sandbox: { evalCode(code: string): Promise<{ data?: string }> }) => unknown): Promise<{
      readonly data?: string;
    }>;
  }>;
}

interface IsolatedVm {
  readonly Isolate: new (options: {
    memoryLimit: number;
  }) => {
    createContextSync(): { evalSync(code: string, options: { timeout: number }): string };
    dispose(): void;
  };
}

/** Packages of test/bench/peers/package.json, in a cache folder; no script of theirs runs, nothing is compiled. */
function installed(): NodeJS.Require {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'skillsmith', 'bench-peers');
  mkdirSync(folder, { recursive: true });
  const manifest = fileURLToPath(new URL('./peers/package.json', import.meta.url));
  const copy = join(folder, 'package.json');
  if (!existsSync(join(folder, 'node_modules', 'isolated-vm'))) {
    copyFileSync(manifest, copy);
    const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
    execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', flags, { cwd: folder, stdio: 'ignore' });
  }
  return createRequire(copy);
}

async function quickJs(require: NodeJS.Require): Promise<Peer> {
  const load = (name: string) => import(pathToFileURL(require.resolve(name)).href);
  const { loadQuickJs } = (await load('@sebastianwessel/quickjs')) as QuickJsPeer;
  const variant = (await load('@jitl/quickjs-ng-wasmfile-release-sync')) as {
    default: { default?: unknown };
  };
  const { runSandboxed } = await loadQuickJs(variant.default.default ?? variant.default);
  return {
    name: '@sebastianwessel/quickjs 3.1',
    async run(inputs) {
      const answer = await runSandboxed(({ evalCode }) => evalCode(`export default ${code(inputs)}`));
      return String(answer.data);
    },
  };
}

async function isolatedVm(require: NodeJS.Require): Promise<Peer> {
  const { Isolate } = require('isolated-vm') as IsolatedVm;
  return {
    name: 'isolated-vm 7.0',
    async run(inputs) {
      const isolate = new Isolate({ memoryLimit: 64 });
      const result = isolate.createContextSync().evalSync(code(inputs), { timeout: 1000 });
      isolate.dispose();
      return result;
    },
  };
}

async function childProcess(): Promise<Peer> {
  return {
    name: 'node child process',
    run: inputs =>
      new Promise((resolve, reject) => {
        const script = `process.stdout.write(${code(inputs)})`;
        execFile(process.execPath, ['-e', script], (error, text) => (error ? reject(error) : resolve(text)));
      }),
  };
}

/** Each peer, or why it is not here. */
export async function peers(): Promise<readonly Candidate[]> {
  const makers: readonly (readonly [string, () => Promise<Peer>])[] = [
    ['@sebastianwessel/quickjs', () => quickJs(installed())],
    ['isolated-vm', () => isolatedVm(installed())],
    ['node child process', childProcess],
  ];
  const all: Candidate[] = [];
  for (const [name, make] of makers) {
    try {
      const peer = await make();
      const answer = await peer.run('{"a":3,"b":4}');
      if (answer !== '{"hypotenuse":5}') throw new Error(`it answered ${answer}`);
      all.push(peer);
    } catch (error) {
      all.push({ name, absent: `not installable here: ${error instanceof Error ? error.message : error}` });
    }
  }
  return all;
}
