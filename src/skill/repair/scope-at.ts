/** Which names a place of the code sees. */

import type { AnyNode } from 'acorn';
import type { Scope } from '../scope.ts';
import { contains } from './tree.ts';
import type { Workpiece } from './workpiece.ts';

/** The innermost scope around a place, told by the names that are used near it. */
export function scopeAt(piece: Workpiece, place: AnyNode): Scope {
  const { references, top } = piece.source.findings;
  const inside = references.find(({ node }) => contains(place, node));
  if (inside !== undefined) return inside.scope;
  const around = [...piece.pathTo(place)].reverse();
  for (const outer of around) {
    const found = references.filter(({ node }) => contains(outer, node));
    const shallow = found.sort((a, b) => depthOf(a.scope) - depthOf(b.scope))[0];
    if (shallow !== undefined) return shallow.scope;
  }
  return top;
}

function depthOf(scope: Scope): number {
  let depth = 0;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) depth++;
  return depth;
}
