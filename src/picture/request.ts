/** What is asked of the layout, and what it answers: plain data that goes to a worker and back. */

import type { Point, Size } from './box.ts';

export interface LayoutNode extends Size {
  /** Any text; not twice. */
  readonly id: string;
}

export interface LayoutEdge {
  /** Node ids. An edge of which an end is no node of the request gets no points. */
  readonly from: string;
  readonly to: string;
}

export interface LayoutRequest {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
  /**
   * Left upper corners of an earlier layout: what has one stays there, and what has none is put near its neighbours,
   * over nothing else. `undefined` arranges everything anew.
   */
  readonly kept?: readonly (Point & { readonly id: string })[] | undefined;
  /**
   * Points of an earlier layout for each of {@link edges}. They are kept where both ends stayed; without them, and
   * where there is `undefined`, lines are drawn simply, from border to border.
   */
  readonly keptEdges?: readonly (readonly Point[] | undefined)[] | undefined;
}

export interface Layout {
  /** Left upper corners, in the order of the request. */
  readonly nodes: readonly Point[];
  /** In the order of the request, from the caller's border to the callee's, at least two; empty where an end is missing. */
  readonly edges: readonly (readonly Point[])[];
}
