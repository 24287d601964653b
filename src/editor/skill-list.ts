/** The names of all skills for the run panel's chooser, put together anew only when one came or went. */

import type { PanelState } from '../message/run-panel.ts';
import type { SkillWorkspace, WorkspaceChange } from './skill-workspace.ts';

export class SkillList {
  readonly #workspace: SkillWorkspace;
  #all: PanelState['skills'] | undefined;
  #ids: ReadonlySet<string> = new Set();
  #version = 0;

  constructor(workspace: SkillWorkspace) {
    this.#workspace = workspace;
  }

  /** Increases when the list may have changed. */
  get version(): number {
    return this.#version;
  }

  /** Sorted by category and name. */
  get all(): PanelState['skills'] {
    if (this.#all === undefined) {
      this.#all = this.#build();
      this.#ids = new Set(this.#all.map(({ id }) => id));
    }
    return this.#all;
  }

  notice({ root, change }: WorkspaceChange): void {
    const isSame =
      change !== undefined &&
      [...change.skills].every(
        path => (root.catalogue.at(path) !== undefined) === this.#ids.has(root.uriOf(path).toString()),
      );
    if (isSame) return;
    this.#all = undefined;
    this.#version++;
  }

  #build(): PanelState['skills'] {
    const { roots } = this.#workspace;
    const skills = roots.flatMap(root => {
      const prefix = roots.length > 1 ? `${root.workspaceFolder.name}/` : '';
      return [...root.catalogue.skills()].map(({ name, category, path }) => ({
        id: root.uriOf(path).toString(),
        name,
        category: `${prefix}${category}`,
      }));
    });
    return skills.sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
