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

/** Forgets the heights of these vertices and of all from which they can be reached, and returns what was known. */
export function forgetHeights<V extends ChainLink<V>>(
  starts: Iterable<V>,
  callersOf: (vertex: V) => readonly V[],
): ReadonlyMap<V, number> {
  const known = new Map<V, number>();
  const open = [...starts];
  for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop()) {
    if (vertex.height === 0) continue;
    known.set(vertex, vertex.height);
    vertex.height = 0;
    open.push(...(vertex.circle ?? []), ...callersOf(vertex));
  }
  return known;
}

/** A vertex and the others of its circle, in the order in which its calls reach them. */
function from<V extends ChainLink<V>>(start: V): readonly V[] {
  const found = new Set([start]);
  for (const vertex of found)
    for (const { target } of vertex.edges)
      if (target !== undefined && vertex.circle?.has(target)) found.add(target);
  return [...found];
}
