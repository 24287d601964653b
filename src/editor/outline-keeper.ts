/** Keeps the outline of a root beside its skills, for the next window; writes it when nothing has changed for a while. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposal.ts';
import { outlineOf, type SkillOutline } from '../library/outline.ts';
import { writeOutlineFile } from '../node/outline-file.ts';
import type { SkillCatalogue } from '../skill/catalogue.ts';
import { Debouncer } from './debounce.ts';
import { inSlices } from './time-slice.ts';

const quietMs = 3_000;

export interface KeptRoot {
  /** Absolute. */
  readonly folder: string;
  readonly catalogue: SkillCatalogue;
  /** Whether what the catalogue has of it is what the disk has. */
  isSaved(path: string): boolean;
}

/** Its creator disposes it; what has changed lately is then not written. */
export class OutlineKeeper implements Disposable {
  readonly #root: KeptRoot;
  readonly #onError: (error: unknown) => void;
  readonly #owned = new DisposableStore();
  readonly #changed: Debouncer<'outline'>;
  #isWriting = false;

  constructor(root: KeptRoot, onError: (error: unknown) => void) {
    this.#root = root;
    this.#onError = onError;
    this.#changed = this.#owned.add(new Debouncer(quietMs, () => void this.#write()));
  }

  /** Something of the catalogue is another one. */
  notice(): void {
    this.#changed.add('outline');
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #write(): Promise<void> {
    if (!vscode.workspace.isTrusted || this.#owned.isDisposed) return;
    if (this.#isWriting) {
      this.notice();
      return;
    }
    this.#isWriting = true;
    try {
      const { folder, catalogue, isSaved } = this.#root;
      const outlines: SkillOutline[] = [];
      const skills = [...catalogue.skills()].filter(({ path }) => isSaved(path));
      await this.#slices(skills, batch => {
        for (const skill of batch) outlines.push(outlineOf(skill, catalogue));
      });
      await writeOutlineFile(folder, outlines, (items, handle) => this.#slices(items, handle));
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#isWriting = false;
    }
  }

  #slices<T>(items: readonly T[], handle: (batch: readonly T[]) => void): Promise<void> {
    return inSlices({ items, handle, isStopped: () => this.#owned.isDisposed });
  }
}
