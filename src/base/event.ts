/** Events: a function that takes a listener and returns what ends the listening. */

import { type Disposable, toDisposable } from './disposal.ts';

export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Fires values to listeners in the order they came. A listener that throws does not stop the others. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();
  #disposed = false;

  readonly event: Event<T> = listener => {
    if (this.#disposed) return toDisposable(() => undefined);
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    return toDisposable(() => this.#listeners.delete(entry));
  };

  /** How many listeners are alive; tests end by asserting that it is zero. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  fire(value: T): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} listener(s) failed`);
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
  }
}
