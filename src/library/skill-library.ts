/** The skills of a folder with all their versions: read, saved, restored and removed by many at once, and nothing is lost. */

import type { StripTypes } from '../skill/skill.ts';
import { type LibraryParts, type Noticed, reconcile, reconcileSome, unseenIn } from './reconcile.ts';
import { KeptFirst, knownSkill, Saving, seen } from './saving.ts';
import type {
  RemoveAnswer,
  RestoreOptions,
  SaveAnswer,
  SaveOptions,
  SkillDraft,
  SkillPointer,
  Version,
  VersionedSkill,
  VersionText,
} from './version.ts';
import type { KnownSkill } from './version-store.ts';

export interface SkillLibraryOptions extends LibraryParts {
  readonly stripTypes: StripTypes;
  /** Lets others write between two steps of a long work. */
  readonly pause?: () => Promise<void>;
}

/**
 * Everything is as the folder is: what others have changed there meanwhile is a version before anything else is done.
 * Values are plain data. Errors of the store are thrown; all else that can go wrong is an answer.
 */
export class SkillLibrary {
  readonly #options: SkillLibraryOptions;

  constructor(options: SkillLibraryOptions) {
    this.#options = options;
  }

  /** Makes a version of each source that has changed. */
  notice(noticed: Noticed = {}): void {
    this.#options.store.exclusively(() => reconcile(this.#options, noticed));
  }

  /**
   * The same for all of the folder, whoever changed it: many files are looked at a few at a time, so that neither this
   * process nor another waits long to write meanwhile.
   */
  async catchUp(): Promise<void> {
    const { files, store, pause } = this.#options;
    const look = files.look();
    const unseen = store.reading(() => unseenIn(look, store));
    let { paths } = unseen;
    while (paths.length > 0) {
      paths = store.exclusively(() => reconcileSome(this.#options, paths));
      if (paths.length > 0) await pause?.();
    }
    if (unseen.isWhole) this.notice();
  }

  /** What a pointer means; of a name that several had, the one in the folder, else the last removed. */
  find(pointer: SkillPointer): VersionedSkill | undefined {
    const skill = this.#fresh(pointer);
    return skill && seen(skill);
  }

  /** The source in the folder, with its version; `undefined` when there is none, or it cannot be read. */
  get(pointer: SkillPointer): VersionText | undefined {
    const skill = this.#fresh(pointer);
    if (skill === undefined || skill.removedAt !== undefined) return undefined;
    return this.getVersion({ id: skill.id }, skill.latest);
  }

  /** `undefined` when there is no such skill, or no such version of it. */
  getVersion(pointer: SkillPointer, number: number): VersionText | undefined {
    const { store } = this.#options;
    return store.reading(() => {
      const skill = knownSkill(store, pointer);
      return skill && store.version(skill.id, number);
    });
  }

  /** Newest first; empty when there is no such skill. */
  history(pointer: SkillPointer): readonly Version[] {
    const { store } = this.#options;
    const skill = this.#fresh(pointer);
    return skill === undefined ? [] : store.reading(() => store.versions(skill.id));
  }

  /** Those that are not in the folder any more and can be restored, the last removed first. */
  removed(): readonly VersionedSkill[] {
    const { store } = this.#options;
    return store.reading(() => store.removedSkills().map(seen));
  }

  /** @throws the store's error when it cannot be written: then nothing was */
  save(draft: SkillDraft, options: SaveOptions = {}): SaveAnswer {
    const { expectedVersion } = options;
    const [answer] = this.batchSave(
      [{ ...draft, ...(expectedVersion === undefined ? {} : { expectedVersion }) }],
      options,
    );
    return answer as SaveAnswer;
  }

  /** As above, in the order given; they may call one another. One that cannot be saved leaves the others alone. */
  batchSave(
    drafts: readonly (SkillDraft & Pick<SaveOptions, 'expectedVersion'>)[],
    { validate = true, origin = 'agent' }: Omit<SaveOptions, 'expectedVersion'> = {},
  ): readonly SaveAnswer[] {
    return this.#saving(saving => saving.save(drafts, { validate, origin }));
  }

  /** Makes an old version the newest one. What was removed is in the folder again, with all its versions. */
  restore(pointer: SkillPointer, number: number, options: RestoreOptions = {}): SaveAnswer {
    return this.#saving(saving => saving.restore(pointer, number, options));
  }

  /** Its versions stay. */
  remove(pointer: SkillPointer, options: Pick<SaveOptions, 'expectedVersion'> = {}): RemoveAnswer {
    return this.#saving(saving => saving.remove(pointer, options));
  }

  /** @param text - `undefined` or nothing but spaces takes the label away. False when there is no such version. */
  label(pointer: SkillPointer, number: number, text: string | undefined): boolean {
    const { store } = this.#options;
    return store.exclusively(() => {
      const skill = knownSkill(store, pointer);
      if (skill === undefined || store.version(skill.id, number) === undefined) return false;
      store.setLabel(skill.id, number, text?.trim() || undefined);
      return true;
    });
  }

  /** What the store knows, once it agrees with the folder. */
  #fresh(pointer: SkillPointer): KnownSkill | undefined {
    const { store } = this.#options;
    const agreed = store.reading(() => {
      const skill = knownSkill(store, pointer);
      return skill && this.#agrees(skill) ? skill : undefined;
    });
    if (agreed !== undefined) return agreed;
    return store.exclusively(() => {
      const skill = knownSkill(store, pointer);
      reconcile(this.#options, skill === undefined ? {} : { paths: [skill.path] });
      return knownSkill(store, pointer);
    });
  }

  #agrees({ path, hash, removedAt }: KnownSkill): boolean {
    const file = this.#options.files.read(path);
    if (file === undefined || removedAt !== undefined)
      return (file === undefined) === (removedAt !== undefined);
    return !('text' in file) || this.#options.hashOf(file.text) === hash;
  }

  /** When the store does not keep what was written, the files are what they were before. */
  #saving<T>(work: (saving: Saving) => T): T {
    for (;;) {
      const saving = new Saving(this.#options);
      try {
        const done = this.#options.store.exclusively(() => unlessKept(() => work(saving)));
        saving.done();
        if (done !== undefined) return done.value;
      } catch (error) {
        saving.undo();
        throw error;
      }
    }
  }
}

function unlessKept<T>(work: () => T): { readonly value: T } | undefined {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof KeptFirst) return undefined;
    throw error;
  }
}
