/** Inputs that are put together from values at paths. */

import type { JsonObject, JsonValue, PathSegment } from '../../base/json.ts';

type Branch = Map<PathSegment, Branch | { readonly value: JsonValue }>;

export class InputsDraft {
  readonly #root: Branch = new Map();

  /** Paths do not lead into one another. */
  set(path: readonly PathSegment[], value: JsonValue): void {
    let branch = this.#root;
    for (const name of path.slice(0, -1)) {
      let next = branch.get(name);
      if (!(next instanceof Map)) {
        next = new Map();
        branch.set(name, next);
      }
      branch = next;
    }
    const name = path.at(-1);
    if (name !== undefined) branch.set(name, { value });
  }

  /** An array is as long as its last element wants; a gap in it is `null`. */
  inputs(): JsonObject {
    return jsonOf(this.#root) as JsonObject;
  }
}

function jsonOf(branch: Branch): JsonValue {
  const entries = [...branch].map(([name, item]): [PathSegment, JsonValue] => [
    name,
    item instanceof Map ? jsonOf(item) : item.value,
  ]);
  if (!entries.some(([name]) => typeof name === 'number')) return Object.fromEntries(entries);
  const items: JsonValue[] = [];
  for (const [index, value] of entries) items[Number(index)] = value;
  return Array.from(items, item => item ?? null);
}
