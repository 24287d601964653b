/** What the sandbox uses of WebAssembly and neither the library of TypeScript without DOM nor Node's types declare. */

declare namespace WebAssembly {
  function compile(bytes: BufferSource): Promise<Module>;

  class Module {
    constructor(bytes: BufferSource);
  }

  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
    /** By pages of 64 KiB; returns the old size in pages, throws a RangeError at the maximum. */
    grow(pages: number): number;
  }
}

type BufferSource = ArrayBufferView<ArrayBuffer> | ArrayBuffer;
