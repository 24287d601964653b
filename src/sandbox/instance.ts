/** One QuickJS instance in its own WebAssembly memory: the place where the skills of a run are evaluated. */

import releaseSync from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { bootstrapSource } from './bootstrap.ts';
import { guestFile } from './guest-file.ts';
import { MemoryImage } from './image.ts';
import { type RawModule, rawModule } from './raw-module.ts';
import { newTextFunction } from './text-function.ts';

const pageBytes = 65_536;
/** What the instance declares as its smallest memory. */
const basePages = 256;
const jobsPerBatch = 256;
const defaultStackBytes = 1024 * 1024;
/** Frames of programs with probes are up to a fifth larger: a recursion that ends without probes ends with them. */
const debuggedStack = 1.25;

export interface SandboxOptions {
  readonly module: WebAssembly.Module;
  /** What guest code may allocate, in bytes. */
  readonly memoryBytes: number;
  /** Stack of the guest, in bytes; 1 MiB unless told, which needs a thread with a stack of 32 MiB. */
  readonly stackBytes?: number;
  /** For programs that are instrumented. */
  readonly isDebugged?: boolean;
}

/** What a run puts behind its sandbox. Everything that arrives here comes from guest code: trust none of it. */
export interface SandboxHost {
  /** JSON text in, JSON text out. What it throws becomes a guest error of the same name, message and code. */
  ask(service: string, argument: string): string;
  /** The source of a program, an expression, and the name that its stack frames carry. */
  source(index: number): { readonly code: string; readonly file: string };
  /** Asked while guest code runs, every few milliseconds at most: true ends it, uncatchably. */
  isInterrupted(): boolean;
}

/** How the sandbox is: only a sound one can be reset; the others are thrown away. */
export type SandboxHealth = 'sound' | 'out-of-memory' | 'broken';

interface GuestCalls {
  readonly begin: QuickJSHandle;
  readonly settle: QuickJSHandle;
  readonly finish: QuickJSHandle;
  readonly debugging: DebuggingHandles | undefined;
}

interface DebuggingHandles {
  readonly examine: QuickJSHandle;
  readonly held: QuickJSHandle;
  readonly replace: QuickJSHandle;
  readonly flags: Part;
  readonly control: Part;
}

/** Of the instance's memory, in bytes. */
interface Part {
  readonly start: number;
  readonly length: number;
}

type ModuleOptions = NonNullable<Parameters<typeof newVariant>[1]['emscriptenModule']> & {
  readonly print: () => void;
  readonly printErr: () => void;
};

/** Not shared: one run at a time. Dropped without disposal, as disposal can abort; its memory is garbage-collected. */
export class Sandbox {
  readonly memoryBytes: number;
  readonly #memory: CappedMemory;
  readonly #context: QuickJSContext;
  readonly #calls: GuestCalls;
  readonly #image: MemoryImage;
  #host: SandboxHost | undefined;
  #isBroken = false;

  static async create(options: SandboxOptions): Promise<Sandbox> {
    const memory = cappedMemory(options.memoryBytes);
    const emscriptenModule: ModuleOptions = { print: ignore, printErr: ignore };
    // The package declares itself as CommonJS, but what is imported is the variant itself.
    const variant = newVariant(releaseSync as unknown as QuickJSSyncVariant, {
      wasmModule: options.module,
      wasmMemory: memory.memory,
      emscriptenModule,
    });
    const quickjs = await newQuickJSWASMModuleFromVariant(variant);
    return new Sandbox(options, memory, quickjs);
  }

