/** Circles in a graph: which vertices can reach themselves, and by which way. */

/** A vertex together with what a search notes of it; the notes are {@link unseen} between searches. */
export interface Vertex<V> {
  readonly edges: readonly Edge<V>[];
  readonly notes: Notes;
}

/** Leads nowhere while it has no target. */
export interface Edge<V> {
  readonly target: V | undefined;
}

export interface Notes {
  /** The place in the order of discovery; -1 before it. */
  order: number;
  /** The lowest order that can be reached from here within the component. */
  low: number;
  /** How many edges have been followed. */
  followed: number;
  isOpen: boolean;
}

export function unseen(): Notes {
  return { order: -1, low: -1, followed: 0, isOpen: false };
}

/**
 * The strongly connected components of two vertices or more among all that can be reached from the starts
 * (Tarjan, without recursion: chains may be as long as the folder is large). `within` leaves out all others; `order`
 * receives all that were reached, the called before their callers.
 */
export function circles<V extends Vertex<V>>(
  starts: Iterable<V>,
  within?: ReadonlySet<V>,
  order?: V[],
): ReadonlySet<V>[] {
  const found: Set<V>[] = [];
  const seen: V[] = [];
  const open: V[] = [];
  const way: V[] = [];
  const enter = (vertex: V) => {
    const { notes } = vertex;
    notes.order = seen.length;
    notes.low = seen.length;
    notes.isOpen = true;
    seen.push(vertex);
    open.push(vertex);
    way.push(vertex);
  };
  for (const start of starts) {
    if (start.notes.order >= 0) continue;
    enter(start);
    for (let vertex = way.at(-1); vertex !== undefined; vertex = way.at(-1)) {
      const { edges, notes } = vertex;
      if (notes.followed < edges.length) {
        const next = edges[notes.followed++]?.target;
        if (next === undefined || within?.has(next) === false) continue;
        if (next.notes.order < 0) enter(next);
        else if (next.notes.isOpen) notes.low = Math.min(notes.low, next.notes.order);
        continue;
      }
      way.pop();
      order?.push(vertex);
      const parent = way.at(-1)?.notes;
      if (parent !== undefined) parent.low = Math.min(parent.low, notes.low);
      if (notes.low === notes.order) close(vertex, open, found);
    }
  }
  for (const { notes } of seen) {
    notes.order = -1;
    notes.followed = 0;
  }
  return found;
}

/** Takes the component that the root was the first of from the open vertices. */
function close<V extends Vertex<V>>(root: V, open: V[], found: Set<V>[]): void {
  const from = open.lastIndexOf(root);
  const members = open.splice(from);
  for (const { notes } of members) notes.isOpen = false;
  if (members.length > 1) found.push(new Set(members));
}

/**
 * A set that holds every vertex on a way from one of the starts to one of them: all that reach them, or all that they
 * reach, whichever are fewer.
 */
export function around<V extends Vertex<V>>(
  starts: Iterable<V>,
  callersOf: (vertex: V) => Iterable<V>,
): ReadonlySet<V> {
  const above = new Set(starts);
  const below = new Set(above);
  const rising = above.values();
  const falling = below.values();
  for (;;) {
    const upper = rising.next();
    if (upper.done) return above;
    for (const caller of callersOf(upper.value)) above.add(caller);
    const lower = falling.next();
    if (lower.done) return below;
    for (const { target } of lower.value.edges) if (target !== undefined) below.add(target);
  }
}

/** The shortest way from one member to another, both included; `undefined` when it takes looking at too many. */
export function shortestWay<V extends Vertex<V>>(
  from: V,
  to: V,
  members: ReadonlySet<V>,
  maxLooks: number,
): readonly V[] | undefined {
  const cameFrom = new Map<V, V | undefined>([[from, undefined]]);
  for (const vertex of cameFrom.keys()) {
    if (vertex === to) {
      const way: V[] = [];
      for (let at: V | undefined = to; at !== undefined; at = cameFrom.get(at)) way.push(at);
      return way.reverse();
    }
    if (cameFrom.size > maxLooks) return undefined;
    for (const { target } of vertex.edges)
      if (target !== undefined && members.has(target) && !cameFrom.has(target)) cameFrom.set(target, vertex);
  }
  return undefined;
}
