/**
 * Numbers by which a client refers to things until the run goes on. None is ever given twice: a late question for
 * something of an earlier stop finds nothing, and never something else.
 */
export class Handles<T> {
  readonly #items = new Map<number, T>();
  #last: number;

  /** @param first - below the first number */
  constructor(first = 0) {
    this.#last = first;
  }

  add(item: T): number {
    this.#items.set(++this.#last, item);
    return this.#last;
  }

  get(handle: number): T | undefined {
    return this.#items.get(handle);
  }

  has(handle: number): boolean {
    return this.#items.has(handle);
  }

  clear(): void {
    this.#items.clear();
  }
}
