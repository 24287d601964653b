/** Collects keys that come in quick succession and hands them on together when it has become quiet. */

import type { Disposable } from '../base/disposal.ts';

export class Debouncer<T> implements Disposable {
  readonly #quietMs: number;
  readonly #handle: (keys: readonly T[]) => void;
  readonly #keys = new Set<T>();
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(quietMs: number, handle: (keys: readonly T[]) => void) {
    this.#quietMs = quietMs;
    this.#handle = handle;
  }

  add(...keys: readonly T[]): void {
    if (this.#isDisposed) return;
    for (const key of keys) this.#keys.add(key);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#quietMs);
  }

  /** Takes a key out again, because it has been handled otherwise. */
  drop(key: T): void {
    this.#keys.delete(key);
  }

  /** Hands on now what is waiting. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#keys.size === 0) return;
    const keys = [...this.#keys];
    this.#keys.clear();
    this.#handle(keys);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#keys.clear();
  }
}
