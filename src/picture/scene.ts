/** A graph as boxes and lines at their places, ready to be written as a picture. */

import type { GraphData, GraphNode } from '../skill/graph/model.ts';
import { type Box, layout, type Point } from './layout.ts';
import { cyclicEdges, isDynamic, onCycles } from './view.ts';

export interface SceneNode extends Box {
  readonly id: string;
  /** `group`: a category drawn as one box. */
  readonly kind: GraphNode['kind'] | 'group';
  readonly name: string;
  /** The second line; may be empty. */
  readonly detail: string;
  /** Index into the picture's category colours; `undefined` for what belongs to none. */
  readonly colour: number | undefined;
  readonly errors: number;
  readonly warnings: number;
  readonly isDeprecated: boolean;
  readonly isInCycle: boolean;
  /** Shown while the pointer rests on the box. */
  readonly tip?: string;
}

export interface SceneEdge {
  readonly from: string;
  readonly to: string;
  /** From the caller's border to the callee's; at least two. */
  readonly points: readonly Point[];
  readonly isDynamic: boolean;
  readonly isInCycle: boolean;
  /** How many calls it stands for. */
  readonly calls: number;
}

export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  /** Categories in the order of their colours. */
  readonly legend: readonly string[];
}

/** The width of a text of 13 px, in pixels. */
export type Measure = (text: string) => number;

const height = 40;
const least = 104;
const most = 232;

/** Lays out the whole graph, each node a box. */
export async function sceneOf(graph: GraphData, measure: Measure = roughWidth): Promise<Scene> {
  const legend = [...new Set(graph.nodes.map(({ category }) => category))].filter(Boolean).sort();
  const colours = new Map(legend.map((category, index) => [category, index]));
  const cyclic = cyclicEdges(graph);
  const circling = onCycles(graph);
  const boxes = graph.nodes.map(node => ({
    ...boxOf(node, measure),
    colour: colours.get(node.category),
    isInCycle: circling.has(node.id),
  }));
  const { nodes, edges } = await layout({ nodes: boxes, edges: graph.edges });
  return {
    legend,
    nodes: boxes.map((box, index) => ({ ...box, ...(nodes[index] as Point) })),
    edges: graph.edges.flatMap((edge, index) => {
      const points = edges[index] ?? [];
      const { from, to, calls } = edge;
      return points.length < 2
        ? []
        : [
            {
              from,
              to,
              points,
              isDynamic: isDynamic(edge),
              isInCycle: cyclic.has(edge),
              calls: calls.length,
            },
          ];
    }),
  };
}

function boxOf(node: GraphNode, measure: Measure): Omit<SceneNode, 'x' | 'y' | 'colour' | 'isInCycle'> {
  const { id, kind, name, category, problems, isDeprecated, summary } = node;
  const detail = kind === 'unknown' ? 'unknown skill' : category;
  const wanted = Math.max(measure(name), measure(detail) * 0.85) + 30 + (kind === 'unknown' ? 22 : 0);
  return {
    id,
    kind,
    name,
    detail,
    width: Math.min(most, Math.max(least, Math.ceil(wanted / 16) * 16)),
    height,
    errors: problems.errors,
    warnings: problems.warnings,
    isDeprecated,
    tip: summary === '' ? name : `${name}: ${summary}`,
  };
}

/** Where no font can be asked: the usual width of letters, and twice that for those of East Asia and pictures. */
export function roughWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{So}/u.test(
      character,
    )
      ? 14
      : 7.4;
  return width;
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitted(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && measure(`${characters.join('')}…`) > width) characters.pop();
  return `${characters.join('')}…`;
}
