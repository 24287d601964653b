/** A library for tests: over twins in memory, with texts as their own hashes. */

import { SkillLibrary } from '../../src/library/skill-library.ts';
import type { VersionStore } from '../../src/library/version-store.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import type { MemorySkillFiles } from '../fakes/skill-files.ts';

export function libraryOver(
  files: MemorySkillFiles,
  store: VersionStore,
  now: () => number,
  pause: () => Promise<void> = async () => undefined,
): SkillLibrary {
  return new SkillLibrary({ files, store, hashOf: text => text, now, stripTypes, pause });
}
