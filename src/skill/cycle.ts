/** Circles in a graph of calls: which nodes can reach themselves, and by which way. */

/** The outgoing edges of a node. */
export type Successors = (node: string) => Iterable<string>;

interface Visit {
  readonly node: string;
  readonly rest: Iterator<string>;
}

/**
 * The strongly connected components of everything that can be reached from the starts, each as a set of nodes
 * (Tarjan, without recursion: chains may be as long as the folder is large).
 */
export function components(starts: Iterable<string>, successors: Successors): ReadonlySet<string>[] {
  const found: Set<string>[] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const enter = (node: string): Visit => {
    order.set(node, order.size);
    low.set(node, order.get(node) as number);
    open.push(node);
    isOpen.add(node);
    return { node, rest: successors(node)[Symbol.iterator]() };
  };
  const lower = (node: string, value: number | undefined) => {
    if (value !== undefined && value < (low.get(node) as number)) low.set(node, value);
  };
  for (const start of starts) {
    if (order.has(start)) continue;
    const visits = [enter(start)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const next = visit.rest.next();
      if (next.done !== true) {
        if (!order.has(next.value)) visits.push(enter(next.value));
        else if (isOpen.has(next.value)) lower(visit.node, order.get(next.value));
        continue;
      }
      visits.pop();
      const parent = visits.at(-1);
      if (parent !== undefined) lower(parent.node, low.get(visit.node));
      if (low.get(visit.node) === order.get(visit.node)) found.push(close(visit.node, open, isOpen));
    }
  }
  return found;
}

function close(root: string, open: string[], isOpen: Set<string>): Set<string> {
  const component = new Set<string>();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    isOpen.delete(node);
    component.add(node);
    if (node === root) break;
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
