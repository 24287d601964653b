/** Runs skills in this thread, without workers: the same conductor and sandbox, seen from close by. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { JsonObject } from '../../src/base/json.ts';
import { Conductor } from '../../src/run/conductor.ts';
import { Ledger } from '../../src/run/ledger.ts';
import { ProgramCache } from '../../src/run/lookup.ts';
import { defaultLimits, type Limits, type Outcome, type RunEvent } from '../../src/run/outcome.ts';
import type { CachedResult, CallAnswers, Recording, SkillSource } from '../../src/run/port.ts';
import { ResultRules } from '../../src/run/result-rules.ts';
import { Sandbox } from '../../src/sandbox/instance.ts';
import { hostServices } from '../../src/sandbox/service.ts';
import { FakeRecording } from './recording.ts';

const require = createRequire(import.meta.url);

/** Where the engine's WebAssembly file is in the development tree. */
export const wasmPath = require.resolve('@jitl/quickjs-wasmfile-release-sync/wasm');

/** The main thread's stack is small: guests get less of it than in a worker. */
const stackBytes = 200 * 1024;

export interface InProcessOptions {
  readonly inputs?: JsonObject;
  readonly limits?: Partial<Limits>;
  readonly recording?: Recording;
  readonly isCancelled?: () => boolean;
  readonly onEvent?: (event: RunEvent) => void;
  /** Results of cached skills come from here and go here. */
  readonly results?: ResultTable;
  readonly useCache?: boolean;
}

/** All results that were ever cached, and what was asked for. */
export class ResultTable implements CallAnswers {
  readonly stored = new Map<string, string>();
  readonly lifetimes: number[] = [];

  key(text: string): string {
    return sha256(text);
  }

  get(key: string): CachedResult | undefined {
    const text = this.stored.get(key);
    return text === undefined ? undefined : { text, level: 'memory' };
  }

  set(key: string, { text, ttlMs }: { readonly text: string; readonly ttlMs: number }): void {
    this.stored.set(key, text);
    this.lifetimes.push(ttlMs);
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Keeps one sandbox and resets it between runs, as a worker does. */
export class InProcess {
  readonly #module = new WebAssembly.Module(readFileSync(wasmPath));
  readonly #programs = new ResultRules(new ProgramCache(), sha256);
  #sandbox: Sandbox | undefined;
  /** Sandboxes that were made so far. */
  created = 0;

  async run(skill: string, source: SkillSource, options: InProcessOptions = {}): Promise<Outcome> {
    const limits = { ...defaultLimits, ...options.limits };
    const sandbox = await this.#sandboxOf(limits.memoryBytes);
    const recording = options.recording ?? new FakeRecording();
    const ledger = new Ledger(skill);
    const useCache = options.useCache ?? true;
    const job = { skill, inputs: JSON.stringify(options.inputs ?? {}), limits, useCache };
    const conductor = new Conductor(job, {
      sandbox,
      recording,
      ...(options.results && { answers: options.results }),
      services: hostServices(recording),
      find: name => this.#programs.find(source, name),
      emit: event => {
        ledger.apply(event);
        options.onEvent?.(event);
      },
      isCancelled: options.isCancelled ?? (() => false),
    });
    const ending = await conductor.run();
    if (!sandbox.reset()) this.#sandbox = undefined;
    if (ending.keeping !== undefined && ending.result !== undefined)
      options.results?.set(ending.keeping.key, { text: ending.result, ttlMs: ending.keeping.ttlMs });
    return ledger.outcome(ending);
  }

  async #sandboxOf(memoryBytes: number): Promise<Sandbox> {
    if (this.#sandbox === undefined || this.#sandbox.memoryBytes !== memoryBytes) {
      this.#sandbox = await Sandbox.create({ module: this.#module, memoryBytes, stackBytes });
      this.created++;
    }
    return this.#sandbox;
  }
}
