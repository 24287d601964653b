/** The versions of the skills that the command line works on: kept where this Node and the folder allow it. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Disposable } from '../base/disposal.ts';
import { SkillFolderFiles } from '../node/skill-files.ts';
import { localFolder } from '../node/store/local-folder.ts';
import { StoreError } from '../node/store/store-error.ts';
import { DirectWriter, databaseName, type Writer } from '../node/store/writer.ts';

const changedMeanwhile = 'it was changed meanwhile.';

/** Its creator disposes it. What cannot be kept is told once; skills are written nevertheless. */
export class KeptVersions implements Disposable {
  readonly #folder: string;
  readonly #say: (sentence: string) => void;
  #writer: Writer | undefined;
  #isOff = false;

  /** @param folder - the skills folder, absolute, in the workspace's root */
  constructor(folder: string, say: (sentence: string) => void) {
    this.#folder = folder;
    this.#say = say;
  }

  /** Makes versions of what was changed while nobody looked, where versions are kept already. */
  async notice(): Promise<void> {
    if (existsSync(join(localFolder(this.#folder), databaseName)))
      await this.#kept(library => library.catchUp());
  }

  /** Replaces the text of a file. Returns why it could not be; `undefined` when it is done. */
  async write(path: string, before: string, after: string): Promise<string | undefined> {
    const answer = await this.#kept(async library => {
      const present = await library.get({ path });
      if (present?.text !== before) return { message: changedMeanwhile };
      const options = { expectedVersion: present.number, validate: false, origin: 'command-line' } as const;
      const saved = await library.save({ path, text: after }, options);
      if (saved.status === 'conflict') return { message: changedMeanwhile };
      return { message: saved.status === 'saved' ? undefined : saved.message };
    });
    return answer === undefined ? this.#writeAlone(path, before, after) : answer.message;
  }

  dispose(): void {
    this.#writer?.dispose();
  }

  /** `undefined` when nothing can be kept. */
  async #kept<T>(work: (library: Writer['areas']['library']) => Promise<T>): Promise<T | undefined> {
    if (this.#isOff) return undefined;
    try {
      this.#writer ??= new DirectWriter({ skillsFolder: this.#folder, onNotice: this.#say });
      return await work(this.#writer.areas.library);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#isOff = true;
      this.#say(`Versions are not kept. ${error.message}`);
      return undefined;
    }
  }

  #writeAlone(path: string, before: string, after: string): string | undefined {
    const files = new SkillFolderFiles(this.#folder, dirname(this.#folder));
    const present = files.read(path);
    if (present === undefined || !('text' in present) || present.text !== before) return changedMeanwhile;
    try {
      files.write(path, after).forget();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
