/** Prelude part: `TextEncoder` and `TextDecoder`. */

import type { PreludePart } from './guest.ts';

export const encodingPart: PreludePart = guest => {
  const { apply, charCode, descriptor, failure, hide, join, prototypeOf, uncurry } = guest.primordials;
  const Bytes = Uint8Array;
  const Buffers = ArrayBuffer;
  const Views = DataView;
  const asString = String;
  const fromCodes = String.fromCharCode;
  const lower: (text: string) => string = uncurry(String.prototype.toLowerCase);
  const trim: (text: string) => string = uncurry(String.prototype.trim);
  const isView = ArrayBuffer.isView;
  const typedArray = prototypeOf(Uint8Array.prototype) as object;
  const field = (holder: object, key: string) => {
    const getter = descriptor(holder, key)?.get;
    return (value: object) => apply(getter, value, []);
  };
  const typed = [
    field(typedArray, 'buffer'),
    field(typedArray, 'byteOffset'),
    field(typedArray, 'byteLength'),
  ];
  const viewed = ['buffer', 'byteOffset', 'byteLength'].map(key => field(Views.prototype, key));

  const bytesOf = (input: unknown): Uint8Array => {
    if (input === undefined) return new Bytes(0);
    if (typeof input === 'object' && input !== null) {
      if (isView(input)) {
        const read = input instanceof Views ? viewed : typed;
        const [buffer, offset, length] = [read[0]?.(input), read[1]?.(input), read[2]?.(input)];
        return new Bytes(buffer as ArrayBuffer, offset as number, length as number);
      }
      if (input instanceof Buffers) return new Bytes(input);
    }
    throw failure(
      'TypeError',
      'TextDecoder.decode needs an ArrayBuffer or a typed array such as a Uint8Array',
    );
  };

  /** Text that is built from character codes, in pieces. */
  const makeWriter = () => {
    const pieces: string[] = [];
    let codes: number[] = [];
    const flush = () => {
      pieces[pieces.length] = apply(fromCodes, undefined, codes) as string;
      codes = [];
    };
    return {
      add(code: number) {
        if (codes.length >= 4096) flush();
        if (code > 0xffff) {
          codes[codes.length] = 0xd800 + ((code - 0x10000) >> 10);
          codes[codes.length] = 0xdc00 + ((code - 0x10000) & 0x3ff);
        } else codes[codes.length] = code;
      },
      end() {
        flush();
        return join(pieces, '');
      },
    };
  };

  /** Writes UTF-8 into `bytes` until either end; a lone surrogate becomes U+FFFD. */
  const encodeInto = (text: string, bytes: Uint8Array): { read: number; written: number } => {
    let written = 0;
    let read = 0;
    while (read < text.length) {
      let code = charCode(text, read);
      let units = 1;
      if (code >= 0xd800 && code <= 0xdfff) {
        const low = charCode(text, read + 1);
        const isPair = code < 0xdc00 && low >= 0xdc00 && low <= 0xdfff;
        code = isPair ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
        if (isPair) units = 2;
      }
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (written + size > bytes.length) break;
      if (size === 1) bytes[written] = code;
      else {
        bytes[written] = (size === 2 ? 0xc0 : size === 3 ? 0xe0 : 0xf0) | (code >> (6 * (size - 1)));
        for (let i = 1; i < size; i++) bytes[written + i] = 0x80 | ((code >> (6 * (size - 1 - i))) & 63);
      }
      written += size;
      read += units;
    }
    return { read, written };
  };

  class TextEncoder {
    get encoding() {
      return 'utf-8';
    }
    encode(input: unknown = '') {
      const text = asString(input);
      const room = new Bytes(text.length * 3);
      const { written } = encodeInto(text, room);
      const bytes = new Bytes(written);
      for (let i = 0; i < written; i++) bytes[i] = room[i] as number;
      return bytes;
    }
    encodeInto(input: unknown, target: unknown) {
      if (!(target instanceof Bytes)) throw failure('TypeError', 'TextEncoder.encodeInto needs a Uint8Array');
      return encodeInto(asString(input), target);
    }
  }

  const labels: Record<string, string> = {
    __proto__: null as unknown as string,
    'utf-8': 'utf-8',
    utf8: 'utf-8',
    'unicode-1-1-utf-8': 'utf-8',
    'utf-16': 'utf-16le',
    'utf-16le': 'utf-16le',
    'ucs-2': 'utf-16le',
    unicode: 'utf-16le',
    'utf-16be': 'utf-16be',
    latin1: 'windows-1252',
    'iso-8859-1': 'windows-1252',
    'iso8859-1': 'windows-1252',
    'windows-1252': 'windows-1252',
    cp1252: 'windows-1252',
    ascii: 'windows-1252',
    'us-ascii': 'windows-1252',
  };
  const windows1252 =
    '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
    '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

  /** A decoder takes one byte, or -1 at the end, and answers through `add` and `bad`. */
  type Step = (byte: number, add: (code: number) => void, bad: () => void) => void;

  const utf8 = (): Step => {
    let code = 0;
    let needed = 0;
    let low = 0x80;
    let high = 0xbf;
    const step: Step = (byte, add, bad) => {
      if (needed === 0) {
        if (byte < 0x80) {
          if (byte >= 0) add(byte);
          return;
        }
        if (byte < 0xc2 || byte > 0xf4) return bad();
        needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
        code = byte & (needed === 1 ? 0x1f : needed === 2 ? 0xf : 0x7);
        low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
        high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
        return;
      }
      if (byte < low || byte > high) {
        needed = 0;
        bad();
        return step(byte, add, bad);
      }
      low = 0x80;
      high = 0xbf;
      code = (code << 6) | (byte & 63);
      needed--;
      if (needed === 0) add(code);
    };
    return step;
  };

  const utf16 = (isBigEndian: boolean): Step => {
    let first = -1;
    let lead = -1;
    return (byte, add, bad) => {
      if (byte < 0) {
        if (first >= 0 || lead >= 0) bad();
        first = -1;
        lead = -1;
        return;
      }
      if (first < 0) {
        first = byte;
        return;
      }
      const unit = isBigEndian ? (first << 8) | byte : (byte << 8) | first;
      first = -1;
      const isTrail = unit >= 0xdc00 && unit <= 0xdfff;
      if (lead >= 0 && isTrail) add(0x10000 + ((lead - 0xd800) << 10) + (unit - 0xdc00));
      else {
        if (lead >= 0) bad();
        if (isTrail) bad();
        else if (unit < 0xd800 || unit > 0xdfff) add(unit);
      }
      lead = unit >= 0xd800 && unit < 0xdc00 ? unit : -1;
    };
  };

  const singleByte = (): Step => (byte, add) => {
    if (byte >= 0) add(byte >= 0x80 && byte < 0xa0 ? charCode(windows1252, byte - 0x80) : byte);
  };

  const makeStep = (encoding: string): Step => {
    if (encoding === 'utf-8') return utf8();
    return encoding === 'windows-1252' ? singleByte() : utf16(encoding === 'utf-16be');
  };

  class TextDecoder {
    readonly #encoding: string;
    readonly #fatal: boolean;
    readonly #ignoreBOM: boolean;
    #step: Step | undefined;
    #isAtStart = true;

    constructor(
      label: unknown = 'utf-8',
      options?: { readonly fatal?: unknown; readonly ignoreBOM?: unknown },
    ) {
      const encoding = labels[lower(trim(asString(label)))];
      if (encoding === undefined) {
        const known = 'utf-8, utf-16le, utf-16be and latin1 (windows-1252)';
        throw failure(
          'RangeError',
          `TextDecoder does not know the encoding "${asString(label)}", only ${known}`,
        );
      }
      this.#encoding = encoding;
      this.#fatal = Boolean(options?.fatal);
      this.#ignoreBOM = Boolean(options?.ignoreBOM);
    }
    get encoding() {
      return this.#encoding;
    }
    get fatal() {
      return this.#fatal;
    }
    get ignoreBOM() {
      return this.#ignoreBOM;
    }
    decode(input?: unknown, options?: { readonly stream?: unknown }) {
      const bytes = bytesOf(input);
      const step = this.#step ?? makeStep(this.#encoding);
      const writer = makeWriter();
      const hasMark = this.#encoding !== 'windows-1252' && !this.#ignoreBOM;
      const add = (code: number) => {
        if (!(this.#isAtStart && hasMark && code === 0xfeff)) writer.add(code);
        this.#isAtStart = false;
      };
      const bad = () => {
        if (this.#fatal) throw failure('TypeError', `The bytes are not valid ${this.#encoding}`);
        add(0xfffd);
      };
      this.#step = undefined;
      try {
        for (let i = 0; i < bytes.length; i++) step(bytes[i] as number, add, bad);
        if (options?.stream) this.#step = step;
        else step(-1, add, bad);
        return writer.end();
      } finally {
        if (this.#step === undefined) this.#isAtStart = true;
      }
    }
  }

  for (const [name, value] of Object.entries({ TextEncoder, TextDecoder })) {
    hide(globalThis, name, guest.primordials.rename(value, name));
  }
  hide(TextEncoder.prototype, Symbol.toStringTag, 'TextEncoder');
  hide(TextDecoder.prototype, Symbol.toStringTag, 'TextDecoder');
};
