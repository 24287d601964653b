/** Circles in a graph of calls: which nodes can reach themselves, and by which way. */

/** The outgoing edges of a node. */
export type Successors = (node: string) => readonly string[];

interface Visit {
  readonly node: string;
  readonly order: number;
  /** The lowest order that can be reached from here within the component. */
  low: number;
  readonly next: readonly string[];
  /** How many of `next` have been followed. */
  followed: number;
  isOpen: boolean;
}

/**
 * The strongly connected components of everything that can be reached from the starts, each as a set of nodes
 * (Tarjan, without recursion: chains may be as long as the folder is large).
 */
export function components(starts: Iterable<string>, successors: Successors): ReadonlySet<string>[] {
  const found: Set<string>[] = [];
  const visits = new Map<string, Visit>();
  const open: Visit[] = [];
  const enter = (node: string): Visit => {
    const order = visits.size;
    const visit = { node, order, low: order, next: successors(node), followed: 0, isOpen: true };
    visits.set(node, visit);
    open.push(visit);
    return visit;
  };
  for (const start of starts) {
    if (visits.has(start)) continue;
    const way = [enter(start)];
    for (let visit = way.at(-1); visit !== undefined; visit = way.at(-1)) {
      const next = visit.next[visit.followed++];
      if (next !== undefined) {
        const known = visits.get(next);
        if (known === undefined) way.push(enter(next));
        else if (known.isOpen) visit.low = Math.min(visit.low, known.order);
        continue;
      }
      way.pop();
      const parent = way.at(-1);
      if (parent !== undefined) parent.low = Math.min(parent.low, visit.low);
      if (visit.low === visit.order) found.push(close(visit, open));
    }
  }
  return found;
}

function close(root: Visit, open: Visit[]): Set<string> {
  const component = new Set<string>();
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    visit.isOpen = false;
    component.add(visit.node);
    if (visit === root) break;
  }
  return component;
}

/** The shortest way from one node to another, both included; `undefined` when there is none. */
export function shortestWay(from: string, to: string, successors: Successors): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const node of cameFrom.keys()) {
    if (node === to) {
      const way: string[] = [];
      for (let at: string | undefined = to; at !== undefined; at = cameFrom.get(at)) way.push(at);
      return way.reverse();
    }
    for (const next of successors(node)) if (!cameFrom.has(next)) cameFrom.set(next, node);
  }
  return undefined;
}
