/** Answers calls of a run from a cache, and says which of its results may go there. */

import { canonicalJson } from '../base/canonical-json.ts';
import type { JsonValue } from '../base/json.ts';
import type { CachedResult, CallAnswers, Recording } from './port.ts';
import type { ResultRule } from './program.ts';

/** The most characters of JSON that one cached result may have. */
export const longestCachedResult = 1_000_000;

/** A call that is about to run, after every check. */
export interface CacheableCall {
  readonly id: number;
  readonly rule: ResultRule;
  /** Names of the skills from the started one to this one. */
  readonly chain: readonly string[];
  /** JSON text, with defaults filled in. */
  readonly inputs: string;
}

export interface CallResultsOptions {
  readonly recording: Recording;
  /** `undefined` when there is no cache: only a recording can answer. */
  readonly answers: CallAnswers | undefined;
  /** False: every call runs, and what comes of it replaces what is cached. */
  readonly reads: boolean;
  /** The longest chain of the run. */
  readonly depth: number;
}

/** A result that may be cached, and for how long. */
export interface Keeping {
  readonly key: string;
  readonly ttlMs: number;
}

interface OpenCall extends Keeping {
  readonly reach: ReadonlySet<string> | undefined;
}

export class CallResults {
  readonly #options: CallResultsOptions;
  /** Calls that run and whose results may be cached, by number. */
  readonly #open = new Map<number, OpenCall>();

  constructor(options: CallResultsOptions) {
    this.#options = options;
  }

  /** `undefined`: the call has to run, and {@link keeping} tells at its end whether its result is cached. */
  answer(call: CacheableCall): CachedResult | undefined {
    const { recording, answers, reads } = this.#options;
    const key = answers && this.#key(call, answers);
    const text = recording.cached(call.id, () => {
      const found = reads && key !== undefined ? answers?.get(key) : undefined;
      return found === undefined ? '' : `${found.level} ${found.text}`;
    });
    if (text !== '') return cachedResult(text);
    if (key === undefined) return undefined;
    const { ttlMs, reach } = call.rule;
    this.#open.set(call.id, { key, ttlMs, reach: reach && new Set(reach) });
    return undefined;
  }

  /** Something is called, whatever comes of it. Results of callers that do not count with it are not cached. */
  called(name: string, hasSecrets: boolean, callers: Iterable<number>): void {
    if (this.#open.size === 0) return;
    for (const id of callers) {
      const open = this.#open.get(id);
      if (open !== undefined && (hasSecrets || open.reach?.has(name.toLowerCase()) === false))
        this.#open.delete(id);
    }
  }

  /** A call has ended. `undefined` when its result is not to be cached. */
  keeping(id: number, result: string): Keeping | undefined {
    const open = this.#open.get(id);
    this.#open.delete(id);
    return result.length > longestCachedResult ? undefined : open;
  }

  keep({ key, ttlMs }: Keeping, text: string): void {
    this.#options.answers?.set(key, { text, ttlMs });
  }

  isOpen(id: number): boolean {
    return this.#open.has(id);
  }

  /** `undefined` for inputs that cannot be written in one way. */
  #key({ rule, chain, inputs }: CacheableCall, answers: CallAnswers): string | undefined {
    try {
      const written = canonicalJson(JSON.parse(inputs) as JsonValue);
      return answers.key(
        JSON.stringify([rule.identity, contextOf(rule, chain, this.#options.depth), written]),
      );
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}

/**
 * The chain above a call, where it can make another result: a skill that is on it already, or the maximum depth, would
 * refuse a call that is made further down.
 */
function contextOf({ reach, height }: ResultRule, chain: readonly string[], depth: number): JsonValue {
  const above = chain.slice(0, -1).map(name => name.toLowerCase());
  const names = reach && new Set(reach);
  const mayCircle = above.some(name => names?.has(name) ?? true);
  const mayBeTooLong = height === undefined || above.length + height > depth;
  return mayCircle || mayBeTooLong ? [depth, ...above] : null;
}

const levels = ['memory', 'database', 'redis'] as const satisfies readonly CachedResult['level'][];

/** As it stands on a tape. */
function cachedResult(text: string): CachedResult | undefined {
  const level = levels.find(one => text.startsWith(`${one} `));
  return level && { level, text: text.slice(level.length + 1) };
}

/** Whether a text on a tape can be a cached result, so that a run can take it for one. */
export function isCachedResult(text: string): boolean {
  const result = cachedResult(text);
  if (result === undefined) return false;
  try {
    JSON.parse(result.text);
    return true;
  } catch {
    return false;
  }
}
