/** A terminal in memory: what was written, an input, and Ctrl-C at will. */

import { toDisposable } from '../../src/base/disposal.ts';
import { type Output, plain, type Terminal } from '../../src/terminal/terminal.ts';

export class FakeTerminal implements Terminal {
  readonly out: Output;
  readonly err: Output;
  readonly currentFolder: string;
  /** Exit codes with which the program ended itself at once. */
  readonly exits: number[] = [];
  written = { out: '', err: '' };
  input = '';
  onError: (text: string) => void = () => undefined;
  readonly #interrupts = new Set<() => void>();

  constructor(currentFolder: string) {
    this.currentFolder = currentFolder;
    this.out = {
      write: text => {
        this.written.out += text;
      },
      drained: async () => undefined,
      isGone: false,
      paint: plain,
      columns: undefined,
    };
    this.err = {
      write: text => {
        this.written.err += text;
        this.onError(text);
      },
      drained: async () => undefined,
      isGone: false,
      paint: plain,
      columns: undefined,
    };
  }

  get listenerCount(): number {
    return this.#interrupts.size;
  }

  async readInput(): Promise<string> {
    return this.input;
  }

  async *inputBytes(): AsyncIterable<Uint8Array> {
    yield new TextEncoder().encode(this.input);
  }

  onInterrupt(listener: () => void): ReturnType<Terminal['onInterrupt']> {
    this.#interrupts.add(listener);
    return toDisposable(() => this.#interrupts.delete(listener));
  }

  exit(code: number): never {
    this.exits.push(code);
    throw new Error('The process would have ended here.');
  }

  /** Ctrl-C. */
  interrupt(): void {
    for (const listener of [...this.#interrupts]) {
      try {
        listener();
      } catch {
        // Only `exit` throws; a process would be gone.
      }
    }
  }
}
