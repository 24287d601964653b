/** Whether git wrote a file: it leaves traces in its own folder about when it did. */

import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What git writes when it changes files: the last commit, what is staged, and what is going on. */
const traces = [
  'HEAD',
  'index',
  'ORIG_HEAD',
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'logs/HEAD',
  'logs/refs/stash',
];
const nearMs = 2000;
const keptMs = 100;

export class GitTraces {
  readonly #folder: string;
  #isGoingOn = false;
  #times: readonly number[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** @param folder - somewhere in the repository, or in none */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param changedAt - when the file was written, in milliseconds since 1970 */
  areOf(changedAt: number): boolean {
    this.#look();
    return this.#isGoingOn || this.#times.some(time => Math.abs(time - changedAt) < nearMs);
  }

  #look(): void {
    const now = performance.now();
    if (now - this.#lookedAt < keptMs) return;
    this.#lookedAt = now;
    const git = gitFolder(this.#folder);
    const timeOf = (name: string) => statSync(join(git ?? '', name), { throwIfNoEntry: false })?.mtimeMs;
    this.#times = git === undefined ? [] : traces.map(timeOf).filter(time => time !== undefined);
    this.#isGoingOn = git !== undefined && timeOf('index.lock') !== undefined;
  }
}

/** `undefined` outside of repositories. */
function gitFolder(folder: string): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    const place = join(above, '.git');
    const found = statSync(place, { throwIfNoEntry: false });
    if (found?.isDirectory()) return place;
    // In worktrees and submodules it is a file that says where the folder is.
    const link = found?.isFile() ? /^gitdir: (.+)$/m.exec(readFileSync(place, 'utf8'))?.[1] : undefined;
    if (link !== undefined) return resolve(above, link.trim());
    if (above === dirname(above)) return undefined;
  }
}
