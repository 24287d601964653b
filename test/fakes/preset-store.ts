/** Presets kept in memory, by the same rules as in the database; it fails when the test says so. */

import type { Preset, PresetStore, SparePresets } from '../../src/library/preset.ts';

export class FakePresetStore implements PresetStore, SparePresets {
  #kept = new Map<string, Map<string, Preset>>();
  failure: Error | undefined;

  skills(): Iterable<string> {
    return this.#kept.keys();
  }

  presets(skill: string): readonly Preset[] {
    this.#fail();
    return [...(this.#kept.get(skill.toLowerCase())?.values() ?? [])].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  }

  async save(skill: string, preset: Preset): Promise<void> {
    this.#fail();
    const own = this.#kept.get(skill.toLowerCase()) ?? new Map();
    this.#kept.set(skill.toLowerCase(), own.set(preset.name, structuredClone(preset)));
  }

  async remove(skill: string, name: string): Promise<void> {
    this.#fail();
    const own = this.#kept.get(skill.toLowerCase());
    own?.delete(name);
    if (own?.size === 0) this.#kept.delete(skill.toLowerCase());
  }

  async rename(from: string, to: string): Promise<void> {
    this.#fail();
    const swapped = new Map([
      [from.toLowerCase(), to.toLowerCase()],
      [to.toLowerCase(), from.toLowerCase()],
    ]);
    this.#kept = new Map([...this.#kept].map(([skill, own]) => [swapped.get(skill) ?? skill, own]));
  }

  #fail(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}
