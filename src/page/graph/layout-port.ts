/** What the page asks of the layout, wherever that runs. */

import type { Disposable } from '../../base/disposal.ts';
import type { Point } from './canvas/camera.ts';

export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Places of an earlier layout, to be kept: what has one stays there. */
  readonly kept: readonly { readonly id: string; readonly x: number; readonly y: number }[] | undefined;
}

export interface Layout {
  /** Left upper corners, in the order of the request. */
  readonly nodes: readonly Point[];
  /** In the order of the request; empty for what could not be drawn. */
  readonly edges: readonly (readonly Point[])[];
}

/** What places boxes and lines; a worker in the page. Rejects when it could not. */
export interface LayoutPort extends Disposable {
  arrange(request: LayoutRequest): Promise<Layout>;
}
