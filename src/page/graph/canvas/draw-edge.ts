/** Draws the lines: callers to callees, dashed where only a run knows, heavy and marked where they close a circle. */

import type { Point } from './camera.ts';
import type { Look } from './look.ts';
import type { SceneEdge } from './scene.ts';

export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const corner = 10;
/** Below this scale lines have no arrow heads and no rounded corners: they would be smaller than a pixel. */
const fineScale = 0.3;

export interface LineStyle {
  readonly colour: string;
  readonly width: number;
  readonly isDashed: boolean;
}

/** All lines of a part of the picture: those of a kind are one stroke, which is what makes many of them fast. */
export function drawEdges(pen: Pen, edges: Iterable<SceneEdge>, look: Look, scale: number): void {
  const plain: SceneEdge[] = [];
  const dynamic: SceneEdge[] = [];
  const cyclic: SceneEdge[] = [];
  for (const edge of edges) (edge.isInCycle ? cyclic : edge.isDynamic ? dynamic : plain).push(edge);
  const width = Math.max(1.25, 0.6 / scale);
  pen.globalAlpha = scale < 0.15 ? 0.45 : 1;
  strokeAll(pen, plain, { colour: look.line, width, isDashed: false }, scale);
  strokeAll(pen, dynamic, { colour: look.line, width, isDashed: true }, scale);
  pen.globalAlpha = 1;
  drawCyclic(pen, cyclic, look, scale);
}

/** Twice as heavy at any zoom, with a line of the background in the middle: unmistakable without colour. */
export function drawCyclic(pen: Pen, edges: readonly SceneEdge[], look: Look, scale: number): void {
  if (edges.length === 0) return;
  const width = Math.max(4.5, 2 / scale);
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
