/** The call graph as plain data: what a picture, an export or a list is made from. */

import type { Place } from '../../base/text.ts';
import type { SkillForm } from '../skill.ts';

/**
 * - `skill`: a file
 * - `unknown`: a name that is called and that no file has
 * - `dynamic`: the one node that stands for names which only a run knows
 */
export type GraphNodeKind = 'skill' | 'unknown' | 'dynamic';

export interface GraphNode {
  /** A file's path relative to the skills folder; `?name` for an unknown name in lower case; `*` for the dynamic node. */
  readonly id: string;
  readonly kind: GraphNodeKind;
  readonly name: string;
  readonly category: string;
  readonly form: SkillForm | undefined;
  /** The doc's first sentence. */
  readonly summary: string;
  /** Made when it is first read, as are form, summary and tags. `pythagorean(a: number, b: number): { hypotenuse: number }`; empty for what is no file. */
  readonly signature: string;
  readonly tags: readonly string[];
  readonly isDeprecated: boolean;
  /** How many problems the file has of each severity. */
  readonly problems: { readonly errors: number; readonly warnings: number; readonly infos: number };
}

/** All calls from one skill to another. */
export interface GraphEdge {
  /** Node ids. */
  readonly from: string;
  readonly to: string;
  /** In the order of the text; at least one. */
  readonly calls: readonly GraphCall[];
}

export interface GraphCall {
  /** Where the name is written. */
  readonly place: Place;
  /** Offset of the same place, to open it. */
  readonly offset: number;
  /** Only a run knows the name, or which of several it is. */
  readonly isDynamic: boolean;
  readonly isInLoop: boolean;
  /** Under a condition, in a `catch`, or after a `return`, `break` or `continue` that may have happened. */
  readonly isInBranch: boolean;
  /** One of several that are started before any is awaited: in `Promise.all([…])` and the like, or `map` with it. */
  readonly isParallel: boolean;
}

/** A strongly connected component of several skills; and each skill that calls itself, as a circle of one. */
export interface GraphCycle {
  /** Ids of one shortest circle through it, the smallest id first; the last calls the first. */
  readonly path: readonly string[];
  /** Ids of all of the component, sorted. */
  readonly members: readonly string[];
}

/** A whole graph. Nodes are sorted by id, edges by from and to, cycles by their first id. */
export interface GraphData {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly cycles: readonly GraphCycle[];
}
