/** Draws the boxes: skills, unknown names, the dynamic node and categories that are one box. */

import type { Point } from './camera.ts';
import type { Pen } from './draw-edge.ts';
import type { Look } from './look.ts';
import type { SceneNode } from './scene.ts';
import { fittedText } from './text.ts';

const radius = 6;
/** Below these scales a box has no second line, no text but its colour, and no badge. */
const detailScale = 0.6;
const textScale = 0.3;
const badgeScale = 0.16;

export function drawNode(pen: Pen, node: SceneNode, look: Look, scale: number): void {
  if (scale < textScale) drawBlock(pen, node, look, scale);
  else {
    drawBox(pen, node, look);
    drawTexts(pen, node, look, scale);
  }
  drawBadge(pen, node, look, scale);
}

function categoryColour(node: SceneNode, look: Look): string {
  return node.colour === undefined ? look.muted : look.categories[node.colour % look.categories.length]!;
}

/** From far away a box is as high as can be seen; there is room for it between the layers. */
const leastPixels = 5;

function drawBlock(pen: Pen, node: SceneNode, look: Look, scale: number): void {
  const isFile = node.kind === 'skill' || node.kind === 'group';
  const height = Math.max(node.height, Math.min(leastPixels / scale, 3 * node.height));
  const y = node.y + (node.height - height) / 2;
  pen.fillStyle = node.errors > 0 && scale < badgeScale ? look.error : categoryColour(node, look);
  pen.globalAlpha = isFile ? 1 : 0.5;
  pen.fillRect(node.x, y, node.width, height);
  pen.globalAlpha = 1;
}

function drawBox(pen: Pen, node: SceneNode, look: Look): void {
  const { x, y, width, height } = node;
  const colour = categoryColour(node, look);
  if (node.kind === 'group') drawStack(pen, node, look);
  const isFile = node.kind === 'skill' || node.kind === 'group';
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
  pen.fillStyle =
    look.isHighContrast || !isFile
      ? look.background
      : `color-mix(in srgb, ${colour} 14%, ${look.background})`;
  pen.fill();
  if (isFile) drawStripe(pen, node, colour);
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
  pen.strokeStyle = look.isHighContrast
    ? look.border
    : isFile
      ? `color-mix(in srgb, ${colour} 55%, ${look.background})`
      : look.muted;
  pen.lineWidth = node.kind === 'unknown' ? 1.5 : 1;
  pen.setLineDash(isFile ? [] : [5, 4]);
  pen.stroke();
  pen.setLineDash([]);
}

function drawStripe(pen: Pen, { x, y, height }: SceneNode, colour: string): void {
  pen.beginPath();
  pen.roundRect(x, y, 5, height, [radius, 0, 0, radius]);
  pen.fillStyle = colour;
  pen.fill();
}

/** Two sheets behind the box: there is more inside. */
function drawStack(pen: Pen, { x, y, width, height }: SceneNode, look: Look): void {
  pen.fillStyle = look.background;
  pen.strokeStyle = look.border;
  pen.lineWidth = 1;
  for (const shift of [6, 3]) {
    pen.beginPath();
    pen.roundRect(x + shift, y + shift, width - shift, height - shift + 2, radius);
    pen.fill();
    pen.stroke();
  }
}

function drawTexts(pen: Pen, node: SceneNode, look: Look, scale: number): void {
  const { x, y, width, height } = node;
  const hasDetail = node.detail !== '' && scale >= detailScale;
  const sign = node.kind === 'unknown' ? 22 : 0;
  const room = width - 26 - sign;
  const left = x + 15;
  const middle = y + height / 2;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  if (sign > 0) drawSign(pen, left + 7, middle, look);
  pen.font = `${node.kind === 'group' ? '600 ' : ''}13px ${look.fontFamily}`;
  pen.fillStyle = node.kind === 'skill' || node.kind === 'group' ? look.text : look.muted;
  const name = fittedText(pen, node.name, room);
  const nameY = hasDetail ? y + height / 2 - 7 : middle + 0.5;
  pen.fillText(name, left + sign, nameY);
  if (node.isDeprecated) {
    pen.fillRect(left + sign, nameY, pen.measureText(name).width, 1);
  }
  if (!hasDetail) return;
  pen.font = `11px ${look.fontFamily}`;
  pen.fillStyle = look.muted;
  pen.fillText(fittedText(pen, node.detail, room), left + sign, y + height / 2 + 9);
}

/** A question mark in a circle: no file has this name. */
function drawSign(pen: Pen, x: number, y: number, look: Look): void {
  pen.beginPath();
  pen.arc(x, y, 8, 0, 2 * Math.PI);
  pen.fillStyle = look.warning;
  pen.fill();
  pen.font = `700 12px ${look.fontFamily}`;
  pen.fillStyle = look.background;
  pen.textAlign = 'center';
  pen.fillText('?', x, y + 0.5);
  pen.textAlign = 'left';
}

/** An octagon for errors and a triangle for warnings, with their number, on the upper right corner. */
/** How many problems a skill has, on the corner of its box. */
export function drawBadge(pen: Pen, node: SceneNode, look: Look, scale: number): void {
  const count = node.errors > 0 ? node.errors : node.warnings;
  if (count === 0 || scale < badgeScale) return;
  const isError = node.errors > 0;
  if (scale < textScale) {
    drawFarBadge(pen, node, { look, scale, isError });
    return;
  }
  const text = count > 99 ? '99+' : String(count);
  pen.font = `600 10px ${look.fontFamily}`;
  const width = 18 + pen.measureText(text).width + 4;
  const x = node.x + node.width - width + 6;
  const y = node.y - 8;
  pen.beginPath();
  pen.roundRect(x, y, width, 16, 8);
  pen.fillStyle = look.background;
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = isError ? look.error : look.warning;
  pen.stroke();
  pen.fillStyle = pen.strokeStyle;
  drawMark(pen, { x: x + 9, y: y + 8 }, { isError, radius: 5 });
  pen.fillStyle = look.text;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillText(text, x + 16, y + 8.5);
}

/** Only the sign, as large as it must be to be seen. */
function drawFarBadge(
  pen: Pen,
  node: SceneNode,
  { look, scale, isError }: { readonly look: Look; readonly scale: number; readonly isError: boolean },
): void {
  const radius = leastPixels / scale;
  const at = { x: node.x + node.width, y: node.y };
  pen.fillStyle = look.background;
  drawMark(pen, at, { isError, radius: radius * 1.3 });
  pen.fillStyle = isError ? look.error : look.warning;
  drawMark(pen, at, { isError, radius: radius * 0.9 });
}

function drawMark(
  pen: Pen,
  { x, y }: Point,
  { isError, radius }: { readonly isError: boolean; readonly radius: number },
): void {
  const corners = isError ? 8 : 3;
  pen.beginPath();
  for (let index = 0; index < corners; index++) {
    const angle = isError ? Math.PI / 8 + (index * Math.PI) / 4 : -Math.PI / 2 + (index * 2 * Math.PI) / 3;
    pen.lineTo(x + radius * Math.cos(angle), y + (isError ? 0 : radius / 5) + radius * Math.sin(angle));
  }
  pen.closePath();
  pen.fill();
}
