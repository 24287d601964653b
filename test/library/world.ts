/** A folder that several processes and other programs change in any order, and what has to be true of it then. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SkillLibrary } from '../../src/library/skill-library.ts';
import type { VersionStore } from '../../src/library/version-store.ts';
import { MemorySkillFiles } from '../fakes/skill-files.ts';
import { libraryOver } from './library.ts';

/** What several processes and programs may do, in any order. */
export type Step =
  | { readonly do: 'write' | 'save'; readonly at: number; readonly text: number }
  | { readonly do: 'rename' | 'tellRename'; readonly at: number; readonly to: number }
  | { readonly do: 'delete' | 'remove' | 'stale'; readonly at: number }
  | { readonly do: 'restore'; readonly at: number; readonly number: number }
  | { readonly do: 'notice' }
  | { readonly do: 'wait'; readonly ms: number };

const place = fc.nat({ max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('write' as const, 'save' as const), at: place, text: fc.nat({ max: 6 }) }),
  fc.record({ do: fc.constantFrom('rename' as const, 'tellRename' as const), at: place, to: place }),
  fc.record({ do: fc.constantFrom('delete' as const, 'remove' as const, 'stale' as const), at: place }),
  fc.record({ do: fc.constant('restore' as const), at: place, number: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('notice' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: -20_000, max: 20_000 }) }),
);

const paths = ['a.js', 'b.js', 'x/c.js', 'x/D.js', 'x/d.js'];

export class World {
  readonly files = new MemorySkillFiles();
  readonly store: VersionStore;
  /** Texts of versions that somebody was told of: no later step may change them. */
  readonly acknowledged = new Map<string, string>();
  #time = 1_000_000;
  #turn = 0;
  readonly #libraries: readonly SkillLibrary[];

  constructor(store: VersionStore) {
    this.store = store;
    this.#libraries = [0, 1, 2].map(() => libraryOver(this.files, store, () => this.#time));
  }

  get library(): SkillLibrary {
    return this.#libraries[this.#turn++ % 3] as SkillLibrary;
  }

  act(step: Step): unknown {
    if (step.do === 'notice') return this.library.notice();
    if (step.do === 'wait') {
      this.#time += step.ms;
      return undefined;
    }
    const path = paths[step.at] as string;
    switch (step.do) {
      case 'write':
        return this.files.put(path, `text ${step.text}`);
      case 'save':
        return this.#save(path, `text ${step.text}`);
      case 'delete':
        return this.files.put(path, undefined);
      case 'stale':
        return this.#saveStale(path);
      case 'remove':
        return this.library.remove({ path });
      case 'restore':
        return this.#acknowledge(this.library.restore({ path }, step.number, { validate: false }));
      case 'rename':
      case 'tellRename':
        return this.#rename(path, paths[step.to] as string, step.do === 'tellRename');
    }
  }

  #save(path: string, text: string): void {
    this.#acknowledge(this.library.save({ path, text }, { validate: false }));
  }

  #acknowledge(answer: ReturnType<SkillLibrary['save']>): void {
    if (answer.status !== 'saved') return;
    const { skill, number } = answer.version;
    this.acknowledged.set(
      `${skill} ${number}`,
      this.store.reading(() => this.store.version(skill, number)?.text ?? 'nothing'),
    );
  }

  /** Whoever knows another version never gets past the one that there is. */
  #saveStale(path: string): void {
    const before = this.files.texts;
    const answer = this.library.save({ path, text: 'stale' }, { expectedVersion: 99, validate: false });
    assert.equal(answer.status, 'conflict');
    assert.deepEqual(this.files.texts, before);
  }

  #rename(from: string, to: string, isTold: boolean): void {
    if (from === to || this.files.texts[from] === undefined) return;
    this.files.rename(from, to);
    if (isTold) this.library.notice({ renames: [{ from, to }], origin: 'editor' });
  }
}

export const steps = fc.array(step, { maxLength: 40 });

/** Versions have no gaps and repeat nothing, the last is the folder's, and what was acknowledged is there. */
export function check({ store, files, library, acknowledged }: World): void {
  library.notice();
  store.reading(() => {
    const present = store.present();
    assert.deepEqual(Object.fromEntries(present.map(({ path, hash }) => [path, hash]).sort()), files.texts);
    for (const { id, latest, hash } of [...present, ...store.removedSkills()]) {
      const versions = store.versions(id);
      const numbers = versions.map(({ number }) => number);
      assert.deepEqual(
        numbers,
        Array.from({ length: latest }, (_, i) => latest - i),
      );
      assert.equal(versions[0]?.hash, hash);
      assert.equal(
        versions.some((version, i) => version.hash === versions[i + 1]?.hash),
        false,
      );
    }
    for (const [key, text] of acknowledged) {
      const [id, number] = key.split(' ').map(Number) as [number, number];
      assert.equal(store.version(id, number)?.text, text);
    }
  });
}
