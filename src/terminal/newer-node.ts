/** Goes on in a newer Node where one lies beside the program: the one that runs it may lack a database. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findSqlite } from '../node/store/sqlite.ts';

/** Set in the newer process, so that it never looks for another one. */
const mark = 'SKILLSMITH_NEWER_NODE';

export interface NewerNodeOptions {
  /** The program's own entry. */
  readonly entry: URL;
  /** Without the program's name. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether the Node that runs this suffices. */
  readonly suffices: boolean;
}

/** What this process has and was started with. */
export function currentNode(entry: URL, args: readonly string[]): NewerNodeOptions {
  return { entry, args, environment: process.env, suffices: findSqlite() !== undefined };
}

/**
 * Runs the program there, with this one's streams and signals, and resolves to its exit code; `undefined` when this
 * process has to do it itself.
 */
export async function runInNewerNode(options: NewerNodeOptions): Promise<number | undefined> {
  const { entry, args, environment, suffices } = options;
  const node = suffices || environment[mark] !== undefined ? undefined : newerNode(entry);
  if (node === undefined) return undefined;
  // In a terminal Ctrl-C reaches both processes; without one the other is out of its reach, and told by this one.
  const isAlone = !process.stdin.isTTY;
  const child = spawn(node, [fileURLToPath(entry), ...args], {
    stdio: 'inherit',
    detached: isAlone && process.platform !== 'win32',
    env: { ...environment, [mark]: '1' },
  });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  const onInterrupt = isAlone ? forward : () => undefined;
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', forward);
  try {
    return await new Promise<number | undefined>(resolve => {
      // One that cannot be started leaves the work to this process.
      child.once('error', () => resolve(undefined));
      child.once('exit', (code, signal) => resolve(code ?? codeOf(signal)));
    });
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', forward);
  }
}

/** As the devDependency `node` installs it in the folder of the program's package. */
function newerNode(entry: URL): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = fileURLToPath(new URL(`../node_modules/node/bin/${name}`, entry));
  return existsSync(path) ? path : undefined;
}

function codeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
