/** The calls of one run: who called whom, who may be called, and with which inputs. */

import type { JsonObject, JsonValue } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { formatIssue, validateInputs, withDefaults } from '../skill/validate.ts';
import { circular, depthLimit, RunFailure } from './failure.ts';
import type { CacheLevel, Limits, RunError, RunEvent } from './outcome.ts';
import type { Found, FoundProgram, Program, ResultRule } from './program.ts';

/** A call that may run. */
export interface AdmittedCall {
  readonly id: number;
  readonly index: number;
  /** JSON text when defaults have changed what was given. */
  readonly inputs: string | undefined;
  /** When its results are cached. */
  readonly rule: ResultRule | undefined;
}

export type Entered = AdmittedCall | { readonly id: number; readonly refusal: RunFailure };

interface OpenCall {
  readonly skill: string;
  readonly caller: number;
  readonly chain: readonly string[];
  readonly startedMs: number;
}

export interface CallBookOptions {
  readonly limits: Limits;
  readonly find: (name: string) => Found;
  readonly emit: (event: RunEvent) => void;
  /** Milliseconds since the run's start. */
  readonly now: () => number;
}

export class CallBook {
  readonly #options: CallBookOptions;
  readonly #programs: FoundProgram[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #byPath = new Map<string, Program>();
  readonly #open = new Map<number, OpenCall>();
  /** Chains of calls that ended, for errors that name them later; only those that failed. */
  readonly #failed = new Map<number, readonly string[]>();
  #count = 0;

  constructor(options: CallBookOptions) {
    this.#options = options;
  }

  /** The programs that this run has met, by path. */
  get programsByPath(): ReadonlyMap<string, Program> {
    return this.#byPath;
  }

  program(index: number): Program | undefined {
    return this.#programs[index]?.program;
  }

  /** The number that the next call gets. */
  get nextId(): number {
    return this.#count + 1;
  }

  /** The skill of a call; the started one when the call is not known. */
  nameOf(id: number): string {
    return this.chainOf(id).at(-1) ?? '';
  }

  chainOf(id: number): readonly string[] {
    return this.#open.get(id)?.chain ?? this.#failed.get(id) ?? this.#open.get(1)?.chain ?? [];
  }

