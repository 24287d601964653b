/** One run as the page knows it: what has streamed in so far, and the outcome once there is one. */

import type {
  CacheLevel,
  Call,
  LogLine,
  Outcome,
  PanelRun,
  RunEvent,
  RunStatus,
} from '../../message/run-panel.ts';

/** A node of the call tree, live or ended. */
export interface CallNode {
  readonly id: number;
  readonly skill: string;
  readonly startedMs: number;
  status: RunStatus | 'running';
  /** Undefined while it runs. */
  durationMs: number | undefined;
  readonly inputBytes: number;
  /** Undefined while it runs. */
  resultBytes: number | undefined;
  error: string | undefined;
  /** Who had the result, when no code ran. */
  cached: CacheLevel | undefined;
  readonly calls: CallNode[];
}

export class RunModel {
  readonly id: string;
  readonly skillId: string;
  readonly timeLimitMs: number;
  /** Of a run that was read from the history. */
  readonly past: PanelRun['past'];
  /** Grows while the run is on; the array itself stays the same, so that views can follow by its length. */
  readonly logs: LogLine[] = [];
  #outcome: Outcome | undefined;
  #root: CallNode | undefined;
  #callCount = 0;
  #callEvents = 0;
  readonly #calls = new Map<number, CallNode>();
  /** By the page's clock, when the run started. */
  readonly #startedAt: number;

  constructor(run: PanelRun, now: number) {
    this.id = run.id;
    this.skillId = run.skillId;
    this.timeLimitMs = run.limits.timeMs;
    this.past = run.past;
    for (const line of run.logs) this.logs.push(line);
    for (const event of run.events) if (isCallEvent(event)) this.#take(event);
    this.#startedAt = now - this.#latestMs();
    if (run.outcome !== undefined) this.end(run.outcome);
  }

  /** Undefined while it runs. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  get callCount(): number {
    return this.#callCount;
  }

  /** Undefined until the first call is known. */
  get calls(): CallNode | undefined {
    return this.#root;
  }

  /** Whether everything that a state says of this run is known here already. */
  isAtLeast(run: PanelRun): boolean {
    if (this.#outcome !== undefined) return true;
    if (run.outcome !== undefined) return false;
    return this.logs.length >= run.logs.length && this.#callEvents >= run.events.filter(isCallEvent).length;
  }

  elapsedMs(now: number): number {
    return this.#outcome?.durationMs ?? now - this.#startedAt;
  }

  add(events: readonly RunEvent[]): void {
    if (this.#outcome === undefined) for (const event of events) this.#take(event);
  }

  /** What the outcome says replaces what was streamed. */
  end(outcome: Outcome): void {
    this.#outcome = outcome;
    // The lines that already streamed are the outcome's first; replacing them would make the log jump.
    for (let at = this.logs.length; at < outcome.logs.length; at++)
      this.logs.push(outcome.logs[at] as LogLine);
    this.#callCount = 0;
    this.#root = this.#ended(outcome.calls);
  }

  #take(event: RunEvent): void {
    if (isCallEvent(event)) this.#callEvents++;
    if (event.type === 'log') this.logs.push(event.line);
    else if (event.type === 'call-started') {
      const { id, skill, startedMs, inputBytes } = event;
      const end = { durationMs: undefined, resultBytes: undefined, error: undefined, cached: undefined };
      const node: CallNode = { id, skill, startedMs, inputBytes, status: 'running', ...end, calls: [] };
      this.#calls.set(id, node);
      this.#callCount++;
      const parent = this.#calls.get(event.parent);
      if (parent !== undefined && parent !== node) parent.calls.push(node);
      else this.#root ??= node;
    } else {
      const node = this.#calls.get(event.id);
      if (node === undefined) return;
      node.status = event.status;
      node.durationMs = event.durationMs;
      node.resultBytes = event.resultBytes;
      node.error = event.error;
      node.cached = event.cached;
    }
  }

  #ended(call: Call): CallNode {
    this.#callCount++;
    const { id, skill, startedMs, status, durationMs, inputBytes, resultBytes, error, cached } = call;
    const calls = call.calls.map(inner => this.#ended(inner));
    return { id, skill, startedMs, status, durationMs, inputBytes, resultBytes, error, cached, calls };
  }

  #latestMs(): number {
    let latest = this.logs.at(-1)?.atMs ?? 0;
    for (const node of this.#calls.values()) {
      latest = Math.max(latest, node.startedMs + (node.durationMs ?? 0));
    }
    return latest;
  }
}

/** A state carries its log lines apart from the events. */
function isCallEvent(event: RunEvent): boolean {
  return event.type !== 'log';
}
