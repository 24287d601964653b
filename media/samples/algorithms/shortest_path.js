/**
 * Finds the cheapest way through a network (Dijkstra).
 * @param {{ from: string, to: string, cost: number, oneWay?: boolean }[]} roads - costs are not negative
 * @param {string} start
 * @param {string} goal
 * @returns {{ path: string[], cost: number } | null} null when there is no way
 * @tags algorithms, graphs
 * @example shortest_path({ roads: [{ from: 'A', to: 'B', cost: 4 }, { from: 'A', to: 'C', cost: 1 }, { from: 'C', to: 'B', cost: 2 }], start: 'A', goal: 'B' })
 * // => { path: ['A', 'C', 'B'], cost: 3 }
 * @example shortest_path({ roads: [{ from: 'A', to: 'B', cost: 4, oneWay: true }], start: 'B', goal: 'A' }) // => null
 */
export default function shortest_path(roads, start, goal) {
  const edges = roads.flatMap(road => (road.oneWay ? [road] : [road, { ...road, from: road.to, to: road.from }]));
  const from = Map.groupBy(edges, edge => edge.from);
  const costs = new Map([[start, 0]]);
  const before = new Map();
  const open = new Set([start]);
  while (open.size > 0) {
    const here = [...open].reduce((best, place) => (costs.get(place) < costs.get(best) ? place : best));
    if (here === goal) break;
    open.delete(here);
    for (const { to, cost } of from.get(here) ?? []) {
      const total = costs.get(here) + cost;
      if (total >= (costs.get(to) ?? Infinity)) continue;
      costs.set(to, total);
      before.set(to, here);
      open.add(to);
    }
  }
  if (!costs.has(goal)) return null;
  const path = [goal];
  while (path[0] !== start) path.unshift(before.get(path[0]));
  return { path, cost: costs.get(goal) };
}
