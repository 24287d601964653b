/** The presets of this window's skills: beside the skills, where every window and the command line find them. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { type KeptIn, type Preset, SkillPresets } from '../../library/preset.ts';
import { DatabasePresets } from '../../node/store/presets.ts';
import { skillNameOfPath } from '../../skill/name.ts';
import { dropMarks, dropSecrets } from '../../skill/secret.ts';
import type { Reporter } from '../report.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillStores } from '../skill-stores.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { StatePresets } from './spare-presets.ts';

type Stores = Pick<SkillStores, 'of' | 'failed'>;

/** Without a database, as in Restricted Mode, they are kept in the workspace's own state. */
export class Presets {
  readonly #state: vscode.Memento;
  readonly #stores: Stores;
  readonly #byRoot = new WeakMap<SkillRoot, SkillPresets>();
  readonly #takenIn = new WeakSet<SkillRoot>();

  constructor(state: vscode.Memento, stores: Stores) {
    this.#state = state;
    this.#stores = stores;
  }

  /** Sorted by name, as they are now, whichever window saved them. */
  of({ root, skill }: SkillAt): readonly Preset[] {
    return this.#in(root).of(skill.name);
  }

  /** Whether others who use the skills folder will find what is saved. */
  areShared({ root }: SkillAt): boolean {
    return this.#in(root).hasFolder;
  }

  /** Replaces a preset of the same name. Neither secret values nor the marks that stand for them are kept. */
  save({ root, skill }: SkillAt, { name, inputs }: Preset): Promise<KeptIn> {
    const kept = { name, inputs: dropMarks(dropSecrets(inputs, skill.doc.secrets)) };
    return this.#in(root).save(skill.name, kept);
  }

  remove({ root, skill }: SkillAt, name: string): Promise<void> {
    return this.#in(root).remove(skill.name, name);
  }

  /** Moves beside the skills what was saved in the workspace's state, once in a window. Never rejects. */
  async takeIn(root: SkillRoot): Promise<void> {
    const presets = this.#in(root);
    if (!presets.hasFolder || this.#takenIn.has(root)) return;
    this.#takenIn.add(root);
    await presets.takeIn();
  }

  /** Follows a skill that has another name, or is in another root now. */
  async follow(from: SkillFileIn, to: SkillFileIn): Promise<void> {
    const [old, name] = [skillNameOfPath(from.path), skillNameOfPath(to.path)];
    if (from.root === to.root) {
      if (old !== name) await this.#in(from.root).rename(old, name);
      return;
    }
    for (const preset of this.#in(from.root).of(old)) {
      await this.#in(to.root).save(name, preset);
      await this.#in(from.root).remove(old, preset.name);
    }
  }

  #in(root: SkillRoot): SkillPresets {
    const known = this.#byRoot.get(root);
    if (known !== undefined) return known;
    const made = new SkillPresets({
      store: () => {
        const store = this.#stores.of(root);
        return (
          store &&
          new DatabasePresets({ database: () => store.existing(), writer: store.writer.areas.presets })
        );
      },
      spare: new StatePresets(this.#state, root),
      onError: error => this.#stores.failed(root, error),
    });
    this.#byRoot.set(root, made);
    return made;
  }
}

/** A skill's file by its path in the skills folder. */
interface SkillFileIn {
  readonly root: SkillRoot;
  readonly path: string;
}

interface PresetsParts {
  readonly presets: Presets;
  readonly workspace: Pick<SkillWorkspace, 'rootOf'>;
  readonly report: Reporter;
}

/** Whoever gives a skill another name or place, its presets stay with it. */
export function registerPresets({ presets, workspace, report }: PresetsParts): Disposable {
  const fileIn = (uri: vscode.Uri): SkillFileIn | undefined => {
    const root = workspace.rootOf(uri);
    const path = root?.pathOf(uri);
    return root === undefined || path === undefined ? undefined : { root, path };
  };
  return vscode.workspace.onDidRenameFiles(({ files }) => {
    for (const { oldUri, newUri } of files) {
      const [from, to] = [fileIn(oldUri), fileIn(newUri)];
      if (from && to) report.background('keep the presets of a moved skill', presets.follow(from, to));
    }
  });
}