  private constructor(options: SandboxOptions, memory: CappedMemory, quickjs: QuickJSWASMModule) {
    this.memoryBytes = options.memoryBytes;
    this.#memory = memory;
    const context = quickjs.newContext();
    this.#context = context;
    const stackBytes = options.stackBytes ?? defaultStackBytes;
    context.runtime.setMaxStackSize(options.isDebugged ? stackBytes * debuggedStack : stackBytes);
    context.runtime.setInterruptHandler(() => this.#isInterrupted());
    this.#calls = this.#install(quickjs, options.isDebugged ?? false);
    const raw = rawModule(quickjs);
    const allocator = { malloc: (bytes: number) => raw._malloc(bytes), free: (at: number) => raw._free(at) };
    holdBack(raw, memory.memory, options.memoryBytes);
    this.#image = new MemoryImage(memory.memory, allocator);
    memory.limit(this.#image.usedBytes + options.memoryBytes);
  }

  get health(): SandboxHealth {
    if (this.#memory.isExhausted) return 'out-of-memory';
    return this.#isBroken ? 'broken' : 'sound';
  }

  /** Starts a run: guest code runs until its first wait. What it wants of the world it asks `host`. */
  begin(host: SandboxHost, argument: string): void {
    this.#host = host;
    this.#call(this.#calls.begin, argument);
  }

  /** Answers something that the guest waits for. */
  settle(argument: string): void {
    this.#call(this.#calls.settle, argument);
  }

  /** Lets the guest report what is left over, after its last job. */
  finish(): void {
    this.#call(this.#calls.finish, '');
  }

  /** Runs one batch of pending jobs; true when more are pending. */
  pump(): boolean {
    this.#guarded(() => {
      const result = this.#context.runtime.executePendingJobs(jobsPerBatch);
      if (result.error) result.error.dispose();
    });
    return !this.#isBroken && this.#context.runtime.hasPendingJob();
  }

  /** One byte for each probe of a sandbox that is debugged, see `flag`; of use until guest code runs again. */
  get probeFlags(): Uint8Array {
    const { start, length } = this.#debugging.flags;
    return new Uint8Array(this.#memory.memory.buffer, start, length);
  }

  /** What the flags refer to; of use until guest code runs again. */
  get probeControl(): Float64Array {
    const { start, length } = this.#debugging.control;
    return new Float64Array(this.#memory.memory.buffer, start, length / 8);
  }

  /**
   * Asks the guest of a sandbox that is debugged, also while it is in the middle of asking its host. JSON text in and
   * out; `undefined` when the host interrupted the answer, or the sandbox broke down.
   */
  examine(argument: string): string | undefined {
    let answer: string | undefined;
    this.#guarded(() => {
      const context = this.#context;
      const text = context.newString(argument);
      const result = context.callFunction(this.#debugging.examine, context.undefined, text);
      text.dispose();
      if (result.error) result.error.dispose();
      else {
        answer = context.getString(result.value);
        result.value.dispose();
      }
    });
    return answer;
  }

  /**
   * Looks at a promise that the guest holds by a number, and holds what has become of it in its place. A value that is
   * no promise counts as fulfilled.
   */
  unwrap(ref: number): 'pending' | 'fulfilled' | 'rejected' {
    const context = this.#context;
    const { held, replace } = this.#debugging;
    const number = context.newNumber(ref);
    const value = context.unwrapResult(context.callFunction(held, context.undefined, number));
    const state = context.getPromiseState(value);
    const outcome =
      state.type === 'fulfilled' ? state.value : state.type === 'rejected' ? state.error : undefined;
    if (outcome !== undefined)
      context.unwrapResult(context.callFunction(replace, context.undefined, number, outcome)).dispose();
    if (outcome !== value) outcome?.dispose();
    value.dispose();
    number.dispose();
    return state.type;
  }

  get #debugging(): DebuggingHandles {
    const { debugging } = this.#calls;
    if (debugging === undefined) throw new Error('This sandbox is not for debugging.');
    return debugging;
  }

  /** Makes the sandbox as new. False when that cannot be done: then drop it and create another. */
  reset(): boolean {
    this.#host = undefined;
    if (this.health !== 'sound') return false;
    this.#image.restore();
    return true;
  }

  #call(method: QuickJSHandle, argument: string): void {
    this.#guarded(() => {
      const text = this.#context.newString(argument);
      const result = this.#context.callFunction(method, this.#context.undefined, text);
      text.dispose();
      if (result.error) result.error.dispose();
      else result.value.dispose();
    });
  }

  /** A host exception that crosses WebAssembly frames leaves the instance in an unknown state. */
  #guarded(action: () => void): void {
    if (this.#isBroken) return;
    try {
      action();
    } catch {
      this.#isBroken = true;
    }
  }

  #isInterrupted(): boolean {
    return this.#memory.isExhausted || (this.#host?.isInterrupted() ?? false);
  }

  #install(quickjs: QuickJSWASMModule, isDebugged: boolean): GuestCalls {
    const context = this.#context;
    const ask = newTextFunction(quickjs, context, text => this.#answer(text));
    const load = context.newFunction('load', index => this.#load(context.getNumber(index)));
    const install = context.unwrapResult(
      context.evalCode(bootstrapSource(isDebugged), guestFile, { type: 'global' }),
    );
    const calls = context.unwrapResult(context.callFunction(install, context.undefined, ask, load));
    const method = (name: string) => context.getProp(calls, name);
    const debugging = isDebugged ? this.#debuggingOf(method('debugging')) : undefined;
    return { begin: method('begin'), settle: method('settle'), finish: method('finish'), debugging };
  }

  #debuggingOf(guest: QuickJSHandle): DebuggingHandles {
    const context = this.#context;
    const mark = context.unwrapResult(context.evalCode(markSource));
    const part = (name: string): Part => {
      const array = context.getProp(guest, name);
      const set = (seed: number) =>
        context.unwrapResult(context.callFunction(mark, context.undefined, array, context.newNumber(seed)));
      const length = context.getNumber(context.getProp(array, 'byteLength'));
      return { start: findMarked(this.#memory.memory, set), length };
    };
    return {
      examine: context.getProp(guest, 'examine'),
      held: context.getProp(guest, 'held'),
      replace: context.getProp(guest, 'replace'),
      flags: part('flags'),
      control: part('control'),
    };
  }

  /** `v` and the answer, or `e` and the error: no exception ever crosses. */
  #answer(message: string): string {
    try {
      const end = message.indexOf('\n');
      const host = this.#host;
      if (host === undefined) throw new Error('No run is on.');
      return `v${host.ask(message.slice(0, end), message.slice(end + 1))}`;
    } catch (error) {
      const { name, message, code } = error as { name?: string; message?: string; code?: string };
      return `e${JSON.stringify([String(name ?? 'Error'), String(message ?? error), code ?? null])}`;
    }
  }

  #load(index: number): ReturnType<QuickJSContext['evalCode']> {
    const program = this.#host?.source(index);
    return this.#context.evalCode(program?.code ?? 'undefined', program?.file ?? guestFile, {
      type: 'global',
    });
  }
}

