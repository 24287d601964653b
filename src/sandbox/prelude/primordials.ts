/** Prelude part: keeps the built-in functions that the other parts need, before any skill can replace them. */

import type { PreludePart, Primordials } from './guest.ts';

export const primordialsPart: PreludePart = guest => {
  const call = Function.prototype.call;
  const uncurry = <T>(method: (...values: never[]) => unknown): T => call.bind(method) as T;
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const OriginalError = Error;
  const known: Record<string, ErrorConstructor> = { RangeError, TypeError, ReferenceError, SyntaxError };
  const hasOwn: Primordials['hasOwn'] = uncurry(Object.prototype.hasOwnProperty);

  const hide = (target: object, key: PropertyKey, value: unknown) => {
    const shape = { __proto__: null, value, writable: true, enumerable: false, configurable: true };
    defineProperty(target, key, shape);
  };

  guest.primordials = {
    apply: Reflect.apply as Primordials['apply'],
    parse: JSON.parse,
    stringify: JSON.stringify,
    keys: Object.keys,
    ownKeys: Reflect.ownKeys,
    symbols: Object.getOwnPropertySymbols,
    descriptor: getOwnPropertyDescriptor,
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
      const Kind = hasOwn(known, name) ? (known[name] as ErrorConstructor) : OriginalError;
      const error = new Kind(message);
      if (Kind === OriginalError) hide(error, 'name', name);
      if (code !== undefined) hide(error, 'code', code);
      return error;
    },
  };
};
