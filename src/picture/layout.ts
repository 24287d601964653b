/** Gives boxes and lines their places: callers above, callees below. Runs in a worker of a page and in Node alike. */

import { keepPlaces } from './keep.ts';
import { arrangeAnew } from './layered.ts';
import type { Layout, LayoutRequest } from './request.ts';

export type { Box, Point, Size } from './box.ts';
export type { Layout, LayoutEdge, LayoutNode, LayoutRequest } from './request.ts';

/**
 * Arranges in layers: as few crossings as can be had quickly, circles with as few lines upwards as needed, parts that
 * do not hang together packed, and boxes without lines in a grid below. The same request gives the same layout.
 */
export async function layout(request: LayoutRequest): Promise<Layout> {
  return request.kept === undefined ? arrangeAnew(request) : keepPlaces(request, request.kept);
}
