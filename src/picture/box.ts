/** Boxes and lines in the plane: what both ways of arranging need. */

/** A place in the picture, in its own units; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** `x` and `y` are the left upper corner. */
export interface Box extends Point, Size {}

/** The space between boxes beside and above each other. */
export const gap = { beside: 24, above: 64 } as const;

const loop = 22;

/** How much wider than high a picture should be. */
const windowRatio = 1.6;

/** A line to the box itself, at its right side. */
export function selfLoop({ x, y, width, height }: Box): readonly Point[] {
  const right = x + width;
  const upper = y + height * 0.25;
  const lower = y + height * 0.75;
  return [
    { x: right, y: lower },
    { x: right + loop, y: lower },
    { x: right + loop, y: upper },
    { x: right, y: upper },
  ];
}

/** Down from border to border; upwards and sideways around the right sides, where no downward line leaves. */
export function simpleLine(from: Box, to: Box): readonly Point[] {
  const start = { x: from.x + from.width / 2, y: from.y + from.height };
  const end = { x: to.x + to.width / 2, y: to.y };
  if (start.y < end.y) return [start, end];
  const out = { x: from.x + from.width, y: from.y + from.height / 2 };
  const into = { x: to.x + to.width, y: to.y + to.height / 2 };
  const beyond = Math.max(out.x, into.x) + loop;
  return [out, { x: beyond, y: out.y }, { x: beyond, y: into.y }, into];
}

/** The smallest box around all; an empty one for none. */
export function around(boxes: Iterable<Box>): Box {
  let [left, top, right, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}

/** Left upper corners of boxes in rows below what is there, such that the whole is about as wide as a window. */
export function grid(sizes: readonly Size[], above: Box): readonly Point[] {
  const area = sizes.reduce(
    (sum, { width, height }) => sum + (width + gap.beside) * (height + gap.beside),
    above.width * above.height,
  );
  const origin = { x: above.x, y: above.height === 0 ? above.y : above.y + above.height + gap.above };
  const right = origin.x + Math.max(above.width, Math.sqrt(area * windowRatio));
  const corners: Point[] = [];
  let { x, y } = origin;
  let rowHeight = 0;
  for (const { width, height } of sizes) {
    if (x > origin.x && x + width > right) {
      x = origin.x;
      y += rowHeight + gap.beside;
      rowHeight = 0;
    }
    corners.push({ x, y });
    x += width + gap.beside;
    rowHeight = Math.max(rowHeight, height);
  }
  return corners;
}
