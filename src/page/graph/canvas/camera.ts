/** Which part of the picture is on the screen: moving, zooming and fitting, as plain arithmetic. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Left, top, width and height. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A point of the picture stands at `point * scale + offset`, in CSS pixels from the canvas's corner. */
export interface Camera extends Point {
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const minScale = 0.005;
const maxScale = 3;

export function clampScale(scale: number): number {
  return Math.min(maxScale, Math.max(minScale, scale));
}

export function toScreen(camera: Camera, point: Point): Point {
  return { x: point.x * camera.scale + camera.x, y: point.y * camera.scale + camera.y };
}

export function toPicture(camera: Camera, point: Point): Point {
  return { x: (point.x - camera.x) / camera.scale, y: (point.y - camera.y) / camera.scale };
}

/** The part of the picture that a screen of this size shows. */
export function visibleBox(camera: Camera, size: Size): Box {
  return {
    ...toPicture(camera, { x: 0, y: 0 }),
    width: size.width / camera.scale,
    height: size.height / camera.scale,
  };
}

/** Keeps the point of the picture that is under `at` (on the screen) where it is. */
export function zoomedAt(camera: Camera, factor: number, at: Point): Camera {
  const scale = clampScale(camera.scale * factor);
  const point = toPicture(camera, at);
  return { scale, x: at.x - point.x * scale, y: at.y - point.y * scale };
}

/** Shows all of a box with a margin, no larger than `largest`. */
export function fitted(box: Box, size: Size, options: { margin: number; largest: number }): Camera {
  const { margin, largest } = options;
  const free = { width: Math.max(1, size.width - 2 * margin), height: Math.max(1, size.height - 2 * margin) };
  const wanted = Math.min(free.width / Math.max(1, box.width), free.height / Math.max(1, box.height));
  return centred(box, size, clampScale(Math.min(largest, wanted)));
}

/** Shows the middle of a box in the middle of the screen. */
export function centred(box: Box, size: Size, scale: number): Camera {
  return {
    scale,
    x: size.width / 2 - (box.x + box.width / 2) * scale,
    y: size.height / 2 - (box.y + box.height / 2) * scale,
  };
}

/** Moves no further than needed to show all of a box (in the picture), a margin away from the edges. */
export function revealed(camera: Camera, box: Box, size: Size, margin: number): Camera {
  const from = toScreen(camera, box);
  return {
    scale: camera.scale,
    x: camera.x + shift(from.x, box.width * camera.scale, size.width, margin),
    y: camera.y + shift(from.y, box.height * camera.scale, size.height, margin),
  };
}

function shift(from: number, length: number, room: number, margin: number): number {
  if (length + 2 * margin > room) return (room - length) / 2 - from;
  if (from < margin) return margin - from;
  return Math.min(0, room - margin - length - from);
}

/** Keeps some of the picture on the screen, so that nobody gets lost. */
export function contained(camera: Camera, bounds: Box, size: Size): Camera {
  const keep = 64;
  const width = bounds.width * camera.scale;
  const height = bounds.height * camera.scale;
  const left = camera.x + bounds.x * camera.scale;
  const top = camera.y + bounds.y * camera.scale;
  const clamp = (value: number, length: number, room: number) =>
    Math.min(room - keep, Math.max(keep - length, value));
  return {
    scale: camera.scale,
    x: camera.x + clamp(left, width, size.width) - left,
    y: camera.y + clamp(top, height, size.height) - top,
  };
}

export function unionOf(boxes: Iterable<Box>): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function meets(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
