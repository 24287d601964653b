/** What lies over the still picture: selection, hover, matches of a search, and the lights of a run. */

import { duration } from '../../view/units.ts';
import type { Frame, Lit } from '../playback.ts';
import { type Box, meets } from './camera.ts';
import {
  cyclicWidth,
  drawCycleTags,
  drawCyclic,
  drawTag,
  type Pen,
  strokeAll,
  tagScale,
} from './draw-edge.ts';
import { drawBadge, drawNode } from './draw-node.ts';
import type { Look } from './look.ts';
import type { Scene, SceneEdge, SceneNode } from './scene.ts';

export interface Marks {
  readonly selectedNode: string | undefined;
  /** An edge's key. */
  readonly selectedEdge: string | undefined;
  readonly hovered: string | undefined;
  /** Nodes that a search found; `undefined` without a search. */
  readonly matches: ReadonlySet<string> | undefined;
  /** The match that Enter would go on from. */
  readonly match: string | undefined;
  readonly frame: Frame | undefined;
  /** The keyboard is in the picture. */
  readonly hasFocus: boolean;
}

/** Below this scale the lines of a selection would be lost among all others. */
const crowdedScale = 0.3;

/** How far the rest steps back behind what is marked: 0 is not at all, 1 is out of sight. */
export function veilOf(marks: Marks, scale: number): number {
  if (marks.matches !== undefined || marks.frame !== undefined) return 0.72;
  const hasSelection = marks.selectedNode !== undefined || marks.selectedEdge !== undefined;
  return hasSelection && scale < crowdedScale ? 0.6 : 0;
}

export interface OverlayView {
  readonly scene: Scene;
  readonly edgesOf: (id: string) => readonly SceneEdge[];
  readonly look: Look;
  readonly scale: number;
  readonly part: Box;
}

export function drawOverlay(pen: Pen, view: OverlayView, marks: Marks): void {
  if (marks.frame !== undefined) drawFrame(pen, view, marks.frame);
  if (marks.matches !== undefined) drawMatches(pen, view, marks);
  const edge = marks.selectedEdge === undefined ? undefined : view.scene.edges.get(marks.selectedEdge);
  if (edge !== undefined) drawSelectedEdge(pen, view, edge);
  for (const id of new Set([marks.hovered, marks.selectedNode])) {
    const node = id === undefined ? undefined : view.scene.nodes.get(id);
    if (node !== undefined) drawMarked(pen, view, node, { marks, isSelected: id === marks.selectedNode });
  }
  if (marks.frame !== undefined) drawFrameTags(pen, view, marks.frame);
}

function drawSelectedEdge(pen: Pen, { look, scale }: OverlayView, edge: SceneEdge): void {
  const style = { colour: look.accent, width: Math.max(3, 2 / scale), isDashed: edge.isDynamic };
  if (edge.isInCycle) {
    strokeAll(pen, [edge], { ...style, width: cyclicWidth(scale) + 2 * style.width }, scale);
    drawCyclic(pen, [edge], look, scale);
  } else strokeAll(pen, [edge], style, scale);
  if (scale >= tagScale) {
    const text = `${edge.isInCycle ? 'cycle, ' : ''}${edge.calls === 1 ? '1 call' : `${edge.calls} calls`}`;
    drawTag(pen, edge.middle, text, { colour: look.accent, look });
  }
}

/** A box with the lines to its callers and callees. */
function drawMarked(
  pen: Pen,
  view: OverlayView,
  node: SceneNode,
  { marks, isSelected }: { readonly marks: Marks; readonly isSelected: boolean },
): void {
  const { look, scale, scene } = view;
  // The lines of a run say more than those of a selection.
  const edges = marks.frame === undefined ? view.edgesOf(node.id).slice(0, 2_000) : [];
  const colour = isSelected ? look.accent : look.text;
  const width = Math.max(isSelected ? 2.5 : 1.75, (isSelected ? 1.5 : 1) / scale);
  const others = edges.filter(edge => edge.key !== marks.selectedEdge);
  for (const isDashed of [false, true]) {
    const some = others.filter(edge => edge.isDynamic === isDashed && !edge.isInCycle);
    strokeAll(pen, some, { colour, width, isDashed }, scale);
  }
  const cyclic = others.filter(edge => edge.isInCycle);
  // Beside the lines of a cycle, not over them: what they are is to be seen.
  strokeAll(pen, cyclic, { colour, width: cyclicWidth(scale) + 2 * width, isDashed: false }, scale);
  drawCyclic(pen, cyclic, look, scale);
  for (const edge of edges) {
    const other = scene.nodes.get(edge.from === node.id ? edge.to : edge.from);
    if (other !== undefined && meets(other, view.part)) drawNode(pen, other, look, scale);
  }
  drawNode(pen, node, look, scale);
  outline(pen, node, { colour, width: Math.max(2, 1.5 / scale), gap: isSelected ? 3 : 1 });
  if (isSelected && marks.hasFocus) {
    outline(pen, node, { colour: look.text, width: Math.max(1, 1 / scale), gap: 6 });
  }
  drawBadge(pen, node, look, scale);
  drawCycleTags(pen, cyclic, { look, scale, edge: key => scene.edges.get(key) });
}