  /** A call, its caller, and so on up to the run's own start; those that have not ended. */
  *callers(id: number): Iterable<number> {
    for (let at = id; at !== 0; at = this.#open.get(at)?.caller ?? 0) yield at;
  }

  /** The chain of the call that began last and has not ended. */
  get lastChain(): readonly string[] {
    return [...this.#open.values()].at(-1)?.chain ?? [];
  }

  /** Calls other than the first that have not ended. */
  unfinished(): readonly { readonly skill: string; readonly caller: number }[] {
    return [...this.#open].filter(([id]) => id !== 1).map(([, call]) => call);
  }

  /** `caller,"name",inputs` as the guest sends it. */
  readEntry(argument: string): readonly [caller: number, name: string, inputs: string] {
    const afterCaller = argument.indexOf(',') + 1;
    const caller = Number(argument.slice(0, afterCaller - 1));
    const name = /^"(?:[^"\\]|\\.)*"/.exec(argument.slice(afterCaller))?.[0] ?? '""';
    return [caller, String(JSON.parse(name)), argument.slice(afterCaller + name.length + 1)];
  }

  /** Decides on a call before any code of the callee runs. `caller` is 0 for the run's own start. */
  enter(caller: number, name: string, inputs: string): Entered {
    const found = this.#lookUp(name);
    const known = 'index' in found ? this.#programs[found.index]?.program.name : undefined;
    const skill = known ?? name;
    const above = caller === 0 ? [] : this.chainOf(caller);
    const chain = [...above, skill];
    const id = this.#start(caller, chain, inputs);
    try {
      if ('missing' in found) throw new RunFailure('run/unknown-skill', found.missing);
      if ('blocked' in found) throw new RunFailure('run/invalid-skill', found.blocked);
      const admitted = this.#admit(found.index, above, chain, inputs);
      return { id, index: found.index, inputs: admitted, rule: this.#programs[found.index]?.rule };
    } catch (error) {
      const refusal = error instanceof RunFailure ? error : unreadable(skill, error);
      this.#close(id, 'failed', 0, { error: refusal.message });
      this.#failed.set(id, chain);
      return { id, refusal };
    }
  }

  /** A call that is answered without being looked at. Its number. */
  begin(caller: number, name: string, inputs: string): number {
    return this.#start(caller, [...this.chainOf(caller), name], inputs);
  }

  /** @param cached - who had the result, when no code of the skill ran */
  end(id: number, resultBytes: number, cached?: CacheLevel): void {
    this.#close(id, 'completed', resultBytes, cached && { cached });
  }

  fail(id: number, error: RunError): void {
    const chain = this.#open.get(id)?.chain;
    if (chain !== undefined && this.#failed.size < 10_000) this.#failed.set(id, chain);
    this.#close(id, 'failed', 0, { error: error.message });
  }

  #lookUp(name: string): { readonly index: number } | Exclude<Found, FoundProgram> {
    const known = this.#indexes.get(name) ?? this.#indexes.get(name.toLowerCase());
    if (known !== undefined) return { index: known };
    const found = this.#options.find(name);
    if (!('program' in found)) return found;
    const index = this.#programs.push(found) - 1;
    this.#indexes.set(found.program.name.toLowerCase(), index);
    this.#byPath.set(found.program.path, found.program);
    return { index };
  }

  /** JSON text of the inputs when they are not what was given. */
  #admit(
    index: number,
    above: readonly string[],
    chain: readonly string[],
    inputs: string,
  ): string | undefined {
    const program = this.program(index) as Program;
    const sought = program.name.toLowerCase();
    const first = above.findIndex(name => name.toLowerCase() === sought);
    if (first >= 0) throw circular(chain.slice(first));
    if (chain.length > this.#options.limits.depth) throw depthLimit(this.#options.limits, chain);
    if (program.blocker !== undefined) throw new RunFailure('run/invalid-skill', program.blocker);
    return checked(program, inputs);
  }

  #start(caller: number, chain: readonly string[], inputs: string): number {
    const id = ++this.#count;
    const skill = chain.at(-1) as string;
    const startedMs = this.#options.now();
    this.#open.set(id, { skill, caller, chain, startedMs });
    const inputBytes = Buffer.byteLength(inputs);
    this.#options.emit({ type: 'call-started', id, parent: caller, skill, startedMs, inputBytes });
    return id;
  }

  #close(
    id: number,
    status: 'completed' | 'failed',
    resultBytes: number,
    more: { readonly error?: string; readonly cached?: CacheLevel } = {},
  ): void {
    const call = this.#open.get(id);
    if (call === undefined) return;
    if (id !== 1) this.#open.delete(id);
    const durationMs = this.#options.now() - call.startedMs;
    this.#options.emit({ type: 'call-ended', id, status, durationMs, resultBytes, ...more });
  }
}

function checked(program: Program, text: string): string | undefined {
  const inputs = JSON.parse(text) as JsonValue;
  if (!isJsonObject(inputs)) {
    const example = `callSkill("${program.name}", { … })`;
    throw invalid(program, `Inputs are one object, as in ${example}, but got ${text.slice(0, 100)}.`);
  }
  const complete: JsonObject = withDefaults(program.inputs, inputs);
  const issues = validateInputs(program.inputs, complete);
  if (issues.length > 0) {
    const shown = issues.slice(0, 10).map(formatIssue);
    const more = issues.length > 10 ? `; and ${issues.length - 10} more` : '';
    throw invalid(program, `${shown.join('; ')}${more}`);
  }
  return complete === inputs ? undefined : JSON.stringify(complete);
}

function invalid(program: Program, message: string): RunFailure {
  return new RunFailure('run/invalid-inputs', `Invalid inputs for "${program.name}": ${message}`);
}

/** Inputs that are nested so deeply that they cannot be read, or are no JSON at all. */
function unreadable(skill: string, error: unknown): RunFailure {
  const why = error instanceof Error ? error.message : String(error);
  return new RunFailure('run/invalid-inputs', `The inputs for "${skill}" cannot be read: ${why}`);
}
