/** Prelude part: `atob` and `btoa`. */

import type { PreludePart } from './guest.ts';

export const base64Part: PreludePart = guest => {
  const { charCode, failure, hide, indexOf } = guest.primordials;
  const asString = String;
  const fromCode = String.fromCharCode;

  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const sextets = { __proto__: null } as unknown as Record<number, number>;
  for (let i = 0; i < 64; i++) sextets[alphabet.charCodeAt(i)] = i;

  const methods = {
    btoa(input: unknown): string {
      const text = asString(input);
      let result = '';
      for (let i = 0; i < text.length; i += 3) {
        let word = 0;
        for (let j = 0; j < 3; j++) {
          const code = i + j < text.length ? charCode(text, i + j) : 0;
          if (code > 255) {
            const repair = 'encode it first with new TextEncoder().encode(text)';
            throw failure('InvalidCharacterError', `btoa takes characters up to U+00FF only: ${repair}`);
          }
          word = (word << 8) | code;
        }
        const rest = text.length - i;
        result += alphabet[word >> 18] as string;
        result += alphabet[(word >> 12) & 63] as string;
        result += rest > 1 ? alphabet[(word >> 6) & 63] : '=';
        result += rest > 2 ? alphabet[word & 63] : '=';
      }
      return result;
    },
    atob(input: unknown): string {
      const text = asString(input);
      let result = '';
      let word = 0;
      let bits = 0;
      let count = 0;
      let padding = 0;
      const refuse = () => failure('InvalidCharacterError', 'atob: the text is not valid base64');
      for (let i = 0; i < text.length; i++) {
        const letter = text[i] as string;
        if (indexOf(' \t\n\f\r', letter) >= 0) continue;
        if (letter === '=') {
          padding++;
          continue;
        }
        const value = sextets[charCode(letter, 0)];
        if (value === undefined || padding > 0) throw refuse();
        word = ((word << 6) | value) & 0xffffff;
        bits += 6;
        count++;
        if (bits >= 8) {
          bits -= 8;
          result += fromCode((word >> bits) & 255);
        }
      }
      if (count % 4 === 1 || padding > 2 || (padding > 0 && (count + padding) % 4 !== 0)) throw refuse();
      return result;
    },
  };
  hide(globalThis, 'atob', methods.atob);
  hide(globalThis, 'btoa', methods.btoa);
};
