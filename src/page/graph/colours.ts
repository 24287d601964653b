/** Which colour each category has: its own for as long as the page lives, whatever comes and goes beside it. */

export class Colours {
  readonly #indexes = new Map<string, number>();
  readonly #names: string[] = [];

  /** Gives new categories the next free colours; the uncategorized have none. */
  take(categories: Iterable<string>): void {
    for (const category of categories) {
      if (category === '' || this.#indexes.has(category)) continue;
      this.#indexes.set(category, this.#indexes.size);
      this.#names.push(category);
    }
  }

  /** The category of a colour; empty for a colour that none has. */
  name(index: number): string {
    return this.#names[index] ?? '';
  }

  of(category: string): number | undefined {
    return this.#indexes.get(category);
  }
}
