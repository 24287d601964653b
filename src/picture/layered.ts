/** A whole layout in layers, made by ELK; what has no lines goes into a grid below. */

import elk, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { around, type Box, gap, grid, type Point, selfLoop, simpleLine } from './box.ts';
import type { Layout, LayoutEdge, LayoutNode, LayoutRequest } from './request.ts';
import { affordable } from './span.ts';

/** Up to so many boxes there is time to put each straight below its caller. */
const fewNodes = 60;
/** And with up to so many lines for each box: with more, ELK takes many seconds or runs out of stack as it does so. */
const fewLines = 2;

function options(count: number, lines: number): Record<string, string> {
  const isSmall = count <= fewNodes && lines <= fewLines * count;
  return {
    'elk.algorithm': 'layered',
    'elk.direction': 'DOWN',
    // Parts are packed wider than the whole should be: what has no lines comes below them.
    'elk.aspectRatio': '2',
    'elk.edgeRouting': 'POLYLINE',
    'elk.spacing.nodeNode': String(gap.beside),
    'elk.spacing.componentComponent': String(2 * gap.beside),
    'elk.layered.spacing.nodeNodeBetweenLayers': String(gap.above),
    'elk.layered.spacing.edgeNodeBetweenLayers': '16',
    // Narrow and quick for many; the other needs seconds for some hundreds.
    'elk.layered.nodePlacement.strategy': isSmall ? 'NETWORK_SIMPLEX' : 'SIMPLE',
    'elk.layered.thoroughness': isSmall ? '7' : '1',
  };
}

export async function arrangeAnew({ nodes, edges }: LayoutRequest): Promise<Layout> {
  const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
  const lines = linesOf(edges, numbers);
  const linked = new Set(lines.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const places: Places = { corners: new Array(nodes.length), points: edges.map(() => []) };
  if (linked.size > 0) await arrangeLinked(nodes, affordable(nodes.length, lines), linked, places);
  placeRest(nodes, linked, places.corners);
  const box = (number: number) => boxOf(nodes[number] as LayoutNode, places.corners[number] as Point);
  for (const { from, to, index } of lines)
    if (from === to) places.points[index] = selfLoop(box(from));
    else if (places.points[index]?.length === 0) places.points[index] = simpleLine(box(from), box(to));
  return { nodes: places.corners, edges: places.points };
}

/** Filled step by step. */
interface Places {
  readonly corners: Point[];
  readonly points: (readonly Point[])[];
}

/** An edge between two boxes, all by their places in the request. */
interface Line {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

function linesOf(edges: readonly LayoutEdge[], numbers: ReadonlyMap<string, number>): readonly Line[] {
  return edges.flatMap((edge, index) => {
    const from = numbers.get(edge.from);
    const to = numbers.get(edge.to);
    return from === undefined || to === undefined ? [] : [{ index, from, to }];
  });
}

/** Names of people stay outside: ELK knows boxes by their numbers. */
async function arrangeLinked(
  nodes: readonly LayoutNode[],
  lines: readonly Line[],
  linked: ReadonlySet<number>,
  { corners, points }: Places,
): Promise<void> {
  const children = [...linked].sort((a, b) => a - b);
  const graph: ElkNode & { edges: ElkExtendedEdge[] } = {
    id: 'root',
    layoutOptions: options(linked.size, lines.length),
    children: children.map(number => {
      const { width, height } = nodes[number] as LayoutNode;
      return { id: `n${number}`, width, height };
    }),
    edges: lines
      .filter(({ from, to }) => from !== to)
      .map(({ index, from, to }) => ({ id: `e${index}`, sources: [`n${from}`], targets: [`n${to}`] })),
  };
  const done = await new elk.default().layout(graph);
  for (const { id, x = 0, y = 0 } of done.children ?? []) corners[Number(id.slice(1))] = { x, y };
  for (const { id, sections } of done.edges ?? []) {
    const [section] = sections ?? [];
    if (section === undefined) continue;
    const { startPoint, bendPoints = [], endPoint } = section;
    points[Number(id.slice(1))] = [startPoint, ...bendPoints, endPoint].map(({ x, y }) => ({ x, y }));
  }
}

function placeRest(nodes: readonly LayoutNode[], linked: ReadonlySet<number>, corners: Point[]): void {
  const rest = nodes.flatMap((_node, number) => (linked.has(number) ? [] : [number]));
  const above = around(
    [...linked].map(number => boxOf(nodes[number] as LayoutNode, corners[number] as Point)),
  );
  const places = grid(
    rest.map(number => nodes[number] as LayoutNode),
    above,
  );
  for (const [index, number] of rest.entries()) corners[number] = places[index] as Point;
}

function boxOf({ width, height }: LayoutNode, { x, y }: Point): Box {
  return { x, y, width, height };
}
