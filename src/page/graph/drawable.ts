/** What is shown as boxes with a size and lines with marks, and these at the places of a layout. */

import type { Point } from './canvas/camera.ts';
import { type Scene, type SceneEdge, type SceneNode, sceneEdge, sceneOf } from './canvas/scene.ts';
import type { Colours } from './colours.ts';
import type { GraphStore } from './graph-store.ts';
import type { Layout } from './layout-port.ts';
import type { Shown } from './shown.ts';

export type Box = Omit<SceneNode, 'x' | 'y'>;
export type Line = Omit<SceneEdge, 'key' | 'points' | 'middle' | 'length'>;

export interface Drawable {
  readonly nodes: readonly Box[];
  readonly edges: readonly Line[];
}

/** Measures a text in the picture's font, in pixels at a scale of one. */
export type MeasureText = (text: string, isBold: boolean) => number;

const height = 40;
const least = 104;
const most = 232;

export function drawableOf(
  shown: Shown,
  store: GraphStore,
  looks: { colours: Colours; measure: MeasureText },
): Drawable {
  const nodes = shown.nodes.map(id => boxOf(id, shown, store, looks));
  const edges = shown.edges.map(({ from, to, isDynamic, isInCycle, calls }) => ({
    from,
    to,
    isDynamic,
    isInCycle,
    calls,
    colour: looks.colours.of(shown.groups.get(from)?.category ?? store.nodes.get(from)?.category ?? ''),
  }));
  return { nodes, edges };
}

function boxOf(
  id: string,
  shown: Shown,
  store: GraphStore,
  { colours, measure }: { colours: Colours; measure: MeasureText },
): Box {
  const group = shown.groups.get(id);
  const node = store.nodes.get(id);
  const category = group?.category ?? node?.category ?? '';
  const members = group?.members.flatMap(member => store.nodes.get(member) ?? []) ?? [];
  const all = node === undefined ? members : [node];
  const name = group === undefined ? (node?.name ?? id) : category || '(no category)';
  const detail =
    group !== undefined
      ? `${members.length} ${members.length === 1 ? 'skill' : 'skills'}`
      : node?.kind === 'unknown'
        ? 'unknown skill'
        : category;
  const sign = node?.kind === 'unknown' ? 22 : 0;
  const wanted = Math.max(measure(name, group !== undefined), measure(detail, false) * 0.85) + 30 + sign;
  return {
    id,
    kind: group === undefined ? (node?.kind ?? 'skill') : 'group',
    name,
    detail,
    // Even steps: names that differ by a letter have boxes of the same size.
    width: Math.min(most, Math.max(least, Math.ceil(wanted / 16) * 16)),
    height,
    colour: colours.of(category),
    errors: all.reduce((sum, { problems }) => sum + problems.errors, 0),
    warnings: all.reduce((sum, { problems }) => sum + problems.warnings, 0),
    isDeprecated: node?.isDeprecated === true,
    isInCycle: all.some(member => store.cycleOf(member.id) !== undefined),
  };
}

/** A drawable at the places of a layout that was made for its boxes and lines. */
export function placed({ nodes, edges }: Drawable, layout: Layout): Scene {
  const boxes = nodes.flatMap((box, index) => {
    const place = layout.nodes[index];
    return place === undefined ? [] : [{ ...box, x: place.x, y: place.y }];
  });
  const lines = edges.flatMap((line, index) => {
    const points: readonly Point[] = layout.edges[index] ?? [];
    return points.length < 2 ? [] : [sceneEdge({ ...line, points })];
  });
  return sceneOf(boxes, lines);
}
