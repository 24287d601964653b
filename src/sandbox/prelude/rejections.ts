/** The guest's half of promises that are rejected and that nobody awaits: the engine does not report them. */

import type { GuestErrors } from './errors.ts';
import type { Guest } from './guest.ts';

export interface GuestRejections {
  /** Sees from now on whether somebody handles the promise. */
  guard<T extends object>(promise: T): T;
  /** Notes that a guarded promise was rejected. */
  note(rejection: Rejection): void;
  /** `Promise` as the engine made it: what is made with it is not watched. */
  readonly NativePromise: PromiseConstructor;
  /** Tells the host of each noted promise that nobody handled. */
  report(): void;
}

export interface Rejection {
  readonly promise: object;
  /** What happened, in words: `callSkill("x") failed`. */
  readonly what: string;
  readonly reason: unknown;
  readonly call: number;
  readonly site: string;
}

/**
 * Self-contained, like every part of the prelude. `await`, `then`, `catch`, `finally` and the combinators all read the
 * constructor of a promise first, so that a getter there sees who handles it. What an async function returns is made
 * by the engine: it is watched where the code that is evaluated asks for it, with the method `skillsmith:watch`.
 */
export const rejectionsPart = (guest: Guest, errors: GuestErrors): GuestRejections => {
  const { ask, primordials } = guest;
  const { stringify, hide, uncurry, ownKeys, descriptor } = primordials;
  const { stackHere, authors, headline, describe } = errors;
  const NativePromise = Promise;
  const OriginalTypeError = TypeError;
  const { construct, apply } = Reflect;
  const { defineProperty } = Object;
  const then = uncurry<(promise: unknown, done: unknown, failed: unknown) => unknown>(Promise.prototype.then);
  const awaited = new WeakSet<object>();
  const setAwaited = uncurry<(set: typeof awaited, promise: object) => void>(WeakSet.prototype.add);
  const isAwaited = uncurry<(set: typeof awaited, promise: object) => boolean>(WeakSet.prototype.has);

  const rejections = { __proto__: null } as unknown as Record<number, Rejection>;
  const most = 100;
  let count = 0;

  const handled: PropertyDescriptor & { readonly __proto__: null } = {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get(this: object) {
      setAwaited(awaited, this);
      return NativePromise;
    },
  };

  const guard = <T extends object>(promise: T): T => defineProperty(promise, 'constructor', handled);

  const note = (rejection: Rejection): void => {
    if (count < most) rejections[count++] = rejection;
  };

  const what = 'A promise was rejected';
  const watched = <T>(promise: T): T => {
    if (!(promise instanceof NativePromise) || descriptor(promise, 'constructor')) return promise;
    const site = stackHere();
    then(promise, undefined, (reason: unknown) => note({ promise, what, reason, call: 0, site }));
    return guard(promise);
  };

  /** Stands in for `Promise`; what it makes are native promises. */
  function Watched(this: unknown, executor: unknown): unknown {
    if (new.target === undefined) throw new OriginalTypeError("Constructor Promise requires 'new'");
    if ((new.target as unknown) !== Watched) return construct(NativePromise, [executor], new.target);
    return watched(construct(NativePromise, [executor]));
  }

  const isWatched = (key: unknown): boolean =>
    key === 'reject' || key === 'all' || key === 'any' || key === 'race' || key === 'try';

  const keys = ownKeys(NativePromise);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    const own = descriptor(NativePromise, key) as PropertyDescriptor;
    if (key === 'prototype' || typeof own.value !== 'function') {
      defineProperty(Watched, key, own);
      continue;
    }
    const native = own.value;
    const { [key]: stand } = {
      [key](this: unknown, ...values: unknown[]): unknown {
        if (this !== Watched) return apply(native, this, values);
        const made = apply(native, NativePromise, values);
        return isWatched(key) ? watched(made) : made;
      },
    };
    hide(Watched, key, stand);
  }
  hide(globalThis, 'Promise', Watched);

  hide(NativePromise.prototype, 'skillsmith:watch', function (this: unknown) {
    return watched(this);
  });

  guest.reportError = error => {
    const text = `A function given to queueMicrotask failed: ${headline(error)}`;
    ask('unhandled', stringify([0, text, describe(error, 0).stack]) as string);
  };

  return {
    guard,
    note,
    NativePromise,
    report() {
      for (let i = 0; i < count; i++) {
        const { promise, what, reason, call, site } = rejections[i] as Rejection;
        if (!isAwaited(awaited, promise)) {
          const text = `${what} and nobody awaited it: ${headline(reason)}`;
          ask('unhandled', stringify([call, text, authors(site)]) as string);
        }
      }
    },
  };
};
