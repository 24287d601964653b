/** Draws the lines: callers to callees, dashed where only a run knows, heavy and marked where they close a circle. */

import { edgeKey } from '../playback.ts';
import type { Point } from './camera.ts';
import type { Look } from './look.ts';
import type { SceneEdge } from './scene.ts';

export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const corner = 10;
/** Below this scale lines have no arrow heads and no rounded corners: they would be smaller than a pixel. */
const fineScale = 0.3;
/** Below this scale nobody could read what stands on a line. */
export const tagScale = 0.5;

export interface LineStyle {
  readonly colour: string;
  readonly width: number;
  readonly isDashed: boolean;
}

/** Lines longer than this step back: where they begin and end is out of sight anyway. */
const long = 900;
const veryLong = 2_400;
/** From far away lines are a haze in the colours of their callers; it is thicker where there are more. */
const hazeChunk = 48;

export interface LineView {
  readonly scale: number;
  /** Of the whole picture: each part of it has a haze of the same thickness. */
  readonly lines: number;
}

/** All lines of a part of the picture: those of a kind are one stroke, which is what makes many of them fast. */
export function drawEdges(pen: Pen, edges: Iterable<SceneEdge>, look: Look, view: LineView): void {
  const { scale } = view;
  const plain: SceneEdge[] = [];
  const cyclic: SceneEdge[] = [];
  for (const edge of edges) (edge.isInCycle ? cyclic : plain).push(edge);
  if (scale < fineScale) drawHaze(pen, plain, look, view);
  else drawPlain(pen, plain, look, scale);
  drawCyclic(pen, cyclic, look, scale);
}

function drawPlain(pen: Pen, edges: readonly SceneEdge[], look: Look, scale: number): void {
  const width = Math.max(1.25, 0.6 / scale);
  const kinds = new Map<string, SceneEdge[]>();
  for (const edge of edges) {
    const reach = edge.length > veryLong ? 0.3 : edge.length > long ? 0.6 : 1;
    const key = `${reach} ${edge.isDynamic}`;
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, [edge]);
    else known.push(edge);
  }
  for (const [key, some] of [...kinds].sort()) {
    pen.globalAlpha = look.isHighContrast ? 1 : Number.parseFloat(key);
    strokeAll(pen, some, { colour: look.line, width, isDashed: some[0]?.isDynamic === true }, scale);
  }
  pen.globalAlpha = 1;
}

function drawHaze(pen: Pen, edges: readonly SceneEdge[], look: Look, { scale, lines }: LineView): void {
  const byColour = Map.groupBy(edges, edge => edge.colour);
  const thin = lines > 1_500 ? 0.16 : 0.4;
  // Nearer by there are fewer lines on the screen.
  pen.globalAlpha = thin + (0.45 - thin) * Math.max(0, (2 * scale) / fineScale - 1);
  for (const [colour, some] of byColour) {
    const style = {
      colour:
        colour === undefined ? look.line : (look.categories[colour % look.categories.length] ?? look.line),
      width: 0.8 / scale,
      isDashed: false,
    };
    for (let at = 0; at < some.length; at += hazeChunk)
      strokeCoarse(pen, some.slice(at, at + hazeChunk), style);
  }
  pen.globalAlpha = 1;
}

export function cyclicWidth(scale: number): number {
  return Math.max(4.5, 2 / scale);
}

/** Twice as heavy at any zoom, with a line of the background in the middle: unmistakable without colour. */
export function drawCyclic(pen: Pen, edges: readonly SceneEdge[], look: Look, scale: number): void {
  if (edges.length === 0) return;
  const width = cyclicWidth(scale);
  for (const isDashed of [false, true]) {
    const some = edges.filter(edge => edge.isDynamic === isDashed);
    strokeAll(pen, some, { colour: look.cycle, width, isDashed }, scale);
    if (scale >= fineScale) strokeLines(pen, some, { colour: look.background, width: 1.5, isDashed: false });
  }
}

