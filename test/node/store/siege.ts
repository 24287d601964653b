/** Many processes on one skills folder, ended without warning at random moments and started again; then, what is left. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { DirectWriter, openState } from '../../../src/node/store/writer.ts';
import { isWhole, skillNames } from './besieger.ts';

export interface SiegeOptions {
  readonly seconds: number;
  readonly writers: number;
  readonly readers: number;
}

export interface SiegeReport {
  /** Saves that a process was told of before it was ended. */
  readonly saves: number;
  readonly reads: number;
  readonly kills: number;
  readonly versions: number;
  /** What is wrong, in sentences; none when all is well. */
  readonly wrongs: readonly string[];
}

/** What the processes have said. */
interface Heard {
  readonly saved: Map<string, string>;
  readonly wrongs: string[];
  reads: number;
  kills: number;
}

export async function siege({ seconds, writers, readers }: SiegeOptions): Promise<SiegeReport> {
  const place = mkdtempSync(join(tmpdir(), 'skillsmith-siege-'));
  const folder = join(place, '.skills');
  mkdirSync(folder);
  const besieger = await bundleBesieger(place);
  const heard: Heard = { saved: new Map(), wrongs: [], reads: 0, kills: 0 };
  try {
    const roles = [...Array(writers).fill('writer'), ...Array(readers).fill('reader')] as const;
    const keepers = roles.map(role => new Keeper([besieger, role, folder], heard));
    await Promise.all(keepers.map(keeper => keeper.ready));
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      await sleep(50 + Math.random() * 300);
      keepers[Math.floor(Math.random() * keepers.length)]?.kill();
    }
    await Promise.all(keepers.map(keeper => keeper.end()));
    const versions = await inspect(folder, heard);
    const { saved, wrongs, reads, kills } = heard;
    return { saves: saved.size, reads, kills, versions, wrongs };
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** As one file that starts fast: most of the time is to be spent on the folder. */
async function bundleBesieger(place: string): Promise<string> {
  const outfile = join(place, 'besieger.mjs');
  const entryPoints = [fileURLToPath(new URL('./besieger.ts', import.meta.url))];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node22' });
  return outfile;
}

/** One process after another, each started when the one before is gone. */
class Keeper {
  readonly #args: readonly string[];
  readonly #heard: Heard;
  readonly #ready = Promise.withResolvers<void>();
  readonly #done: Promise<void>;
  #child: ChildProcess | undefined;
  #isEnding = false;

  constructor(args: readonly string[], heard: Heard) {
    this.#args = args;
    this.#heard = heard;
    this.#done = this.#keep();
  }

  /** Resolves when the first one has begun its work. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  kill(): void {
    if (this.#child?.kill('SIGKILL')) this.#heard.kills++;
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    this.kill();
    await this.#done;
  }

  async #keep(): Promise<void> {
    while (!this.#isEnding) {
      const child = spawn(process.execPath, ['--no-warnings', ...this.#args], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      this.#child = child;
      const closed = new Promise(resolve => child.on('close', resolve));
      for await (const line of createInterface({ input: child.stdout })) this.#hear(line);
      await closed;
    }
  }

  #hear(line: string): void {
    const [word, ...rest] = line.split(' ');
    const { saved, wrongs } = this.#heard;
    if (word === 'ready') this.#ready.resolve();
    else if (word === 'read') this.#heard.reads++;
    else if (word === 'wrong') wrongs.push(rest.join(' '));
    // A line that was cut off was not heard.
    else if (word === 'saved' && rest[3] === 'end') saved.set(`${rest[0]} ${rest[1]}`, rest[2] ?? '');
  }
}

async function inspect(folder: string, { saved, wrongs }: Heard): Promise<number> {
  const writer = new DirectWriter({ skillsFolder: folder, onNotice: sentence => wrongs.push(sentence) });
  const { library } = writer.areas;
  await library.notice();
  for (const name of readdirSync(folder)) {
    if (name === '.local') continue;
    if (!name.endsWith('.js') || name.startsWith('.')) wrongs.push(`${name} was left behind`);
    else if (!isWhole(readFileSync(join(folder, name), 'utf8'))) wrongs.push(`${name} is not whole`);
  }
  const hashes = new Map<string, string>();
  let versions = 0;
  for (const name of skillNames) {
    const history = await library.history(name);
    versions += history.length;
    if (history.some(({ number }, i) => number !== history.length - i)) wrongs.push(`${name} has a gap`);
    for (const { skill, number } of history) {
      const version = await library.getVersion({ id: skill }, number);
      hashes.set(`${skill} ${number}`, version?.hash ?? '');
      if (!isWhole(version?.text ?? '')) wrongs.push(`${name} ${number} is not whole`);
    }
  }
  for (const [key, hash] of saved) if (hashes.get(key) !== hash) wrongs.push(`save ${key} is lost`);
  writer.dispose();
  wrongs.push(...databaseFaults(folder));
  return versions;
}

function databaseFaults(folder: string): readonly string[] {
  const database = openState(folder, () => undefined);
  try {
    return database.read(() => {
      const integrity = database.all('PRAGMA integrity_check').map(row => String(row.integrity_check));
      const lost = database.all('PRAGMA foreign_key_check').map(row => JSON.stringify(row));
      return [...integrity.filter(line => line !== 'ok'), ...lost];
    });
  } finally {
    database.dispose();
  }
}
