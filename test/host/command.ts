/** Starts other programs: npm, tar and whatever else the hosts need, with their failure told in words. */

import { type SpawnOptions, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';

interface CommandOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The command's standard output. Rejects with the end of what it said when it fails. */
export function output(command: string, args: readonly string[], options: CommandOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      all += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      all += text;
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve(out);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${all.slice(-2000)}`));
    });
  });
}

/** Runs a command in this terminal; its exit code, 1 when a signal ended it. Rejects when it cannot be started. */
export function show(command: string, args: readonly string[], options: SpawnOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

/** npm under the Node that runs this: without a shell where npm says where it lies, as it does in its scripts. */
export function npmCommand(args: readonly string[]): {
  readonly command: string;
  readonly args: readonly string[];
} {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script)) return { command: process.execPath, args: [script, ...args] };
  if (process.platform === 'win32') return { command: 'cmd.exe', args: ['/d', '/c', 'npm.cmd', ...args] };
  return { command: 'npm', args };
}

/** npm's standard output. */
export function npm(args: readonly string[], cwd: string): Promise<string> {
  const { command, args: all } = npmCommand(args);
  return output(command, all, { cwd });
}

/** Fetches a package from the registry and unpacks it, as `package/`, into a folder. None of its scripts runs. */
export async function fetchPackage(spec: string, folder: string): Promise<void> {
  const printed = await npm(['pack', spec, '--silent', '--ignore-scripts'], folder);
  const file = printed.trim().split(/\r?\n/).at(-1);
  if (!file) throw new Error(`npm pack ${spec} named no file`);
  await output('tar', ['-xzf', file], { cwd: folder });
  await rm(path.join(folder, file), { force: true });
}
