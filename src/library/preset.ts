/** Inputs that were given a name: kept in the skills folder for everybody who uses it, or else where the host says. */

import type { JsonObject } from '../base/json.ts';

export interface Preset {
  readonly name: string;
  readonly inputs: JsonObject;
}

/** Where presets are kept, by the skill's name, whose case does not matter. All of it throws or rejects when it cannot be used. */
export interface PresetStore {
  /** At once, for a form that opens. */
  presets(skill: string): readonly Preset[];
  /** Replaces a preset of the same name. */
  save(skill: string, preset: Preset): Promise<void>;
  /** A preset that is not there is none of its concern. */
  remove(skill: string, name: string): Promise<void>;
  /** What was kept under one name is kept under the other, and the other way round where both are known. */
  rename(from: string, to: string): Promise<void>;
}

/** Where presets go that the folder does not take, and where they were before it took any. */
export interface SparePresets extends Omit<PresetStore, 'rename'> {
  /** The names of the skills with presets here. */
  skills(): Iterable<string>;
}

export interface SkillPresetsOptions {
  /** That of the skills folder; `undefined` as long as it cannot be used. */
  readonly store: () => PresetStore | undefined;
  readonly spare: SparePresets;
  /** Told why the folder's presets cannot be read, or do not take in what is elsewhere. */
  readonly onError: (error: unknown) => void;
}

/** `spare` with the reason, when the folder was asked and refused. */
export type KeptIn =
  | { readonly place: 'folder' }
  | { readonly place: 'spare'; readonly reason: unknown | undefined };

export class SkillPresets {
  readonly #options: SkillPresetsOptions;

  constructor(options: SkillPresetsOptions) {
    this.#options = options;
  }

  /** Whether the folder can be asked to keep them. */
  get hasFolder(): boolean {
    return this.#options.store() !== undefined;
  }

  /** Sorted by name. What is kept elsewhere is newer than what the folder has under the same name. */
  of(skill: string): readonly Preset[] {
    const byName = new Map<string, Preset>();
    for (const preset of [...this.#inFolder(skill), ...this.#options.spare.presets(skill)])
      byName.set(preset.name, preset);
    return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Replaces a preset of the same name; says where it is kept. */
  async save(skill: string, preset: Preset): Promise<KeptIn> {
    const { store, spare } = this.#options;
    let reason: unknown;
    try {
      const folder = store();
      if (folder !== undefined) {
        await folder.save(skill, preset);
        await spare.remove(skill, preset.name);
        return { place: 'folder' };
      }
    } catch (error) {
      reason = error;
    }
    await spare.save(skill, preset);
    return { place: 'spare', reason };
  }

  /** @throws what the folder says when it cannot remove it */
  async remove(skill: string, name: string): Promise<void> {
    const { store, spare } = this.#options;
    await spare.remove(skill, name);
    await store()?.remove(skill, name);
  }

  /** Of a skill that has another name now. What is kept elsewhere follows its file by itself. */
  async rename(from: string, to: string): Promise<void> {
    await this.#options.store()?.rename(from, to);
  }

  /** Moves into the folder what is kept elsewhere. Never rejects. */
  async takeIn(): Promise<void> {
    const { store, spare, onError } = this.#options;
    try {
      const folder = store();
      if (folder === undefined) return;
      for (const skill of [...spare.skills()])
        for (const preset of spare.presets(skill)) {
          await folder.save(skill, preset);
          await spare.remove(skill, preset.name);
        }
    } catch (error) {
      onError(error);
    }
  }

  #inFolder(skill: string): readonly Preset[] {
    const { store, onError } = this.#options;
    try {
      return store()?.presets(skill) ?? [];
    } catch (error) {
      onError(error);
      return [];
    }
  }
}
