/** The calls of a run as the graph lights them up: live from events, afterwards from the outcome's call tree. */

import type { GraphRun, GraphRunStep } from '../../message/graph.ts';
import type { CacheLevel, Call, Outcome, RunEvent } from '../../run/outcome.ts';

/** Nobody watches more than so many; the calls beyond are counted. */
export const maxSteps = 5_000;

/** Which node a name stands for. */
export type NodeOf = (skill: string) => string;

interface OpenStep {
  readonly from: string | undefined;
  readonly to: string;
  readonly startMs: number;
  endMs: number | undefined;
  hasFailed: boolean;
  cached?: CacheLevel;
}

/** What is known of a run besides its calls. */
export type RunFacts = Pick<GraphRun, 'id' | 'rootSkill'>;

/** Follows one run from its first event to its outcome. */
export class RunSteps {
  readonly #facts: RunFacts;
  readonly #nodeOf: NodeOf;
  #steps: OpenStep[] = [];
  #byCall = new Map<number, OpenStep>();
  #dropped = 0;
  #end: Pick<GraphRun, 'status' | 'durationMs'> = { status: 'running', durationMs: undefined };

  constructor(facts: RunFacts, nodeOf: NodeOf) {
    this.#facts = facts;
    this.#nodeOf = nodeOf;
  }

  /** Log lines are no steps. */
  apply(event: RunEvent): void {
    if (event.type === 'call-started') {
      this.#start({
        id: event.id,
        from: this.#byCall.get(event.parent)?.to,
        skill: event.skill,
        startMs: event.startedMs,
      });
    } else if (event.type === 'call-ended') {
      const step = this.#byCall.get(event.id);
      if (step !== undefined) this.#close(step, event);
    }
  }

  /** The tree knows the end of every call, also of those that a cancelled run left open. */
  finish({ calls, droppedCalls = 0, status, durationMs }: Outcome): void {
    this.#steps = [];
    this.#byCall = new Map();
    this.#dropped = droppedCalls;
    this.#end = { status, durationMs };
    for (const { call, from } of inOrder(calls, this.#nodeOf)) {
      const step = this.#start({ id: call.id, from, skill: call.skill, startMs: call.startedMs });
      if (step !== undefined) this.#close(step, call);
    }
    this.#byCall.clear();
  }

  /** Nodes go on under other ids. */
  rename(idOf: (id: string) => string): void {
    const renamed = (step: OpenStep): OpenStep => ({
      ...step,
      from: step.from && idOf(step.from),
      to: idOf(step.to),
    });
    const steps = new Map(this.#steps.map(step => [step, renamed(step)]));
    this.#steps = [...steps.values()];
    this.#byCall = new Map([...this.#byCall].map(([id, step]) => [id, steps.get(step) ?? step]));
  }

  /** A copy of what is known by now. */
  get run(): GraphRun {
    const steps: GraphRunStep[] = this.#steps.map(step => ({ ...step }));
    return { ...this.#facts, ...this.#end, steps, droppedSteps: this.#dropped };
  }

  get count(): number {
    return this.#steps.length;
  }

  #start(call: {
    readonly id: number;
    readonly from: string | undefined;
    readonly skill: string;
    readonly startMs: number;
  }): OpenStep | undefined {
    if (this.#steps.length >= maxSteps) {
      this.#dropped++;
      return undefined;
    }
    const { from, startMs } = call;
    const step = { from, to: this.#nodeOf(call.skill), startMs, endMs: undefined, hasFailed: false };
    this.#steps.push(step);
    this.#byCall.set(call.id, step);
    return step;
  }

  #close(
    step: OpenStep,
    { durationMs, status, cached }: Pick<Call, 'durationMs' | 'status' | 'cached'>,
  ): void {
    step.endMs = step.startMs + durationMs;
    step.hasFailed = status !== 'completed';
    if (cached !== undefined) step.cached = cached;
  }
}

interface PlacedCall {
  readonly call: Call;
  readonly from: string | undefined;
}

/** All calls of a tree in the order in which they began; the tree may be as deep as it likes. */
function inOrder(root: Call, nodeOf: NodeOf): readonly PlacedCall[] {
  const found: PlacedCall[] = [{ call: root, from: undefined }];
  for (const { call } of found) {
    const from = nodeOf(call.skill);
    for (const callee of call.calls) found.push({ call: callee, from });
  }
  return found.sort((a, b) => a.call.startedMs - b.call.startedMs || a.call.id - b.call.id);
}
