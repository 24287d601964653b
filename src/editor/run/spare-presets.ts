/** The presets of one root that are in the workspace's own state: those that its database does not have. */

import * as vscode from 'vscode';
import { isJsonObject } from '../../base/json.ts';
import type { Preset, SparePresets } from '../../library/preset.ts';
import { skillNameOfPath } from '../../skill/name.ts';
import type { SkillRoot } from '../skill-root.ts';

const prefix = 'presets:';

/** By the skill's file, so that they follow it as everything does that is remembered of a file. */
export class StatePresets implements SparePresets {
  readonly #state: vscode.Memento;
  readonly #root: Pick<SkillRoot, 'pathOf' | 'uriOf' | 'catalogue'>;

  constructor(state: vscode.Memento, root: Pick<SkillRoot, 'pathOf' | 'uriOf' | 'catalogue'>) {
    this.#state = state;
    this.#root = root;
  }

  skills(): Iterable<string> {
    return new Set(this.#keys().map(({ skill }) => skill));
  }

  presets(skill: string): readonly Preset[] {
    return this.#keysOf(skill).flatMap(key => this.#at(key));
  }

  async save(skill: string, preset: Preset): Promise<void> {
    const path = this.#root.catalogue.find(skill)?.path ?? `${skill}.js`;
    const key = this.#keysOf(skill)[0] ?? `${prefix}${this.#root.uriOf(path).toString()}`;
    const others = this.#at(key).filter(({ name }) => name !== preset.name);
    await this.#state.update(key, [...others, preset]);
  }

  async remove(skill: string, name: string): Promise<void> {
    for (const key of this.#keysOf(skill)) {
      const kept = this.#at(key);
      const rest = kept.filter(preset => preset.name !== name);
      if (rest.length < kept.length) await this.#state.update(key, rest.length === 0 ? undefined : rest);
    }
  }

  #at(key: string): readonly Preset[] {
    const stored = this.#state.get<unknown>(key);
    return Array.isArray(stored) ? stored.filter(isPreset) : [];
  }

  #keysOf(skill: string): readonly string[] {
    const sought = skill.toLowerCase();
    return this.#keys().flatMap(({ key, skill: name }) => (name.toLowerCase() === sought ? key : []));
  }

  #keys(): readonly { readonly key: string; readonly skill: string }[] {
    return this.#state.keys().flatMap(key => {
      if (!key.startsWith(prefix)) return [];
      const path = this.#root.pathOf(vscode.Uri.parse(key.slice(prefix.length)));
      return path === undefined ? [] : [{ key, skill: skillNameOfPath(path) }];
    });
  }
}

function isPreset(value: unknown): value is Preset {
  return isJsonObject(value) && typeof value.name === 'string' && isJsonObject(value.inputs);
}
