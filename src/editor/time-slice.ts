/** Long work in short pieces, so that the extension host answers others in between. */

import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that one piece may take before the others get their turn. */
const sliceMs = 8;

/** What runs between two turns of others; more items at once where the work does well with many. */
export interface SlicedWork<T> {
  readonly items: readonly T[];
  readonly handle: (batch: readonly T[]) => void;
  /** Asked before each piece; true ends the work early. */
  readonly isStopped: () => boolean;
}

/** Handles all items in order, in batches whose size follows from how long the ones before took. */
export async function inSlices<T>({ items, handle, isStopped }: SlicedWork<T>): Promise<void> {
  let size = 16;
  for (let at = 0; at < items.length && !isStopped(); ) {
    const started = performance.now();
    handle(items.slice(at, at + size));
    at += size;
    const tookMs = Math.max(0.05, performance.now() - started);
    size = Math.max(1, Math.min(1000, Math.round((size * sliceMs) / tookMs)));
    if (at < items.length) await nextTurn();
  }
}
