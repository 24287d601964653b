/** Prelude part: `Math.random` and `crypto`, from one generator that the run's recording seeds. */

import type { PreludePart } from './guest.ts';

export const randomPart: PreludePart = guest => {
  const { apply, descriptor, failure, hide, prototypeOf, slice } = guest.primordials;
  const integerKinds = 'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array';
  const typedArray = prototypeOf(Uint8Array.prototype) as object;
  const getter = (key: PropertyKey) => descriptor(typedArray, key)?.get;
  const kindOf = getter(Symbol.toStringTag);
  const bufferOf = getter('buffer');
  const offsetOf = getter('byteOffset');
  const lengthOf = getter('byteLength');
  const Bytes = Uint8Array;
  const kinds = { __proto__: null } as unknown as Record<string, true>;
  for (const kind of `${integerKinds} BigInt64Array BigUint64Array`.split(' ')) kinds[kind] = true;
  const hex: string[] = [];
  for (let i = 0; i < 256; i++) hex[i] = (i + 256).toString(16).slice(1);

  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 1;

  /** The small fast counting generator sfc32: the next 32 bits. */
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };

  guest.reseed = seed => {
    a = seed[0] | 0;
    b = seed[1] | 0;
    c = seed[2] | 0;
    counter = seed[3] | 0;
    for (let i = 0; i < 15; i++) next();
  };
  guest.reseed([1, 2, 3, 4]);

  const getRandomValues = (array: unknown): unknown => {
    const kind = typeof array === 'object' && array !== null ? apply(kindOf, array, []) : undefined;
    if (typeof kind !== 'string' || kinds[kind] !== true) {
      throw failure(
        'TypeMismatchError',
        'crypto.getRandomValues needs an array of integers, such as a Uint8Array',
      );
    }
    const size = apply(lengthOf, array, []) as number;
    if (size > 65536) {
      throw failure('QuotaExceededError', `crypto.getRandomValues fills at most 65536 bytes, not ${size}`);
    }
    const bytes = new Bytes(
      apply(bufferOf, array, []) as ArrayBuffer,
      apply(offsetOf, array, []) as number,
      size,
    );
    let word = 0;
    for (let i = 0; i < size; i++) {
      word = i % 4 === 0 ? next() : word >>> 8;
      bytes[i] = word & 255;
    }
    return array;
  };

  const randomUUID = (): string => {
    let text = '';
    let word = 0;
    for (let i = 0; i < 16; i++) {
      word = i % 4 === 0 ? next() : word >>> 8;
      let byte = word & 255;
      if (i === 6) byte = (byte & 15) | 64;
      if (i === 8) byte = (byte & 63) | 128;
      text += hex[byte];
    }
    const head = `${slice(text, 0, 8)}-${slice(text, 8, 12)}-${slice(text, 12, 16)}`;
    return `${head}-${slice(text, 16, 20)}-${slice(text, 20)}`;
  };

  const methods = {
    random: () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992,
  };
  hide(Math, 'random', methods.random);
  const crypto = { getRandomValues, randomUUID };
  hide(crypto, Symbol.toStringTag, 'Crypto');
  hide(globalThis, 'crypto', crypto);
};