function outline(
  pen: Pen,
  node: SceneNode,
  style: { readonly colour: string; readonly width: number; readonly gap: number },
): void {
  const { colour, width, gap } = style;
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  pen.roundRect(node.x - gap, node.y - gap, node.width + 2 * gap, node.height + 2 * gap, 6 + gap);
  pen.stroke();
}

function drawMatches(pen: Pen, { scene, look, scale, part }: OverlayView, marks: Marks): void {
  for (const id of marks.matches ?? []) {
    const node = scene.nodes.get(id);
    if (node === undefined || !meets(node, part)) continue;
    drawNode(pen, node, look, scale);
    const isCurrent = id === marks.match;
    outline(pen, node, {
      colour: look.match,
      width: Math.max(isCurrent ? 3 : 1.5, (isCurrent ? 3 : 1.5) / scale),
      gap: isCurrent ? 3 : 1,
    });
    drawBadge(pen, node, look, scale);
  }
}

function drawFrame(pen: Pen, view: OverlayView, frame: Frame): void {
  const { scene, look, scale, part } = view;
  for (const [key, light] of frame.edges) {
    const edge = scene.edges.get(key);
    if (edge === undefined) continue;
    const width = Math.max(light.running > 0 ? 4 : 2.5, 2 / scale);
    strokeAll(pen, [edge], { colour: colourOf(light, look), width, isDashed: edge.isDynamic }, scale);
  }
  for (const [id, light] of frame.nodes) {
    const node = scene.nodes.get(id);
    if (node === undefined || !meets(node, part)) continue;
    drawNode(pen, node, look, scale);
    outline(pen, node, {
      colour: colourOf(light, look),
      width: Math.max(light.running > 0 ? 3.5 : 2, 2 / scale),
      gap: 2,
    });
    drawBadge(pen, node, look, scale);
  }
}

/** Over everything else: what happened to each box, and how often each line was taken. */
function drawFrameTags(pen: Pen, { scene, look, scale, part }: OverlayView, frame: Frame): void {
  if (scale < 0.4) return;
  for (const [key, light] of frame.edges) {
    const edge = scene.edges.get(key);
    if (edge === undefined || light.count < 2) continue;
    drawTag(pen, edge.middle, `${light.count}×`, { colour: colourOf(light, look), look });
  }
  for (const [id, light] of frame.nodes) {
    const node = scene.nodes.get(id);
    if (node !== undefined && meets(node, part)) drawLitTag(pen, node, light, look);
  }
}

function colourOf(light: Lit, look: Look): string {
  return light.failed > 0 ? look.error : light.running > 0 ? look.running : look.success;
}

/** `✗ 3× 1.2 ms` on the lower border: what happened, how often, how long; and whether no code ran. */
function drawLitTag(pen: Pen, node: SceneNode, light: Lit, look: Look): void {
  const sign = light.failed > 0 ? '✗ failed ' : light.running > 0 ? '▶ ' : '✓ ';
  const times = light.count > 1 ? `${light.count}× ` : '';
  const at = { x: node.x + node.width / 2, y: node.y + node.height + 9 };
  const cached = light.running === 0 && light.cached !== undefined ? ` cached (${light.cached})` : '';
  const style = { colour: colourOf(light, look), look };
  drawTag(pen, at, `${light.order}. ${sign}${times}${duration(light.totalMs)}${cached}`, style);
}
