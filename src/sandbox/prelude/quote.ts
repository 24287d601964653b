/** Prelude part: strings and keys as `util.inspect` of Node writes them, with quotes and escapes where needed. */

import type { PreludePart } from './guest.ts';

export const quotePart: PreludePart = guest => {
  const { apply, charCode, indexOf, padStart, slice, uncurry } = guest.primordials;
  const symbolText: (value: unknown) => string = uncurry(Symbol.prototype.toString);
  const numberText = Number.prototype.toString;
  const escapes = { __proto__: null } as unknown as Record<number, string>;
  const hex = (code: number, digits: number) =>
    padStart(apply(numberText, code, [16]) as string, digits, '0');
  const upper: (text: string) => string = uncurry(String.prototype.toUpperCase);
  for (let i = 0; i < 32; i++) escapes[i] = `\\x${upper(hex(i, 2))}`;
  for (let i = 127; i < 160; i++) escapes[i] = `\\x${upper(hex(i, 2))}`;
  escapes[8] = '\\b';
  escapes[9] = '\\t';
  escapes[10] = '\\n';
  escapes[12] = '\\f';
  escapes[13] = '\\r';
  escapes[92] = '\\\\';

  const isLoneSurrogate = (text: string, index: number) => {
    const code = charCode(text, index);
    if (code < 0xd800 || code > 0xdfff) return false;
    const other = charCode(text, code < 0xdc00 ? index + 1 : index - 1);
    return code < 0xdc00 ? !(other >= 0xdc00 && other <= 0xdfff) : !(other >= 0xd800 && other <= 0xdbff);
  };

  guest.quote = text => {
    let mark = "'";
    if (indexOf(text, "'") >= 0) {
      if (indexOf(text, '"') < 0) mark = '"';
      else if (indexOf(text, '`') < 0 && indexOf(text, '${') < 0) mark = '`';
    }
    let result = mark;
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const code = charCode(text, i);
      let escaped = escapes[code];
      if (code === 39 && mark === "'") escaped = "\\'";
      if (code > 0xd7ff && isLoneSurrogate(text, i)) escaped = `\\u${hex(code, 4)}`;
      if (escaped === undefined) continue;
      result += slice(text, start, i) + escaped;
      start = i + 1;
    }
    return result + slice(text, start) + mark;
  };

  const isPlainKey = (key: string) => {
    for (let i = 0; i < key.length; i++) {
      const c = charCode(key, i);
      const isLetter = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
      if (!isLetter && (i === 0 || c < 48 || c > 57)) return false;
    }
    return key !== '';
  };

  guest.formatKey = (key, isHidden) => {
    if (typeof key === 'symbol') return symbolText(key);
    if (key === '__proto__') return "['__proto__']";
    if (isHidden) return `[${key}]`;
    return isPlainKey(key) ? key : guest.quote(key);
  };
};