/** Strokes lines and their heads in one style. */
export function strokeAll(pen: Pen, edges: readonly SceneEdge[], style: LineStyle, scale: number): void {
  if (edges.length === 0) return;
  if (scale < fineScale) strokeCoarse(pen, edges, style);
  else {
    strokeLines(pen, edges, style);
    fillHeads(pen, edges, style);
  }
}

function strokeCoarse(pen: Pen, edges: readonly SceneEdge[], style: LineStyle): void {
  setStyle(pen, { ...style, isDashed: false });
  pen.beginPath();
  for (const { points } of edges) {
    pen.moveTo(points[0]!.x, points[0]!.y);
    for (let index = 1; index < points.length; index++) pen.lineTo(points[index]!.x, points[index]!.y);
  }
  pen.stroke();
}

function strokeLines(pen: Pen, edges: readonly SceneEdge[], style: LineStyle): void {
  setStyle(pen, style);
  pen.beginPath();
  for (const edge of edges) trace(pen, edge.points);
  pen.stroke();
  pen.setLineDash([]);
}

function setStyle(pen: Pen, { colour, width, isDashed }: LineStyle): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = 'round';
  pen.setLineDash(isDashed ? [Math.max(5, 2 * width), Math.max(4, 1.5 * width)] : []);
}

/** A line with rounded corners, which ends where its head begins. */
export function trace(pen: Pen, points: readonly Point[]): void {
  const last = points.length - 1;
  const end = shortened(points[last - 1]!, points[last]!, 6);
  pen.moveTo(points[0]!.x, points[0]!.y);
  for (let index = 1; index < last; index++) {
    const at = points[index]!;
    const next = index + 1 === last ? end : points[index + 1]!;
    const before = points[index - 1]!;
    const room = Math.min(distance(before, at), distance(at, next)) / 2;
    pen.arcTo(at.x, at.y, next.x, next.y, Math.min(corner, room));
  }
  pen.lineTo(end.x, end.y);
}

function fillHeads(pen: Pen, edges: readonly SceneEdge[], { colour, width }: LineStyle): void {
  const length = 7 + width;
  const half = 3 + 0.6 * width;
  pen.fillStyle = colour;
  pen.beginPath();
  for (const { points } of edges) {
    const tip = points.at(-1)!;
    const from = points.at(-2)!;
    const way = distance(from, tip) || 1;
    const [dx, dy] = [(tip.x - from.x) / way, (tip.y - from.y) / way];
    pen.moveTo(tip.x, tip.y);
    pen.lineTo(tip.x - dx * length - dy * half, tip.y - dy * length + dx * half);
    pen.lineTo(tip.x - dx * length + dy * half, tip.y - dy * length - dx * half);
    pen.closePath();
  }
  pen.fill();
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function shortened(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length <= by) return from;
  const part = (length - by) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** A small label on a line, readable on whatever it crosses. */
export function drawTag(pen: Pen, at: Point, text: string, style: { colour: string; look: Look }): void {
  const { colour, look } = style;
  pen.font = `600 10px ${look.fontFamily}`;
  const width = pen.measureText(text).width + 10;
  pen.fillStyle = look.background;
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(at.x - width / 2, at.y - 8, width, 16, 8);
  pen.fill();
  pen.stroke();
  pen.fillStyle = look.text;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, at.x, at.y + 0.5);
}

/** The word beside the lines of a cycle, where it can be read. */
export function drawCycleTags(
  pen: Pen,
  edges: Iterable<SceneEdge>,
  view: {
    readonly look: Look;
    readonly scale: number;
    readonly edge: (key: string) => SceneEdge | undefined;
  },
): void {
  const { look, scale } = view;
  if (scale < tagScale) return;
  const tagged = new Set<string>();
  for (const edge of edges) {
    // There and back between two boxes is one cycle, and one word beside both lines.
    const way = edgeKey(edge.to, edge.from);
    if (!edge.isInCycle || tagged.has(way)) continue;
    tagged.add(edge.key);
    const back = view.edge(way);
    const at = back === undefined ? edge.middle : between(edge.middle, back.middle);
    drawTag(pen, at, 'cycle', { colour: look.cycle, look });
  }
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
