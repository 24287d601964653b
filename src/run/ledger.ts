/** Keeps what happens in a run, so that its outcome is whole however it ends. */

import type { JsonValue } from '../base/json.ts';
import type { Keeping } from './call-results.ts';
import type { CacheLevel, Call, LogLine, Outcome, RunError, RunEvent, RunStatus } from './outcome.ts';

/** How a run ended; everything else of the outcome comes from its events. */
export interface Ending {
  readonly status: RunStatus;
  /** JSON text; present when completed. */
  readonly result?: string;
  readonly error?: RunError;
  readonly droppedLogs: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly inputBytes: number;
  readonly resultBytes: number;
  /** The result may answer the same call again. */
  readonly keeping?: Keeping;
}

const maxCalls = 100_000;
const charsPerToken = 4;

interface CallNode {
  id: number;
  skill: string;
  chain: readonly string[];
  status: RunStatus | 'running';
  startedMs: number;
  durationMs: number;
  inputBytes: number;
  resultBytes: number;
  error?: string;
  cached?: CacheLevel;
  calls: CallNode[];
}

export class Ledger {
  readonly #skill: string;
  readonly #logs: LogLine[] = [];
  readonly #running = new Map<number, CallNode>();
  #root: CallNode | undefined;
  #count = 0;
  #dropped = 0;

  constructor(skill: string) {
    this.#skill = skill;
  }

  apply(event: RunEvent): void {
    if (event.type === 'log') this.#logs.push(event.line);
    else if (event.type === 'call-started') this.#start(event);
    else this.#end(event);
  }

  /** The chain of the call that began last and still runs; the started skill alone when none does. */
  get lastChain(): readonly string[] {
    return [...this.#running.values()].at(-1)?.chain ?? [this.#skill];
  }

  /** Calls that have not ended are given the run's own end. */
  outcome(ending: Ending): Outcome {
    const rest = ending.status === 'completed' || ending.status === 'failed' ? 'cancelled' : ending.status;
    for (const node of this.#running.values()) {
      node.status = node.id === 1 ? ending.status : rest;
      node.durationMs = Math.max(0, ending.durationMs - node.startedMs);
      node.error ??= node.id === 1 ? (ending.error?.message ?? '') : 'The run ended before this call did.';
      if (node.error === '') delete node.error;
    }
    this.#running.clear();
    return {
      skill: this.#skill,
      status: ending.status,
      ...(ending.result !== undefined && { result: JSON.parse(ending.result) as JsonValue }),
      ...(ending.error && { error: ending.error }),
      logs: this.#logs,
      droppedLogs: ending.droppedLogs,
      calls: this.#root ?? this.#absent(ending),
      ...(this.#dropped > 0 && { droppedCalls: this.#dropped }),
      startedAt: ending.startedAt,
      durationMs: ending.durationMs,
      inputBytes: ending.inputBytes,
      resultBytes: ending.resultBytes,
      estimatedTokens: Math.ceil((ending.inputBytes + ending.resultBytes) / charsPerToken),
    };
  }

  #start(event: Extract<RunEvent, { type: 'call-started' }>): void {
    const parent = this.#running.get(event.parent);
    if (this.#count >= maxCalls || (parent === undefined && event.id !== 1)) {
      this.#dropped++;
      return;
    }
    this.#count++;
    const node: CallNode = {
      id: event.id,
      skill: event.skill,
      chain: [...(parent?.chain ?? []), event.skill],
      status: 'running',
      startedMs: event.startedMs,
      durationMs: 0,
      inputBytes: event.inputBytes,
      resultBytes: 0,
      calls: [],
    };
    this.#running.set(event.id, node);
    if (event.id === 1) this.#root = node;
    parent?.calls.push(node);
  }

  #end(event: Extract<RunEvent, { type: 'call-ended' }>): void {
    const node = this.#running.get(event.id);
    if (node === undefined) return;
    this.#running.delete(event.id);
    node.status = event.status;
    node.durationMs = event.durationMs;
    node.resultBytes = event.resultBytes;
    if (event.error !== undefined) node.error = event.error;
    if (event.cached !== undefined) node.cached = event.cached;
  }

  #absent(ending: Ending): Call {
    return {
      id: 1,
      skill: this.#skill,
      chain: [this.#skill],
      status: ending.status,
      startedMs: 0,
      durationMs: ending.durationMs,
      inputBytes: ending.inputBytes,
      resultBytes: 0,
      ...(ending.error && { error: ending.error.message }),
      calls: [],
    };
  }
}
