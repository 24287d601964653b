/** Which skill was perhaps meant by each unknown name: remembered, and kept right while names come and go. */

import { suggestName } from '../name.ts';

/** More unknown names than this at once get no suggestion: looking for one among all names takes a millisecond. */
const maxLooks = 50;

/** With more changes than this at once it is quicker to look again. */
const maxChanges = 20;

export class Suggestions {
  readonly #meant = new Map<string, string | undefined>();
  #looks = 0;

  /** `names` must be those of the last {@link change}. */
  find(wrong: string, names: Iterable<string>): string | undefined {
    const known = this.#meant.get(wrong);
    if (known !== undefined || this.#meant.has(wrong)) return known;
    if (this.#looks++ >= maxLooks) return undefined;
    const meant = suggestName(wrong, names);
    this.#meant.set(wrong, meant);
    return meant;
  }

  /** Takes note of names that are new, and of names that are gone. */
  change(come: readonly string[], gone: readonly string[]): void {
    this.#looks = 0;
    if (come.length + gone.length > maxChanges) this.#meant.clear();
    if (come.length + gone.length === 0) return;
    for (const [wrong, meant] of this.#meant) {
      if (meant !== undefined && gone.includes(meant)) this.#meant.delete(wrong);
      else this.#meant.set(wrong, suggestName(wrong, meant === undefined ? come : [meant, ...come]));
    }
  }
}
