/** Chains of calls: how long the longest one from a vertex is, remembered until something below it changes. */

export interface ChainLink<V> {
  readonly edges: readonly { readonly target: V | undefined }[];
  /** The circle of several that it is part of. */
  readonly circle: ReadonlySet<V> | undefined;
  /** Vertices of the longest chain that starts here, a circle counted as one; 0 while not known. */
  height: number;
}

interface Step<V> {
  readonly members: readonly V[];
  readonly targets: readonly V[];
  next: number;
  highest: number;
}

/** The height of a vertex; asks again only where it is not known. Without recursion: chains may be long. */
export function heightOf<V extends ChainLink<V>>(start: V): number {
  if (start.height > 0) return start.height;
  const way: Step<V>[] = [stepOf(start)];
  for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
    const target = step.targets[step.next];
    if (target === undefined) {
      way.pop();
      for (const member of step.members) member.height = step.highest + 1;
    } else if (target.height > 0) {
      step.highest = Math.max(step.highest, target.height);
      step.next++;
    } else way.push(stepOf(target));
  }
  return start.height;
}

function stepOf<V extends ChainLink<V>>(vertex: V): Step<V> {
  const members = vertex.circle === undefined ? [vertex] : [...vertex.circle];
  return { members, targets: members.flatMap(member => leading(member)), next: 0, highest: 0 };
}

/** What a vertex calls outside of its circle, itself left out. */
function leading<V extends ChainLink<V>>(vertex: V): V[] {
  const targets: V[] = [];
  for (const { target } of vertex.edges)
    if (target !== undefined && target !== vertex && vertex.circle?.has(target) !== true)
      targets.push(target);
  return targets;
}

/** The longest chain from a vertex, itself first; a circle is shown by the vertex at which the chain enters it. */
export function chainFrom<V extends ChainLink<V>>(start: V): readonly V[] {
  const chain: V[] = [];
  heightOf(start);
  for (let at: V | undefined = start; at !== undefined; ) {
    chain.push(at);
    const wanted: number = at.height - 1;
    at = from(at)
      .flatMap(member => leading(member))
      .find(target => heightOf(target) === wanted);
  }
  return chain;
}

export interface SettledHeights<V> {
  /** The heights that were before, of those that have another now. */
  readonly before: ReadonlyMap<V, number>;
  /** Those for which anything that they call has another height now, and the starts. */
  readonly asked: ReadonlySet<V>;
}

/**
 * Brings the heights of these vertices, and of all above them that change with them, up to date, none higher than the
 * limit: long chains are alike from there on, so that a change goes no further up.
 */
export function settleHeights<V extends ChainLink<V>>(
  starts: Iterable<V>,
  callersOf: (vertex: V) => readonly V[],
  limit: number,
): SettledHeights<V> {
  const before = new Map<V, number>();
  const asked = new Set<V>(starts);
  const open = new Set<V>();
  for (const start of asked) open.add(first(start));
  for (const vertex of open) {
    open.delete(vertex);
    const members = vertex.circle ?? [vertex];
    const height = Math.min(limit, 1 + highest(members));
    for (const member of members) {
      if (member.height === height) continue;
      if (!before.has(member)) before.set(member, member.height);
      member.height = height;
      for (const caller of callersOf(member)) {
        if (caller === member || vertex.circle?.has(caller) === true) continue;
        asked.add(caller);
        open.add(first(caller));
      }
    }
  }
  return { before, asked };
}

/** The longest chain from a vertex whose height is settled, itself first, up to the first vertex on a circle. */
export function chainBelow<V extends ChainLink<V>>(start: V): readonly V[] {
  const chain: V[] = [];
  for (let at: V | undefined = start; at !== undefined; ) {
    chain.push(at);
    const wanted: number = at.height - 1;
    at = at.circle === undefined ? leading(at).find(({ height }) => height === wanted) : undefined;
  }
  return chain;
}

/** The one that stands for all of its circle. */
function first<V extends ChainLink<V>>(vertex: V): V {
  for (const member of vertex.circle ?? []) return member;
  return vertex;
}

/** The height of the highest vertex that these call, of which each is reached by all. */
function highest<V extends ChainLink<V>>(members: Iterable<V>): number {
  let height = 0;
  for (const member of members)
    for (const { target } of member.edges)
      if (target !== undefined && target !== member && member.circle?.has(target) !== true)
        height = Math.max(height, target.height);
  return height;
}

/** A vertex and the others of its circle, in the order in which its calls reach them. */
function from<V extends ChainLink<V>>(start: V): readonly V[] {
  const found = new Set([start]);
  for (const vertex of found)
    for (const { target } of vertex.edges)
      if (target !== undefined && vertex.circle?.has(target)) found.add(target);
  return [...found];
}
