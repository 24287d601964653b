/** A skills folder in memory, which other programs change, and whose disk may be full. */

import {
  FileRefusal,
  type FolderLook,
  type FoundFile,
  type ReadFile,
  type Replaced,
  type SkillFiles,
} from '../../src/library/skill-files.ts';
import type { UnreadableFile } from '../../src/skill/skill.ts';

export class MemorySkillFiles implements SkillFiles {
  readonly #files = new Map<string, { readonly text: string | UnreadableFile; readonly stamp: number }>();
  #stamps = 0;
  /** What a write says instead of writing. */
  failure: string | undefined;
  writer: 'git' | 'disk' = 'disk';
  hasHalfDone = false;
  /** When all files were written last. */
  changedAt = 0;
  /** Paths of what was read and written, in order; tests empty it. */
  readonly reads: string[] = [];
  readonly writes: string[] = [];

  /** As another program does. `undefined` removes. */
  put(path: string, text: string | UnreadableFile | undefined): void {
    if (text === undefined) this.#files.delete(path);
    else this.#files.set(path, { text, stamp: ++this.#stamps });
  }

  rename(from: string, to: string): void {
    const file = this.#files.get(from);
    if (file === undefined) throw new Error(`There is no ${from}.`);
    this.#files.delete(from);
    this.#files.set(to, file);
  }

  get texts(): Readonly<Record<string, string>> {
    const all = [...this.#files].map(([path, { text }]) => [
      path,
      typeof text === 'string' ? text : text.code,
    ]);
    return Object.fromEntries(all.sort());
  }

  list(): readonly FoundFile[] {
    return [...this.#files]
      .map(([path, { stamp }]) => ({ path, stamp: String(stamp) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  look(): FolderLook {
    return { files: this.list(), hasHalfDone: this.hasHalfDone };
  }

  read(path: string): ReadFile | UnreadableFile | undefined {
    this.reads.push(path);
    const file = this.#files.get(path);
    if (file === undefined) return undefined;
    const { text, stamp } = file;
    return typeof text === 'string' ? { path, text, stamp: String(stamp), changedAt: this.changedAt } : text;
  }

  write(path: string, text: string): Replaced {
    this.writes.push(path);
    return this.#replace(path, text);
  }

  remove(path: string): Replaced {
    return this.#replace(path, undefined);
  }

  #replace(path: string, text: string | undefined): Replaced {
    if (this.failure !== undefined) throw new FileRefusal(this.failure);
    const before = this.#files.get(path)?.text;
    this.put(path, text);
    const after = this.#files.get(path)?.stamp;
    return {
      undo: () => {
        if (this.#files.get(path)?.stamp === after) this.put(path, before);
      },
      forget: () => undefined,
    };
  }

  writerAt(): 'git' | 'disk' {
    return this.writer;
  }
}
