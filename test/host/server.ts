/** A running VS Code Server on a free port, and the addresses of windows in it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { output } from './command.ts';
import type { Profile } from './profile.ts';
import { serverPackage } from './server-package.ts';

export interface ServerOptions {
  /** Of code-server, such as `4.139.1`. */
  readonly version: string;
  readonly profile: Profile;
  /** Workspace Trust as a user has it, so that new folders open in Restricted Mode. Undefined: all is trusted. */
  readonly asksForTrust?: boolean;
}

export interface Server {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends the server and its extension hosts; resolves when they are gone. */
  stop(): Promise<void>;
}

export interface WindowOptions {
  /** A folder, or a `.code-workspace` file; undefined: an empty window. */
  readonly workspace?: string | undefined;
  /** A file to open in it. */
  readonly file?: string | undefined;
  /** The folder of an extension under development. */
  readonly extension?: string | undefined;
  /** A module that exports `run(): Promise<void>`, called in the extension host. */
  readonly tests?: string | undefined;
}

const startLimitMs = 60_000;

/** Rejects when the server does not listen within a minute. The caller stops it. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, script } = await serverPackage(options.version);
  const child = spawn(node, [script, ...serverArguments(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ownEnvironment(),
    // A group of its own, which ends as a whole.
    detached: process.platform !== 'win32',
  });
  const release = endWithThisProcess(child);
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()));
  const stop = async () => {
    release();
    endTree(child);
    await closed;
  };
  try {
    return { origin: `http://127.0.0.1:${await listening(child)}`, ended: closed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArguments({ profile, asksForTrust }: ServerOptions): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0'],
    '--without-connection-token',
    '--accept-server-license-terms',
    '--disable-telemetry',
    '--enable-smoke-test-driver',
    ...(asksForTrust ? [] : ['--disable-workspace-trust']),
    ...['--server-data-dir', profile.dataFolder],
    ...['--extensions-dir', profile.extensionsFolder],
  ];
}

/** Without what a VS Code around this terminal has left in it. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(entries);
}

/** The port it listens on. */
function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => fail(`did not listen within ${startLimitMs / 1000} s`), startLimitMs);
    const fail = (what: string) => reject(new Error(`VS Code Server ${what}:\n${said.slice(-2000)}`));
    const read = (text: string) => {
      said += text;
      const port = /Extension host agent listening on (\d+)/.exec(said)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('error', error => fail(`did not start (${error.message})`));
    child.once('close', code => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

/** Also when a signal ends this process, as Ctrl-C does. The function returned takes that back. */
function endWithThisProcess(child: ChildProcess): () => void {
  const end = () => endTree(child);
  const endBySignal = (signal: NodeJS.Signals) => {
    end();
    release();
    process.kill(process.pid, signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const release = () => {
    process.removeListener('exit', end);
    for (const signal of signals) process.removeListener(signal, endBySignal);
  };
  process.once('exit', end);
  for (const signal of signals) process.on(signal, endBySignal);
  return release;
}

function endTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has already ended.
  }
}

/** Installs a packaged extension with VS Code's own command line. Rejects when it refuses. */
export async function installExtension(
  vsix: string,
  { version, profile }: Pick<ServerOptions, 'version' | 'profile'>,
): Promise<void> {
  const { node, script } = await serverPackage(version);
  const folders = ['--server-data-dir', profile.dataFolder, '--extensions-dir', profile.extensionsFolder];
  const args = [script, '--accept-server-license-terms', ...folders, '--install-extension', vsix];
  const said = await output(node, args, { cwd: profile.dataFolder, env: ownEnvironment() });
  if (!/successfully installed/.test(said)) throw new Error(`VS Code did not install ${vsix}:\n${said}`);
}

/** The address of a window. The extension of the payload is loaded by whichever browser opens it. */
export function windowAddress(server: Pick<Server, 'origin'>, options: WindowOptions): string {
  const address = new URL(server.origin);
  const remote = (place: string) => `vscode-remote://${address.host}${pathToFileURL(place).pathname}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (options.file) payload.push(['openFile', remote(options.file)]);
  if (options.extension) payload.push(['extensionDevelopmentPath', remote(options.extension)]);
  if (options.tests) payload.push(['extensionTestsPath', remote(options.tests)]);
  if (options.workspace) {
    const kind = options.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
    address.searchParams.set(kind, decodeURIComponent(pathToFileURL(options.workspace).pathname));
  } else {
    address.searchParams.set('ew', 'true');
  }
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}
