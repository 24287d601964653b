/** Which colour each category has: its own for as long as the page lives, whatever comes and goes beside it. */

export class Colours {
  readonly #indexes = new Map<string, number>();

  /** Gives new categories the next free colours; the uncategorized have none. */
  take(categories: Iterable<string>): void {
    for (const category of categories) {
      if (category !== '' && !this.#indexes.has(category)) this.#indexes.set(category, this.#indexes.size);
    }
  }

  of(category: string): number | undefined {
    return this.#indexes.get(category);
  }
}
