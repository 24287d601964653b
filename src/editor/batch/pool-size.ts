/** How many threads the pool may have: those of the setting, and as many more as batches take for themselves. */

import { type Disposable, toDisposable } from '../../base/disposal.ts';

export class PoolSize {
  readonly #own: () => number;
  #lent = 0;

  /** @param own - asked at each {@link current}: what single runs may use */
  constructor(own: () => number) {
    this.#own = own;
  }

  readonly current = (): number => this.#own() + this.#lent;

  /** Until what is returned is disposed. */
  lend(threads: number): Disposable {
    this.#lent += threads;
    return toDisposable(() => {
      this.#lent -= threads;
    });
  }
}
