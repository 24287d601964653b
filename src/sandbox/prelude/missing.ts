/** Prelude part: small things of the language that Node has and QuickJS lacks. */

import type { PreludePart } from './guest.ts';

export const missingPart: PreludePart = guest => {
  const { apply, failure, hide, hasOwn } = guest.primordials;
  const OriginalError = Error;
  const asyncKey: typeof Symbol.asyncIterator = Symbol.asyncIterator;
  const syncKey: typeof Symbol.iterator = Symbol.iterator;

  type Items = Iterable<unknown> & AsyncIterable<unknown> & ArrayLike<unknown>;

  const methods = {
    /** Collects an async iterable, an iterable or an array-like; each item, and what `map` makes of it, is awaited. */
    async fromAsync(items: Items, map?: unknown, self?: unknown): Promise<unknown[]> {
      if (map !== undefined && typeof map !== 'function')
        throw failure('TypeError', 'The mapper must be a function');
      const list: unknown[] = [];
      const add = async (item: unknown) => {
        list[list.length] = map === undefined ? item : await apply(map, self, [item, list.length]);
      };
      if (items[asyncKey] === undefined && items[syncKey] === undefined) {
        for (let i = 0; i < items.length; i++) await add(await items[i]);
      } else for await (const item of items) await add(item);
      return list;
    },
    /** Errors have their stack from birth; an object that is none gets one here. */
    captureStackTrace(target: object): void {
      if (!hasOwn(target, 'stack')) hide(target, 'stack', new OriginalError().stack);
    },
  };
  hide(Array, 'fromAsync', methods.fromAsync);
  hide(OriginalError, 'captureStackTrace', methods.captureStackTrace);
};
