/** The memory of a sandbox as it was before any guest code ran, and the way back to it. */

const pageBytes = 65_536;

interface Page {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** What the allocator of the instance offers; used once, to find out where it keeps its high-water mark. */
export interface Allocator {
  malloc(bytes: number): number;
  free(pointer: number): void;
}

/**
 * Copies the pages that are not empty and puts them back. Nothing of the guest may be on the WebAssembly stack when
 * it is restored, and nothing that the host holds of the guest from after the copy may be used afterwards.
 */
export class MemoryImage {
  readonly #memory: WebAssembly.Memory;
  readonly #pages: readonly Page[];
  readonly #mark: number | undefined;
  readonly #used: number;

  constructor(memory: WebAssembly.Memory, allocator: Allocator) {
    this.#memory = memory;
    this.#mark = findHighWaterMark(memory, allocator);
    this.#used = this.#heapEnd();
    this.#pages = occupiedPages(new Uint8Array(memory.buffer));
  }

  /** Bytes that the instance itself occupies, up to the end of its heap. */
  get usedBytes(): number {
    return this.#used;
  }

  /** Makes the memory what it was: the old pages put back, everything that the heap has touched since emptied. */
  restore(): void {
    const bytes = new Uint8Array(this.#memory.buffer);
    const touched = this.#heapEnd();
    if (touched > this.#used) bytes.fill(0, this.#used, touched);
    for (const page of this.#pages) bytes.set(page.bytes, page.start);
  }

  #heapEnd(): number {
    const size = this.#memory.buffer.byteLength;
    if (this.#mark === undefined) return size;
    const end = new Uint32Array(this.#memory.buffer)[this.#mark] as number;
    return Math.min(size, end);
  }
}

function occupiedPages(memory: Uint8Array): readonly Page[] {
  const empty = new Uint8Array(pageBytes);
  const pages: Page[] = [];
  for (let start = 0; start < memory.length; start += pageBytes) {
    const bytes = memory.subarray(start, start + pageBytes);
    if (Buffer.compare(bytes, empty) !== 0) pages.push({ start, bytes: bytes.slice() });
  }
  return pages;
}

/**
 * The index of the 32-bit word in which the allocator keeps the end of its heap. That word never decreases, so
 * everything above it is untouched. `undefined` when it cannot be made out: then the whole memory counts as touched.
 */
function findHighWaterMark(memory: WebAssembly.Memory, allocator: Allocator): number | undefined {
  const first = allocator.malloc(pageBytes * 4);
  const before = new Uint32Array(memory.buffer).slice(0, first >> 2);
  const second = allocator.malloc(pageBytes * 8);
  const after = new Uint32Array(memory.buffer);
  const end = second + pageBytes * 8;
  let found: number | undefined;
  for (let index = 0; index < before.length; index++) {
    const old = before[index] as number;
    const now = after[index] as number;
    const isEnd = now > end && now - end < 2 * pageBytes && old > first && old < now;
    if (isEnd && (found === undefined || now > (after[found] as number))) found = index;
  }
  allocator.free(second);
  allocator.free(first);
  if (found === undefined) return undefined;
  const isKept = (new Uint32Array(memory.buffer)[found] as number) >= end;
  return isKept ? found : undefined;
}