const markLength = 64;
const markSource = `(array, seed) => {
  const bytes = new Uint8Array(array.buffer);
  for (let i = 0; i < ${markLength}; i++) bytes[i] = seed === 0 ? 0 : (i + 1) * seed;
}`;

/**
 * Where the bytes of an array lie that the guest can mark: at the one place that follows when the marks change.
 * Arrays do not move.
 */
function findMarked(memory: WebAssembly.Memory, mark: (seed: number) => void): number {
  let found: readonly number[] | undefined;
  for (const seed of [37, 91, 0]) {
    mark(seed);
    const bytes = Buffer.from(memory.buffer);
    const wanted = Uint8Array.from({ length: markLength }, (_, i) => (i + 1) * seed);
    if (found !== undefined)
      found = found.filter(at => bytes.compare(wanted, 0, markLength, at, at + markLength) === 0);
    else found = placesOf(bytes, wanted);
  }
  const [only] = found ?? [];
  if (only === undefined || found?.length !== 1) throw new Error('The flags of the sandbox were not found.');
  return only;
}

function placesOf(bytes: Buffer, wanted: Uint8Array): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) places.push(at);
  return places;
}

function ignore(): void {
  // The instance writes to a console only when it aborts, which its health tells.
}

interface CappedMemory {
  readonly memory: WebAssembly.Memory;
  /** It was asked for more than it may have, and did not get it. */
  readonly isExhausted: boolean;
  limit(bytes: number): void;
}

/**
 * QuickJS's own memory limit does not hold, so the WebAssembly memory itself has a maximum. The instance asks for
 * generous growth first and for less when that is refused: exhausted means that its last request was refused.
 */
function cappedMemory(memoryBytes: number): CappedMemory {
  const maximum = Math.min(65_536, 2 * basePages + Math.ceil(memoryBytes / pageBytes));
  const memory = new WebAssembly.Memory({ initial: basePages, maximum });
  const grow = memory.grow.bind(memory);
  let isExhausted = false;
  let limitBytes = maximum * pageBytes;
  memory.grow = pages => {
    isExhausted = memory.buffer.byteLength + pages * pageBytes > limitBytes;
    if (isExhausted) throw new RangeError('The memory limit of the sandbox is reached.');
    return grow(pages);
  };
  return {
    memory,
    get isExhausted() {
      return isExhausted;
    },
    limit(bytes) {
      limitBytes = Math.max(basePages * pageBytes, Math.ceil(bytes / pageBytes) * pageBytes);
    },
  };
}

/** Where the limit is smaller than what the smallest memory leaves free, the difference is taken out of use. */
function holdBack(raw: RawModule, memory: WebAssembly.Memory, memoryBytes: number): void {
  const probe = raw._malloc(pageBytes);
  raw._free(probe);
  const free = memory.buffer.byteLength - probe;
  if (free > memoryBytes + pageBytes) raw._malloc(free - memoryBytes - pageBytes);
}
