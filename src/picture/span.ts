/** Which lines of a graph reach over so many layers that a layout in layers cannot afford them. */

/** A line from one number to another, smaller than the count of boxes. */
export interface Line {
  readonly from: number;
  readonly to: number;
}

/** ELK puts a place-holder into each layer that a line crosses; so many for each box it can arrange in seconds. */
const crossingsPerBox = 8;
const maxCrossings = 6_000;

/**
 * The lines that cross few layers, as many as can be afforded, in their order; shorter ones come first. Of a graph
 * that is no deeper than runs allow these are all lines.
 */
export function affordable<L extends Line>(count: number, lines: readonly L[]): readonly L[] {
  const layers = layersOf(count, lines);
  const crossings = ({ from, to }: Line) =>
    Math.max(0, Math.abs((layers[to] as number) - (layers[from] as number)) - 1);
  let left = Math.min(maxCrossings, crossingsPerBox * count);
  const taken = new Set<L>();
  for (const line of [...lines].sort((a, b) => crossings(a) - crossings(b))) {
    left -= crossings(line);
    if (left < 0) break;
    taken.add(line);
  }
  return taken.size === lines.length ? lines : lines.filter(line => taken.has(line));
}

/** The longest way down to each box; lines that close a circle do not count. */
function layersOf(count: number, lines: readonly Line[]): readonly number[] {
  const callees: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of lines) (callees[from] as number[]).push(to);
  const layers = new Array<number>(count).fill(0);
  for (const number of calleesLast(callees))
    for (const callee of callees[number] as number[])
      if (callee !== number)
        layers[callee] = Math.max(layers[callee] as number, (layers[number] as number) + 1);
  return layers;
}

/** All numbers, each before its callees unless a circle forbids it; without recursion, for chains may be long. */
function calleesLast(callees: readonly (readonly number[])[]): readonly number[] {
  const order: number[] = [];
  const isSeen = new Uint8Array(callees.length);
  for (let start = 0; start < callees.length; start++) {
    if (isSeen[start]) continue;
    isSeen[start] = 1;
    const way = [{ number: start, followed: 0 }];
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const next = (callees[at.number] as readonly number[])[at.followed++];
      if (next === undefined) {
        order.push(at.number);
        way.pop();
      } else if (!isSeen[next]) {
        isSeen[next] = 1;
        way.push({ number: next, followed: 0 });
      }
    }
  }
  return order.reverse();
}
