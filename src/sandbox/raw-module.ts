/** The parts of quickjs-emscripten's module that its types keep private; its version is pinned for their sake. */

import type { QuickJSWASMModule } from 'quickjs-emscripten-core';

/** A pointer into the instance's memory. */
export type Pointer = number;

export interface RawModule {
  _malloc(bytes: number): Pointer;
  _free(pointer: Pointer): void;
  UTF8ToString(text: Pointer): string;
  stringToUTF8(text: string, to: Pointer, maxBytes: number): void;
  lengthBytesUTF8(text: string): number;
  _QTS_GetString(context: Pointer, value: Pointer): Pointer;
  _QTS_FreeCString(context: Pointer, text: Pointer): void;
  _QTS_NewString(context: Pointer, text: Pointer): Pointer;
  _QTS_ArgvGetJSValueConstPointer(argv: Pointer, index: number): Pointer;
  /** What the engine calls when guest code calls a host function. */
  readonly callbacks: {
    callFunction(
      asyncify: undefined,
      context: Pointer,
      self: Pointer,
      argc: number,
      argv: Pointer,
      functionId: number,
    ): Pointer;
  };
}

export function rawModule(quickjs: QuickJSWASMModule): RawModule {
  return (quickjs as unknown as { readonly module: RawModule }).module;
}
