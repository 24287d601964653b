/** Prelude part: keeps the built-in functions that the other parts need, before any skill can replace them. */

import type { PreludePart, Primordials } from './guest.ts';

export const primordialsPart: PreludePart = guest => {
  /** `bind(method)` is a function that takes what was `this` as its first argument. */
  const bind: (method: unknown) => unknown = Function.prototype.bind.bind(Function.prototype.call);
  const uncurry: Primordials['uncurry'] = <T>(method: unknown): T => bind(method) as T;
  const { defineProperty, getOwnPropertyDescriptor, setPrototypeOf } = Object;
  const OriginalError = Error;
  const known: Record<string, ErrorConstructor> = {
    Error,
    RangeError,
    TypeError,
    ReferenceError,
    SyntaxError,
  };
  const hasOwn: Primordials['hasOwn'] = uncurry(Object.prototype.hasOwnProperty);

  const hide = (target: object, key: PropertyKey, value: unknown) => {
    const shape = { __proto__: null, value, writable: true, enumerable: false, configurable: true };
    defineProperty(target, key, shape);
  };

  // QuickJS compiles template literals to calls of this method: a skill that replaced it would change all of them.
  const concat = { value: String.prototype.concat, writable: false, configurable: false };
  defineProperty(String.prototype, 'concat', concat);

  const legacyCodes: Record<string, number> = {
    InvalidCharacterError: 5,
    SyntaxError: 12,
    TypeMismatchError: 17,
    AbortError: 20,
    QuotaExceededError: 22,
    TimeoutError: 23,
    DataCloneError: 25,
  };

  class DOMException extends OriginalError {
    constructor(message = '', name = 'Error') {
      super(message);
      hide(this, 'name', `${name}`);
      hide(this, 'code', hasOwn(legacyCodes, name) ? legacyCodes[name] : 0);
    }
  }
  const tag = { value: 'DOMException', configurable: true };
  defineProperty(DOMException.prototype, Symbol.toStringTag, tag);
  defineProperty(DOMException, 'name', tag);
  hide(globalThis, 'DOMException', DOMException);
  guest.reportError = () => undefined;

  guest.primordials = {
    apply: Reflect.apply as Primordials['apply'],
    parse: JSON.parse,
    stringify: JSON.stringify,
    keys: Object.keys,
    ownKeys: Reflect.ownKeys,
    symbols: Object.getOwnPropertySymbols,
    descriptor(value, key) {
      const slot = getOwnPropertyDescriptor(value, key);
      return slot === undefined ? undefined : setPrototypeOf(slot, null);
    },
    prototypeOf: Object.getPrototypeOf,
    hide,
    rename(target, name) {
      const shape = { __proto__: null, value: name, configurable: true };
      return defineProperty(target, 'name', shape);
    },
    isArray: Array.isArray,
    isNan: Number.isNaN,
    isInteger: Number.isInteger,
    slice: uncurry(String.prototype.slice),
    charCode: uncurry(String.prototype.charCodeAt),
    indexOf: uncurry(String.prototype.indexOf),
    repeat: uncurry(String.prototype.repeat),
    padStart: uncurry(String.prototype.padStart),
    padEnd: uncurry(String.prototype.padEnd),
    hasOwn,
    join(parts, separator) {
      let text = '';
      for (let i = 0; i < parts.length; i++) text += i === 0 ? parts[i] : separator + parts[i];
      return text;
    },
    failure(name, message, code) {
      const isKnown = hasOwn(known, name);
      if (!isKnown && code === undefined) return new DOMException(message, name);
      const error = isKnown ? new (known[name] as ErrorConstructor)(message) : new OriginalError(message);
      if (!isKnown) hide(error, 'name', name);
      if (code !== undefined) hide(error, 'code', code);
      return error;
    },
    uncurry,
  };
};
