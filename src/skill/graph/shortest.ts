/** One shortest circle through a strongly connected component, found the same way whatever order it is given in. */

/** In knots of thousands the search ends after so many edges, with the shortest circle that was found by then. */
const maxLooks = 10_000;

/**
 * The ids of a shortest circle of two or more, the smallest id first; the last leads to the first.
 *
 * After all circles through one vertex have been looked at, it is left out, and with it whatever then leads nowhere:
 * a ring costs one look at each of its edges, and a dense knot has a circle of two at once.
 *
 * @param members - sorted; from each of them every other can be reached
 * @param edgesOf - sorted
 */
export function shortestCircle(
  members: readonly string[],
  edgesOf: (id: string) => readonly string[],
): readonly string[] {
  const alive = new Set(members);
  const callers = new Map<string, string[]>(members.map(id => [id, []]));
  const inside = new Map<string, readonly string[]>();
  for (const id of members) {
    const targets = edgesOf(id).filter(to => to !== id && alive.has(to));
    inside.set(id, targets);
    for (const to of targets) callers.get(to)?.push(id);
  }
  const calleesOf = (id: string) => inside.get(id) ?? [];
  const callersOf = (id: string) => callers.get(id) ?? [];
  let best: readonly string[] | undefined;
  const budget = { looks: maxLooks };
  for (const id of members) {
    if (!alive.has(id)) continue;
    const found = circleThrough(id, calleesOf, alive, {
      maxLength: (best?.length ?? Number.POSITIVE_INFINITY) - 1,
      budget,
    });
    best = found ?? best;
    if (best !== undefined && (best.length === 2 || budget.looks <= 0)) break;
    peel(id, alive, calleesOf, callersOf);
  }
  return best === undefined ? [] : fromSmallest(best);
}

type Neighbours = (id: string) => readonly string[];

/** The first shortest circle from an id back to itself of at most so many; `undefined` when there is none. */
function circleThrough(
  start: string,
  calleesOf: Neighbours,
  alive: ReadonlySet<string>,
  { maxLength, budget }: { readonly maxLength: number; readonly budget: { looks: number } },
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  let level = [start];
  for (let length = 1; level.length > 0 && length <= maxLength; length++) {
    const next: string[] = [];
    for (const id of level)
      for (const to of calleesOf(id)) {
        budget.looks--;
        if (to === start) return wayTo(id, cameFrom);
        if (!alive.has(to) || cameFrom.has(to)) continue;
        cameFrom.set(to, id);
        next.push(to);
      }
    level = next;
  }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const way: string[] = [];
  for (let at: string | undefined = end; at !== undefined; at = cameFrom.get(at)) way.push(at);
  return way.reverse();
}

/** Leaves out a vertex, and then each that nothing leads to or that leads nowhere. */
function peel(start: string, alive: Set<string>, calleesOf: Neighbours, callersOf: Neighbours): void {
  const open = [start];
  alive.delete(start);
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const near of [...calleesOf(id), ...callersOf(id)]) {
      if (!alive.has(near)) continue;
      const isAlive = (other: string) => alive.has(other);
      if (calleesOf(near).some(isAlive) && callersOf(near).some(isAlive)) continue;
      alive.delete(near);
      open.push(near);
    }
}

function fromSmallest(circle: readonly string[]): readonly string[] {
  let first = 0;
  for (const [index, id] of circle.entries()) if (id < (circle[first] as string)) first = index;
  return [...circle.slice(first), ...circle.slice(0, first)];
}
