/**
 * Prelude part: takes away what a skill must not have.
 *
 * What was never there (timers, `fetch`, `process`…) stays undefined, so that `typeof fetch` in a feature test tells
 * the truth; `explainReferenceError` gives the message of the ReferenceError that its use throws. What QuickJS has
 * and a run must not use is deleted, or throws where the language itself reaches it.
 */

import type { PreludePart } from './guest.ts';

export const unavailablePart: PreludePart = guest => {
  const { failure, hide, prototypeOf, rename, uncurry } = guest.primordials;

  for (const name of ['SharedArrayBuffer', 'WeakRef', 'FinalizationRegistry']) {
    Reflect.deleteProperty(globalThis, name);
  }

  const refuse = (name: string) => {
    const reason = 'code made from text cannot be checked or mapped to a file; write the function out';
    return failure('Error', `${name} is not available in a skill: ${reason}`, 'run/unavailable');
  };
  const disabled = (name: string) => {
    const stand = function (this: unknown): never {
      throw refuse(name);
    };
    return rename(stand, name);
  };

  hide(globalThis, 'eval', disabled('eval'));
  const samples: Record<string, unknown> = {
    Function: () => 0,
    AsyncFunction: async () => 0,
    GeneratorFunction: function* () {
      yield 0;
    },
    AsyncGeneratorFunction: async function* () {
      yield 0;
    },
  };
  for (const [name, sample] of Object.entries(samples)) {
    const prototype = prototypeOf(sample as object) as object;
    const stand = disabled(name);
    Object.defineProperty(stand, 'prototype', { value: prototype, writable: false });
    Object.defineProperty(prototype, 'constructor', { value: stand, configurable: true });
    if (name === 'Function') hide(globalThis, name, stand);
  }

  const resolved = Promise.resolve();
  const then: (promise: Promise<void>, action: () => void) => unknown = uncurry(Promise.prototype.then);
  const methods = {
    queueMicrotask(action: () => void): void {
      if (typeof action !== 'function') throw failure('TypeError', 'queueMicrotask needs a function');
      then(resolved, () => {
        try {
          action();
        } catch (error) {
          guest.reportError(error);
        }
      });
    },
  };
  hide(globalThis, 'queueMicrotask', methods.queueMicrotask);
};
