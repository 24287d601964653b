/** A run at one moment: which skills and calls are on, how often they ran, how long they took and which failed. */

import type { CacheLevel, GraphRun, GraphRunStep } from '../../message/graph.ts';

export interface Lit {
  /** How many have begun. */
  count: number;
  /** How many are on. */
  running: number;
  failed: number;
  /** Where all that have ended were cached by one level: that one. */
  cached: CacheLevel | undefined;
  /** Of those that have begun, up to this moment; calls that overlap count each. */
  totalMs: number;
  /** The place in the order in which the parts of the run lit up first, from one. */
  order: number;
}

export interface Frame {
  /** By node, or by the group that hides it. */
  readonly nodes: ReadonlyMap<string, Lit>;
  /** By {@link edgeKey}. */
  readonly edges: ReadonlyMap<string, Lit>;
}

export function edgeKey(from: string, to: string): string {
  return `${from}\0${to}`;
}

/**
 * The run as it was so many milliseconds after its start.
 * @param placeOf what stands for a node in the picture: itself, the group that hides it, or nothing
 */
export function frameAt(run: GraphRun, atMs: number, placeOf: (id: string) => string | undefined): Frame {
  const nodes = new Map<string, Lit>();
  const edges = new Map<string, Lit>();
  for (const step of run.steps) {
    if (step.startMs > atMs) continue;
    const to = placeOf(step.to);
    if (to !== undefined) light(nodes, to, step, atMs);
    const from = step.from === undefined ? undefined : placeOf(step.from);
    if (from === undefined || to === undefined) continue;
    // A call inside of a group lights the group only; a skill that calls itself has an edge of its own.
    if (from !== to || step.from === step.to) light(edges, edgeKey(from, to), step, atMs);
  }
  return { nodes, edges };
}

function light(lights: Map<string, Lit>, key: string, step: GraphRunStep, atMs: number): void {
  let lit = lights.get(key);
  if (lit === undefined) {
    lit = { count: 0, running: 0, failed: 0, cached: step.cached, totalMs: 0, order: lights.size + 1 };
    lights.set(key, lit);
  }
  const isOver = step.endMs !== undefined && step.endMs <= atMs;
  lit.count++;
  if (step.cached !== lit.cached) lit.cached = undefined;
  if (!isOver) lit.running++;
  else if (step.hasFailed) lit.failed++;
  lit.totalMs += Math.max(0, Math.min(step.endMs ?? atMs, atMs) - step.startMs);
}

/** How long a run lasts: its own word, or the last that is known of it while it is on. */
export function lengthOf(run: GraphRun): number {
  let length = run.durationMs ?? 0;
  for (const step of run.steps) length = Math.max(length, step.endMs ?? step.startMs);
  return length;
}

/** The moments at which something begins or ends, rising, without repetition. */
export function momentsOf(run: GraphRun): readonly number[] {
  const moments = new Set<number>([0, lengthOf(run)]);
  for (const step of run.steps) {
    moments.add(step.startMs);
    if (step.endMs !== undefined) moments.add(step.endMs);
  }
  return [...moments].sort((a, b) => a - b);
}

/** A replay takes at least so long however short the run was, and at most so long however long it was. */
const shortestMs = 3_000;
const longestMs = 20_000;
/** A moment at which something happens gets at least this much of the replay, as far as there is room. */
const perMomentMs = 120;

/** How much of a replay's time passes for one millisecond of the run. */
export function slowness(run: GraphRun): number {
  const length = Math.max(lengthOf(run), 0.001);
  const wanted = Math.min(longestMs, Math.max(shortestMs, momentsOf(run).length * perMomentMs, length));
  return wanted / length;
}
