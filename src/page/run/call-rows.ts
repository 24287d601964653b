/** The call tree as rows, each with its place on the run's time line. */

import type { TreeRow } from '../view/tree-row.ts';
import type { CallNode } from './run-model.ts';

export interface CallRow extends TreeRow {
  readonly call: CallNode;
  /** Start and width on the time line, as parts of the whole between 0 and 1. */
  readonly start: number;
  readonly width: number;
}

/** Calls are open unless they are in `closed`. A call that is still on reaches to `nowMs`. */
export function callRows(root: CallNode, closed: ReadonlySet<string>, nowMs: number): readonly CallRow[] {
  const rows: CallRow[] = [];
  const totalMs = Math.max(root.durationMs ?? nowMs, 1e-6);
  const add = (call: CallNode, level: number, position: number, siblings: number): void => {
    const id = String(call.id);
    const isExpanded = call.calls.length === 0 ? undefined : !closed.has(id);
    const start = Math.min(Math.max(call.startedMs - root.startedMs, 0) / totalMs, 1);
    const width = Math.min((call.durationMs ?? Math.max(0, nowMs - call.startedMs)) / totalMs, 1 - start);
    rows.push({ id, call, level, position, siblings, isExpanded, start, width });
    if (isExpanded) {
      call.calls.forEach((inner, at) => {
        add(inner, level + 1, at + 1, call.calls.length);
      });
    }
  };
  add(root, 1, 1, 1);
  return rows;
}
